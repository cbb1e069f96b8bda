/** Access tokens for a client with a secret (RFC 6749, 4.4), as a form or as JSON. Nothing of them is stored. */

import { utf8 } from '../base/bytes.ts';
import { type Failure } from '../base/failure.ts';
import { Secret } from '../base/secret.ts';
import { type Clock } from '../ports/clock.ts';
import { type HttpClient } from '../ports/httpClient.ts';
import { numberField, parseJsonObject, textField, type JsonObject } from './jsonObject.ts';
import { type AccessTokens } from './storeApi.ts';

export interface ClientTokensOptions {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly encoding: 'form' | 'json';
  /** Microsoft's identity platform wants one. */
  readonly scope?: string;
  /** What an answer without a token means. */
  readonly refused: (status: number, answer: JsonObject | undefined) => Failure;
  readonly signal?: AbortSignal | undefined;
}

const usualLifetimeSeconds = 3600;
/** A token is not used in its last minute. */
const spareMs = 60_000;
const largestAnswer = 64 * 1024;

export class ClientTokens implements AccessTokens {
  readonly #options: ClientTokensOptions;
  #token: { readonly value: Secret; readonly endsAtMs: number } | undefined;

  constructor(options: ClientTokensOptions) {
    this.#options = options;
  }

  async get(): Promise<Secret> {
    const now = this.#options.clock.now().getTime();
    if (!this.#token || this.#token.endsAtMs <= now) this.#token = await this.#fetch(now);
    return this.#token.value;
  }

  forget(): void {
    this.#token = undefined;
  }

  async #fetch(nowMs: number): Promise<{ readonly value: Secret; readonly endsAtMs: number }> {
    const { http, tokenUrl, clientId, clientSecret, encoding, scope, refused, signal } = this.#options;
    const fields = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret.reveal(),
      ...(scope !== undefined && { scope }),
    };
    const { status, body } = await http.request({
      url: tokenUrl,
      method: 'POST',
      headers: {
        'content-type': encoding === 'form' ? 'application/x-www-form-urlencoded' : 'application/json',
        accept: 'application/json',
      },
      body: utf8(encoding === 'form' ? new URLSearchParams(fields).toString() : JSON.stringify(fields)),
      maxBytes: largestAnswer,
      redirect: 'manual',
      retry: { attempts: 4, isRepeatable: true },
      ...(signal && { signal }),
    });
    const answer = parseJsonObject(body);
    const token = textField(answer, 'access_token');
    if (status !== 200 || token === undefined) throw refused(status, answer);
    const seconds = numberField(answer, 'expires_in') ?? usualLifetimeSeconds;
    return { value: new Secret(token), endsAtMs: nowMs + Math.max(0, seconds * 1000 - spareMs) };
  }
}
