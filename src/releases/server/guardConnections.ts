/**
 * How long a connection may take, and how many there may be. Requests that are not HTTP get one short answer and an end; they never reach a
 * handler, so that nothing after them on the connection is read.
 */

import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type BlockList, type Socket } from 'node:net';
import { type Duplex } from 'node:stream';
import { type TLSSocket } from 'node:tls';
import { ConnectionLimits } from '../http/connectionLimits.ts';
import { isListed, isLoopback } from '../http/reachedAddress.ts';

export interface Patience {
  /** From the first byte of a request to the end of its headers; also for the handshake of TLS. */
  readonly headersMs: number;
  /** Nothing moves on the connection for so long: it is ended. A slow upload may take hours. */
  readonly stallMs: number;
  readonly maxConnections: number;
  /** From one other address: an office behind one router has many phones. */
  readonly maxConnectionsPerClient: number;
}

export const usualPatience: Patience = { headersMs: 10_000, stallMs: 60_000, maxConnections: 1000, maxConnectionsPerClient: 256 };

/**
 * Longer than a proxy keeps an idle connection (nginx one minute, Caddy two): when this side closes first, a request that is on its way then is
 * lost, and the proxy answers 502. Where there is no room, idle connections give way at once (connectionLimits.ts).
 */
const idleMs = 125_000;

export function serverOptions({ headersMs }: Patience) {
  return {
    headersTimeout: headersMs,
    // An upload of gigabytes over a slow line takes longer than any limit; a connection on which nothing moves is ended instead.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(2000, headersMs),
    keepAliveTimeout: idleMs,
    maxHeaderSize: 16 * 1024,
  } as const;
}

/** Gives what is called for each request. */
export function guardConnections(
  server: Server,
  { stallMs, maxConnections, maxConnectionsPerClient }: Patience,
  trustedProxies: BlockList,
): (message: IncomingMessage, response: ServerResponse) => void {
  const limits = new ConnectionLimits({
    maxConnections,
    maxConnectionsPerClient,
    isShared: (address) => isLoopback(address) || isListed(trustedProxies, address),
    now: () => performance.now(),
  });
  server.timeout = stallMs;
  /** A socket does not say which one it was before it spoke TLS, but both have the same peer. */
  const sockets = new Map<string, Socket>();
  const answering = new WeakSet<Duplex>();
  server.on('connection', (socket: Socket) => {
    if (!limits.admit(socket)) return;
    const peer = peerOf(socket);
    sockets.set(peer, socket);
    socket.once('close', () => sockets.delete(peer));
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    const before = sockets.get(peerOf(socket));
    if (before) limits.replace(before, socket);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // In the middle of an answer, a second one would be taken for its bytes.
    if (answering.has(socket)) socket.destroy();
    else refuse(error, socket);
  });
  return ({ socket }, response) => {
    const ended = limits.answering(socket);
    answering.add(socket);
    response.once('close', () => {
      answering.delete(socket);
      ended();
    });
  };
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

const statusOfError: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  const status = statusOfError[error.code ?? ''] ?? '400 Bad Request';
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
  else socket.destroy();
}
