/**
 * Which processes run on this machine. A process is told from a later one with the same number by when it started: from
 * `/proc` on Linux, from `ps` on other POSIX systems. Windows gives the number alone.
 */

import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { type ProcessRunner } from '../core/ports/processRunner.ts';
import { type ProcessMark, type RunningProcesses } from '../core/ports/runningProcesses.ts';
import { isAlive } from './isAlive.ts';

export class NodeRunningProcesses implements RunningProcesses {
  readonly #processes: ProcessRunner;

  constructor(processes: ProcessRunner) {
    this.#processes = processes;
  }

  async current(): Promise<ProcessMark> {
    const startedAt = await this.#startOf(process.pid);
    return { pid: process.pid, host: hostname(), ...(startedAt !== undefined && { startedAt }) };
  }

  async isRunning(mark: ProcessMark): Promise<boolean | undefined> {
    if (mark.host !== hostname()) return undefined;
    if (!(mark.pid > 0) || !isAlive(mark.pid)) return false;
    const startedAt = await this.#startOf(mark.pid);
    return mark.startedAt === undefined || startedAt === undefined || mark.startedAt === startedAt;
  }

  async #startOf(pid: number): Promise<string | undefined> {
    if (process.platform === 'linux') return linuxStartOf(pid);
    if (process.platform === 'win32') return undefined;
    const env = { LC_ALL: 'C', TZ: 'UTC' };
    const { exitCode, stdout } = await this.#processes.run({
      command: '/bin/ps',
      args: ['-o', 'lstart=', '-p', String(pid)],
      env,
      notFrom: [],
    });
    return exitCode === 0 ? stdout.trim() || undefined : undefined;
  }
}

/** Clock ticks since the machine started (proc(5), `starttime`), with what tells this start of the machine from others. */
async function linuxStartOf(pid: number): Promise<string | undefined> {
  try {
    const [stat, boot] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile('/proc/sys/kernel/random/boot_id', 'utf8')]);
    // The second field is the program's name in parentheses, which may contain anything; the third follows the last of these.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks && `${boot.trim()} ${ticks}`;
  } catch {
    return undefined;
  }
}
