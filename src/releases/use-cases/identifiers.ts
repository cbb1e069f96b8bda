/** Identifiers, and secrets that open something. Of a secret only the hash is kept, and hashes are what is compared. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { toBase64, toHex, utf8 } from '../../core/base/bytes.ts';
import { Secret } from '../../core/base/secret.ts';
import { type Random } from '../../core/ports/random.ts';

/** RFC 9562, version 4. */
export function newId(random: Random): string {
  const bytes = Uint8Array.from(random.bytes(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** 192 bits, in characters that need no escape in an address. */
export function newLink(random: Random): string {
  return toBase64(random.bytes(24)).replaceAll('+', '-').replaceAll('/', '_');
}

export function newSecret(random: Random): Secret {
  return new Secret(toHex(random.bytes(20)));
}

/** Secrets are random and long, so that one round of a fast hash keeps them as well as many would. */
export function hashOfSecret(secret: Secret): string {
  return createHash('sha256').update(utf8(secret.reveal())).digest('hex');
}

/** Takes the same time wherever they differ. */
export function isSecretOf(hash: string, secret: Secret): boolean {
  return timingSafeEqual(utf8(hash), utf8(hashOfSecret(secret)));
}
