/** `package.json` of a project: its name, version, scripts and what it depends on. */

import { type Origin, type Sourced } from '../settings/origin.ts';
import { type ProjectFolderView } from './projectFacts.ts';
import { readJson, textAt, valueAt } from './projectText.ts';

export interface PackageJson {
  readonly displayName: Sourced<string> | undefined;
  /** What Electron and Quasar call the app. */
  readonly productName: Sourced<string> | undefined;
  readonly name: Sourced<string> | undefined;
  readonly version: Sourced<string> | undefined;
  readonly homepage: Sourced<string> | undefined;
  /** Such as `pnpm@9.1.0`. */
  readonly packageManager: Sourced<string> | undefined;
  /** The identifier, as NativeScript kept it before it had a config. */
  readonly nativeScriptId: Sourced<string> | undefined;
  dependsOn(name: string): boolean;
  /** The command line of a script; `undefined` when there is none. */
  script(name: string): string | undefined;
  textAt(...keys: readonly string[]): Sourced<string> | undefined;
}

const origin: Origin = { kind: 'package-json', file: 'package.json' };
const longestScript = 4000;

export async function readPackageJson(folder: ProjectFolderView): Promise<PackageJson> {
  const json = readJson(await folder.text('package.json'));
  return {
    displayName: textAt(json, origin, 'displayName'),
    productName: textAt(json, origin, 'productName'),
    name: textAt(json, origin, 'name'),
    version: textAt(json, origin, 'version'),
    homepage: textAt(json, origin, 'homepage'),
    packageManager: textAt(json, origin, 'packageManager'),
    nativeScriptId: textAt(json, origin, 'nativescript', 'id'),
    dependsOn: (name) => ['dependencies', 'devDependencies'].some((kind) => valueAt(json, kind, name) !== undefined),
    script: (name) => {
      const script = valueAt(json, 'scripts', name);
      return typeof script === 'string' && script.trim() !== '' && script.length <= longestScript ? script : undefined;
    },
    textAt: (...keys) => textAt(json, origin, ...keys),
  };
}
