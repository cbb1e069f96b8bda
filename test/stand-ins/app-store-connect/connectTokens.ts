/** The tokens of App Store Connect: JWTs that the client signs itself with ES256, good for 20 minutes at most. */

import { createPublicKey, generateKeyPairSync, verify, type KeyObject } from 'node:crypto';
import { type StandInClock } from '../support/standInClock.ts';
import { type SeenRequest } from '../support/standInServer.ts';

/** What Apple's page shows when a key is made. */
export interface ConnectKey {
  readonly keyId: string;
  /** Null for the key of an individual. */
  readonly issuerId: string | null;
  /** The content of the .p8 file. */
  readonly privateKey: string;
}

interface TrustedKey {
  readonly issuerId: string | null;
  readonly key: KeyObject;
  readonly canDo: boolean;
}

const longestLife = 1200;

export class ConnectTokens {
  readonly #clock: StandInClock;
  readonly #keys = new Map<string, TrustedKey>();

  constructor(clock: StandInClock) {
    this.#clock = clock;
  }

  createKey(keyId: string, issuerId: string | null): ConnectKey {
    const { privateKey, publicKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    this.trustKey(keyId, issuerId, createPublicKey(publicKey));
    return { keyId, issuerId, privateKey };
  }

  /** `canDo: false` is a key whose role allows nothing. */
  trustKey(keyId: string, issuerId: string | null, key: KeyObject, canDo = true): void {
    this.#keys.set(keyId, { issuerId, key, canDo });
  }

  revoke(keyId: string): void {
    this.#keys.delete(keyId);
  }

  check({ method, path, headers }: SeenRequest): 'good' | 'invalid' | 'forbidden' {
    const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/u.exec(headers['authorization'] ?? '');
    if (token === null) return 'invalid';
    const [, head = '', body = '', signature = ''] = token;
    const header = decode(head);
    const claims = decode(body);
    const known = this.#keys.get(String(header?.['kid']));
    if (header?.['alg'] !== 'ES256' || claims === undefined || known === undefined) return 'invalid';
    const bytes = Buffer.from(signature, 'base64url');
    if (!verify('sha256', Buffer.from(`${head}.${body}`), { key: known.key, dsaEncoding: 'ieee-p1363' }, bytes)) return 'invalid';
    const isOwner = known.issuerId === null ? claims['sub'] === 'user' && claims['iss'] === undefined : claims['iss'] === known.issuerId;
    const now = this.#clock.now() / 1000;
    // Clients of others leave `iat` out; the life is counted from now then.
    const [issued, expires] = [Number(claims['iat'] ?? now), Number(claims['exp'])];
    const isTimely = expires - issued <= longestLife && expires > now && issued <= now + 60;
    if (!isOwner || claims['aud'] !== 'appstoreconnect-v1' || !isTimely) return 'invalid';
    const scope = claims['scope'];
    const isInScope = !Array.isArray(scope) || scope.some((entry) => String(entry).split('?')[0] === `${method} ${path}`);
    return known.canDo && isInScope ? 'good' : 'forbidden';
  }
}

function decode(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
