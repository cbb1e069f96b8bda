/**
 * Makes one package in a process of its own. Cancelling asks the process to stop and waits until it has tidied up; when this
 * process is killed, the other one notices and tidies up all the same, which no thread could do.
 */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure, plainFailure } from '../../core/base/failure.ts';
import { type ProgressReporter } from '../../core/base/progress.ts';
import { type CreatedPackage } from '../../core/workflow/createPackage.ts';
import { type PasswordSource } from '../../core/workflow/passwordSource.ts';
import { type FromWorker, type PackageWorkerData, type ToWorker } from './messages.ts';

export interface PackageWorkerOptions extends PackageWorkerData {
  /** The bundle or source of `packageWorkerMain`. */
  readonly entry: URL;
  readonly passwords: PasswordSource;
  readonly report: ProgressReporter;
  readonly onLogLine: (line: string) => void;
  readonly signal: AbortSignal;
}

export async function createPackageInWorker(options: PackageWorkerOptions): Promise<CreatedPackage> {
  const { entry, world, request, passwords, report, onLogLine, signal } = options;
  const worker = fork(fileURLToPath(entry), [], {
    // Messages are copied as values: dates, bytes and absent values survive.
    serialization: 'advanced',
    execArgv: [],
    // The program of VS Code's desktop is Node only when it is told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // A process that has just ended takes no more messages; what matters then is that it ended.
  const say = (message: ToWorker): void => void worker.send(message, () => undefined);
  const cancel = (): void => say({ kind: 'cancel' });
  const result = Promise.withResolvers<CreatedPackage>();

  const answer = async (id: number, question: Parameters<PasswordSource['ask']>[0]): Promise<void> => {
    try {
      say({ kind: 'password', id, value: (await passwords.ask(question))?.reveal() });
    } catch (error) {
      say({ kind: 'no-password', id, failure: plainFailure(error) });
    }
  };
  const hear = (message: FromWorker): void => {
    switch (message.kind) {
      case 'progress':
        report(message.update);
        break;
      case 'line':
        onLogLine(message.line);
        break;
      case 'ask':
        void answer(message.id, message.request);
        break;
      case 'made':
        result.resolve(message.made);
        break;
      case 'failed':
        result.reject(Failure.revive(message.failure));
        break;
    }
  };
  // Both sides are built together and nobody else has the channel, so its messages have these types.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  worker.on('message', (message) => hear(message as FromWorker));
  worker.on('error', (error) => result.reject(error));
  worker.on('exit', (exitCode) => {
    const end = (): void => result.reject(Failure.of('worker-ended', { exitCode: exitCode ?? -1 }));
    // Its last messages may still be on the way.
    if (worker.connected) worker.once('disconnect', end);
    else end();
  });
  signal.addEventListener('abort', cancel, { once: true });
  try {
    say({ kind: 'start', data: { world, request } });
    if (signal.aborted) cancel();
    return await result.promise;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
