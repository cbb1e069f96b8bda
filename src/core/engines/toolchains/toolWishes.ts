/**
 * The versions of tools that the settings of an app ask for: a whole version or its beginning, as `17` or `3.44`. What is asked for is taken,
 * or reported as missing; no other version is used instead.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type AppSettings } from '../../settings/appSettings.ts';

export type ToolWishes = NonNullable<AppSettings['tools']>;
export type WishedTool = keyof ToolWishes;

export const wishedTools: readonly WishedTool[] = ['jdk', 'node', 'flutter', 'xcode'];

export const wishedToolNames: Readonly<Record<WishedTool, 'JDK' | 'Node' | 'Flutter' | 'Xcode'>> = {
  jdk: 'JDK',
  node: 'Node',
  flutter: 'Flutter',
  xcode: 'Xcode',
};

/** Java called its version 8 `1.8`. */
export function isWished(version: string | undefined, wish: string): boolean {
  if (version === undefined) return false;
  const plain = (text: string): string =>
    text
      .trim()
      .replace(/^v(?=\d)/i, '')
      .replace(/^1\.(?=8(?:\D|$))/, '');
  const [found, wanted] = [plain(version), plain(wish)];
  return found === wanted || (found.startsWith(wanted) && /^[^0-9A-Za-z]/.test(found.slice(wanted.length)));
}

/** `found` are the versions that this machine has. */
export function missingWish(tool: WishedTool, wish: string, found: readonly (string | undefined)[]): Issue {
  const versions = found.flatMap((version) => version ?? []).join(', ');
  const params = { tool: wishedToolNames[tool], version: wish, versions: versions === '' ? '-' : versions };
  return createIssue('toolchain-version-missing', params, { pointer: `/tools/${tool}` });
}
