/**
 * PrivateKeyInfo, also called OneAsymmetricKey (RFC 5208 section 5, RFC 5958 section 2): a private key with its algorithm.
 *
 * PrivateKeyInfo ::= SEQUENCE { version, privateKeyAlgorithm, privateKey OCTET STRING, attributes [0], publicKey [1] }
 */

import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { parseAsn1Prefix, type Asn1Node } from '../asn1/asn1Node.ts';
import { parseAlgorithmIdentifier } from '../x509/algorithmIdentifier.ts';
import { describeKey, type KeyDescription } from '../x509/publicKeyInfo.ts';

export interface PrivateKeyInfo {
  readonly description: KeyDescription;
  /** The whole PrivateKeyInfo. Never print it. */
  readonly der: Bytes;
}

/** Throws `MalformedAsn1`. Bytes after the key are ignored. */
export function parsePrivateKeyInfo(bytes: Bytes): PrivateKeyInfo {
  return privateKeyInfoOf(parseAsn1Prefix(bytes));
}

export function privateKeyInfoOf(node: Asn1Node): PrivateKeyInfo {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  cursor.count('version');
  const algorithm = parseAlgorithmIdentifier(cursor.next('privateKeyAlgorithm'));
  const privateKey = cursor.octets('privateKey');
  // RSAPrivateKey ::= SEQUENCE { version, modulus, … } (RFC 8017 appendix A.1.2)
  const modulus = (): Asn1Node | undefined => Asn1Cursor.of('SEQUENCE', parseAsn1Prefix(privateKey)).rest()[1];
  return { description: describeKey(algorithm, modulus), der: node.encoded };
}

/** `undefined` when the crypto library of this runtime does not take the key. */
export function openPrivateKey(info: PrivateKeyInfo): KeyObject | undefined {
  try {
    return createPrivateKey({ key: Buffer.from(info.der), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}
