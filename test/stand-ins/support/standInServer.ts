/**
 * What every stand-in is: a server on loopback that notes the requests it sees, lets faults happen, and hands the rest to the vendor's rules.
 * Bodies are read as streams, so that a package of gigabytes needs no memory.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type Fault, Faults, type WriteError } from './faults.ts';

/** A request as the stand-in saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** Name of the operation in the vendor's description. */
  operation?: string;
  /** The body, if it was JSON. */
  json?: unknown;
  /** So many bytes of the body arrived. */
  bytes: number;
  /** Absent until it was answered; 0 if the connection was cut. */
  status?: number;
}

export interface StandInRequest {
  readonly seen: SeenRequest;
  readonly url: URL;
  /** Scheme, host and port by which the client reached the stand-in: links in answers begin with it. */
  readonly origin: string;
  /** The body. It throws where a fault cuts the connection. */
  readonly body: AsyncIterable<Buffer>;
}

export interface StandInAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly bytes?: AsyncIterable<Uint8Array> | Uint8Array | undefined;
}

export interface StandInServer {
  readonly url: string;
  readonly requests: SeenRequest[];
  readonly faults: Faults;
  close(): Promise<void>;
}

/** The connection is gone: nothing can be answered. */
class CutConnection extends Error {}

const largestJson = 4_000_000;

export async function startStandInServer(
  answer: (request: StandInRequest) => Promise<StandInAnswer>,
  writeError: WriteError,
): Promise<StandInServer> {
  const requests: SeenRequest[] = [];
  const faults = new Faults(writeError);
  const sockets = new Set<Socket>();
  const server = createServer((message, response) => {
    const url = new URL(message.url ?? '/', 'http://stand.in');
    const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
    const seen: SeenRequest = { method: message.method ?? '', path: url.pathname, query: url.searchParams, headers, bytes: 0 };
    requests.push(seen);
    const origin = headers['x-stand-in-origin'] ?? `http://${headers['host'] ?? ''}`;
    const fault = faults.take(`${seen.method} ${message.url ?? ''}`);
    const request = { seen, url, origin, body: readBody(message, seen, fault) };
    serve(request, response, fault, answer).catch((error: unknown) => {
      seen.status = 0;
      response.destroy();
      if (!(error instanceof CutConnection) && !message.destroyed) console.error(error);
    });
  });
  server.requestTimeout = 0;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    faults,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** A body of JSON; undefined if there is none. Throws a SyntaxError for what is no JSON. */
export async function readJson(request: StandInRequest): Promise<unknown> {
  const bytes = await readWhole(request.body, largestJson);
  if (bytes.length === 0) return undefined;
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  request.seen.json = value;
  return value;
}

export async function readWhole(body: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > limit) throw new SyntaxError(`The body is longer than ${limit} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function serve(
  request: StandInRequest,
  response: ServerResponse,
  fault: Fault | undefined,
  answer: (request: StandInRequest) => Promise<StandInAnswer>,
): Promise<void> {
  if (fault?.kind === 'cut' && fault.when === 'before') throw new CutConnection();
  if (fault?.kind === 'slow') await setTimeout(fault.milliseconds);
  const replaced = fault?.kind === 'answer' ? { status: fault.status, headers: fault.headers ?? {}, json: fault.body } : undefined;
  const after = fault?.kind === 'answer' && fault.after === true;
  let given = replaced;
  if (given === undefined || after) {
    const done = await answer(request);
    given = after && replaced !== undefined ? replaced : (done as typeof replaced);
  }
  // Read to its end, as some clients look for an answer only then.
  for await (const _ of request.body);
  if (fault?.kind === 'cut') throw new CutConnection();
  if (given !== undefined) await send(given, request.seen, response);
}

async function send({ status, headers, json, bytes }: StandInAnswer, seen: SeenRequest, response: ServerResponse): Promise<void> {
  seen.status = status;
  const text = json === undefined ? undefined : JSON.stringify(json);
  response.writeHead(status, { ...(text !== undefined && { 'content-type': 'application/json; charset=UTF-8' }), ...headers });
  if (bytes === undefined || bytes instanceof Uint8Array) {
    response.end(text ?? bytes);
    return;
  }
  for await (const piece of bytes) {
    if (!response.write(piece)) {
      await new Promise<void>((resolve) => {
        response.once('drain', resolve);
      });
    }
  }
  response.end();
}

async function* readBody(message: IncomingMessage, seen: SeenRequest, fault: Fault | undefined): AsyncGenerator<Buffer> {
  const limit = fault?.kind === 'cut-body' ? fault.afterBytes : Infinity;
  for await (const piece of message as AsyncIterable<Buffer>) {
    const left = limit - seen.bytes;
    const taken = piece.length <= left ? piece : piece.subarray(0, left);
    seen.bytes += taken.length;
    yield taken;
    if (seen.bytes >= limit) throw new CutConnection();
  }
}
