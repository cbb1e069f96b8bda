/** Connections over the loopback address. What comes in is read as it is asked for, so that a device cannot fill the memory. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Failure } from '../core/base/failure.ts';
import { type LocalConnection, type LocalConnections } from '../core/ports/localConnections.ts';

/** A server that does not answer for so long hangs; an installation itself takes longer, but says so. */
const idleMs = 10 * 60_000;

export const nodeLocalConnections: LocalConnections = {
  connect: async (port, signal) => {
    const socket = connect({ port, host: '127.0.0.1' });
    try {
      await once(socket, 'connect', { signal });
    } catch {
      socket.destroy();
      if (signal.aborted) throw Failure.of('cancelled', {});
      return undefined;
    }
    return openConnection(socket, signal);
  },
};

function openConnection(socket: Socket, signal: AbortSignal): LocalConnection {
  const stop = (): void => void socket.destroy(Failure.of('cancelled', {}));
  signal.addEventListener('abort', stop);
  socket.setTimeout(idleMs, () => socket.destroy(Failure.of('process-timeout', { command: 'adb', seconds: idleMs / 1000 })));
  const pieces = socket[Symbol.asyncIterator]();
  return {
    write: async (bytes) => {
      if (socket.destroyed) throw Failure.of('adb-ended', {});
      // The device says why it wants no more; then that is read.
      if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    },
    read: async () => {
      const next: IteratorResult<Uint8Array, undefined> = await pieces.next();
      return next.done === true ? undefined : new Uint8Array(next.value);
    },
    close: () => {
      signal.removeEventListener('abort', stop);
      socket.destroy();
    },
  };
}
