/**
 * Connections over the loopback address. What comes in is read while something is written too, as the other side may say early why it wants no
 * more; then the system drops what was not read. Only so much is kept, so that a device cannot fill the memory.
 */

import { once } from 'node:events';
import { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../core/base/failure.ts';
import { type LocalConnection, type LocalConnections } from '../core/ports/localConnections.ts';

interface LocalConnectionLimits {
  /** A server that does not answer for so long hangs; an installation itself takes longer, but says so. */
  readonly idleMs: number;
  /** One that has answered, and then takes nothing for so long, wants no more. */
  readonly answeredMs: number;
}

const usualLimits: LocalConnectionLimits = { idleMs: 10 * 60_000, answeredMs: 30_000 };

const mostUnreadBytes = 256 * 1024;

export function createLocalConnections(limits: LocalConnectionLimits): LocalConnections {
  return {
    connect: async (port, signal) => {
      const socket = new ReadingSocket().connect({ port, host: '127.0.0.1' });
      try {
        await once(socket, 'connect', { signal });
      } catch {
        socket.destroy();
        if (signal.aborted) throw Failure.of('cancelled', {});
        return undefined;
      }
      return new NodeLocalConnection(socket, signal, limits);
    },
  };
}

export const nodeLocalConnections = createLocalConnections(usualLimits);

/** A write that fails ends a socket, with what has arrived and was not read; so it fails when that has been read. */
class ReadingSocket extends Socket {
  override _write(bytes: unknown, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    super._write(bytes, encoding, (error) => {
      if (!error) done();
      else setImmediate(() => setImmediate(() => done(error)));
    });
  }
}

class NodeLocalConnection implements LocalConnection {
  readonly #socket: Socket;
  readonly #signal: AbortSignal;
  readonly #limits: LocalConnectionLimits;
  readonly #unread: Buffer[] = [];
  #unreadBytes = 0;
  /** What was written last. */
  #isTaken = false;
  #isEnded = false;
  /** Why this side ended it. That the other side did is no failure: what it said before is read first. */
  #failure: Failure | undefined;
  /** Called at whatever happens next; one call waits at a time. */
  #wake: () => void = () => undefined;

  constructor(socket: Socket, signal: AbortSignal, limits: LocalConnectionLimits) {
    this.#socket = socket;
    this.#signal = signal;
    this.#limits = limits;
    socket.on('data', (piece) => this.#keep(piece));
    for (const event of ['end', 'error', 'close']) socket.on(event, () => this.#end());
    socket.setTimeout(limits.idleMs, () => this.#fail(Failure.of('process-timeout', { command: 'adb', seconds: limits.idleMs / 1000 })));
    signal.addEventListener('abort', this.#cancel);
    if (signal.aborted) this.#cancel();
  }

  async write(bytes: Uint8Array): Promise<boolean> {
    // Writes that are taken at once leave no time to read.
    await nextTurn();
    this.#throwFailure();
    if (this.#isEnded) return false;
    this.#isTaken = false;
    this.#socket.write(bytes, (error) => {
      this.#isTaken = !error;
      this.#wake();
    });
    while (!this.#isTaken && !this.#isEnded) {
      const isStill = await this.#next(this.#unread.length > 0 ? this.#limits.answeredMs : undefined);
      // Whatever it had to say has arrived.
      if (isStill) this.close();
    }
    this.#throwFailure();
    return this.#isTaken;
  }

  async read(): Promise<Uint8Array | undefined> {
    while (this.#unread.length === 0 && !this.#isEnded) await this.#next();
    const piece = this.#unread.shift();
    if (piece) {
      this.#unreadBytes -= piece.length;
      if (this.#unreadBytes < mostUnreadBytes) this.#socket.resume();
      return new Uint8Array(piece);
    }
    this.#throwFailure();
    return undefined;
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#cancel);
    this.#socket.destroy();
    this.#end();
  }

  readonly #cancel = (): void => this.#fail(Failure.of('cancelled', {}));

  #keep(piece: Buffer): void {
    this.#unread.push(piece);
    this.#unreadBytes += piece.length;
    if (this.#unreadBytes >= mostUnreadBytes) this.#socket.pause();
    this.#wake();
  }

  #fail(failure: Failure): void {
    this.#failure ??= failure;
    this.#socket.destroy();
    this.#end();
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure;
  }

  #end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** Waits until something happens. `true`: nothing did in this time. */
  async #next(timeoutMs?: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#wake = () => resolve(false);
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => resolve(true), timeoutMs);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }
}
