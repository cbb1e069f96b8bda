/** Access tokens that a server gives out for a time (RFC 6749). */

import { utf8 } from '../base/bytes.ts';
import { type Failure } from '../base/failure.ts';
import { Secret } from '../base/secret.ts';
import { type Clock } from '../ports/clock.ts';
import { type HttpClient } from '../ports/httpClient.ts';
import { numberField, parseJsonObject, textField, type JsonObject } from './jsonObject.ts';
import { KeptTokens, type TimedToken } from './keptTokens.ts';

export interface TokenServer {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly tokenUrl: string;
  readonly encoding: 'form' | 'json';
  /** What an answer without a token means. */
  readonly refused: (status: number, answer: JsonObject | undefined) => Failure;
  readonly signal?: AbortSignal | undefined;
}

type GrantAt = (nowMs: number) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;

/** Of a token whose server does not say how long it is good. */
const usualLifetimeSeconds = 3600;
const largestAnswer = 64 * 1024;

export class FetchedTokens extends KeptTokens {
  /** `grantAt` gives the fields of a request: what the token is asked for with. */
  constructor(server: TokenServer, grantAt: GrantAt) {
    super(server.clock, async (nowMs) => await fetchToken(server, await grantAt(nowMs), nowMs));
  }
}

async function fetchToken(server: TokenServer, fields: Readonly<Record<string, string>>, nowMs: number): Promise<TimedToken> {
  const { http, tokenUrl, encoding, refused, signal } = server;
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
  return { value: new Secret(token), endsAtMs: nowMs + seconds * 1000 };
}
