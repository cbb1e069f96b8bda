/** Keystores and private keys in their binary forms. */

import { type Bytes, fromHex, latin1, startsWithBytes } from '../../base/bytes.ts';
import { phrase } from '../../base/phrase.ts';
import { recognizeDer } from '../../formats/recognition/recognizeDer.ts';

const magics = [
  ['FEEDFEED', phrase('a Java keystore')],
  ['CECECECE', phrase('a Java keystore')],
  ['6B796368', phrase('a macOS keychain')],
  ['03D9A29A', phrase('a KeePass database')],
].map(([magic = '', what = '']) => ({ magic: fromHex(magic) ?? new Uint8Array(0), what }));

export function binarySecret(path: string, bytes: Bytes): string | undefined {
  const known = magics.find(({ magic }) => startsWithBytes(bytes, magic));
  if (known) return known.what;
  if (bytes[0] === 0x30) return derSecret(bytes);
  if (isBouncyCastle(bytes)) return phrase('a Bouncy Castle keystore');
  if (isOpenPgpSecretKey(bytes)) return phrase('a private key (OpenPGP)');
  return encryptedFile(path, bytes);
}

/** Encrypted by OpenSSL with a password, which says nothing of what it is: the name does. */
export function encryptedFile(path: string, bytes: Bytes): string | undefined {
  const isKey = startsWithBytes(bytes, latin1('Salted__')) && /\.(?:jks|keystore|p12|pfx|p8|pem|key)(?:\.|$)/i.test(path);
  return isKey ? phrase('an encrypted key file') : undefined;
}

function derSecret(bytes: Bytes): string | undefined {
  const found = recognizeDer(bytes);
  if (found === 'pkcs12') return phrase('a PKCS #12 keystore');
  if (found === 'bcfks') return phrase('a Bouncy Castle keystore');
  return found === 'private-key' ? phrase('a private key') : undefined;
}

/** BKS and UBER: a version, a salt of 20 bytes, and an iteration count, which Bouncy Castle takes above 1,000. */
function isBouncyCastle(bytes: Bytes): boolean {
  if (bytes.length < 60) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [version, saltLength, iterations] = [view.getUint32(0), view.getUint32(4), view.getUint32(28)];
  return version >= 1 && version <= 2 && saltLength === 20 && iterations >= 1000 && iterations < 100_000;
}

/** A packet with tag 5 (RFC 9580, 4.2 and 5.5.3): its header, a version of 4 or above, a time, and a known algorithm. */
function isOpenPgpSecretKey(bytes: Bytes): boolean {
  const [tag = 0, length = 0] = bytes;
  let start: number;
  if ((tag & 0xfc) === 0x94) start = 2 ** (tag & 3) + 1;
  else if (tag === 0xc5) start = length < 192 ? 2 : length < 224 ? 3 : 6;
  else return false;
  const version = bytes[start] ?? 0;
  const algorithm = bytes[start + 5] ?? 0;
  const isKnown = [1, 2, 3, 16, 17, 18, 19, 22, 25, 26, 27, 28].includes(algorithm);
  return version >= 3 && version <= 6 && isKnown && bytes.length > start + 60;
}
