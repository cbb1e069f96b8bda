/** Writes code directories of the version 20400, as Apple's signer does for every system with an executable segment (cdbuilder.cpp). */

import { ByteWriter } from '../../base/byteWriter.ts';
import { utf8, type Bytes } from '../../base/bytes.ts';
import { codeHashes, type CodeHash, type ExecSegment } from './codeDirectory.ts';
import { CSMAGIC_CODEDIRECTORY } from './superBlob.ts';

const version = 0x20400;
const headerSize = 88;
const max32 = 0xffff_ffff;

export interface NewCodeDirectory {
  readonly identifier: string;
  readonly team?: string | undefined;
  readonly flags: number;
  readonly hashType: CodeHash;
  readonly codeLimit: number;
  /** The pages have 2 to this power bytes. */
  readonly pageShift: number;
  readonly execSeg: ExecSegment;
  /** Hashes by slot number, from 1 on; what is absent below the highest is written as zeros. */
  readonly specialHashes: ReadonlyMap<number, Bytes>;
  /** The hash of each page, joined. */
  readonly pageHashes: Bytes;
}

export function encodeCodeDirectory(directory: NewCodeDirectory): Bytes {
  const { identifier, team, flags, codeLimit, pageShift, execSeg, specialHashes, pageHashes } = directory;
  const { type, sizeBytes } = codeHashes[directory.hashType];
  const names = utf8(`${identifier}\0${team === undefined ? '' : `${team}\0`}`);
  const teamOffset = team === undefined ? 0 : headerSize + utf8(identifier).length + 1;
  const nSpecialSlots = Math.max(0, ...specialHashes.keys());
  const hashOffset = headerSize + names.length + nSpecialSlots * sizeBytes;
  const length = hashOffset + pageHashes.length;
  const writer = new ByteWriter({ littleEndian: false, capacity: length });
  writer.u32(CSMAGIC_CODEDIRECTORY).u32(length).u32(version).u32(flags).u32(hashOffset).u32(headerSize);
  writer
    .u32(nSpecialSlots)
    .u32(pageHashes.length / sizeBytes)
    .u32(Math.min(codeLimit, max32));
  writer.u8(sizeBytes).u8(type).u8(0).u8(pageShift).u32(0);
  writer.u32(0).u32(teamOffset).u32(0);
  writer.u64(codeLimit > max32 ? BigInt(codeLimit) : 0n);
  writer.u64(BigInt(execSeg.base)).u64(BigInt(execSeg.limit)).u64(BigInt(execSeg.flags));
  writer.bytes(names);
  for (let slot = nSpecialSlots; slot > 0; slot--) writer.bytes(specialHashes.get(slot) ?? new Uint8Array(sizeBytes));
  return writer.bytes(pageHashes).finish();
}
