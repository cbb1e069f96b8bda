/** The Flutter SDKs of this machine: of FLUTTER_ROOT, of PATH, of fvm, and where people unpack it. Nothing is started: each has its version in a file. */

import { compareToolVersions } from './toolVersion.ts';
import { listFolder, programFolders, readSmallText, type ToolchainWorld } from './toolchainWorld.ts';

export interface FlutterSdk {
  /** Absolute path of its folder. */
  readonly path: string;
  /** Absolute path of what is started; a batch file on Windows. */
  readonly program: string;
  /** `undefined` where it does not say it. */
  readonly version: string | undefined;
  readonly source: 'environment' | 'path' | 'fvm' | 'installed';
}

/** Those that the user chose come first, then the newest. */
export async function findFlutters(world: ToolchainWorld): Promise<readonly FlutterSdk[]> {
  const { files, paths, machine } = world;
  const places: { readonly path: string; readonly source: FlutterSdk['source'] }[] = [];
  const named = machine.variable('FLUTTER_ROOT');
  if (named !== undefined && named !== '') places.push({ path: named, source: 'environment' });
  for (const folder of programFolders(world)) {
    const program = await files.realPath(paths.join(folder, programOf(world)));
    if (program !== undefined) places.push({ path: paths.dirname(paths.dirname(program)), source: 'path' });
  }
  const cache = machine.variable('FVM_CACHE_PATH') ?? paths.join(machine.homeFolder, 'fvm');
  const versions = paths.join(cache, 'versions');
  for (const { name } of (await listFolder(world, versions)).slice(0, 100))
    places.push({ path: paths.join(versions, name), source: 'fvm' });
  const home = machine.homeFolder;
  const usual = [
    paths.join(home, 'flutter'),
    paths.join(home, 'development', 'flutter'),
    paths.join(home, 'snap', 'flutter', 'common', 'flutter'),
  ];
  places.push(...[...usual, ...systemFolders(world)].map((path) => ({ path, source: 'installed' as const })));
  const found = new Map<string, FlutterSdk>();
  for (const { path, source } of places) {
    const real = await files.realPath(path);
    const program = paths.join(path, 'bin', programOf(world));
    if (real === undefined || found.has(real) || (await files.stat(program))?.kind !== 'file') continue;
    found.set(real, { path, program, version: await versionIn(world, path), source });
  }
  const all = [...found.values()];
  const isChosen = ({ source }: FlutterSdk): boolean => source === 'environment' || source === 'path';
  const others = all.filter((sdk) => !isChosen(sdk)).toSorted((a, b) => compareToolVersions(b.version ?? '', a.version ?? ''));
  return [...all.filter(isChosen), ...others];
}

/** `wanted` is what fvm keeps of a project: a version or a channel. */
export function chooseFlutter(
  sdks: readonly FlutterSdk[],
  wanted: string | undefined,
): { readonly sdk: FlutterSdk; readonly isSuitable: boolean } | undefined {
  const [first] = sdks;
  if (!first) return undefined;
  if (wanted === undefined) return { sdk: first, isSuitable: true };
  const isNamed = ({ path, source }: FlutterSdk): boolean =>
    source === 'fvm' && new RegExp(`[\\\\/]versions[\\\\/]([^\\\\/]+)$`).exec(path)?.[1] === wanted;
  const right = sdks.find(isNamed) ?? sdks.find(({ version }) => version === wanted);
  return { sdk: right ?? first, isSuitable: right !== undefined };
}

async function versionIn(world: ToolchainWorld, sdk: string): Promise<string | undefined> {
  const { paths } = world;
  const json = await readSmallText(world, paths.join(sdk, 'bin', 'cache', 'flutter.version.json'));
  const written = /"frameworkVersion"\s*:\s*"([\w.+-]{1,60})"/.exec(json ?? '')?.[1];
  return written ?? /^\s*(\d[\w.+-]{0,60})\s*$/.exec((await readSmallText(world, paths.join(sdk, 'version'))) ?? '')?.[1];
}

function programOf({ machine }: ToolchainWorld): string {
  return machine.system === 'windows' ? 'flutter.bat' : 'flutter';
}

function systemFolders({ machine, paths }: ToolchainWorld): readonly string[] {
  if (machine.system === 'windows') return ['C:\\flutter', 'C:\\src\\flutter', paths.join('C:\\tools', 'flutter')];
  return ['/opt/flutter', '/usr/local/flutter', '/opt/homebrew/share/flutter'];
}
