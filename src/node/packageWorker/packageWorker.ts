/**
 * Makes packages or reads one in a separate process. Cancelling asks the process to stop and waits until it has tidied up; when this
 * process is killed, the other one notices and tidies up all the same, which no thread could do.
 */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure, plainFailure } from '../../core/base/failure.ts';
import { type ProgressReporter } from '../../core/base/progress.ts';
import { type CreatedPackage } from '../../core/workflow/createPackage.ts';
import { type PasswordSource } from '../../core/workflow/passwordSource.ts';
import { type NodeWorldOptions } from '../nodeWorld.ts';
import { type FromWorker, type PackageWorkerRequest, type ToWorker } from './messages.ts';
import { type ReadPackageFile } from './readPackageFile.ts';

/** One of the packages that a process makes. */
export interface PackageToMake {
  readonly request: PackageWorkerRequest;
  readonly report: ProgressReporter;
  readonly onLogLine: (line: string) => void;
  /** As soon as it is known; called once. */
  readonly onMade: (made: CreatedPackage) => void;
  readonly onFailed: (error: unknown) => void;
}

export interface PackageWorkerOptions {
  /** The bundle or source of `packageWorkerMain`. */
  readonly entry: URL;
  readonly world: NodeWorldOptions;
  readonly packages: readonly PackageToMake[];
  readonly passwords: PasswordSource;
  readonly signal: AbortSignal;
}

/** Ends when all packages are made or have failed. */
export async function createPackagesInWorker({ entry, world, packages, passwords, signal }: PackageWorkerOptions): Promise<void> {
  const missing = new Set(packages.keys());
  const answer = async (say: Say, id: number, question: Parameters<PasswordSource['ask']>[0]): Promise<void> => {
    try {
      say({ kind: 'password', id, value: (await passwords.ask(question))?.reveal() });
    } catch (error) {
      say({ kind: 'no-password', id, failure: plainFailure(error) });
    }
  };
  const data = { world, requests: packages.map(({ request }) => request) };
  try {
    await inWorker<undefined>(entry, { kind: 'start', data }, signal, (message, say, finish) => {
      const end = (index: number, tell: (asked: PackageToMake) => void): void => {
        const asked = missing.delete(index) ? packages[index] : undefined;
        if (asked) tell(asked);
        if (missing.size === 0) finish(undefined);
      };
      switch (message.kind) {
        case 'progress':
          packages[message.index]?.report(message.update);
          break;
        case 'line':
          packages[message.index]?.onLogLine(message.line);
          break;
        case 'ask':
          void answer(say, message.id, message.request);
          break;
        case 'made':
          end(message.index, ({ onMade }) => onMade(message.made));
          break;
        case 'not-made':
          end(message.index, ({ onFailed }) => onFailed(Failure.revive(message.failure)));
          break;
        case 'read':
        case 'failed':
          break;
      }
    });
  } catch (error) {
    for (const index of missing) packages[index]?.onFailed(error);
  }
}

/** Reads a package file; fails as `readPackageFile` does. */
export async function readPackageInWorker(
  entry: URL,
  path: string,
  signal: AbortSignal,
  allowedEntries: readonly string[] = [],
): Promise<ReadPackageFile> {
  return await inWorker<ReadPackageFile>(entry, { kind: 'read', path, allowedEntries }, signal, (message, _say, finish) => {
    if (message.kind === 'read') finish(message.read);
  });
}

type Say = (message: ToWorker) => void;

/** Starts the process with its work, and waits for its result or its end. */
async function inWorker<Result>(
  entry: URL,
  work: ToWorker,
  signal: AbortSignal,
  hear: (message: FromWorker, say: Say, finish: (result: Result) => void) => void,
): Promise<Result> {
  const worker = fork(fileURLToPath(entry), [], {
    // Messages are copied as values: dates, bytes and absent values survive.
    serialization: 'advanced',
    execArgv: [],
    // The program of VS Code's desktop is Node only when it is asked to.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // A process that has just ended takes no more messages; what matters then is that it ended.
  const say: Say = (message) => void worker.send(message, () => undefined);
  const cancel = (): void => say({ kind: 'cancel' });
  const result = Promise.withResolvers<Result>();
  worker.on('message', (told) => {
    // Both sides are built together and no one else has the channel, so its messages have these types.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const message = told as FromWorker;
    if (message.kind === 'failed') result.reject(Failure.revive(message.failure));
    else hear(message, say, result.resolve);
  });
  worker.on('error', (error) => result.reject(error));
  worker.on('exit', (exitCode) => {
    const end = (): void => result.reject(Failure.of('worker-ended', { exitCode: exitCode ?? -1 }));
    // Its last messages may still be on the way.
    if (worker.connected) worker.once('disconnect', end);
    else end();
  });
  signal.addEventListener('abort', cancel, { once: true });
  try {
    say(work);
    if (signal.aborted) cancel();
    return await result.promise;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
