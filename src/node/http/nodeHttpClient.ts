/** HTTP and HTTPS on Node: follows redirects, tries again where that may help, decompresses, and bounds time and size. */

import { type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type Bytes, concatBytes } from '../../core/base/bytes.ts';
import { throwIfCancelled } from '../../core/base/cancellation.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type HttpClient, type HttpRequest, type HttpResponse, type HttpResponseStream } from '../../core/ports/httpClient.ts';
import { type ConnectionOptions, Connections } from './connections.ts';
import { exchange } from './exchange.ts';
import { ExchangeError, isUnanswered, parseAddress, reasonOf, shownAddress, SilentConnection } from './httpFailure.ts';
import { type Hop, mostRedirects, nextHop } from './redirects.ts';
import { attemptsOf, isPassing, waitBefore } from './retries.ts';

const defaultIdleTimeoutMs = 60_000;

export interface NodeHttpClientOptions extends ConnectionOptions {
  /** Waits between attempts; tests do not. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** An answer and how its body is read; everything that stops it is already in words. */
interface OpenAnswer {
  readonly message: IncomingMessage;
  readonly url: URL;
  pieces(): AsyncGenerator<Bytes>;
}

export class NodeHttpClient implements HttpClient {
  readonly #connections: Connections;
  readonly #wait: NonNullable<NodeHttpClientOptions['wait']>;

  constructor(options: NodeHttpClientOptions = {}) {
    this.#connections = new Connections(options);
    this.#wait = options.wait ?? (async (milliseconds, signal) => sleep(milliseconds, undefined, signal && { signal }));
  }

  async request(request: HttpRequest & { readonly maxBytes: number }): Promise<HttpResponse> {
    return await this.#repeatedly(request, async (attempt) => {
      const answer = await attempt();
      const body = await readBounded(answer, request.maxBytes);
      return { ...headOf(answer), body };
    });
  }

  async open(request: HttpRequest): Promise<HttpResponseStream> {
    return await this.#repeatedly(request, async (attempt) => {
      const answer = await attempt();
      return { ...headOf(answer), body: answer.pieces(), close: () => void answer.message.destroy() };
    });
  }

  /** Ends the connections that are kept open for further requests. */
  dispose(): void {
    this.#connections.close();
  }

  async #repeatedly<Answer extends HttpResponse | HttpResponseStream>(
    request: HttpRequest,
    run: (attempt: () => Promise<OpenAnswer>) => Promise<Answer>,
  ): Promise<Answer> {
    const url = parseAddress(request.url);
    const attempts = attemptsOf(request);
    for (let attempt = 1; ; attempt++) {
      throwIfCancelled(request.signal);
      const outcome = await run(() => this.#follow(url, request)).catch((error: unknown) => {
        if (isUnanswered(error)) return error;
        throw error;
      });
      const isLast = attempt >= attempts;
      if (outcome instanceof Failure) {
        if (isLast) throw outcome;
      } else if (isLast || !isPassing(outcome.status)) return outcome;
      const retryAfter = outcome instanceof Failure ? undefined : outcome.headers['retry-after'];
      const waitMs = waitBefore(attempt, retryAfter, Date.now(), Math.random());
      if (!(outcome instanceof Failure)) {
        if (waitMs === undefined) return outcome;
        if ('close' in outcome) outcome.close();
      }
      const reason = outcome instanceof Failure ? outcome.message : `${shownAddress(url)}: ${outcome.status}`;
      request.retry?.onRetry?.({ attempt: attempt + 1, waitMs: waitMs ?? 0, reason });
      await this.#wait(waitMs ?? 0, request.signal).catch(() => undefined);
    }
  }

  async #follow(first: URL, request: HttpRequest): Promise<OpenAnswer> {
    const limit = request.timeoutMs === undefined ? undefined : AbortSignal.timeout(request.timeoutMs);
    const signals = [request.signal, limit].filter((signal) => signal !== undefined);
    const signal = signals.length > 0 ? AbortSignal.any(signals) : undefined;
    const explain = (error: unknown, url: URL): Error => {
      if (request.signal?.aborted) return Failure.of('cancelled', {}, { cause: request.signal.reason });
      if (error instanceof Failure) return error;
      const address = shownAddress(url);
      const cause = { cause: error };
      if (limit?.aborted) return Failure.of('address-too-slow', { address, seconds: Math.ceil((request.timeoutMs ?? 0) / 1000) }, cause);
      if (error instanceof SilentConnection) return Failure.of('address-silent', { address, seconds: error.seconds }, cause);
      return Failure.of('address-unreachable', { address, reason: reasonOf(error) }, cause);
    };
    let hop: Hop = { url: first, method: request.method ?? 'GET', body: request.body, isTrusted: true };
    try {
      for (let redirects = 0; ; redirects++) {
        const message = await this.#exchange(hop, request, signal);
        const next = request.redirect === 'manual' ? undefined : nextHop(hop, message.statusCode ?? 0, message.headers.location);
        if (!next) return openAnswer(message, hop, explain);
        message.destroy();
        if (redirects === mostRedirects) throw new ExchangeError(phrase('it redirects too many times'));
        hop = next;
      }
    } catch (error) {
      throw explain(error, first);
    }
  }

  async #exchange({ url, method, body, isTrusted }: Hop, request: HttpRequest, signal: AbortSignal | undefined): Promise<IncomingMessage> {
    const credentials = Object.entries(isTrusted ? (request.credentials ?? {}) : {}).map(([name, secret]) => [name, secret.reveal()]);
    return await exchange({
      url,
      method,
      headers: { 'accept-encoding': 'gzip, br', ...request.headers, ...Object.fromEntries(credentials) },
      body,
      onSent: request.onSent,
      idleTimeoutMs: request.idleTimeoutMs ?? defaultIdleTimeoutMs,
      agent: this.#connections.agentFor(url),
      signal,
    });
  }
}

