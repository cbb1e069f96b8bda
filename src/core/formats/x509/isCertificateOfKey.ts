/** Whether a certificate and a private key belong together. */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Certificate } from './certificate.ts';
import { publicKeyObject } from './publicKeyObject.ts';

/** Compares the public parts, in whatever encoding; `undefined` when the crypto library does not take the certificate's key. */
export function isCertificateOfKey(certificate: Certificate, privateKey: KeyObject): boolean | undefined {
  return publicKeyObject(certificate.publicKey.der)?.equals(createPublicKey(privateKey));
}
