/** What changes in a package of React Native or Expo: the bundle, the pictures next to it, and what Expo keeps of the configuration. */

import { fromUtf8, utf8 } from '../../../base/bytes.ts';
import { type ByteSource } from '../../../base/byteSource.ts';
import { createIssue, type Issue, issueInFile } from '../../../base/issue.ts';
import { issuesFound } from '../../../base/issuesFound.ts';
import { present } from '../../../base/present.ts';
import { readEntry } from '../../../formats/zip/readEntry.ts';
import { readEntryPrefix } from '../../../formats/zip/readEntryPrefix.ts';
import { type ZipEntry } from '../../../formats/zip/zipEntry.ts';
import { type FileSystem, type PathTools } from '../../../ports/fileSystem.ts';
import { type Platform } from '../../../settings/platform.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { contentRoot } from '../baseFacts.ts';
import { type ReuseBase } from '../openBase.ts';
import { type NewContent, type PackageChange } from '../rewritePackage.ts';
import { bundleFormText, bundleHeaderSize, hermesVersionOf } from './hermesBytecode.ts';
import { openResourceFiles } from './pictureResources.ts';

const bundleNames: Readonly<Record<Platform, string>> = { android: 'assets/index.android.bundle', ios: 'main.jsbundle' };
const configNames: Readonly<Record<Platform, string>> = { android: 'assets/app.config', ios: 'EXConstants.bundle/app.config' };
/** Written by expo-updates: which update the package contains, with the time it was made. */
const updateNames: Readonly<Record<Platform, string>> = { android: 'assets/app.manifest', ios: 'EXUpdates.bundle/app.manifest' };

const largestTable = 256 * 1024 * 1024;
const largestConfig = 4 * 1024 * 1024;
const mostAssets = 20_000;
const mostNamed = 12;

/** The entry of the bundle; `undefined` in a package that loads it from a computer, as debug packages do. */
export function bundleEntry(base: ReuseBase, platform: Platform): ZipEntry | undefined {
  const name = contentRoot(base) + bundleNames[platform];
  return base.archive.entries.find((entry) => entry.name === name);
}

/** Whether the package has its own update, with an identifier and a time that only the tools of Expo can make. */
export function hasEmbeddedUpdate(base: ReuseBase, platform: Platform): boolean {
  const name = contentRoot(base) + updateNames[platform];
  return base.archive.entries.some((entry) => entry.name === name);
}

/** The bytecode version of the bundle; `undefined` for text. */
export async function bundleVersionOf(source: ByteSource, entry: ZipEntry): Promise<number | undefined> {
  const { bytes, issues } = await readEntryPrefix(source, entry, bundleHeaderSize);
  if (!bytes) throw issuesFound(issues);
  return hermesVersionOf(bytes);
}

export interface MadeBundle {
  /** Absolute path. */
  readonly path: string;
  /** Absolute path of the folder with what Metro wrote next to it. */
  readonly assets: string;
}

interface ChangeWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
}

export async function bundleChange(
  world: ChangeWorld,
  source: ByteSource,
  base: ReuseBase,
  spec: BuildSpec,
  made: MadeBundle,
): Promise<PackageChange> {
  const { platform } = spec;
  const entry = bundleEntry(base, platform);
  if (!entry) throw new Error('The package has no bundle');
  const contents = new Map<string, NewContent>([[entry.name, await fileContent(world, made.path)]]);
  await requireSameForm(world, source, entry, base, made);
  const assets = await listFiles(world, made.assets);
  const places = await assetEntries(source, base, platform, assets);
  for (const path of assets) {
    const name = places.get(path);
    if (name !== undefined) contents.set(name, await fileContent(world, world.paths.join(made.assets, ...path.split('/'))));
  }
  const config = await editedConfig(source, base, spec);
  if (config) contents.set(config.name, config.content);
  const root = contentRoot(base);
  // What is new for iOS is behind all others. Pictures that no bundle asks for any more stay: they may be the native side's own.
  return {
    format: base.format,
    contents,
    isContent: (name) => platform === 'ios' && name.startsWith(`${root}assets/`),
    isRemoved: () => false,
  };
}

