/**
 * Asset folders for some devices only, such as `assets/textures#tcf_astc`: an APK for all devices contains those of one value of each
 * dimension, which `BundleConfig.pb` names, and may lose the suffix. What the configuration does not speak of stays as it is, languages too.
 */

import { type AssetSuffix } from '../../formats/android-proto/bundleConfig.ts';

/** Gives an asset its path in the APK, or `undefined` when it is for other devices only. */
export function assetPlacer(paths: Iterable<string>, suffixes: readonly AssetSuffix[]): (path: string) => string | undefined {
  if (suffixes.length === 0) return (path) => path;
  /** Folders that have siblings with a suffix: by themselves they are for all other devices. */
  const families = new Set<string>();
  for (const path of paths)
    for (const { folder, keys } of foldersOf(path)) for (const key of keys.keys()) families.add(`${key} ${folderOfAll(folder)}`);
  return (path) => place(path, suffixes, families);
}

function place(path: string, suffixes: readonly AssetSuffix[], families: ReadonlySet<string>): string | undefined {
  const folders = foldersOf(path);
  for (const { key, defaultValue } of suffixes) {
    // Device tiers count from 0, which every device has at least.
    const wanted = key === 'tier' && defaultValue === '' ? '0' : defaultValue;
    for (const { folder, keys } of folders) {
      const value = keys.get(key) ?? (families.has(`${key} ${folderOfAll(folder)}`) ? '' : undefined);
      if (value !== undefined && value !== wanted) return undefined;
    }
  }
  const stripped = new Set<string>(suffixes.filter(({ isStripped }) => isStripped).map(({ key }) => key));
  return path
    .split('/')
    .map((part, index, all) => (index < all.length - 1 ? withoutKeys(part, stripped) : part))
    .join('/');
}

interface Folder {
  /** Its path, as it is. */
  readonly folder: string;
  /** The values in its own name. */
  readonly keys: ReadonlyMap<string, string>;
}

const deepest = 100;

function foldersOf(path: string): Folder[] {
  const parts = path.split('/').slice(0, -1).slice(0, deepest);
  return parts.map((part, index) => ({ folder: parts.slice(0, index + 1).join('/'), keys: keysOf(part) }));
}

function keysOf(part: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const text of part.split('#').slice(1)) {
    const [key, value] = splitOnce(text);
    if (value !== undefined) keys.set(key, value);
  }
  return keys;
}

/** The name that a folder shares with its siblings for other devices. */
function folderOfAll(folder: string): string {
  return folder
    .split('/')
    .map((part) => part.split('#')[0] ?? '')
    .join('/');
}

function withoutKeys(part: string, stripped: ReadonlySet<string>): string {
  const [name = '', ...suffixes] = part.split('#');
  return [name, ...suffixes.filter((text) => !stripped.has(splitOnce(text)[0]))].join('#');
}

function splitOnce(text: string): readonly [string, string | undefined] {
  const at = text.indexOf('_');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
