/**
 * A source file that is newer than everything that was built: then what is packaged is not what the sources say. The walk is bounded; a file
 * that it did not see is not reported, and one that it did see is a fact.
 */

import { throwIfCancelled } from '../../base/cancellation.ts';
import { runConcurrently } from '../../base/runConcurrently.ts';
import { type Clock } from '../../ports/clock.ts';
import { type FileStat, type FileSystem, type PathTools } from '../../ports/fileSystem.ts';

export interface BuiltOutput {
  readonly appFolder: string;
  /** Absolute path of the built files. */
  readonly folder: string;
  readonly newestMs: number;
}

const mostEntries = 6000;
const mostLevels = 16;
/** A checkout writes sources and committed output at the same moment, in any order. */
const toleranceMs = 1000;
const atOnce = 16;

/** Folders that no build of web files reads, and those of other builds. */
const otherFolders: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'android',
  'ios',
  'platforms',
  'src-tauri',
  'src-capacitor',
  'src-cordova',
  'test',
  'tests',
  'e2e',
  'cypress',
  'playwright',
  '__tests__',
  'coverage',
  'dist',
  'build',
  'out',
  'www',
  '_site',
  'target',
]);
/** Neither tests nor what is written about the project, nor what this product keeps next to it. */
const otherFiles =
  /\.(?:test|spec|stories)\.\w+$|^(?:readme|changelog|license|licence|contributing|security)\b|^mobile-distribution\.json$|(?:-lock\.json|-lock\.yaml|\.lock|\.lockb|\.log|\.jks|\.keystore|\.p12|\.pfx|\.mobileprovision|\.apk|\.aab|\.ipa|\.tsbuildinfo|~)$/i;

export interface SourcePorts {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly clock: Pick<Clock, 'now'>;
}

interface SourceAnswer {
  readonly newestMs: number;
  readonly newer: string | undefined;
  /** When the walk ended, and what it took. */
  readonly atMs: number;
  readonly tookMs: number;
}

/** A walk is not repeated for so many times what it took: who types waits for it in one of twenty moments at most. */
const restFactor = 20;
const mostOutputs = 32;

/** What the last walks found, by output folder. */
export class SourceMemory {
  readonly #answers = new Map<string, SourceAnswer>();

  /** Relative to the app, with slashes; `undefined` when no newer source was found. */
  async newerSource(ports: SourcePorts, output: BuiltOutput, signal?: AbortSignal): Promise<string | undefined> {
    const { files, paths, clock } = ports;
    const { appFolder, folder, newestMs } = output;
    const key = paths.resolve(appFolder, folder);
    const known = this.#answers.get(key);
    const beganMs = clock.now().getTime();
    if (known?.newer !== undefined) {
      const stat = await files.stat(paths.join(appFolder, known.newer)).catch(() => undefined);
      if (stat?.kind === 'file' && isNewer(stat, newestMs)) return known.newer;
    } else if (known?.newestMs === newestMs) {
      const restMs = known.tookMs * restFactor;
      if (beganMs >= known.atMs && beganMs - known.atMs < restMs) return undefined;
    }
    const newer = await findNewer(ports, output, signal);
    const atMs = clock.now().getTime();
    if (this.#answers.size >= mostOutputs) this.#answers.clear();
    this.#answers.set(key, { newestMs, newer, atMs, tookMs: atMs - beganMs });
    return newer;
  }
}

function isNewer({ modifiedAt }: FileStat, newestMs: number): boolean {
  return modifiedAt.getTime() > newestMs + toleranceMs;
}

async function findNewer(
  { files, paths }: SourcePorts,
  { appFolder, folder, newestMs }: BuiltOutput,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const output = paths.resolve(appFolder, folder);
  const queue = [{ path: appFolder, depth: 0 }];
  let seen = 0;
  for (let next = queue.shift(); next; next = queue.shift()) {
    throwIfCancelled(signal);
    const candidates: string[] = [];
    for (const { name, kind, isLink } of await files.readDirectory(next.path).catch(() => [])) {
      if (++seen > mostEntries) return undefined;
      const path = paths.join(next.path, name);
      if (isLink === true || name.startsWith('.') || path === output) continue;
      if (kind === 'directory' && next.depth < mostLevels && !isOther(name, next.depth)) queue.push({ path, depth: next.depth + 1 });
      if (kind === 'file' && !otherFiles.test(name)) candidates.push(path);
    }
    const times = await runConcurrently(candidates, atOnce, async (path) => ({
      path,
      stat: await files.stat(path).catch(() => undefined),
    }));
    const newer = times.find(({ stat }) => stat !== undefined && isNewer(stat, newestMs));
    if (newer) return paths.relative(appFolder, newer.path);
  }
  return undefined;
}

/** Below the first level, a folder called `build` or `test` is part of the sources. */
function isOther(name: string, depth: number): boolean {
  return name === 'node_modules' || name === '__tests__' || (depth === 0 && otherFolders.has(name));
}
