/**
 * Whether a repository has submodules, read from its index (gitformat-index(5)): to start git for it takes longer. Nothing is said of an index
 * whose entries are not all in it (split and sparse ones), of other versions, and of one that is damaged.
 *
 *     DIRC · u32 version · u32 number of entries · entries · extensions (4 letters, u32 length, data) · hash
 *     entry: times, device, inode (24) · u32 mode · owner and size (12) · hash (20) · u16 flags · u16 more flags, if they say so · name
 */

import { isFailure } from '../../core/base/failure.ts';
import { NodeFileSystem } from '../nodeFileSystem.ts';

const largestIndex = 64 * 1024 * 1024;
const hashBytes = 20;
const [modeAt, flagsAt, nameAt] = [24, 60, 62];
const extendedFlag = 0x4000;
const gitlinkMode = 0o160000;

/** `undefined` where git has to be asked. */
export async function hasGitlinks(indexFile: string): Promise<boolean | undefined> {
  try {
    return gitlinksIn(Buffer.from(await new NodeFileSystem().readFile(indexFile, { maxBytes: largestIndex })));
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

/** Of repositories whose hashes have 20 bytes. */
export function gitlinksIn(index: Buffer): boolean | undefined {
  if (index.length < 12 + hashBytes || index.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const [version, count] = [index.readUInt32BE(4), index.readUInt32BE(8)];
  if (version < 2 || version > 4) return undefined;
  const end = index.length - hashBytes;
  let at = 12;
  for (let entry = 0; entry < count; entry++) {
    if (at + nameAt > end) return undefined;
    if (index.readUInt32BE(at + modeAt) === gitlinkMode) return true;
    const name = at + nameAt + ((index.readUInt16BE(at + flagsAt) & extendedFlag) === 0 ? 0 : 2);
    const nameEnd = index.indexOf(0, name);
    if (nameEnd < 0 || nameEnd >= end) return undefined;
    // Version 4 begins a name with how much of the one before is not in it, and has no zeros up to a multiple of eight.
    at = version === 4 ? endOfPrefixed(index, name) : at + ((nameEnd - at + 8) & ~7);
  }
  return hasOtherEntries(index, at, end) ? undefined : false;
}

/** The number has seven bits a byte; its last byte, which may be zero, is the first without the highest bit. */
function endOfPrefixed(index: Buffer, start: number): number {
  let at = start;
  while (((index[at] ?? 0) & 0x80) !== 0) at++;
  const end = index.indexOf(0, at + 1);
  return end < 0 ? index.length : end + 1;
}

/** Extensions in small letters must be understood: they say that entries are elsewhere (`link`) or folders (`sdir`). */
function hasOtherEntries(index: Buffer, start: number, end: number): boolean {
  let at = start;
  for (; at + 8 <= end; at += 8 + index.readUInt32BE(at + 4)) if (!/^[A-Z]/.test(index.toString('latin1', at, at + 1))) return true;
  return at !== end;
}
