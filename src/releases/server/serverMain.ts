/**
 * The process of a release server. It is started by another one, which tells it where and hears when it accepts connections; it stops when it
 * is asked to, by a signal, or when the other one ends.
 */

import { isFailure, plainFailure } from '../../core/base/failure.ts';
import { ReleaseServer } from './releaseServer.ts';
import { type FromServer, type ServerOptions, type ServerVisit, type ToServer } from './runningServer.ts';

const inspectionWorker = import.meta.url.endsWith('.ts')
  ? new URL('./inspection/inspectionWorker.ts', import.meta.url)
  : new URL('./inspectionWorker.cjs', import.meta.url);

const hashWorker = import.meta.url.endsWith('.ts')
  ? new URL('../storage/blobs-disk/uploadHashWorker.ts', import.meta.url)
  : new URL('./uploadHashWorker.cjs', import.meta.url);

const digestWorker = import.meta.url.endsWith('.ts')
  ? new URL('../../node/contentDigester/digestWorker.ts', import.meta.url)
  : new URL('../digestWorker.mjs', import.meta.url);

let starting: Promise<ReleaseServer> | undefined;
let isStopping = false;

function tell(message: FromServer): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

/** Addresses of requests are not in it: those of uploads and downloads hold what opens them. */
function reportError(error: unknown): void {
  // A storage that does not answer or a full disk is not an error in this program; its trace, the same each time, would hide the others.
  if (isFailure(error) && error.kind === 'environment') return void process.stderr.write(`${error.message}\n`);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

async function start(options: ServerOptions): Promise<void> {
  const onVisit = (visit: ServerVisit): void => tell({ kind: 'visit', visit });
  const visits = options.isForSharing === true ? { onVisit } : {};
  starting = ReleaseServer.start(options, { inspectionWorker, hashWorker, digestWorker, onError: reportError, ...visits });
  try {
    const server = await starting;
    tell({ kind: 'ready', running: server.running, apiUrl: server.apiUrl });
  } catch (error) {
    tell({ kind: 'failed', failure: plainFailure(error) });
    process.exitCode = 1;
    process.disconnect();
  }
}

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  const server = await starting?.catch(() => undefined);
  await server?.stop();
  if (process.connected) process.disconnect();
  // Threads that read packages may still run.
  process.exit();
}

// What it says may go to a file on the disk that is full: that ends no server.
process.stderr.on('error', () => undefined);
if (!process.send) throw new Error('serverMain is started by another process, through fork');
// Both sides are built together and no one else has the channel, so its messages have these types.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
process.on('message', (message) => void ((each: ToServer) => (each.kind === 'start' ? start(each.options) : stop()))(message as ToServer));
process.on('disconnect', () => void stop());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
