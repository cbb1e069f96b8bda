/** What the name of an entry says about its part of a package: code, resources, assets, native libraries, or something else. */

import { type ZipEntry } from '../formats/zip/zipEntry.ts';

export type AndroidFormat = 'apk' | 'aab';

export const packageParts = ['dex', 'resources', 'assets', 'native', 'other'] as const;
export type PackagePart = (typeof packageParts)[number];

export interface EntryRole {
  readonly part: PackagePart;
  /** The module of an app bundle; `base` in an APK. */
  readonly module: string;
  /** The entry's name inside its module. */
  readonly path: string;
  /** Of a native library. */
  readonly abi?: string;
}

/** The ABIs of Android; a folder of another name is never loaded from. */
const abiNames: ReadonlySet<string> = new Set(['armeabi', 'armeabi-v7a', 'arm64-v8a', 'x86', 'x86_64', 'mips', 'mips64', 'riscv64']);
const wide: ReadonlySet<string> = new Set(['arm64-v8a', 'x86_64', 'mips64', 'riscv64']);

export function is64BitAbi(abi: string): boolean {
  return wide.has(abi);
}

/** Folders at the root of an app bundle that are not modules. */
const noModules: ReadonlySet<string> = new Set(['META-INF', 'BUNDLE-METADATA']);

export function roleOfEntry(entry: ZipEntry, format: AndroidFormat): EntryRole {
  if (format === 'apk') return { module: 'base', path: entry.name, ...partOfApk(entry.name) };
  const slash = entry.name.indexOf('/');
  const module = entry.name.slice(0, Math.max(slash, 0));
  if (module === '' || noModules.has(module)) return { module: '', path: entry.name, part: 'other' };
  const path = entry.name.slice(slash + 1);
  return { module, path, ...partOfModule(path) };
}

function partOfApk(path: string): Pick<EntryRole, 'part' | 'abi'> {
  if (/^classes\d*\.dex$/.test(path)) return { part: 'dex' };
  if (path === 'resources.arsc' || path.startsWith('res/')) return { part: 'resources' };
  return partOfBoth(path);
}

function partOfModule(path: string): Pick<EntryRole, 'part' | 'abi'> {
  if (/^dex\/classes\d*\.dex$/.test(path)) return { part: 'dex' };
  if (path === 'resources.pb' || path.startsWith('res/')) return { part: 'resources' };
  return partOfBoth(path);
}

function partOfBoth(path: string): Pick<EntryRole, 'part' | 'abi'> {
  if (path.startsWith('assets/')) return { part: 'assets' };
  const [, abi] = /^lib\/([^/]+)\/[^/]+\.so$/.exec(path) ?? [];
  return abi !== undefined && abiNames.has(abi) ? { part: 'native', abi } : { part: 'other' };
}
