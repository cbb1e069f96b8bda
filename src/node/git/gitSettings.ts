/**
 * What git's settings say that matters here. Those of the user are read with everything they include; those of the repository are read as
 * a plain file, of which a few harmless keys count. Keys that would change what the working tree is make the state of it unknown.
 */

import { join, resolve } from 'node:path';
import { type Repository } from './repositoryState.ts';

/** By name in lower case, subsections as they are; the last value of a key counts. */
export type GitSettings = ReadonlyMap<string, string>;

/** `key LF value NUL`, as `git config -z --list` writes them; a key without a value means true. */
export function parseSettings(output: string): GitSettings {
  return new Map(
    output
      .split('\0')
      .filter((record) => record !== '')
      .map((record) => {
        const end = record.indexOf('\n');
        return end < 0 ? ([record, 'true'] as const) : ([record.slice(0, end), record.slice(end + 1)] as const);
      }),
  );
}

/** How files are compared. None of these names a program or a place. */
const comparing = [
  'core.autocrlf',
  'core.eol',
  'core.filemode',
  'core.ignorecase',
  'core.precomposeunicode',
  'core.symlinks',
  'core.trustctime',
  'core.checkstat',
  'core.protecthfs',
  'core.protectntfs',
  'extensions.objectformat',
];
/** Places that only the user may name. */
const ofUser = ['core.excludesfile', 'core.attributesfile'];

/** The text of a settings file that has nothing but the keys which are let through. */
export function neutralSettings(user: GitSettings, repository: GitSettings): string {
  const lines = ['[core]', '\tbare = false', '\tfsmonitor = false', '\tuntrackedCache = false'];
  const taken = [
    ...ofUser.map((key) => [key, user.get(key)] as const),
    ...comparing.map((key) => [key, repository.get(key) ?? user.get(key)] as const),
  ];
  const hasExtension = repository.has('extensions.objectformat');
  lines.unshift('[core]', `\trepositoryformatversion = ${hasExtension ? 1 : 0}`);
  for (const [key, value] of taken) {
    if (value === undefined || /[\p{Cc}]/u.test(value)) continue;
    const [section = '', name = ''] = key.split('.');
    lines.push(`[${section}]`, `\t${name} = "${value.replace(/["\\]/g, '\\$&')}"`);
  }
  return `${lines.join('\n')}\n`;
}

/** Whether the repository's own settings could change what counts as a change, in ways that are not followed here. */
export function changesWorkingTree(repository: GitSettings, { topFolder, commonFolder }: Repository): boolean {
  for (const [key, value] of repository) {
    const name = key.toLowerCase();
    if (/^include(if)?\./.test(name)) return true;
    if (name === 'core.worktree' && resolve(join(commonFolder), value) !== topFolder) return true;
    if (name === 'core.bare' && value !== 'false') return true;
    if (name === 'core.excludesfile' || name === 'core.attributesfile') return true;
    if (name === 'extensions.refstorage' && value !== 'files') return true;
  }
  return false;
}

export function authorOf(...settings: readonly GitSettings[]): string | undefined {
  const last = (key: string): string | undefined => settings.map((each) => each.get(key)).findLast((value) => value !== undefined);
  const [name, email] = [last('user.name'), last('user.email')];
  if (name && email) return `${name} <${email}>`;
  return name || email || undefined;
}