async function requireSameForm(
  { files }: ChangeWorld,
  source: ByteSource,
  entry: ZipEntry,
  base: ReuseBase,
  made: MadeBundle,
): Promise<void> {
  const file = await files.openFile(made.path);
  try {
    const now = hermesVersionOf(await file.read(0, Math.min(bundleHeaderSize, file.size)));
    const before = await bundleVersionOf(source, entry);
    if (now === before) return;
    const params = { base: bundleFormText(before), made: bundleFormText(now) };
    throw issuesFound([createIssue('reuse-hermes-differs', params, { file: base.path, entry: entry.name })]);
  } finally {
    await file.close();
  }
}

async function fileContent({ files }: ChangeWorld, path: string): Promise<NewContent> {
  const stat = await files.stat(path);
  return { kind: 'file', absolutePath: path, sizeBytes: stat?.sizeBytes ?? 0, ...present('identity', stat?.identity) };
}

/** Relative to the folder, with slashes. */
async function listFiles({ files, paths }: ChangeWorld, folder: string, prefix = ''): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, kind, isLink } of await files.readDirectory(folder)) {
    if (isLink === true) continue;
    if (kind === 'directory') found.push(...(await listFiles({ files, paths }, paths.join(folder, name), `${prefix}${name}/`)));
    else if (kind === 'file') found.push(prefix + name);
    if (found.length > mostAssets) break;
  }
  return found;
}

/** Metro names what the resource shrinker must keep; the package was shrunk already. */
const keepList = 'raw/keep.xml';

/** The entry of the package for each file. Throws the issue that names those that have none. */
async function assetEntries(
  source: ByteSource,
  base: ReuseBase,
  platform: Platform,
  assets: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const root = contentRoot(base);
  if (platform === 'ios') return new Map(assets.map((path) => [path, root + path]));
  const pictures = assets.filter((path) => path !== keepList);
  if (pictures.length === 0) return new Map();
  const form = base.format === 'aab' ? 'aab' : 'apk';
  const name = form === 'aab' ? 'base/resources.pb' : 'resources.arsc';
  const entry = base.archive.entries.find((each) => each.name === name);
  const read = entry && (await readEntry(source, entry, { maxBytes: largestTable }));
  const opened = read?.bytes && openResourceFiles(read.bytes, form, root);
  if (opened && !opened.files) throw issuesFound(placed(opened.issues, base.path));
  const there = new Set(base.archive.entries.map((each) => each.name));
  const places = new Map<string, string>();
  const unknown: string[] = [];
  for (const path of pictures) {
    const found = opened?.files?.entryOf(path);
    if (found !== undefined && there.has(found)) places.set(path, found);
    else unknown.push(path);
  }
  if (unknown.length === 0) return places;
  const names = unknown.slice(0, mostNamed).join(', ') + (unknown.length > mostNamed ? ', …' : '');
  throw issuesFound([createIssue('reuse-asset-new', { count: unknown.length, names }, { file: base.path })]);
}

function placed(issues: readonly Issue[], path: string): readonly Issue[] {
  return issues.map((issue) => ({ ...issueInFile(issue, path), severity: 'error' }));
}

/** expo-constants keeps the app's config in the package, where the app reads its version from. */
async function editedConfig(
  source: ByteSource,
  base: ReuseBase,
  { platform, version, versionCode }: BuildSpec,
): Promise<{ readonly name: string; readonly content: NewContent } | undefined> {
  const name = contentRoot(base) + configNames[platform];
  const entry = base.archive.entries.find((each) => each.name === name);
  const { bytes } = entry ? await readEntry(source, entry, { maxBytes: largestConfig }) : {};
  if (!bytes) return undefined;
  let config: unknown;
  try {
    config = JSON.parse(fromUtf8(bytes));
  } catch {
    return undefined;
  }
  if (!isObject(config)) return undefined;
  if ('version' in config) config['version'] = version;
  const section = config[platform];
  if (isObject(section)) {
    if (platform === 'android' && 'versionCode' in section) section['versionCode'] = versionCode;
    if (platform === 'ios' && 'buildNumber' in section) section['buildNumber'] = String(versionCode);
  }
  return { name, content: { kind: 'bytes', bytes: utf8(JSON.stringify(config)) } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
