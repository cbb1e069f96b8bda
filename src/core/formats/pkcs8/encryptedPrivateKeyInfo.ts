/**
 * EncryptedPrivateKeyInfo (RFC 5958 section 3): a PrivateKeyInfo under a password.
 *
 * EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm AlgorithmIdentifier, encryptedData OCTET STRING }
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { type Asn1Node } from '../asn1/asn1Node.ts';
import { derOctetString, derSequence } from '../asn1/derWriter.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { decryptWithPassword } from '../password-encryption/decryptWithPassword.ts';
import { type DerivationBudget } from '../password-encryption/derivationBudget.ts';
import { parseEncryptionScheme } from '../password-encryption/encryptionScheme.ts';
import { encryptWithPassword, type PasswordEncryption } from '../password-encryption/encryptWithPassword.ts';
import { parsePrivateKeyInfo, type PrivateKeyInfo } from './privateKeyInfo.ts';

export interface EncryptedPrivateKeyInfo {
  /** Not read further until it is needed, so that an unsupported one does not hide the rest of a file. */
  readonly encryptionAlgorithm: Asn1Node;
  readonly encryptedData: Bytes;
}

/** Throws `MalformedAsn1`. */
export function encryptedPrivateKeyInfoOf(node: Asn1Node): EncryptedPrivateKeyInfo {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  const encryptionAlgorithm = cursor.next('encryptionAlgorithm');
  return { encryptionAlgorithm, encryptedData: cursor.octets('encryptedData') };
}

/** `undefined` when the password is wrong. Throws `UnsupportedEncryption`, `TooManyIterations` or `MalformedAsn1`. */
export async function decryptPrivateKeyInfo(
  encrypted: EncryptedPrivateKeyInfo,
  password: Secret,
  budget: DerivationBudget,
): Promise<PrivateKeyInfo | undefined> {
  const scheme = parseEncryptionScheme(encrypted.encryptionAlgorithm);
  return await decryptWithPassword(scheme, encrypted.encryptedData, password, budget, (plain) => {
    try {
      return parsePrivateKeyInfo(plain);
    } catch (error) {
      if (error instanceof MalformedAsn1) return undefined;
      throw error;
    }
  });
}

export async function encodeEncryptedPrivateKeyInfo(privateKeyInfo: Bytes, encryption: PasswordEncryption): Promise<Bytes> {
  const { algorithm, encrypted } = await encryptWithPassword(privateKeyInfo, encryption);
  return derSequence(algorithm, derOctetString(encrypted));
}
