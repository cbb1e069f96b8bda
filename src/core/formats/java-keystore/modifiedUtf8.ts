/** The text form of java.io.DataOutput: UTF-8 in which NUL takes two bytes and each half of a surrogate pair three. */

import { type Bytes } from '../../base/bytes.ts';

/** Malformed sequences become U+FFFD. */
export function fromModifiedUtf8(bytes: Bytes): string {
  let text = '';
  for (let index = 0; index < bytes.length;) {
    const first = bytes[index++] ?? 0;
    const extra = first < 0x80 ? 0 : first >> 5 === 0b110 ? 1 : first >> 4 === 0b1110 ? 2 : -1;
    let unit = extra === 0 ? first : extra === 1 ? first & 0x1f : first & 0x0f;
    let isMalformed = extra < 0;
    for (let left = extra; left > 0 && !isMalformed; left--) {
      const next = bytes[index] ?? 0;
      isMalformed = next >> 6 !== 0b10;
      if (isMalformed) break;
      unit = (unit << 6) | (next & 0x3f);
      index++;
    }
    text += isMalformed ? '�' : String.fromCharCode(unit);
  }
  return text;
}

export function toModifiedUtf8(text: string): Bytes {
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0 && unit < 0x80) bytes.push(unit);
    else if (unit < 0x800) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f));
    else bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  }
  return Uint8Array.from(bytes);
}
