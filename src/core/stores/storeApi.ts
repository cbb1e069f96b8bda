/**
 * Requests of a store that wants a bearer token and speaks JSON: a token that was refused is renewed once, what may be repeated is repeated with
 * back-off, and every request is noted without what is secret in it.
 */

import { utf8 } from '../base/bytes.ts';
import { Failure } from '../base/failure.ts';
import { Secret } from '../base/secret.ts';
import { type HttpBodyStream, type HttpClient, type HttpMethod, type HttpResponse } from '../ports/httpClient.ts';
import { parseJsonObject, type JsonObject } from './jsonObject.ts';

export interface AccessTokens {
  get(): Promise<Secret>;
  /** The next one is a new one: a server refused this one. */
  forget(): void;
}

export interface StoreRequest {
  readonly method: HttpMethod;
  readonly url: string;
}

export interface StoreApiOptions {
  readonly http: HttpClient;
  readonly tokens: AccessTokens;
  /** As people know the store. */
  readonly store: string;
  /** Without a slash at its end. */
  readonly endpoint: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What an answer means that is not a success; `undefined` for a success. */
  readonly refusalOf: (status: number, answer: JsonObject | undefined) => Error | undefined;
  readonly onRequest: (request: StoreRequest) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface StoreCall {
  readonly method: HttpMethod;
  /** From the top, with its query. */
  readonly path: string;
  readonly body?: JsonObject | HttpBodyStream;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the request may be sent twice. */
  readonly isRepeatable?: boolean;
  readonly onSent?: (sentBytes: number) => void;
}

const largestAnswer = 8 * 1024 * 1024;
const attempts = 5;

export class StoreApi {
  readonly #options: StoreApiOptions;

  constructor(options: StoreApiOptions) {
    this.#options = options;
  }

  /** Gets a token, and nothing else. */
  async signIn(): Promise<void> {
    await this.#options.tokens.get();
  }

  /** An empty object where the answer has no body. */
  async json(call: StoreCall): Promise<JsonObject> {
    const { body } = await this.#call(call);
    if (body.length === 0) return {};
    const object = parseJsonObject(body);
    if (!object) throw this.unexpected(call.path);
    return object;
  }

  unexpected(what: string): Failure {
    return Failure.of('store-answer-unexpected', { store: this.#options.store, what });
  }

  async #call(call: StoreCall): Promise<HttpResponse> {
    const { tokens, refusalOf } = this.#options;
    let answer = await this.#send(call);
    if (answer.status === 401) {
      // It may have been withdrawn, or the clock of this machine is late.
      tokens.forget();
      answer = await this.#send(call);
    }
    const refusal = refusalOf(answer.status, parseJsonObject(answer.body));
    if (refusal) throw refusal;
    return answer;
  }

  async #send({ method, path, body, headers, isRepeatable = true, onSent }: StoreCall): Promise<HttpResponse> {
    const { http, tokens, endpoint, headers: always, signal, onRequest } = this.#options;
    const url = `${endpoint}${path}`;
    const token = await tokens.get();
    onRequest({ method, url });
    const isStream = body !== undefined && isBodyStream(body);
    return await http.request({
      method,
      url,
      headers: { accept: 'application/json', ...(body && !isStream && { 'content-type': 'application/json' }), ...always, ...headers },
      credentials: { authorization: new Secret(`Bearer ${token.reveal()}`) },
      ...(body && { body: isStream ? body : utf8(JSON.stringify(body)) }),
      ...(onSent && { onSent }),
      maxBytes: largestAnswer,
      redirect: 'manual',
      ...(isRepeatable && { retry: { attempts, isRepeatable: true } }),
      ...(signal && { signal }),
    });
  }
}

function isBodyStream(body: JsonObject | HttpBodyStream): body is HttpBodyStream {
  return typeof body['open'] === 'function';
}
