/** Whole processes as contestants: started, run to their end, and required to succeed. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command line. */
export const mdistEntry = fileURLToPath(new URL('../../../dist/mdist.cjs', import.meta.url));

export function runToEnd(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  outputOf(command, args, env);
}

export function outputOf(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** The built command line on this Node. */
export function runMdist(args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  runToEnd(process.execPath, [mdistEntry, ...args, '--json'], env);
}
