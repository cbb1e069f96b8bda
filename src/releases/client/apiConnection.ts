/** Requests to a release server's own API, and what its answers and refusals mean. */

import * as z from 'zod/mini';
import { concatBytes, fromUtf8, utf8, type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { type Secret } from '../../core/base/secret.ts';
import { withoutEnd } from '../../core/base/withoutEnd.ts';
import { type HttpBodyStream, type HttpClient, type HttpMethod } from '../../core/ports/httpClient.ts';
import { errorAnswer } from './serverAnswers.ts';

export interface ApiConnectionOptions {
  readonly http: HttpClient;
  /** `https://releases.example.com` */
  readonly server: string;
  readonly token: Secret;
  readonly signal?: AbortSignal;
}

/** What is not a file is sent as JSON. */
type ApiBody = Bytes | HttpBodyStream | object;

function isBytes(body: ApiBody | undefined): body is Bytes {
  return body instanceof Uint8Array;
}

function isStream(body: ApiBody | undefined): body is HttpBodyStream {
  return body !== undefined && 'open' in body && typeof body.open === 'function';
}

interface Answered {
  readonly status: number;
  readonly body: Bytes;
}

const largestAnswer = 16 * 1024 * 1024;
/** Of an answer in place of a file. */
const largestRefusal = 1024 * 1024;
const sendingRetry = { attempts: 4 };

export class ApiConnection {
  readonly #options: ApiConnectionOptions;

  constructor(options: ApiConnectionOptions) {
    this.#options = options;
  }

  get server(): string {
    return this.#options.server;
  }

  /** Aborted when the user stops. */
  get signal(): AbortSignal | undefined {
    return this.#options.signal;
  }

  ask(method: HttpMethod, path: string, schema: undefined, body?: ApiBody): Promise<undefined>;
  ask<Schema extends z.core.$ZodType>(method: HttpMethod, path: string, schema: Schema, body?: ApiBody): Promise<z.output<Schema>>;
  async ask(method: HttpMethod, path: string, schema: z.core.$ZodType | undefined, body?: ApiBody): Promise<unknown> {
    return this.read(await this.send(method, path, body), schema);
  }

  /** A path of the API. */
  async send(method: HttpMethod, path: string, body?: ApiBody): Promise<Answered> {
    return await this.request(method, `/api/v1${path}`, body);
  }

  /** Any path of the server. */
  async request(method: HttpMethod, path: string, body?: ApiBody): Promise<Answered> {
    const { http, token, signal } = this.#options;
    const isFile = isBytes(body) || isStream(body);
    const bytes = body === undefined || isFile ? body : utf8(JSON.stringify(body));
    return await http.request({
      url: this.#addressOf(path),
      method,
      headers: { 'content-type': isFile ? 'application/octet-stream' : 'application/json' },
      credentials: { 'x-api-token': token },
      maxBytes: largestAnswer,
      retry: sendingRetry,
      ...(bytes && { body: bytes }),
      ...(signal && { signal }),
    });
  }

  /** A file of the API, while it comes. Fails as `ask` does. */
  async open(path: string): Promise<AsyncIterable<Bytes>> {
    const { http, token, signal } = this.#options;
    const request = { url: this.#addressOf(`/api/v1${path}`), credentials: { 'x-api-token': token }, ...(signal && { signal }) };
    const answer = await http.open(request);
    if (answer.status < 400) return answer.body;
    const pieces: Bytes[] = [];
    let size = 0;
    for await (const piece of answer.body) {
      size += piece.length;
      if (size > largestRefusal) break;
      pieces.push(piece);
    }
    throw failureOf(answer.status, parseJson(concatBytes(...pieces)), this.#options.server);
  }

  /** Although the user stopped everything else. What the server makes of it is not known. */
  async removeAfterStop(path: string, timeoutMs: number): Promise<void> {
    const { http, token } = this.#options;
    const request = { url: this.#addressOf(`/api/v1${path}`), method: 'DELETE', credentials: { 'x-api-token': token } } as const;
    await http.request({ ...request, maxBytes: largestAnswer, timeoutMs }).catch(() => undefined);
  }

  read({ status, body }: Answered, schema: z.core.$ZodType | undefined): unknown {
    const value = parseJson(body);
    const address = this.#options.server;
    if (status >= 400) throw failureOf(status, value, address);
    if (!schema) return undefined;
    const result = z.safeParse(schema, value);
    if (!result.success) throw Failure.of('release-refused', { reason: `the answer of ${address} is not that of a release server` });
    return result.data;
  }

  #addressOf(path: string): string {
    return `${withoutEnd(this.#options.server, '/')}${path}`;
  }
}

export function parseJson(body: Bytes): unknown {
  try {
    return JSON.parse(fromUtf8(body));
  } catch {
    return undefined;
  }
}

/** In the server's own words, which are whole sentences. */
function failureOf(status: number, value: unknown, address: string): Failure {
  if (status === 401) return Failure.of('release-unauthorized', {});
  const result = z.safeParse(errorAnswer, value);
  const message = result.success ? result.data.error.message : `the answer of ${address} has the status ${status}`;
  return Failure.of('release-answer', { message });
}
