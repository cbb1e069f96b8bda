/** Requests to a release server's own API, and what its answers and refusals mean. */

import * as z from 'zod/mini';
import { fromUtf8, utf8, type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { type Secret } from '../../core/base/secret.ts';
import { type HttpClient, type HttpMethod } from '../../core/ports/httpClient.ts';
import { errorAnswer } from './serverAnswers.ts';

export interface ApiConnectionOptions {
  readonly http: HttpClient;
  /** `https://releases.example.com` */
  readonly server: string;
  readonly token: Secret;
  readonly signal?: AbortSignal;
}

interface Answered {
  readonly status: number;
  readonly body: Bytes;
}

const largestAnswer = 16 * 1024 * 1024;
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

  ask(method: HttpMethod, path: string, schema: undefined, body?: Bytes | object): Promise<undefined>;
  ask<Schema extends z.core.$ZodType>(method: HttpMethod, path: string, schema: Schema, body?: Bytes | object): Promise<z.output<Schema>>;
  async ask(method: HttpMethod, path: string, schema: z.core.$ZodType | undefined, body?: Bytes | object): Promise<unknown> {
    return this.read(await this.send(method, path, body), schema);
  }

  /** A path of the API. */
  async send(method: HttpMethod, path: string, body?: Bytes | object): Promise<Answered> {
    return await this.request(method, `/api/v1${path}`, body);
  }

  /** Any path of the server. */
  async request(method: HttpMethod, path: string, body?: Bytes | object): Promise<Answered> {
    const { http, token, signal } = this.#options;
    const bytes = body === undefined || body instanceof Uint8Array ? body : utf8(JSON.stringify(body));
    return await http.request({
      url: this.#addressOf(path),
      method,
      headers: { 'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json' },
      credentials: { 'x-api-token': token },
      maxBytes: largestAnswer,
      retry: sendingRetry,
      ...(bytes && { body: bytes }),
      ...(signal && { signal }),
    });
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
    return `${this.#options.server.replace(/\/+$/, '')}${path}`;
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
