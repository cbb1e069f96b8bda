/** The key file of a service account of Google Cloud (JSON), as the Play Console takes it for its API. */

import { createPrivateKey, type KeyObject } from 'node:crypto';
import { Failure } from '../../base/failure.ts';
import { isPrivateAddress } from '../../base/isPrivateAddress.ts';
import { phrase } from '../../base/phrase.ts';
import { textField, type JsonObject } from '../jsonObject.ts';

export interface ServiceAccount {
  readonly clientEmail: string;
  readonly privateKeyId: string | undefined;
  readonly privateKey: KeyObject;
  /** Where tokens come from. */
  readonly tokenUri: string;
}

const googleTokenUri = 'https://oauth2.googleapis.com/token';

/** Where tokens come from: a stand-in or proxy that was named takes the place of Google's own address, but of no other. */
export function tokenUrlOf({ tokenUri }: ServiceAccount, endpoint: string, defaultEndpoint: string): string {
  return tokenUri === googleTokenUri && endpoint !== defaultEndpoint ? `${endpoint}/token` : tokenUri;
}

/** Fails with `store-key-unusable`; no part of the key is in the reason. */
export function parseServiceAccount(content: JsonObject): ServiceAccount {
  const clientEmail = textField(content, 'client_email');
  const privateKey = textField(content, 'private_key');
  if (textField(content, 'type') !== 'service_account' || clientEmail === undefined || privateKey === undefined)
    throw unusable(phrase('it is not the key of a service account (type, client_email and private_key)'));
  const tokenUri = textField(content, 'token_uri') ?? googleTokenUri;
  if (!isPrivateAddress(tokenUri)) throw unusable(phrase('its token_uri is not an https address'));
  return { clientEmail, privateKeyId: textField(content, 'private_key_id'), privateKey: readKey(privateKey), tokenUri };
}

function readKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw unusable(phrase('its private_key cannot be read'));
  }
  if (key.asymmetricKeyType !== 'rsa') throw unusable(phrase('its private_key is not an RSA key'));
  return key;
}

function unusable(reason: string): Failure {
  return Failure.of('store-key-unusable', { reason });
}
