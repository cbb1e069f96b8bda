/**
 * A password as bytes. Specifications and programs disagree on letters beyond ASCII, so a reader tries several forms, the
 * specified one first; for ASCII there is exactly one. Writers use `[0]`.
 */

import { concatBytes, emptyBytes, latin1, utf8, type Bytes } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import { toBmp } from '../asn1/derWriter.ts';

/** `bmp`: the PKCS #12 key derivation. `utf8`: PBKDF2, scrypt and PKCS #5 version 1. */
export type PasswordEncoding = 'bmp' | 'utf8';

type Forms = readonly [Bytes, ...Bytes[]];

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** BMPString with its two zero bytes (RFC 7292 appendix B.1). */
function terminatedBmp(text: string): Bytes {
  return concatBytes(toBmp(text), new Uint8Array(2));
}

function bmpForms(text: string): Forms {
  // An empty password is a lone terminator for Java, and no bytes at all for some callers of OpenSSL.
  if (text === '') return [terminatedBmp(''), emptyBytes];
  // OpenSSL before 1.1, and later ones in a locale without UTF-8, take each byte of the UTF-8 form for a character.
  return isAscii(text) ? [terminatedBmp(text)] : [terminatedBmp(text), terminatedBmp(Buffer.from(utf8(text)).toString('latin1'))];
}

function utf8Forms(text: string): Forms {
  if (isAscii(text)) return [utf8(text)];
  // Programs that treat strings as bytes write Latin-1; a few give PBES2 the same BMPString as the other scheme.
  const isLatin1 = /^[\0-\xff]*$/.test(text);
  return [utf8(text), ...(isLatin1 ? [latin1(text)] : []), terminatedBmp(text)];
}

export function passwordForms(password: Secret, encoding: PasswordEncoding): Forms {
  const text = password.reveal();
  return encoding === 'bmp' ? bmpForms(text) : utf8Forms(text);
}