function headOf({ message, url }: OpenAnswer): Omit<HttpResponse, 'body'> {
  const headers: Record<string, string> = {};
  for (const [name, values = []] of Object.entries(message.headersDistinct)) headers[name] = values.join(', ');
  return { status: message.statusCode ?? 0, url: url.href, headers };
}

function openAnswer(message: IncomingMessage, { url, method }: Hop, explain: (error: unknown, url: URL) => Error): OpenAnswer {
  // An error before the body is read must not end the process; the reader gets it later.
  message.on('error', () => undefined);
  return {
    message,
    url,
    async *pieces() {
      try {
        for await (const piece of hasBody(message, method) ? decompressed(message) : message) yield piece;
      } catch (error) {
        throw explain(error, url);
      } finally {
        message.destroy();
      }
    },
  };
}

/** An answer without a body may still name a coding: the one that a body would have (RFC 9110, 6.4.1). */
function hasBody({ statusCode, headers }: IncomingMessage, method: Hop['method']): boolean {
  return method !== 'HEAD' && statusCode !== 204 && statusCode !== 304 && headers['content-length'] !== '0';
}

function decompressed(message: IncomingMessage): AsyncIterable<Buffer> {
  const coding = message.headers['content-encoding']?.trim().toLowerCase();
  const decoder =
    coding === 'gzip' || coding === 'x-gzip'
      ? createGunzip()
      : coding === 'br'
        ? createBrotliDecompress()
        : coding === 'deflate'
          ? createInflate()
          : undefined;
  if (!decoder) return message;
  message.once('error', (error) => decoder.destroy(error));
  return message.pipe(decoder);
}

async function readBounded(answer: OpenAnswer, maxBytes: number): Promise<Bytes> {
  const parts: Bytes[] = [];
  let size = 0;
  // Leaving the loop ends the connection.
  for await (const part of answer.pieces()) {
    size += part.length;
    if (size > maxBytes) throw Failure.of('address-answer-too-large', { address: shownAddress(answer.url), limitBytes: maxBytes });
    parts.push(part);
  }
  return concatBytes(...parts);
}
