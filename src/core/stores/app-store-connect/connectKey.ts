/** A key of App Store Connect (.p8, PKCS #8 with an EC key on P-256), and the tokens that it signs (JSON Web Tokens with ES256). */

import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { utf8 } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { Secret } from '../../base/secret.ts';
import { type Clock } from '../../ports/clock.ts';

export interface ConnectKey {
  readonly keyId: string;
  /** Of the team; an individual's key has none. */
  readonly issuer: string | undefined;
  readonly privateKey: KeyObject;
}

/** Apple refuses tokens that last longer than 20 minutes; clocks differ by a few. */
const lifetimeSeconds = 15 * 60;
const spareSeconds = 60;
const audience = 'appstoreconnect-v1';

/** Fails with `store-key-unusable`; no part of the key is in the reason. */
export function parseConnectKey(content: Secret, { keyId, issuer }: Omit<ConnectKey, 'privateKey'>): ConnectKey {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(content.reveal().replace(/^\uFEFF/, ''));
  } catch {
    throw Failure.of('store-key-unusable', { reason: phrase('it is not a private key in PEM (.p8)') });
  }
  if (privateKey.asymmetricKeyType !== 'ec' || privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw Failure.of('store-key-unusable', { reason: phrase('it is not an EC key on P-256, as App Store Connect has them') });
  return { keyId, issuer, privateKey };
}

export class ConnectTokens {
  readonly #key: ConnectKey;
  readonly #clock: Clock;
  #token: { readonly value: Secret; readonly endsAt: number } | undefined;

  constructor(key: ConnectKey, clock: Clock) {
    this.#key = key;
    this.#clock = clock;
  }

  get(): Secret {
    const now = Math.floor(this.#clock.now().getTime() / 1000);
    if (!this.#token || this.#token.endsAt - spareSeconds <= now)
      this.#token = { value: signToken(this.#key, now), endsAt: now + lifetimeSeconds };
    return this.#token.value;
  }

  /** The next one is a new one. */
  forget(): void {
    this.#token = undefined;
  }
}

function signToken({ keyId, issuer, privateKey }: ConnectKey, now: number): Secret {
  const header = { alg: 'ES256', kid: keyId, typ: 'JWT' };
  const who = issuer === undefined ? { sub: 'user' } : { iss: issuer };
  const claims = { ...who, iat: now, exp: now + lifetimeSeconds, aud: audience };
  const signed = `${base64Url(header)}.${base64Url(claims)}`;
  const signature = sign('sha256', utf8(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return new Secret(`${signed}.${signature.toString('base64url')}`);
}

function base64Url(content: object): string {
  return Buffer.from(JSON.stringify(content), 'utf8').toString('base64url');
}
