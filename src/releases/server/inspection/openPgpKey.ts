/**
 * Which key made an OpenPGP signature, as the signature says; it is not checked here.
 *
 * Layout: RFC 4880 and RFC 9580, 4.2 and 5.2.
 */

import { fromLatin1, toHex, type Bytes } from '../../../core/base/bytes.ts';

const signaturePacket = 2;
const issuerKeyId = 16;
const issuerFingerprint = 33;
const mostSubpackets = 200;

/** Fingerprint where it is there, or else the key ID, in capitals; `null` for what is not a signature. Armored or binary. */
export function signingKeyOf(bytes: Bytes): string | null {
  try {
    const packet = firstPacket(isArmored(bytes) ? unarmored(bytes) : bytes);
    return packet ? keyOf(packet) : null;
  } catch {
    return null;
  }
}

function isArmored(bytes: Bytes): boolean {
  return (bytes[0] ?? 0) < 0x80;
}

/** Also of a signed message, whose signature follows the text. */
function unarmored(bytes: Bytes): Bytes {
  const [, block = ''] = /-----BEGIN PGP SIGNATURE-----([^-]*)-----END/.exec(fromLatin1(bytes)) ?? [];
  const lines = block.split('\n').map((line) => line.trim());
  // Headers are before the first empty line, and the checksum after the data begins with `=`.
  const data = lines.slice(lines.indexOf('', 1) + 1).filter((line) => !line.startsWith('='));
  return new Uint8Array(Buffer.from(data.join(''), 'base64'));
}

function firstPacket(bytes: Bytes): Bytes | undefined {
  const tag = bytes[0] ?? 0;
  if (tag < 0x80) return undefined;
  const isNew = (tag & 0x40) !== 0;
  if ((isNew ? tag & 0x3f : (tag >> 2) & 0xf) !== signaturePacket) return undefined;
  const { length, next } = isNew ? newLength(bytes, 1) : oldLength(bytes, tag & 3);
  return next + length <= bytes.length ? bytes.subarray(next, next + length) : undefined;
}

interface Length {
  readonly length: number;
  /** Where what has this length begins. */
  readonly next: number;
}

function newLength(bytes: Bytes, at: number): Length {
  const first = bytes[at] ?? 0;
  if (first < 192) return { length: first, next: at + 1 };
  if (first < 255) return { length: (first - 192) * 256 + (bytes[at + 1] ?? 0) + 192, next: at + 2 };
  return { length: bigEndian(bytes, at + 1, 4), next: at + 5 };
}

function oldLength(bytes: Bytes, kind: number): Length {
  if (kind === 3) return { length: bytes.length - 1, next: 1 };
  return { length: bigEndian(bytes, 1, 2 ** kind), next: 1 + 2 ** kind };
}

function bigEndian(bytes: Bytes, at: number, count: number): number {
  let value = 0;
  for (let index = 0; index < count; index++) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

function keyOf(packet: Bytes): string | null {
  const version = packet[0];
  if (version === 3) return shown(packet.subarray(7, 15), 8);
  if (version !== 4 && version !== 6) return null;
  const width = version === 4 ? 2 : 4;
  let fingerprint: string | null = null;
  let keyId: string | null = null;
  let at = 4;
  for (const _ of ['hashed', 'unhashed']) {
    const end = Math.min(packet.length, at + width + bigEndian(packet, at, width));
    at += width;
    for (let count = 0; at < end && count < mostSubpackets; count++) {
      const { length, next } = newLength(packet, at);
      const body = packet.subarray(next + 1, Math.min(end, next + length));
      const kind = (packet[next] ?? 0) & 0x7f;
      // Before a fingerprint is the version of its key.
      if (kind === issuerFingerprint) fingerprint ??= shown(body.subarray(1), body.length - 1);
      else if (kind === issuerKeyId) keyId ??= shown(body, 8);
      at = next + Math.max(1, length);
    }
    at = end;
  }
  return fingerprint ?? keyId;
}

function shown(bytes: Bytes, length: number): string | null {
  return bytes.length === length && [8, 20, 32].includes(length) ? toHex(bytes).toUpperCase() : null;
}
