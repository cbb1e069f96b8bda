/**
 * Access tokens for a service account (RFC 7523): a JSON Web Token that the account's key signs is exchanged for a token of an hour. Nothing of
 * it is stored.
 */

import { sign } from 'node:crypto';
import { utf8 } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { Secret } from '../../base/secret.ts';
import { type Clock } from '../../ports/clock.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { parseJsonObject, textField } from '../jsonObject.ts';
import { type ServiceAccount } from './serviceAccount.ts';

export interface GoogleTokensOptions {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly account: ServiceAccount;
  /** What the token is good for; one scope of Google's. */
  readonly scope: string;
  /** As people know the service. */
  readonly store: string;
  /** Where the request goes; the account's own address otherwise. */
  readonly tokenUrl: string;
  readonly signal?: AbortSignal | undefined;
}

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Google gives tokens for an hour at most. */
const lifetimeSeconds = 3600;
/** A token is not used in its last minute. */
const spareMs = 60_000;
const largestAnswer = 64 * 1024;

export class GoogleTokens {
  readonly #options: GoogleTokensOptions;
  #token: { readonly value: Secret; readonly endsAtMs: number } | undefined;

  constructor(options: GoogleTokensOptions) {
    this.#options = options;
  }

  /** Fails with `store-key-refused` when Google does not accept the key. */
  async get(): Promise<Secret> {
    const now = this.#options.clock.now().getTime();
    if (!this.#token || this.#token.endsAtMs <= now) this.#token = await this.#fetch(now);
    return this.#token.value;
  }

  /** The next one is a new one: a server refused this one. */
  forget(): void {
    this.#token = undefined;
  }

  async #fetch(nowMs: number): Promise<{ readonly value: Secret; readonly endsAtMs: number }> {
    const { http, account, scope, store, tokenUrl, signal } = this.#options;
    const form = new URLSearchParams({ grant_type: grantType, assertion: assertionOf(account, scope, Math.floor(nowMs / 1000)) });
    const { status, body } = await http.request({
      url: tokenUrl,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: utf8(form.toString()),
      maxBytes: largestAnswer,
      redirect: 'manual',
      retry: { attempts: 4, isRepeatable: true },
      ...(signal && { signal }),
    });
    const answer = parseJsonObject(body);
    const token = textField(answer, 'access_token');
    if (status !== 200 || token === undefined) {
      const reason = textField(answer, 'error_description') ?? textField(answer, 'error') ?? `HTTP ${status}`;
      throw Failure.of('store-key-refused', { store, account: account.clientEmail, reason });
    }
    const seconds = answer?.['expires_in'];
    const lifetimeMs = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : lifetimeSeconds * 1000;
    return { value: new Secret(token), endsAtMs: nowMs + Math.max(0, lifetimeMs - spareMs) };
  }
}

function assertionOf({ clientEmail, privateKeyId, privateKey, tokenUri }: ServiceAccount, scope: string, seconds: number): string {
  const header = { alg: 'RS256', typ: 'JWT', ...(privateKeyId !== undefined && { kid: privateKeyId }) };
  const claims = { iss: clientEmail, scope, aud: tokenUri, iat: seconds, exp: seconds + lifetimeSeconds };
  const signed = `${base64Url(JSON.stringify(header))}.${base64Url(JSON.stringify(claims))}`;
  return `${signed}.${sign('sha256', utf8(signed), privateKey).toString('base64url')}`;
}

function base64Url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
