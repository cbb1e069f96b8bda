/**
 * What a language model does not get to read: mail addresses, and absolute paths, which contain names of people, customers and machines. A path
 * in the workspace becomes relative to it, as the tools take it; of another one, only the name of the file is left. Pure.
 */

import { withoutEnd } from '../../core/base/withoutEnd.ts';

export interface WithholdPlace {
  /** Of the workspace: absolute paths, each with the name that it has when there are several. */
  readonly folders: readonly { readonly path: string; readonly name: string }[];
  /** The user's. */
  readonly home: string;
  /** Names of the folders at the root of the file system: what begins with one of them is a path and no address of a web page. */
  readonly roots: readonly string[];
}

/** An ending of letters: `icon@2x.png` and `vite@5.4.2` are not addresses. */
const mail = /(?<![\w.+-])[\w.+-]+@(?!\dx\.)(?:[a-z\d-]+\.)+[a-z]{2,}\b/gi;
const windowsPath = /\b[a-z]:[\\/](?:[^\\/:*?"<>|\r\n]+[\\/])*([^\\/:*?"<>|\s,;)]*)/gi;

export function withhold(text: string, { folders, home, roots }: WithholdPlace): string {
  const longest = folders.toSorted((a, b) => b.path.length - a.path.length);
  let shown = text;
  for (const { path, name } of longest) shown = withoutFolder(shown, path, folders.length > 1 ? name : undefined);
  if (home.length > 1) shown = withoutFolder(shown, home, '~');
  return shown.replace(unixPath(roots), '$1…/$2').replace(windowsPath, '…/$1').replace(mail, '(address withheld)');
}

function withoutFolder(text: string, folder: string, name: string | undefined): string {
  const bare = withoutEnd(folder, '\\/');
  if (bare === '') return text;
  const pattern = literal(bare);
  return text
    .replace(new RegExp(`${pattern}[\\\\/](?=[^\\s"'”’,;:)])`, 'g'), () => (name === undefined ? '' : `${name}/`))
    .replace(new RegExp(`${pattern}(?![\\w.-])[\\\\/]?`, 'g'), () => name ?? '.');
}

function unixPath(roots: readonly string[]): RegExp {
  const names = roots.map((root) => literal(root)).join('|');
  // What follows a word, a colon or another slash is part of an address.
  return names === '' ? /(?!)/g : new RegExp(`(^|[^\\w:/.~…])/(?:${names})/(?:[^\\s"'“”’,;)]*/)?([^\\s"'“”’,;/)]*)`, 'g');
}

/** A pattern that finds just this text. */
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** Everything that is text in a document, at any depth. Pointers into JSON look like paths and are none. */
export function withheld(value: unknown, place: WithholdPlace, key?: string): unknown {
  if (typeof value === 'string') return key === 'pointer' || key === 'link' ? value : withhold(value, place);
  if (Array.isArray(value)) return value.map((item: unknown) => withheld(item, place));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]: [string, unknown]) => [name, withheld(item, place, name)]));
}
