/** A SubjectPublicKeyInfo as the crypto library's key, to verify and compare with. */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';

/** `undefined` when the library does not take it: odd curves, broken numbers. */
export function publicKeyObject(spki: Bytes): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
