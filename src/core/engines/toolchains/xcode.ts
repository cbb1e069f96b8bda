/** Xcode on a Mac: the one of DEVELOPER_DIR, the one that `xcode-select` chose, and those in /Applications. Nothing is started. */

import { inspectPlist } from '../../formats/plist/inspectPlist.ts';
import { plistEntry, plistString } from '../../formats/plist/plistValue.ts';
import { isFailure } from '../../base/failure.ts';
import { compareToolVersions } from './toolVersion.ts';
import { listFolder, type ToolchainWorld } from './toolchainWorld.ts';

export interface Xcode {
  /** Absolute path, the one for DEVELOPER_DIR: `/Applications/Xcode.app/Contents/Developer`. */
  readonly developerFolder: string;
  /** `26.1`; `undefined` where it does not say it. */
  readonly version: string | undefined;
  readonly source: 'environment' | 'selected' | 'installed';
}

/** The link that `xcode-select --switch` sets. */
const selectedLink = '/var/db/xcode_select_link';
const applications = '/Applications';

/** Those that the user chose come first, then the newest. Empty on other systems. */
export async function findXcodes(world: ToolchainWorld): Promise<readonly Xcode[]> {
  const { files, paths, machine } = world;
  if (machine.system !== 'macos') return [];
  const places: { readonly path: string; readonly source: Xcode['source'] }[] = [];
  const named = machine.variable('DEVELOPER_DIR');
  // An app is taken for the folder in it, as Xcode's own tools do.
  if (named !== undefined && named !== '')
    places.push({ path: named.endsWith('.app') ? developerIn(named) : named, source: 'environment' });
  const selected = await files.realPath(selectedLink);
  if (selected !== undefined) places.push({ path: selected, source: 'selected' });
  const names = (await listFolder(world, applications)).map(({ name }) => name).filter((name) => /^Xcode.{0,60}\.app$/.test(name));
  places.push(...names.slice(0, 30).map((name) => ({ path: developerIn(paths.join(applications, name)), source: 'installed' as const })));
  const found = new Map<string, Xcode>();
  for (const { path, source } of places) {
    // The command line tools alone have no `xcodebuild` that archives.
    const program = paths.join(path, 'usr', 'bin', 'xcodebuild');
    if (found.has(path) || (await files.stat(program))?.kind !== 'file') continue;
    found.set(path, { developerFolder: path, version: await versionOf(world, path), source });
  }
  const all = [...found.values()];
  const others = all.filter(({ source }) => source === 'installed');
  return [
    ...all.filter(({ source }) => source !== 'installed'),
    ...others.toSorted((a, b) => compareToolVersions(b.version ?? '', a.version ?? '')),
  ];
}

function developerIn(app: string): string {
  return `${app}/Contents/Developer`;
}

async function versionOf({ files, paths }: ToolchainWorld, developerFolder: string): Promise<string | undefined> {
  try {
    const bytes = await files.readFile(paths.join(paths.dirname(developerFolder), 'version.plist'), { maxBytes: 64 * 1024 });
    return plistString(plistEntry(inspectPlist(bytes).value, 'CFBundleShortVersionString'));
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
