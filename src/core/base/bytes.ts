/**
 * Small pure functions on byte arrays: joining, comparing, and the text forms (hex, UTF-8, Latin-1, base64).
 * Bytes are always `Uint8Array` here; `Buffer` never appears in a core signature.
 */

export type Bytes = Uint8Array;

export const emptyBytes: Bytes = new Uint8Array(0);

/** Joins the parts into one new array. */
export function concatBytes(...parts: readonly Bytes[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

export function equalBytes(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/** Bytewise order, as DER `SET OF` and manifest sections want it. */
export function compareBytes(a: Bytes, b: Bytes): number {
  return Buffer.compare(a, b);
}

/** Lower-case hexadecimal, without separators. */
export function toHex(bytes: Bytes): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Reads hexadecimal with or without colons and spaces; `undefined` when it is not hexadecimal. */
export function fromHex(text: string): Bytes | undefined {
  const digits = text.replace(/[:\s]/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return undefined;
  return new Uint8Array(Buffer.from(digits, 'hex'));
}

export function toBase64(bytes: Bytes): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Reads base64 leniently (white space and the URL alphabet are accepted). */
export function fromBase64(text: string): Bytes {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8; malformed sequences become U+FFFD. */
export function fromUtf8(bytes: Bytes): string {
  return lenientUtf8.decode(bytes);
}

/** Decodes UTF-8; `undefined` when the bytes are not well-formed. */
export function fromStrictUtf8(bytes: Bytes): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

export function latin1(text: string): Bytes {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

export function fromLatin1(bytes: Bytes): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function startsWithBytes(bytes: Bytes, prefix: Bytes): boolean {
  return bytes.length >= prefix.length && equalBytes(bytes.subarray(0, prefix.length), prefix);
}

/** The next multiple at or behind a position. */
export function alignUp(position: number, multiple: number): number {
  return Math.ceil(position / multiple) * multiple;
}
