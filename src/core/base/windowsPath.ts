/**
 * Paths that mean something else on Windows than they seem to: names of devices, drive-relative paths, alternate data streams, and names
 * that Windows changes ("Naming Files, Paths, and Namespaces"). Pure rules, so that tests on every system can check them.
 */

import { phrase } from './phrase.ts';

/** Also with an extension, and with blanks before it: `nul.apk`, `aux .txt`. */
const deviceName = /^(con|prn|aux|nul|com[0-9\u00B9\u00B2\u00B3]|lpt[0-9\u00B9\u00B2\u00B3]|conin\$|conout\$)\s*(\.|$)/i;

/** Why Windows cannot keep a file at this path, as it was given; `undefined` when it can. */
export function windowsPathProblem(path: string): string | undefined {
  if (/^[\\/]{2}\.([\\/]|$)/.test(path)) return phrase('it is a device path');
  const long = path.replace(/^[\\/]{2}\?[\\/]/, '');
  if (/^[A-Za-z]:($|[^\\/])/.test(long)) return phrase('a backslash is missing after the drive letter');
  const names = long.replace(/^[A-Za-z]:[\\/]/, '').split(/[\\/]/);
  for (const name of names) {
    const problem = windowsNameProblem(name);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function windowsNameProblem(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') return undefined;
  if (name.includes(':')) return phrase('a colon in a file name refers to a hidden data stream');
  if (deviceName.test(name)) return phrase('the name is reserved for a device');
  if (/[.\s]$/.test(name)) return phrase('Windows removes dots and spaces at the end of a name');
  if (/[<>"|?*\u0000-\u001F]/.test(name)) return phrase('it contains a character that Windows does not allow in names');
  return undefined;
}
