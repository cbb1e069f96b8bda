/** Names of produced files: `hello-web-1.4.0-12-release.apk`, readable in every file system and terminal. */

import { type BuildSpec } from '../engines/engine/engine.ts';

/** Together with the rest of the name these stay below what temporary names leave room for. */
const longestWord = 40;
const longestVersion = 24;

export function packageBaseName({
  name,
  appIdentifier,
  version,
  versionCode,
  buildType,
  variant = '',
}: Pick<BuildSpec, 'name' | 'appIdentifier' | 'version' | 'versionCode' | 'variant'> & { readonly buildType: string }): string {
  const word = slug(name) || slug(appIdentifier.split('.').at(-1) ?? '') || 'app';
  return `${word}-${version.slice(0, longestVersion).replace(/[^0-9A-Za-z.+-]/g, '_')}-${versionCode}-${kindOf(variant.replaceAll(/[^0-9A-Za-z]+/g, '').slice(0, longestWord), buildType)}`;
}

/** `freeRelease` says its build type itself. */
function kindOf(variant: string, buildType: string): string {
  if (variant === '') return buildType;
  return variant.toLowerCase().endsWith(buildType) ? variant : `${variant}-${buildType}`;
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longestWord);
}
