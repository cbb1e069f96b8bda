/**
 * Recognizes by content what must never be published: private keys, keystores, passwords and tokens. Names only help where the content
 * alone says too little. What is public (certificates, public keys, identifiers for clients) and what only speaks of keys (documentation,
 * the source of a cryptography library) is not taken for a secret: a key counts when it is there, not when its BEGIN line is.
 *
 * Takes the beginning of a file, or all of it; of a gzip file or zip archive, what its first entries contain counts too, one level deep.
 * Linear in what it is given, whatever that is.
 */

import { type Bytes, fromLatin1, fromStrictUtf8 } from '../../base/bytes.ts';
import { nextTurn } from '../../base/nextTurn.ts';
import { binarySecret, encryptedFile } from './binarySecret.ts';
import { configurationSecret } from './configurationSecret.ts';
import { packedBeginnings } from './packedBeginnings.ts';
import { looksForKeys } from './privateKeyText.ts';
import { looksForTokens } from './tokenText.ts';

/** As much of a file as is worth reading: keys and lists of passwords are small. */
export const secretHeadBytes = 64 * 1024;
/** Text is looked through to here: a key may stand anywhere in a bundle of scripts. */
export const secretTextBytes = 4 * 1024 * 1024;
/** From here on others get their turn while it is looked through. */
const longText = 256 * 1024;

/** What the file contains, in the words of a sentence; `undefined` when nothing of it is known to be secret. */
export async function recognizeSecret(path: string, bytes: Bytes): Promise<string | undefined> {
  const found = await recognizeUnpacked(path, bytes);
  if (found !== undefined) return found;
  for (const { name, bytes: packed } of packedBeginnings(path, bytes.subarray(0, secretHeadBytes))) {
    const inside = await recognizeUnpacked(name, packed);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

async function recognizeUnpacked(path: string, bytes: Bytes): Promise<string | undefined> {
  const text = textOf(bytes);
  if (text === undefined) return binarySecret(path, bytes);
  for (const look of [...looksForKeys, ...looksForTokens]) {
    const found = look(text);
    if (found !== undefined) return found;
    if (text.length > longText) await nextTurn();
  }
  // Lists of settings are small; what is said of their lines would be wrong of a book.
  const found = text.length <= secretHeadBytes ? configurationSecret(path, text) : undefined;
  return found ?? encryptedFile(path, bytes);
}

/** Whether more of the file is worth looking at than its head. */
export function isSecretText(head: Bytes): boolean {
  return textOf(head) !== undefined;
}

/** One character a byte, as only ASCII is looked for; UTF-16 as its characters. `undefined` when it is not text. */
function textOf(bytes: Bytes): string | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // ASCII in UTF-16 without a mark has a zero in each second place.
  const isText = (byte: number): boolean => byte === 9 || byte === 10 || byte === 13 || (byte >= 0x20 && byte < 0x7f);
  if (isText(first) && second === 0 && isText(third) && fourth === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0 && isText(second) && third === 0 && isText(fourth)) return new TextDecoder('utf-16be').decode(bytes);
  const head = bytes.subarray(0, 1024);
  if (head.includes(0)) return undefined;
  // Latin-1 is text too; DER and compressed data have control characters at once.
  const start = fromLatin1(head);
  if (fromStrictUtf8(withoutCutEnd(head)) === undefined && /[\u0001-\u0008\u000e-\u001a\u001c-\u001f]/.test(start)) return undefined;
  return fromLatin1(bytes);
}

/** A character of several bytes may be cut in the middle. */
function withoutCutEnd(bytes: Bytes): Bytes {
  let end = bytes.length;
  for (let back = 0; back < 4 && end > 0; back++) {
    const byte = bytes[end - 1] ?? 0;
    if (byte < 0x80) break;
    end--;
    if (byte >= 0xc0) break;
  }
  return bytes.subarray(0, end);
}
