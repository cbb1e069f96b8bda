/**
 * Finds the bundles of an app: the app itself, and inside it extensions, frameworks, watch apps, app clips, services and tests, each with
 * what it contains. A bundle is a folder with such an extension, an Info.plist and the executable that names; a folder without one is plain
 * resources of the bundle around it.
 */

import { type Bytes } from '../../../base/bytes.ts';
import { inspectPlist } from '../../../formats/plist/inspectPlist.ts';
import { plistEntry, plistString, type PlistDictionary } from '../../../formats/plist/plistValue.ts';
import { readDocument, type AppFiles } from './appFiles.ts';

const bundleKinds = ['app', 'appex', 'xpc', 'framework', 'xctest', 'bundle'] as const;
export type BundleKind = (typeof bundleKinds)[number];

/** Programs by themselves, which devices start: these have a profile and entitlements. */
const programKinds: ReadonlySet<BundleKind> = new Set(['app', 'appex', 'xpc']);

export interface AppBundle {
  /** `Payload/Demo.app/PlugIns/Share.appex` */
  readonly path: string;
  readonly kind: BundleKind;
  readonly isProgram: boolean;
  readonly info: PlistDictionary;
  /** Of Info.plist. */
  readonly infoBytes: Bytes;
  readonly infoForm: 'xml' | 'binary';
  readonly identifier: string | undefined;
  /** Path of the executable, from the top of the package. */
  readonly executable: string;
  readonly children: readonly AppBundle[];
  /** Paths of everything below, in the order of the package. */
  readonly paths: readonly string[];
  /** Those of them that belong to no bundle inside this one. */
  readonly ownPaths: readonly string[];
}

/** Real apps nest four deep (app, watch app, extension, framework). */
const deepest = 12;
const mostBundles = 5000;

/** `undefined` when `root` is not a bundle. */
export async function findBundle(files: AppFiles, root: string): Promise<AppBundle | undefined> {
  const paths = [...files.keys()].filter((path) => path.startsWith(`${root}/`));
  const folders = new Map<string, FoundFolder>();
  for (const folder of candidateFolders(paths, root)) {
    if (folders.size === mostBundles) break;
    const found = await readFolder(files, folder);
    if (found) folders.set(folder, found);
  }
  // Everything belongs to the innermost bundle around it, and counts for all bundles further out.
  for (const path of paths) {
    let isOwn = true;
    for (const folder of foldersAround(path, root)) {
      const found = folders.get(folder);
      if (!found) continue;
      found.paths.push(path);
      if (isOwn) found.ownPaths.push(path);
      isOwn = false;
    }
  }
  return buildBundle(root, folders);
}

interface FoundFolder extends Omit<AppBundle, 'children'> {
  readonly paths: string[];
  readonly ownPaths: string[];
}

function kindOfFolder(folder: string): BundleKind | undefined {
  const extension = folder.slice(folder.lastIndexOf('.') + 1);
  return bundleKinds.find((kind) => kind === extension);
}

/** Folders that contain an Info.plist and are called like bundles, outermost first; `root` whatever it is called. */
function candidateFolders(paths: readonly string[], root: string): readonly string[] {
  return paths
    .filter((path) => path.endsWith('/Info.plist'))
    .map((path) => path.slice(0, -'/Info.plist'.length))
    .filter((folder) => folder === root || (kindOfFolder(folder) && foldersAround(`${folder}/x`, root).length <= deepest))
    .toSorted((a, b) => a.length - b.length);
}

/** The folders from the innermost one up to `root` that are called like bundles. */
function foldersAround(path: string, root: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end >= root.length; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    if (folder === root || kindOfFolder(folder)) folders.push(folder);
    if (end === 0) break;
  }
  return folders;
}

async function readFolder(files: AppFiles, path: string): Promise<FoundFolder | undefined> {
  const infoBytes = await readDocument(files, `${path}/Info.plist`);
  const inspected = infoBytes && inspectPlist(infoBytes);
  const info = inspected?.value;
  const name = plistString(plistEntry(info, 'CFBundleExecutable'));
  if (!infoBytes || info?.type !== 'dictionary' || name === undefined) return undefined;
  const executable = `${path}/${name}`;
  if (files.get(executable)?.kind !== 'file') return undefined;
  const kind = kindOfFolder(path) ?? 'app';
  return {
    path,
    kind,
    isProgram: programKinds.has(kind),
    info,
    infoBytes,
    infoForm: inspected?.form ?? 'xml',
    identifier: plistString(plistEntry(info, 'CFBundleIdentifier')),
    executable,
    paths: [],
    ownPaths: [],
  };
}

function buildBundle(root: string, folders: ReadonlyMap<string, FoundFolder>): AppBundle | undefined {
  const top = folders.get(root);
  if (!top) return undefined;
  const childrenOf = new Map<string, string[]>();
  for (const folder of folders.keys()) {
    const parent = foldersAround(folder, root).find((around) => folders.has(around));
    if (parent !== undefined) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), folder]);
  }
  const build = (found: FoundFolder): AppBundle => ({
    ...found,
    children: (childrenOf.get(found.path) ?? []).flatMap((path) => {
      const child = folders.get(path);
      return child ? [build(child)] : [];
    }),
  });
  return build(top);
}

/** Children first, in the order of the package: the order in which seals are made. */
export function bundlesInsideOut(bundle: AppBundle): readonly AppBundle[] {
  return [...bundle.children.flatMap(bundlesInsideOut), bundle];
}

/** The path inside the bundle. */
export function pathInside({ path }: Pick<AppBundle, 'path'>, file: string): string {
  return file.slice(path.length + 1);
}
