/**
 * The public key of a certificate as verifiers use it. Some old tools wrote an RSA modulus without the zero byte that keeps
 * it positive; Android reads it as if the byte were there, and signature blocks hold the corrected form.
 */

import { type Bytes } from '../base/bytes.ts';
import { Asn1Cursor } from '../formats/asn1/asn1Cursor.ts';
import { parseAsn1 } from '../formats/asn1/asn1Node.ts';
import { bitStringBytesOf } from '../formats/asn1/asn1Value.ts';
import { derBitString, derSequence, derUnsignedInteger } from '../formats/asn1/derWriter.ts';
import { MalformedAsn1 } from '../formats/asn1/malformedAsn1.ts';
import { type Certificate } from '../formats/x509/certificate.ts';

/** SubjectPublicKeyInfo in DER. */
export function soundPublicKey(certificate: Certificate): Bytes {
  const { algorithm, der } = certificate.publicKey;
  if (algorithm !== 'RSA') return der;
  try {
    const info = Asn1Cursor.of('SEQUENCE', parseAsn1(der));
    const algorithmIdentifier = info.next('algorithm');
    const numbers = Asn1Cursor.of('SEQUENCE', parseAsn1(bitStringBytesOf(info.next('subjectPublicKey'))));
    const modulus = numbers.next('modulus');
    if (!modulus.is('INTEGER') || (modulus.content[0] ?? 0) < 0x80) return der;
    const key = derSequence(derUnsignedInteger(modulus.content), numbers.next('publicExponent').encoded);
    return derSequence(algorithmIdentifier.encoded, derBitString(key));
  } catch (error) {
    if (error instanceof MalformedAsn1) return der;
    throw error;
  }
}
