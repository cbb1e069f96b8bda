/**
 * Private keys in text: PEM (RFC 7468), OpenSSH, OpenPGP, PuTTY, age, and what is in a string of JSON or of a script with its line
 * feeds written as `\n`. A block counts when its key is there to its END line.
 */

import { fromBase64, fromLatin1 } from '../../base/bytes.ts';
import { phrase } from '../../base/phrase.ts';
import { binarySecret } from './binarySecret.ts';

/** A block of OpenPGP may contain several keys with pictures; no other comes near. */
const longestBlock = 256 * 1024;
/** No file of keys has more; a text of millions of BEGIN lines is not looked through to its end. */
const mostBlocks = 2000;

/** What is looked for, one after the other: each takes its time in a long text. */
export const looksForKeys: readonly ((text: string) => string | undefined)[] = [pemKey, otherKey, encodedKey];

function pemKey(text: string): string | undefined {
  const begin = /-----BEGIN ((?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?|MOBILE DISTRIBUTION RECOVERY FILE)-----/g;
  for (let blocks = 0; blocks < mostBlocks; blocks++) {
    const match = begin.exec(text);
    if (match === null) return undefined;
    const [line, label = ''] = match;
    const start = match.index + line.length;
    const end = text.indexOf('-----', start);
    if (end === -1) return undefined;
    const isEnded = text.startsWith(`-----END ${label}-----`, end);
    if (isEnded && end - start <= longestBlock && isKeyBody(text.slice(start, end), label)) return nameOf(label);
    begin.lastIndex = end;
  }
  return undefined;
}

function nameOf(label: string): string {
  if (label.startsWith('OPENSSH')) return phrase('a private key (OpenSSH)');
  if (label.startsWith('PGP')) return phrase('a private key (OpenPGP)');
  return label.includes('RECOVERY') ? phrase('a recovery file') : phrase('a private key');
}

/** What is between the lines: as it is in a file, or inside a string of a script. */
function isKeyBody(body: string, label: string): boolean {
  const isEncrypted = /Proc-Type: {0,4}4,ENCRYPTED/.test(body);
  const base64 = body
    // Line feeds of strings first: their letters would be read as base64.
    .replace(/(?<!\\)\\+[nr]/g, '\n')
    .replace(/^[ \t]*[A-Za-z][A-Za-z0-9-]{0,40}:[^\n]*$/gm, '')
    // Strings that a script joins, and the checksum of OpenPGP.
    .replace(/["'`][ \t\r\n]{0,100}\+?[ \t\r\n]{0,100}["'`]/g, '')
    .replace(/^=[A-Za-z0-9+/]{4}[ \t\r]*$/gm, '')
    .replace(/[\s\\"'`,]/g, '')
    // Of the last string and of the first one.
    .replace(/^\+|\+$/g, '');
  if (base64.length < 56 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return false;
  if (isEncrypted || label.startsWith('PGP')) return true;
  const bytes = fromBase64(base64.slice(0, 64));
  return bytes[0] === 0x30 || fromLatin1(bytes.subarray(0, 14)) === 'openssh-key-v1' || fromLatin1(bytes.subarray(0, 4)) === 'MDRF';
}

function otherKey(text: string): string | undefined {
  if (/^PuTTY-User-Key-File-\d:/.test(text)) return phrase('a private key (PuTTY)');
  if (text.startsWith('---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----')) return phrase('a private key (SSH)');
  return /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/.test(text) ? phrase('a private key (age)') : undefined;
}

/** A file of base64 alone, as keys and keystores are put into variables of build servers; also with the name of the variable, or as a `data:` address. */
function encodedKey(text: string): string | undefined {
  const trimmed = text
    .trim()
    .replace(/^(?!data:)(?:export )?[A-Za-z_]\w{0,100}[ \t]{0,8}[=:][ \t]{0,8}/, '')
    .replace(/^["']|["'],?;?$/g, '')
    .replace(/^data:[\w/.+-]{0,100};base64,/, '')
    .trim();
  if (trimmed.length < 80 || !/^[A-Za-z0-9+/]{40}/.test(trimmed) || !/^[A-Za-z0-9+/\s]*={0,2}$/.test(trimmed)) return undefined;
  const bytes = fromBase64(trimmed);
  return binarySecret('', bytes) ?? pemKey(fromLatin1(bytes));
}
