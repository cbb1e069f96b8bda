/** OBJECT IDENTIFIER contents to dotted text and back (X.690 clause 8.19). Arcs are exact up to 2^53, which no assigned one reaches. */

import { type Bytes } from '../../base/bytes.ts';

/** The longest encoding that is read. The longest in use are below 20 bytes. */
const maxLength = 128;

/** `undefined` when the bytes are not an object identifier. */
export function decodeObjectIdentifier(content: Bytes): string | undefined {
  if (content.length === 0 || content.length > maxLength) return undefined;
  const arcs: number[] = [];
  let value = 0;
  let isOpen = false;
  for (const byte of content) {
    if (!isOpen && byte === 0x80) return undefined;
    value = value * 128 + (byte & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER) return undefined;
    isOpen = byte >= 0x80;
    if (isOpen) continue;
    if (arcs.length === 0) {
      const root = Math.min(2, Math.floor(value / 40));
      arcs.push(root, value - root * 40);
    } else arcs.push(value);
    value = 0;
  }
  return isOpen ? undefined : arcs.join('.');
}

/** The content octets of an identifier that the product itself names; malformed text is a defect. */
export function encodeObjectIdentifier(text: string): Bytes {
  const arcs = text.split('.').map(Number);
  const [root, second, ...rest] = arcs;
  if (
    root === undefined ||
    second === undefined ||
    root > 2 ||
    (root < 2 && second > 39) ||
    arcs.some((arc) => !Number.isSafeInteger(arc) || arc < 0)
  )
    throw new RangeError(`${text} is not an object identifier`);
  const content: number[] = [];
  for (const arc of [root * 40 + second, ...rest]) {
    const digits = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left % 128) | 0x80);
    content.push(...digits);
  }
  return Uint8Array.from(content);
}
