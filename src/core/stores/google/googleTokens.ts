/**
 * Access tokens of Google's. For a service account (RFC 7523), a JSON Web Token that its key signs is exchanged for a token of an hour; for a
 * workload of another identity provider (RFC 8693), a token of that provider is.
 */

import { sign } from 'node:crypto';
import { utf8 } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { type Secret } from '../../base/secret.ts';
import { type Clock } from '../../ports/clock.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { FetchedTokens, type TokenServer } from '../fetchedTokens.ts';
import { textField } from '../jsonObject.ts';
import { KeptTokens, type TimedToken } from '../keptTokens.ts';
import { type AccessTokens } from '../storeApi.ts';
import { actAsServiceAccount, exchangeOf, readSubjectToken, type TokenFiles } from './externalAccount.ts';
import { type OpenedGoogleAccount } from './googleAccount.ts';
import { type ServiceAccount } from './serviceAccount.ts';

export interface GoogleNetwork {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Absent where keys come from others: then only the keys of service accounts are accepted. */
  readonly tokenFiles?: TokenFiles;
}

export interface GoogleTokensOptions extends GoogleNetwork, OpenedGoogleAccount {
  /** What the token is good for; one scope of Google's. */
  readonly scope: string;
  /** As people know the service. */
  readonly store: string;
  readonly signal?: AbortSignal | undefined;
}

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Google gives tokens for an hour at most. */
const lifetimeSeconds = 3600;

/** Asking for one fails with `store-key-refused` when Google does not accept the key. */
export function googleTokens(options: GoogleTokensOptions): AccessTokens {
  const { account, scope, store, http, clock, tokenUrl, signal, tokenFiles } = options;
  const refused = (reason: string): Failure => Failure.of('store-key-refused', { store, account: account.clientEmail, reason });
  const server: TokenServer = {
    http,
    clock,
    tokenUrl,
    signal,
    encoding: 'form',
    refused: (status, answer) => refused(textField(answer, 'error_description') ?? textField(answer, 'error') ?? `HTTP ${status}`),
  };
  if (!('audience' in account))
    return new FetchedTokens(server, (nowMs) => ({
      grant_type: grantType,
      assertion: assertionOf(account, scope, Math.floor(nowMs / 1000)),
    }));
  const world = { http, tokenFiles, signal };
  const exchanged = new FetchedTokens(server, async () => exchangeOf(account, scope, await readSubjectToken(world, account)));
  const { impersonation } = account;
  if (!impersonation) return exchanged;
  return new ActingTokens(clock, exchanged, async (token) => await actAsServiceAccount(world, impersonation, { token, scope, refused }));
}

/** Tokens of a service account that a workload acts as, each for one of the workload. */
class ActingTokens extends KeptTokens {
  readonly #workload: AccessTokens;

  constructor(clock: Clock, workload: AccessTokens, act: (token: Secret) => Promise<TimedToken>) {
    super(clock, async () => await act(await workload.get()));
    this.#workload = workload;
  }

  override forget(): void {
    super.forget();
    this.#workload.forget();
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
