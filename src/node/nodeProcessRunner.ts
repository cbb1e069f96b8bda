/**
 * Runs programs without a shell, each by the absolute path it has on PATH. A program that is cancelled or takes too long is ended with
 * everything it started; only the end of its output is kept.
 */

import { type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { basename } from 'node:path';
import { type Readable } from 'node:stream';
import { execa } from 'execa';
import { throwIfCancelled } from '../core/base/cancellation.ts';
import { Failure } from '../core/base/failure.ts';
import { type ProcessRequest, type ProcessResult, type ProcessRunner } from '../core/ports/processRunner.ts';
import { findProgram, searchOf } from './findProgram.ts';
import { endProcessGroup, killProcessTree } from './killProcessTree.ts';
import { LineSplitter } from './lineSplitter.ts';
import { OutputTail } from './outputTail.ts';

/** A daemon that a program leaves behind may keep its output open forever; after the end of the program itself this suffices. */
const lingerMs = 500;

export class NodeProcessRunner implements ProcessRunner {
  readonly #hiddenVariables: readonly string[];

  /** `hiddenVariables` contain secrets of this process, which the programs it runs have no need of; `isOwnVariable` names more of them. */
  constructor(hiddenVariables: readonly string[] = []) {
    this.#hiddenVariables = hiddenVariables;
  }

  async run(request: ProcessRequest): Promise<ProcessResult> {
    throwIfCancelled(request.signal);
    const program = await findProgram(request.command, searchOf(request.notFrom));
    throwIfCancelled(request.signal);
    if (program === undefined) return { exitCode: undefined, stdout: '', stderr: `ENOENT: ${request.command} is in no folder of PATH` };
    const inherited = request.hasMinimalEnvironment ? minimalEnvironment() : inheritedEnvironment(this.#hiddenVariables);
    const child = start(program, request, inherited);
    if (typeof child === 'string') return { exitCode: undefined, stdout: '', stderr: child };
    let isLate = false;
    const kill = (): void => killProcessTree(child.process);
    const onTimeout = (): void => {
      isLate = true;
      kill();
    };
    const timer = request.timeoutMs === undefined ? undefined : setTimeout(onTimeout, request.timeoutMs);
    request.signal?.addEventListener('abort', kill);
    try {
      const result = await outcome(child, request);
      throwIfCancelled(request.signal);
      if (!isLate) return result;
      const seconds = Math.ceil((request.timeoutMs ?? 0) / 1000);
      throw Failure.of('process-timeout', { command: basename(request.command), seconds });
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', kill);
    }
  }

  async endGroups(leaders: readonly number[]): Promise<void> {
    await Promise.all(leaders.map(async (pid) => endProcessGroup(pid)));
  }
}

/** Whole streams that we read ourselves, so that much output takes no memory; execa knows how batch files of Windows take arguments. */
const ownOptions = {
  extendEnv: false,
  stdin: 'ignore',
  stdout: 'pipe',
  stderr: 'pipe',
  buffer: false,
  reject: false,
  windowsHide: true,
} as const;

interface Child {
  readonly process: ChildProcess;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves only for what could not even be tried, such as too many arguments: no event of the process says so. */
  readonly refused: Promise<string>;
}

/** Names of variables are the same in upper and lower case on Windows. */
function inheritedEnvironment(hiddenVariables: readonly string[]): NodeJS.ProcessEnv {
  const plain = (name: string): string => (process.platform === 'win32' ? name.toUpperCase() : name);
  const hidden = new Set(hiddenVariables.map(plain));
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !hidden.has(plain(name)) && !isOwnVariable(plain(name))));
}

/**
 * Some CI services give every secret to the whole job, so a build would inherit the secrets of later commands too. Variables of the product's own
 * name are meant for the product; only the number of the run is no secret, and builds may read it.
 */
function isOwnVariable(name: string): boolean {
  return name.startsWith('MDIST_') && name !== 'MDIST_BUILD_NUMBER';
}

/** What the systems need to start a program and to find its libraries. PATH is left out: a program that starts others is told where. */
function minimalEnvironment(): NodeJS.ProcessEnv {
  const needed = process.platform === 'win32' ? ['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'TEMP', 'TMP'] : ['TMPDIR'];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => needed.includes(name.toUpperCase())));
}

/** Windows starts programs out of the current folder unless this variable is there. */
const ownVariables: NodeJS.ProcessEnv = process.platform === 'win32' ? { NoDefaultCurrentDirectoryInExePath: '1' } : {};

/** A text is the reason why it cannot be started: an argument that no system can hand over, or no batch file of Windows. */
function start(program: string, request: ProcessRequest, environment: NodeJS.ProcessEnv): Child | string {
  let running;
  try {
    running = execa(program, request.args, {
      ...ownOptions,
      ...(request.input && { stdin: 'pipe' as const }),
      ...(request.cwd !== undefined && { cwd: request.cwd }),
      env: { ...environment, ...ownVariables, ...request.env },
      // Its own group, so that it can be ended with its children.
      detached: process.platform !== 'win32',
    });
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
  const { nodeChildProcess, stdout, stderr } = running;
  const refused = (async () => {
    const { originalMessage = '' } = await running;
    return nodeChildProcess.pid === undefined ? originalMessage : await new Promise<string>(() => undefined);
  })();
  // A program that does not read to the end closes the pipe; how it ended says enough.
  nodeChildProcess.stdin?.on('error', () => undefined).end(request.input?.reveal());
  return { process: nodeChildProcess, stdout, stderr, refused };
}

function outcome(child: Child, request: ProcessRequest): Promise<ProcessResult> {
  const stdout = capture(child.stdout, 'stdout', request);
  const stderr = capture(child.stderr, 'stderr', request);
  return new Promise((resolve) => {
    const finish = (exitCode: number | undefined, reason = ''): void => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ exitCode, stdout: stdout(), stderr: stderr() + reason });
    };
    child.process.once('error', (error) => finish(undefined, error.message));
    void child.refused.then((reason) => finish(undefined, reason));
    child.process.once('close', (code, signal) => finish(exitCodeOf(code, signal)));
    child.process.once('exit', (code, signal) => setTimeout(() => finish(exitCodeOf(code, signal)), lingerMs).unref());
  });
}

/** Gives a function that ends the capture and returns what was kept. */
function capture(stream: Readable, name: 'stdout' | 'stderr', request: ProcessRequest): () => string {
  const tail = new OutputTail();
  const lines = request.onLine && new LineSplitter((line) => request.onLine?.(line, name));
  stream.on('data', (chunk: Buffer) => {
    tail.write(chunk);
    lines?.write(chunk);
  });
  return () => {
    lines?.end();
    return tail.text();
  };
}

/** A program that a signal ended has no code; shells give 128 and the signal's number. */
function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}
