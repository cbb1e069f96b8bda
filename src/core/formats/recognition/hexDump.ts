/**
 * Hexadecimal text as bytes: plain digits, and what xxd, hexdump and certutil -encodehex print, with offsets before and characters
 * behind the digits. Linear in the length of the text.
 */

import { type Bytes } from '../../base/bytes.ts';

/** `undefined` when the text is not hexadecimal. A dump of `hexdump` without `-C` has its bytes in pairs, the second one first. */
export function bytesOfHex(text: string): Bytes | undefined {
  return plainHex(text) ?? dumpedHex(text);
}

function plainHex(text: string): Bytes | undefined {
  // `0x30, 0x82`, `\x30\x82`, `30:82`, `30 82`, `3082`.
  const digits = text.replace(/0x|\\x/gi, ' ').replace(/[\s:,{};]+/g, '');
  return digits.length >= 16 && digits.length % 2 === 0 && /^[0-9a-f]+$/i.test(digits) ? fromDigits(digits) : undefined;
}

/** The offset of a line, and how many characters its digits take at most. */
const line = /^\s{0,8}([0-9a-f]{4,16})(:? {1,2}|\t)(.*)$/i;

function dumpedHex(text: string): Bytes | undefined {
  const rows = text.split('\n').filter((row) => row.trim() !== '');
  const parsed: (readonly [offset: number, digits: string])[] = [];
  for (const row of rows) {
    const [, offset = '', separator = '', rest = ''] = line.exec(row.trimEnd()) ?? [];
    // The last line of `hexdump` is the length alone.
    if (offset === '' && /^\s*[0-9a-f]{4,16}\s*$/i.test(row) && row === rows.at(-1)) break;
    if (offset === '') return undefined;
    parsed.push([Number.parseInt(offset, 16), digitsOf(rest, separator)]);
  }
  const digits = parsed.map(([, row]) => row).join('');
  const isInOrder = parsed.every(([offset], index) => index === 0 || offset > (parsed[index - 1]?.[0] ?? 0));
  return parsed.length > 1 && isInOrder && digits.length >= 16 && digits.length % 2 === 0 ? fromDigits(digits) : undefined;
}

/** xxd writes pairs of bytes in 39 characters; the others single bytes in 48, with a wider gap in the middle. */
function digitsOf(rest: string, separator: string): string {
  const [area = ''] = rest.split('|', 1);
  const width = separator.startsWith(':') ? 40 : 50;
  const [, groups = ''] = /^((?:[0-9a-f]{2,4}(?: {1,2}|-| *$))*)/i.exec(area.slice(0, width).padEnd(width)) ?? [];
  return groups.replace(/[ -]/g, '').slice(0, 32);
}

function fromDigits(digits: string): Bytes {
  return new Uint8Array(Buffer.from(digits, 'hex'));
}

/** With the bytes of each pair exchanged, as `hexdump` prints 16-bit words of a little-endian machine. */
export function swapPairs(bytes: Bytes): Bytes {
  const swapped = bytes.slice();
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    swapped[index] = bytes[index + 1] ?? 0;
    swapped[index + 1] = bytes[index] ?? 0;
  }
  return swapped;
}
