/** Who asks a service of Google's: a service account with its key, or a workload of another identity provider. */

import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { type Secret } from '../../base/secret.ts';
import { parseJsonObject, textField } from '../jsonObject.ts';
import { parseExternalAccount, type ExternalAccount } from './externalAccount.ts';
import { parseServiceAccount, tokenUrlOf, type ServiceAccount } from './serviceAccount.ts';

export type GoogleAccount = ServiceAccount | ExternalAccount;

export interface OpenedGoogleAccount {
  readonly account: GoogleAccount;
  /** Where tokens come from. */
  readonly tokenUrl: string;
}

/** `endpoint` of the service, and Google's own of it. Fails with `store-key-unusable`; no part of the key is in the reason. */
export function openGoogleAccount(key: Secret, endpoint: string, defaultEndpoint: string): OpenedGoogleAccount {
  const content = parseJsonObject(key.reveal().replace(/^\uFEFF/, ''));
  if (!content) throw Failure.of('store-key-unusable', { reason: phrase('it is not a JSON object') });
  if (textField(content, 'type') === 'external_account') {
    const account = parseExternalAccount(content, endpoint === defaultEndpoint ? undefined : endpoint);
    return { account, tokenUrl: account.tokenUri };
  }
  const account = parseServiceAccount(content);
  return { account, tokenUrl: tokenUrlOf(account, endpoint, defaultEndpoint) };
}

/** Addresses that tokens are asked of, in this order. */
export function tokenAddresses({ account, tokenUrl }: OpenedGoogleAccount): readonly string[] {
  const acts = 'impersonation' in account ? account.impersonation : undefined;
  return acts ? [tokenUrl, acts.url] : [tokenUrl];
}
