/**
 * Finds what a program has built. A file that was there before the build is never taken for a result, and a choice between several is
 * never made by chance: the result is one package, or a failure that lists what was found.
 */

import { Failure } from '../../base/failure.ts';
import { type FileStat, type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { type FoundArtifact } from './buildPlan.ts';

export interface ArtifactWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
}

/** What the files that could be mistaken for a result were like before the build. */
export interface OutputsBefore {
  /** By absolute path: another value when the file was written to since. */
  readonly stamps: ReadonlyMap<string, string>;
  readonly notedAt: Date;
}

type FoundRule = Pick<FoundArtifact, 'format' | 'folders' | 'prefers'>;

/** A folder of outputs with more files than this is not one. */
const mostFiles = 20_000;

/** Some file systems keep times in steps of two seconds. */
const timeStepMs = 2000;

export async function noteOutputs(world: ArtifactWorld, rule: FoundRule, notedAt: Date): Promise<OutputsBefore> {
  const stamps = new Map<string, string>();
  for (const path of await candidates(world, rule)) stamps.set(path, stampOf(await statOf(world, rule, path)));
  return { stamps, notedAt };
}

export interface ArtifactSearch {
  readonly rule: FoundRule;
  readonly before: OutputsBefore;
  /** What the tool itself named, as it was printed. */
  readonly reported: readonly string[];
  readonly engine: string;
}

/** The absolute path of the one file of this build. */
export async function findArtifact(world: ArtifactWorld, { rule, before, reported, engine }: ArtifactSearch): Promise<string> {
  const found = await candidates(world, rule);
  const named = reported.filter((path) => path.endsWith(`.${rule.format}`));
  const stale: string[] = [];
  const fresh: string[] = [];
  for (const path of named.length > 0 ? [...new Set(named)] : found) {
    const stat = await statOf(world, rule, path);
    if (!stat) continue;
    if (isFresh(path, stat, before)) fresh.push(path);
    else stale.push(path);
  }
  const [only, ...others] = preferred(fresh, rule.prefers);
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) throw Failure.of('artifact-several', { engine, paths: fresh.join(', ') });
  if (stale.length > 0) throw Failure.of('artifact-stale', { engine, paths: stale.join(', ') });
  throw Failure.of('package-not-built', { engine });
}

/** The first form that is there; all of them where none is preferred. */
function preferred(paths: readonly string[], ends: readonly string[] = []): readonly string[] {
  for (const end of ends) {
    const found = paths.filter((path) => path.endsWith(end));
    if (found.length > 0) return found;
  }
  return paths;
}

/** A file that a tool names outside the folders that were looked through has only its time to tell. */
function isFresh(path: string, stat: FileStat, { stamps, notedAt }: OutputsBefore): boolean {
  const known = stamps.get(path);
  if (known !== undefined) return known !== stampOf(stat);
  return stat.modifiedAt.getTime() >= notedAt.getTime() - timeStepMs;
}

async function candidates({ files, paths }: ArtifactWorld, { format, folders }: FoundRule): Promise<readonly string[]> {
  const found: string[] = [];
  let looked = 0;
  const look = async (folder: string, depth: number): Promise<void> => {
    for (const { name, kind, isLink } of await files.readDirectory(folder)) {
      if (++looked > mostFiles) return;
      // A link could lead to a file that is not an output at all.
      if (isLink === true) continue;
      const path = paths.join(folder, name);
      const isApp = kind === 'directory' && format === 'ipa' && appFolder.test(name);
      if (isApp || (kind === 'file' && name.endsWith(`.${format}`))) found.push(path);
      else if (kind === 'directory' && depth > 0) await look(path, depth - 1);
    }
  };
  for (const { path, depth } of folders) await look(path, depth);
  return found;
}

/** What Xcode builds is a folder. */
const appFolder = /\.(?:xcarchive|app)$/;

/** Of a folder that is an app, the list of its contents counts: it is written in every build. */
async function statOf({ files, paths }: ArtifactWorld, { format }: FoundRule, path: string): Promise<FileStat | undefined> {
  const stat = await files.stat(path);
  if (stat?.kind === 'file') return stat;
  return stat?.kind === 'directory' && format === 'ipa' ? await files.stat(paths.join(path, 'Info.plist')) : undefined;
}

function stampOf(stat: FileStat | undefined): string {
  return stat ? [stat.sizeBytes, stat.modifiedAt.getTime(), stat.identity ?? ''].join(' ') : '';
}
