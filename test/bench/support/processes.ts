/**
 * Whole processes as contestants: started, run to their end, and required to succeed. A small process starts them (processStarter.ts):
 * a system that copies a large one first would add that to the time of each, some 20 ms with the buffers of a bench in memory.
 */

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type EndedProcess, type StartRequest } from './processStarter.ts';

/** The built command line. */
export const mdistEntry = fileURLToPath(new URL('../../../dist/mdist.cjs', import.meta.url));

let starter: ChildProcess | undefined;

export async function runToEnd(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  await outputOf(command, args, env);
}

/** What it printed. One at a time. */
export async function outputOf(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  starter ??= start();
  const request: StartRequest = { command, args, env };
  // This process waits for the answer, and for nothing else of it.
  starter.channel?.ref();
  starter.send(request);
  const [{ status, reason, stdout, stderr }] = (await once(starter, 'message')) as [EndedProcess];
  starter.channel?.unref();
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status ?? reason}: ${stderr}`);
  return stdout;
}

/** The built command line on this Node. */
export async function runMdist(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  await runToEnd(process.execPath, [mdistEntry, ...args, '--json'], env);
}

/** Ends with this process, which does not wait for it. */
function start(): ChildProcess {
  const child = fork(new URL('processStarter.ts', import.meta.url));
  child.unref();
  child.channel?.unref();
  return child;
}
