/** Access tokens for a service account (RFC 7523): a JSON Web Token that the account's key signs is exchanged for a token of an hour. */

import { sign } from 'node:crypto';
import { utf8 } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { FetchedTokens, type TokenServer } from '../fetchedTokens.ts';
import { textField } from '../jsonObject.ts';
import { type ServiceAccount } from './serviceAccount.ts';

export interface GoogleTokensOptions extends Pick<TokenServer, 'http' | 'clock' | 'signal'> {
  readonly account: ServiceAccount;
  /** What the token is good for; one scope of Google's. */
  readonly scope: string;
  /** As people know the service. */
  readonly store: string;
  /** Where the request goes; the account's own address otherwise. */
  readonly tokenUrl: string;
}

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Google gives tokens for an hour at most. */
const lifetimeSeconds = 3600;

/** Asking for one fails with `store-key-refused` when Google does not accept the key. */
export function googleTokens({ account, scope, store, ...server }: GoogleTokensOptions): FetchedTokens {
  return new FetchedTokens(
    {
      ...server,
      encoding: 'form',
      refused: (status, answer) => {
        const reason = textField(answer, 'error_description') ?? textField(answer, 'error') ?? `HTTP ${status}`;
        return Failure.of('store-key-refused', { store, account: account.clientEmail, reason });
      },
    },
    (nowMs) => ({ grant_type: grantType, assertion: assertionOf(account, scope, Math.floor(nowMs / 1000)) }),
  );
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
