/** Access tokens for a client with a secret (RFC 6749, 4.4), as a form or as JSON. */

import { type Secret } from '../base/secret.ts';
import { FetchedTokens, type TokenServer } from './fetchedTokens.ts';

export interface ClientTokensOptions extends TokenServer {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Microsoft's identity platform wants one. */
  readonly scope?: string;
}

export function clientTokens({ clientId, clientSecret, scope, ...server }: ClientTokensOptions): FetchedTokens {
  return new FetchedTokens(server, () => ({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret.reveal(),
    ...(scope !== undefined && { scope }),
  }));
}
