/** Ends a program together with what it started, or a group that it left behind. On POSIX it must have been started as the leader of its own group. */

import { spawn, type ChildProcess } from 'node:child_process';
import { win32 } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAbsolutePath, variable } from './findProgram.ts';

/** Time to put things in order before a program is ended by force. */
const graceMs = 2000;

export function killProcessTree(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const { program, cwd, env } = windowsTaskkill(process.env);
    const killer = spawn(program, ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true, cwd, env });
    // Without the system's program, or when it fails or hangs, at least the program itself ends.
    const timer = setTimeout(() => child.kill(), graceMs);
    killer.on('error', () => child.kill()).on('close', (code) => code !== 0 && child.kill());
    child.once('close', () => clearTimeout(timer));
    return;
  }
  signalGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
  child.once('close', () => clearTimeout(timer));
}

/** How long a group may take to end after it was killed. */
const endedWithinMs = 3000;
const lookEveryMs = 25;

/** Ends a group that someone else started, by its leader, and waits for it: politely first, then by force. */
export async function endProcessGroup(leader: number): Promise<void> {
  if (!Number.isSafeInteger(leader) || leader <= 1 || leader === process.pid) return;
  if (process.platform === 'win32') {
    const { program, cwd, env } = windowsTaskkill(process.env);
    const killer = spawn(program, ['/pid', String(leader), '/t', '/f'], { stdio: 'ignore', windowsHide: true, cwd, env });
    await new Promise((resolve) => {
      killer.once('error', resolve).once('close', resolve);
    });
    return;
  }
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    signalGroup(leader, signal);
    const until = Date.now() + (signal === 'SIGTERM' ? graceMs : endedWithinMs);
    while (Date.now() < until) {
      if (!hasGroup(leader)) return;
      await wait(lookEveryMs);
    }
  }
}

function hasGroup(leader: number): boolean {
  try {
    process.kill(-leader, 0);
    return true;
  } catch (error) {
    // A group of someone else is there, but not ours to end.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The system's own program, by its absolute path, in its own folder, and with nothing of this environment. */
export function windowsTaskkill(environment: Readonly<Record<string, string | undefined>>): {
  readonly program: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
} {
  const named = variable(environment, 'SYSTEMROOT', 'windows');
  const root = named !== undefined && isAbsolutePath(named, 'windows') ? named : 'C:\\Windows';
  const cwd = win32.join(root, 'System32');
  return { program: win32.join(cwd, 'taskkill.exe'), cwd, env: { SystemRoot: root } };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
