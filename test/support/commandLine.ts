/** Runs the command line in this process, on files in memory, and keeps what it wrote. */

import { deepStrictEqual } from 'node:assert/strict';
import { Secret } from '../../src/core/base/secret.ts';
import { type WorkflowWorld } from '../../src/core/workflow/workflowWorld.ts';
import { commandList } from '../../src/cli/commands/commandList.ts';
import { runCommandLine } from '../../src/cli/runCommandLine.ts';
import { type Terminal } from '../../src/cli/terminal/terminal.ts';
import { NodeHttpClient } from '../../src/node/http/nodeHttpClient.ts';
import { type HttpClient } from '../../src/core/ports/httpClient.ts';
import { type MemoryFiles, posixPaths } from './memoryFiles.ts';
import { workflowWorld } from './workflowWorld.ts';

export interface CommandLineResult {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** Questions that were asked on the terminal. */
  readonly questions: readonly string[];
}

export interface CommandLineOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly world?: Partial<WorkflowWorld>;
  /** Without waits between attempts when absent. */
  readonly http?: HttpClient;
  readonly terminal?: Partial<Terminal>;
  readonly signal?: AbortSignal;
  /** What the person at the terminal types, one answer a question; no one is there without it. */
  readonly answers?: readonly string[];
}

export async function commandLine(
  files: MemoryFiles,
  args: readonly string[],
  options: CommandLineOptions = {},
): Promise<CommandLineResult> {
  let out = '';
  let err = '';
  const questions: string[] = [];
  const answers = [...(options.answers ?? [])];
  const terminal: Terminal = {
    isInteractive: false,
    showsProgress: false,
    hasColors: false,
    columns: 80,
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    ...(options.answers && {
      askSecret: async (question: string) => {
        questions.push(question);
        return new Secret(answers.shift() ?? '');
      },
    }),
    ...options.terminal,
  };
  const signal = options.signal ?? new AbortController().signal;
  const programs = { run: async () => ({ exitCode: undefined, stdout: '', stderr: '' }) };
  const http = options.http ?? new NodeHttpClient({ wait: async () => {} });
  const productFiles = { read: async () => new Uint8Array(0) };
  const own = workflowWorld(files, { userFolder: '/home/me/.config/mobile-distribution', ...options.world });
  const workflow = { ...own, programs, http, productFiles };
  const exitCode = await runCommandLine({
    args,
    commands: commandList,
    terminal,
    workingFolder: '/app',
    paths: posixPaths,
    productVersion: '0.1.0',
    services: (progress) => ({
      ports: workflow,
      loadWorkflow: async () => workflow,
      files,
      paths: posixPaths,
      terminal,
      signal,
      report: (update) => progress?.report(update),
      environment: options.environment ?? {},
      workingFolder: '/app',
      productVersion: '0.1.0',
      nodeVersion: '24.0.0',
      serverEntry: new URL('../../src/releases/server/serverMain.ts', import.meta.url),
      userFolder: workflow.userFolder,
      hiddenVariables: [],
    }),
  });
  deepStrictEqual(files.unfinished, [], `${args.join(' ')} leaves files open`);
  return { exitCode, out, err, questions };
}
