/**
 * What the beginning of a gzip file, a zip archive or a tar archive contains, for those who look for keys in it: one level deep, where a
 * compressed tar archive counts as one, as far as the beginning goes, some entries and some of each. Keys are small, and so are the archives
 * that people keep them in.
 *
 * Goes by local headers (APPNOTE.TXT 4.3.7; POSIX.1-2017, pax, "ustar Interchange Format"), since the directory of a zip archive is at its end. Never throws; bounded whatever the bytes are.
 */

import { constants, gunzipSync, inflateRawSync } from 'node:zlib';
import { type Bytes, fromLatin1, startsWithBytes } from '../../base/bytes.ts';

export interface PackedBeginning {
  /** Of the entry; that of the file where it contains one content alone. */
  readonly name: string;
  readonly bytes: Bytes;
}

const gzipStart = Uint8Array.of(0x1f, 0x8b, 0x08);
const entryStart = Uint8Array.of(0x50, 0x4b, 0x03, 0x04);
const headerBytes = 30;
const deflated = 8;
const tarBlock = 512;
const mostEntries = 32;
/** Of one content, and of all of them. */
const mostOfEach = 64 * 1024;
const mostOfAll = 512 * 1024;

/** `head` is the beginning of the file `path`, or all of it. */
export function packedBeginnings(path: string, head: Bytes): readonly PackedBeginning[] {
  if (startsWithBytes(head, gzipStart)) {
    const bytes = unpacked(gunzipSync, head);
    if (bytes && isTar(bytes)) return tarBeginnings(bytes);
    return bytes ? [{ name: path.replace(/\.(?:gz|tgz)$/i, ''), bytes }] : [];
  }
  if (isTar(head)) return tarBeginnings(head);
  if (!startsWithBytes(head, entryStart)) return [];
  const found: PackedBeginning[] = [];
  const all = Buffer.from(head.buffer, head.byteOffset, head.length);
  let left = mostOfAll;
  for (let at = 0, count = 0; at >= 0 && count < mostEntries && left > 0; count++) {
    const { end, ...entry } = entryAt(all, at);
    if (entry.bytes) found.push({ name: entry.name, bytes: entry.bytes });
    left -= entry.bytes?.length ?? 0;
    at = all.indexOf(entryStart, end);
  }
  return found;
}

/** Its header of 512 bytes has this word; archives older than it are not made any more. */
function isTar(bytes: Bytes): boolean {
  return bytes.length > tarBlock && fromLatin1(bytes.subarray(257, 262)) === 'ustar';
}

/** The length of a large file is binary; it is not read to its end anyway. */
function tarBeginnings(bytes: Bytes): readonly PackedBeginning[] {
  const found: PackedBeginning[] = [];
  for (let at = 0; at + tarBlock < bytes.length && found.length < mostEntries && isTar(bytes.subarray(at));) {
    const name = fromLatin1(bytes.subarray(at, at + 100)).replace(/\0[^]*$/, '');
    const digits = /^[0-7]{1,11}/.exec(fromLatin1(bytes.subarray(at + 124, at + 136)).trimStart())?.[0];
    const length = digits === undefined ? bytes.length : Number.parseInt(digits, 8);
    const start = at + tarBlock;
    if (length > 0) found.push({ name, bytes: bytes.slice(start, Math.min(bytes.length, start + Math.min(length, mostOfEach))) });
    at = start + Math.ceil(length / tarBlock) * tarBlock;
  }
  return found;
}

/** An entry whose header does not say its length, as it was written while it came, ends at the next one at the latest. */
function entryAt(all: Buffer, at: number): { readonly name: string; readonly bytes: Bytes | undefined; readonly end: number } {
  const nameAt = at + headerBytes;
  if (nameAt > all.length) return { name: '', bytes: undefined, end: all.length };
  const dataAt = nameAt + all.readUInt16LE(at + 26) + all.readUInt16LE(at + 28);
  const name = fromLatin1(all.subarray(nameAt, nameAt + all.readUInt16LE(at + 26)));
  const length = all.readUInt32LE(at + 18);
  const isKnown = length > 0 && length !== 0xffffffff;
  const next = isKnown ? dataAt + length : all.indexOf(entryStart, nameAt);
  const end = next < 0 ? all.length : Math.min(all.length, next);
  const data = all.subarray(dataAt, end);
  if (data.length === 0) return { name, bytes: undefined, end: Math.max(end, nameAt) };
  const isDeflated = all.readUInt16LE(at + 8) === deflated;
  return { name, bytes: isDeflated ? unpacked(inflateRawSync, data) : new Uint8Array(data.subarray(0, mostOfEach)), end };
}

/** Data may unpack to a thousand times its length: when it does, less of it is unpacked. */
function unpacked(unpack: typeof inflateRawSync, data: Bytes): Bytes | undefined {
  for (let piece = data; ; piece = piece.subarray(0, Math.ceil(piece.length / 4))) {
    try {
      const bytes = unpack(piece, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostOfEach * 4 });
      return new Uint8Array(bytes.subarray(0, mostOfEach));
    } catch (error) {
      if (!(error instanceof RangeError) || piece.length <= 1) return undefined;
    }
  }
}
