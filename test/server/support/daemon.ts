/** A program that serves until it is stopped. What it writes is kept for the message of a test that fails. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { skipCurrent } from '../../support/currentRunnable.ts';
import { until } from '../../support/until.ts';

export interface Daemon {
  readonly output: () => string;
  stop(): Promise<void>;
}

/** Its path; skips the suite on a developer's machine that does not have it. */
export function programAt(...paths: readonly string[]): string {
  const found = paths.find((path) => existsSync(path));
  if (found !== undefined) return found;
  const reason = `${paths.join(', ')} is not installed`;
  if (process.env['CI'] === 'true') throw new Error(reason);
  return skipCurrent(reason);
}

/** `isReady` is asked until it says so. Fails when the program ends before. */
export async function startDaemon(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly isReady: () => Promise<boolean> },
): Promise<Daemon> {
  const { cwd, isReady } = options;
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: cwd, XDG_DATA_HOME: cwd, XDG_CONFIG_HOME: cwd },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => (output = `${output}${piece.toString()}`.slice(-20_000)));
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  await until(
    () => `${command} serves: ${output}`,
    async () => {
      if (!isRunning()) throw new Error(`${command} ended: ${output}`);
      return (await isReady()) || undefined;
    },
  );
  return {
    output: () => output,
    stop: async () => {
      if (isRunning()) child.kill('SIGTERM');
      await ended;
    },
  };
}
