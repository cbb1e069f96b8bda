/**
 * One request and the head of its answer on one connection, over `node:http` and `node:https`: no redirects, no second attempt.
 * The body is sent as fast as the connection takes it, so a large one needs no memory.
 */

import { type ClientRequest, request as requestHttp, type Agent, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { phrase } from '../../core/base/phrase.ts';
import { type HttpBodyStream, type HttpMethod } from '../../core/ports/httpClient.ts';
import { ExchangeError, SilentConnection } from './httpFailure.ts';
import { type Bytes } from '../../core/base/bytes.ts';

export interface ExchangeRequest {
  readonly url: URL;
  readonly method: HttpMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes | HttpBodyStream | undefined;
  readonly onSent: ((sentBytes: number) => void) | undefined;
  readonly idleTimeoutMs: number;
  readonly agent: Agent;
  readonly signal: AbortSignal | undefined;
}

export function exchange(request: ExchangeRequest): Promise<IncomingMessage> {
  const { url, method, agent, signal, body, idleTimeoutMs } = request;
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const length = body === undefined ? bodilessLength(method) : { 'content-length': String(sizeOf(body)) };
    const outgoing = send(url, { method, agent, headers: { ...request.headers, ...length }, ...(signal && { signal }) });
    outgoing.once('response', (message) => {
      // Node keeps a connection open on which an answer came before all of the request was sent, and never uses it again.
      message.once('close', () => {
        if (!outgoing.writableFinished) outgoing.destroy();
      });
      resolve(message);
    });
    outgoing.on('error', reject);
    outgoing.setTimeout(idleTimeoutMs, () => {
      outgoing.destroy(new SilentConnection(Math.ceil(idleTimeoutMs / 1000)));
    });
    sendBody(outgoing, request).catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : new Error(String(error))));
  });
}

/** Servers want a length for an empty POST (RFC 9110, 8.6), and none where a body has no meaning. */
function bodilessLength(method: HttpMethod): Readonly<Record<string, string>> {
  return method === 'POST' || method === 'PUT' || method === 'PATCH' ? { 'content-length': '0' } : {};
}

function sizeOf(body: Bytes | HttpBodyStream): number {
  return body instanceof Uint8Array ? body.length : body.sizeBytes;
}

async function sendBody(outgoing: ClientRequest, { body, onSent }: ExchangeRequest): Promise<void> {
  if (body === undefined || body instanceof Uint8Array) {
    outgoing.end(body, () => onSent?.(body?.length ?? 0));
    return;
  }
  let sentBytes = 0;
  // A server that refuses the request answers before it has all of it; the rest would be sent in vain.
  let isAnswered = false;
  outgoing.once('response', () => (isAnswered = true));
  onSent?.(0);
  for await (const piece of body.open()) {
    if (outgoing.destroyed || isAnswered) break;
    sentBytes += piece.length;
    if (sentBytes > body.sizeBytes) break;
    await written(outgoing, piece);
    onSent?.(sentBytes);
  }
  if (outgoing.destroyed || isAnswered) return;
  if (sentBytes !== body.sizeBytes) throw new ExchangeError(phrase('the length of the data to send changed'));
  outgoing.end();
}

/** The bytes are with the system then, and their memory can be used again; also when the connection ends before. */
function written(outgoing: ClientRequest, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off('close', done).off('response', done);
      resolve();
    };
    outgoing.once('close', done).once('response', done);
    outgoing.write(piece, done);
  });
}
