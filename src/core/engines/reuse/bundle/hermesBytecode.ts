/**
 * What a bundle of JavaScript is: text, or bytecode of Hermes, whose version the app's own Hermes must have, or the app ends when it starts.
 * The file begins with `u64 magic, u32 version` (`BytecodeFileHeader`, hermes/include/hermes/BCGen/HBC/BytecodeFileFormat.h).
 */

import { type Bytes, fromHex, startsWithBytes } from '../../../base/bytes.ts';

const magic = fromHex('c61fbc03c103191f') ?? new Uint8Array();
export const bundleHeaderSize = 12;

/** `undefined` for JavaScript as text. */
export function hermesVersionOf(start: Bytes): number | undefined {
  if (start.length < bundleHeaderSize || !startsWithBytes(start, magic)) return undefined;
  return new DataView(start.buffer, start.byteOffset, start.byteLength).getUint32(8, true);
}

export function bundleFormText(version: number | undefined): string {
  return version === undefined ? 'plain JavaScript' : `bytecode version ${version}`;
}
