/**
 * Whether this runtime can check ML-DSA signatures (FIPS 204): Node can from 24.6 on, with the OpenSSL 3.5 it brings. Elsewhere such signatures
 * are reported as not checked.
 */

import { concatBytes, latin1 } from '../../base/bytes.ts';
import { publicKeyObject } from '../../formats/x509/publicKeyObject.ts';

/** SubjectPublicKeyInfo of an ML-DSA-65 key up to its 1952 bytes, each of which may have any value. */
const header = latin1(
  '\u0030\u0082\u0007\u00b2\u0030\u000b\u0006\u0009\u0060\u0086\u0048\u0001\u0065\u0003\u0004\u0003\u0012\u0003\u0082\u0007\u00a1\u0000',
);
const keyBytes = 1952;

export function canVerifyMlDsa(): boolean {
  return publicKeyObject(concatBytes(header, new Uint8Array(keyBytes))) !== undefined;
}
