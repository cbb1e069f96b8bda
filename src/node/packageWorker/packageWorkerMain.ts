/**
 * The process in which the editor makes packages or reads one, so that typing stays smooth while it signs, packs and hashes. It outlives a
 * killed editor by the moment it needs to remove what it had begun.
 */

import { Failure, plainFailure } from '../../core/base/failure.ts';
import { type ProgressUpdate } from '../../core/base/progress.ts';
import { Secret } from '../../core/base/secret.ts';
import { type PasswordRequest } from '../../core/workflow/passwordSource.ts';
import { type FromWorker, type PackageWorkerData, type ToWorker } from './messages.ts';

const cancellation = new AbortController();
const waiting = new Map<number, PromiseWithResolvers<Secret | undefined>>();
let lastId = 0;

/** Returns when the message is on its way. There is no one to tell once the editor is gone. */
async function send(message: FromWorker): Promise<void> {
  if (process.connected) await new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
}

function ask(request: PasswordRequest): Promise<Secret | undefined> {
  lastId += 1;
  const answer = Promise.withResolvers<Secret | undefined>();
  waiting.set(lastId, answer);
  void send({ kind: 'ask', id: lastId, request });
  return answer.promise;
}

function cancel(): void {
  cancellation.abort();
  for (const answer of waiting.values()) answer.reject(Failure.of('cancelled', {}));
  waiting.clear();
}

/** What only one of the two works needs is loaded by it. */
async function make({ world: options, requests }: PackageWorkerData): Promise<void> {
  const [{ createPackages }, { createNodeWorld }] = await Promise.all([
    import('../../core/workflow/createPackages.ts'),
    import('../nodeWorld.ts'),
  ]);
  const world = {
    ...createNodeWorld({ ...options, isOwnProcess: true }),
    evaluated: async (folder: string) => requests.find(({ appFolder }) => appFolder === folder)?.evaluations,
  };
  const asked = requests.map((request, index) => ({
    ...request,
    passwords: { ask },
    report: (update: ProgressUpdate) => void send({ kind: 'progress', index, update }),
    onLogLine: (line: string) => void send({ kind: 'line', index, line }),
    signal: cancellation.signal,
  }));
  try {
    await createPackages(world, asked, (index, outcome) => {
      if (outcome.kind === 'made') void send({ kind: 'made', index, made: outcome.made });
      else void send({ kind: 'not-made', index, failure: plainFailure(outcome.failure) });
    });
  } catch (error) {
    await send({ kind: 'failed', failure: plainFailure(error) });
  } finally {
    await world.dispose();
    if (process.connected) process.disconnect();
  }
}

async function read(path: string, allowedEntries: readonly string[]): Promise<void> {
  try {
    const { readPackageFile } = await import('./readPackageFile.ts');
    await send({ kind: 'read', read: await readPackageFile(path, new Date(), allowedEntries) });
  } catch (error) {
    await send({ kind: 'failed', failure: plainFailure(error) });
  } finally {
    if (process.connected) process.disconnect();
  }
}

function hear(message: ToWorker): void {
  switch (message.kind) {
    case 'read':
      void read(message.path, message.allowedEntries);
      break;
    case 'start':
      void make(message.data);
      break;
    case 'cancel':
      cancel();
      break;
    case 'password':
      waiting.get(message.id)?.resolve(message.value === undefined ? undefined : new Secret(message.value));
      waiting.delete(message.id);
      break;
    case 'no-password':
      waiting.get(message.id)?.reject(Failure.revive(message.failure));
      waiting.delete(message.id);
      break;
  }
}

if (!process.send) throw new Error('packageWorkerMain is started by another process, through fork');
// Both sides are built together and no one else has the channel, so its messages have these types.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
process.on('message', (message) => hear(message as ToWorker));
process.on('disconnect', cancel);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, cancel);
