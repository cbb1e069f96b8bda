/**
 * Lets other threads derive the keys of a PKCS #12 file that opens as most do, with one password for everything, while this thread checks the
 * MAC. What is begun here and not needed is lost; nothing else depends on it.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import { type Asn1Node } from '../asn1/asn1Node.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { type DerivationBudget } from '../password-encryption/derivationBudget.ts';
import { parseEncryptionScheme } from '../password-encryption/encryptionScheme.ts';
import { UnsupportedEncryption } from '../password-encryption/passwordEncryptionErrors.ts';
import { passwordForms } from '../password-encryption/passwordForms.ts';
import { beginKey } from '../password-encryption/pbkdf2.ts';
import { parseAuthenticatedSafe, type SafePart } from './pfx.ts';
import { parseSafeContents } from './safeBags.ts';

export function beginKeys(authenticatedSafe: Bytes, password: Secret, budget: DerivationBudget): void {
  const [form] = passwordForms(password, 'utf8');
  try {
    for (const algorithm of parseAuthenticatedSafe(authenticatedSafe).flatMap(visibleLocks)) {
      const scheme = parseEncryptionScheme(algorithm);
      if (scheme.kind === 'pbes2') beginKey(scheme.derivation, form, scheme.cipher.keyLength, budget);
    }
  } catch (error) {
    // Who reads the part says what is wrong with it.
    if (!(error instanceof MalformedAsn1 || error instanceof UnsupportedEncryption)) throw error;
  }
}

/** How a part is encrypted, or the keys in a part that is not: Java, OpenSSL and Apple encrypt keys by themselves, once. */
function visibleLocks(part: SafePart): readonly Asn1Node[] {
  if (part.kind === 'encrypted') return [part.algorithm];
  if (part.kind === 'unsupported') return [];
  return parseSafeContents(part.contents).flatMap((bag) => (bag.kind === 'shrouded-key' ? [bag.key.encryptionAlgorithm] : []));
}
