/**
 * Entry names (APPNOTE.TXT 4.4.17, 4.6.9, appendix D): UTF-8 when bit 11 says so, else the Info-ZIP Unicode path field when
 * its CRC fits, else UTF-8 when the bytes are well-formed (Android and Java write and read it so without the bit), else
 * code page 437. Names are never normalised: what is in the archive is what signatures speak of.
 */

import { crc32 } from 'node:zlib';
import { type Bytes, fromLatin1, fromStrictUtf8, fromUtf8 } from '../../base/bytes.ts';
import { shownText } from '../../base/shownText.ts';
import { findExtraField } from './extraFields.ts';
import { extraUnicodePath, flagUtf8 } from './zipRecords.ts';

/** The upper half of code page 437, from 0x80 on. */
const codePage437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

export interface DecodedName {
  readonly name: string;
  /** False when bit 11 promises UTF-8 and the bytes are not well-formed; the name then contains U+FFFD. */
  readonly isWellFormed: boolean;
}

export function decodeEntryName(nameBytes: Bytes, flags: number, extra: Bytes): DecodedName {
  if (isAscii(nameBytes)) return { name: fromLatin1(nameBytes), isWellFormed: true };
  if ((flags & flagUtf8) !== 0) {
    const strict = fromStrictUtf8(nameBytes);
    return { name: strict ?? fromUtf8(nameBytes), isWellFormed: strict !== undefined };
  }
  const name = unicodePath(nameBytes, extra) ?? fromStrictUtf8(nameBytes) ?? fromCodePage437(nameBytes);
  return { name, isWellFormed: true };
}

/** Version 1, the CRC-32 of the header's own name, then the name in UTF-8. A field for another name is stale and ignored. */
function unicodePath(nameBytes: Bytes, extra: Bytes): string | undefined {
  const data = findExtraField(extra, extraUnicodePath);
  if (data === undefined || data.length < 6 || data[0] !== 1) return undefined;
  const stated = new DataView(data.buffer, data.byteOffset, data.length).getUint32(1, true);
  return stated === crc32(nameBytes) ? fromStrictUtf8(data.subarray(5)) : undefined;
}

function fromCodePage437(bytes: Bytes): string {
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : codePage437.charAt(byte - 0x80);
  return text;
}

export function isAscii(bytes: Bytes): boolean {
  for (let index = 0; index < bytes.length; index++) if ((bytes[index] ?? 0) >= 0x80) return false;
  return true;
}

export type NameDanger = 'zip-name-absolute' | 'zip-name-parent' | 'zip-name-backslash' | 'zip-name-control-character';

/** What makes a name unfit to become a path, the worst first; `undefined` for a plain one. */
export function dangerOfName(name: string): NameDanger | undefined {
  // One test tells nearly all names apart; the exact questions are for the few that remain.
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (!/[\u0000-\u001f\u007f\\:]|^\/|\.\./.test(name)) return undefined;
  // eslint-disable-next-line no-control-regex -- as above
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'zip-name-control-character';
  if (/^[/\\]|^[A-Za-z]:/.test(name)) return 'zip-name-absolute';
  if (/(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name)) return 'zip-name-parent';
  return name.includes('\\') ? 'zip-name-backslash' : undefined;
}

/** A name fit for a message: without control characters and not longer than people read. */
export function shownName(name: string): string {
  return shownText(name, 200).replace(/[\t\n]/g, '\ufffd');
}
