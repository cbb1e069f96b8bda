/**
 * The RC2 block cipher (RFC 2268) in CBC mode. Keychain Access and older tools protect certificates with RC2 and 40 bits,
 * which crypto libraries have dropped; it is here to read such files, and to write them in tests. It protects nothing.
 */

import { type Bytes } from '../../base/bytes.ts';

/** The 256 bytes of PITABLE (section 2). */
const piTable = Uint8Array.from(
  Buffer.from(
    'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
      '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb6266fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
      '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
      '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
    'hex',
  ),
);

const rotations = [1, 2, 3, 5] as const;

/** Key expansion (section 2): 64 words of 16 bits. */
function expandKey(key: Bytes, effectiveBits: number): Uint16Array {
  const expanded = new Uint8Array(128);
  expanded.set(key.subarray(0, 128));
  for (let index = key.length; index < 128; index++)
    expanded[index] = piTable[((expanded[index - 1] ?? 0) + (expanded[index - key.length] ?? 0)) & 0xff] ?? 0;
  const size = Math.ceil(effectiveBits / 8);
  const mask = 0xff >> (8 * size - effectiveBits);
  expanded[128 - size] = piTable[(expanded[128 - size] ?? 0) & mask] ?? 0;
  for (let index = 127 - size; index >= 0; index--)
    expanded[index] = piTable[(expanded[index + 1] ?? 0) ^ (expanded[index + size] ?? 0)] ?? 0;
  return Uint16Array.from({ length: 64 }, (_, index) => (expanded[index * 2] ?? 0) | ((expanded[index * 2 + 1] ?? 0) << 8));
}

/** Mixing of word `index`, and its reverse, share what is added (section 3.1). */
function mixture(r: Uint16Array, index: number): number {
  const before = r[(index + 3) & 3] ?? 0;
  return (before & (r[(index + 2) & 3] ?? 0)) + (~before & (r[(index + 1) & 3] ?? 0));
}

function encryptBlock(r: Uint16Array, key: Uint16Array): void {
  for (let round = 0, next = 0; round < 16; round++) {
    for (let index = 0; index < 4; index++) {
      const sum = ((r[index] ?? 0) + (key[next++] ?? 0) + mixture(r, index)) & 0xffff;
      const rotation = rotations[index] ?? 0;
      r[index] = (sum << rotation) | (sum >>> (16 - rotation));
    }
    if (round === 4 || round === 10)
      for (let index = 0; index < 4; index++) r[index] = (r[index] ?? 0) + (key[(r[(index + 3) & 3] ?? 0) & 63] ?? 0);
  }
}

function decryptBlock(r: Uint16Array, key: Uint16Array): void {
  for (let round = 15, next = 63; round >= 0; round--) {
    if (round === 4 || round === 10)
      for (let index = 3; index >= 0; index--) r[index] = (r[index] ?? 0) - (key[(r[(index + 3) & 3] ?? 0) & 63] ?? 0);
    for (let index = 3; index >= 0; index--) {
      const value = r[index] ?? 0;
      const rotation = rotations[index] ?? 0;
      r[index] = ((value >>> rotation) | (value << (16 - rotation))) - (key[next--] ?? 0) - mixture(r, index);
    }
  }
}

export interface Rc2Options {
  readonly key: Bytes;
  /** 1 to 1024; 40 for RC2-40. */
  readonly effectiveBits: number;
  readonly iv: Bytes;
}

/** CBC with PKCS #7 padding, which the length of the result includes. */
export function encryptRc2Cbc(plain: Bytes, { key, effectiveBits, iv }: Rc2Options): Bytes {
  const words = expandKey(key, effectiveBits);
  const padding = 8 - (plain.length % 8);
  const result = new Uint8Array(plain.length + padding).fill(padding);
  result.set(plain);
  const view = new DataView(result.buffer);
  const before = new DataView(iv.slice().buffer);
  const r = new Uint16Array(4);
  for (let offset = 0; offset < result.length; offset += 8) {
    const [from, at] = offset === 0 ? [before, 0] : [view, offset - 8];
    for (let index = 0; index < 4; index++) r[index] = view.getUint16(offset + index * 2, true) ^ from.getUint16(at + index * 2, true);
    encryptBlock(r, words);
    for (let index = 0; index < 4; index++) view.setUint16(offset + index * 2, r[index] ?? 0, true);
  }
  return result;
}

/** `undefined` when the length or the padding is wrong, as it is after a wrong password. */
export function decryptRc2Cbc(encrypted: Bytes, { key, effectiveBits, iv }: Rc2Options): Bytes | undefined {
  if (encrypted.length === 0 || encrypted.length % 8 !== 0) return undefined;
  const words = expandKey(key, effectiveBits);
  const result = new Uint8Array(encrypted.length);
  const view = new DataView(result.buffer);
  const source = new DataView(encrypted.buffer, encrypted.byteOffset, encrypted.length);
  const before = new DataView(iv.slice().buffer);
  const r = new Uint16Array(4);
  for (let offset = 0; offset < encrypted.length; offset += 8) {
    for (let index = 0; index < 4; index++) r[index] = source.getUint16(offset + index * 2, true);
    decryptBlock(r, words);
    const [from, at] = offset === 0 ? [before, 0] : [source, offset - 8];
    for (let index = 0; index < 4; index++)
      view.setUint16(offset + index * 2, (r[index] ?? 0) ^ from.getUint16(at + index * 2, true), true);
  }
  const padding = result.at(-1) ?? 0;
  if (padding < 1 || padding > 8 || result.subarray(-padding).some((byte) => byte !== padding)) return undefined;
  return result.slice(0, result.length - padding);
}
