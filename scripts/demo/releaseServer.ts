/** A release server from the built product, started as a user would: it says where it is in the first line it prints. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../steps/projectRoot.ts';

export interface DemoServer {
  readonly url: string;
  /** Throws unless it ends with 0. */
  readonly stop: () => Promise<void>;
}

export async function startReleaseServer(dataFolder: string, host: string): Promise<DemoServer> {
  const args = ['server', 'start', '--data', dataFolder, '--port', '0', '--host', host, '--json'];
  const child = spawn(process.execPath, [join(projectRoot, 'dist', 'mdist.cjs'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const first = await Promise.race([firstLineOf(child.stdout), ended]);
  if (typeof first !== 'string') throw new Error(`mdist server start ended with ${first}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own command's document, whose form its tests hold
  const { url } = JSON.parse(first) as { readonly url: string };
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      const exitCode = await ended;
      // Windows knows no such signal: there the process just ends.
      if (exitCode !== 0 && process.platform !== 'win32') throw new Error(`mdist server start ended with ${exitCode}`);
    },
  };
}

async function firstLineOf(output: NodeJS.ReadableStream): Promise<string> {
  return await new Promise((resolve) => createInterface({ input: output }).once('line', resolve));
}
