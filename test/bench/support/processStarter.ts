/** A process that starts others for a bench, one a message, and says how they ended (processes.ts). */

import { spawnSync } from 'node:child_process';

export interface StartRequest {
  readonly command: string;
  readonly args: readonly string[];
  /** Beside those of the bench. */
  readonly env: Readonly<Record<string, string>>;
}

export interface EndedProcess {
  /** The exit code; `null` when it was not started, or was killed. */
  readonly status: number | null;
  /** In words, where there is no exit code. */
  readonly reason: string;
  readonly stdout: string;
  readonly stderr: string;
}

process.on('message', ({ command, args, env }: StartRequest) => {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  const ended: EndedProcess = { status, reason: error?.message ?? signal ?? '', stdout, stderr };
  process.send?.(ended);
});
