/** The daemons of our builds. Each writes a log named after its process into the registry, which is the only sign before it says anything. */

import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';

/** Some file systems keep times in steps of two seconds. */
const timeStepMs = 2000;
const mostVersions = 50;

interface DaemonWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
}

/**
 * Which daemon works for one build. Builds of other apps and variants have theirs in the same registry at the same time, and those must
 * stay when this one is cancelled.
 */
export class BuildDaemon {
  readonly #world: DaemonWorld;
  readonly #registry: string;
  #before: ReadonlySet<number> = new Set();
  #named: number | undefined;

  constructor(world: DaemonWorld, registry: string) {
    this.#world = world;
    this.#registry = registry;
  }

  /** Before the build begins: what is there already belongs to other builds, or is idle. */
  async note(): Promise<void> {
    this.#before = new Set((await this.#daemons()).map(({ pid }) => pid));
  }

  /** What the build says. A project can print such a line as well, but not before our init script. */
  name(pid: number): void {
    this.#named ??= pid;
  }

  /**
   * What a build that began at this time leaves when it is stopped: the daemon that said it works, as far as the registry knows it as one,
   * else those that are new. A log of an earlier day may carry the number of a process that is another one now.
   */
  async leftBehind(startedAt: Date): Promise<readonly number[]> {
    const all = await this.#daemons();
    const own = all.find(({ pid }) => pid === this.#named);
    if (own) return [own.pid];
    const since = startedAt.getTime() - timeStepMs;
    return all.filter(({ pid, writtenAt }) => !this.#before.has(pid) && writtenAt.getTime() >= since).map(({ pid }) => pid);
  }

  async #daemons(): Promise<readonly { readonly pid: number; readonly writtenAt: Date }[]> {
    const { files, paths } = this.#world;
    const found: { readonly pid: number; readonly writtenAt: Date }[] = [];
    for (const version of (await files.readDirectory(this.#registry)).slice(0, mostVersions)) {
      if (version.kind !== 'directory') continue;
      const folder = paths.join(this.#registry, version.name);
      for (const { name } of await files.readDirectory(folder)) {
        const pid = /^daemon-(\d{1,10})\.out\.log$/.exec(name)?.[1];
        const stat = pid === undefined ? undefined : await files.stat(paths.join(folder, name));
        if (stat) found.push({ pid: Number(pid), writtenAt: stat.modifiedAt });
      }
    }
    return found;
  }
}
