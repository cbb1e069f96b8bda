/**
 * The code directory: what the signature is of (Apple, Security's codedirectory.h; xnu, kern/cs_blobs.h). Here it is read for what it
 * says and written; whether its hashes are those of the files is for `signing/apple` to see. Big-endian; offsets are from the beginning
 * of the blob.
 *
 *   0 magic fade0c02 · 4 length · 8 version · 12 flags · 16 hashOffset · 20 identOffset · 24 nSpecialSlots · 28 nCodeSlots · 32 codeLimit
 *   36 hashSize · 37 hashType · 38 platform · 39 pageSize (log2) · 40 spare2 · from 20100 on 44 scatterOffset · from 20200 on 48 teamOffset
 *   · from 20300 on 52 spare3, 56 codeLimit64 · from 20400 on 64 execSegBase, 72 execSegLimit, 80 execSegFlags
 *   · from 20500 on 88 runtime, 92 preEncryptOffset
 */

import { ByteReader } from '../../base/byteReader.ts';
import { fromUtf8, type Bytes } from '../../base/bytes.ts';
import { present } from '../../base/present.ts';
import { MalformedSignature } from './malformedSignature.ts';
import { CSMAGIC_CODEDIRECTORY, type SignatureBlob } from './superBlob.ts';

export interface CodeDirectory {
  /** `20400`, in hexadecimal as Apple's tools write it. */
  readonly version: string;
  readonly identifier: string;
  /** Absent without a certificate of Apple. */
  readonly team?: string;
  readonly hashType: CodeHash;
  /** Made without a certificate. */
  readonly isAdHoc: boolean;
  /** Made by the linker, not by a signer. */
  readonly isLinkerSigned: boolean;
  /** Not 0 in code that Apple ships with a system. */
  readonly platform: number;
  /** 0 where the whole file is one page. */
  readonly pageSizeBytes: number;
  readonly codeSlots: number;
  /** How much of the file the pages cover. */
  readonly codeLimit: number;
  readonly execSeg?: ExecSegment;
  /** Hashes of the special slots: `specialHashes[0]` is slot -1. */
  readonly specialHashes: readonly Bytes[];
  /** The hash of each page, joined. */
  readonly pageHashes: Bytes;
  /** The whole blob: what the signer signed. */
  readonly encoded: Bytes;
}

/** Where the executable segment lies, and what the program may do. */
export interface ExecSegment {
  readonly base: number;
  readonly limit: number;
  readonly flags: number;
}

export const CS_ADHOC = 0x2;
const CS_LINKER_SIGNED = 0x20000;

const hashes = { 1: 'sha1', 2: 'sha256', 3: 'sha256-truncated', 4: 'sha384' } as const;
const hashSizes: Readonly<Record<number, number>> = { 1: 20, 2: 32, 3: 20, 4: 48 };

export type CodeHash = (typeof hashes)[keyof typeof hashes];

const hashNames: Readonly<Record<number, CodeHash>> = hashes;

/** How `node:crypto` calls the hash, and how much of it is kept. */
export const codeHashes: Readonly<
  Record<CodeHash, { readonly type: number; readonly digest: 'sha1' | 'sha256' | 'sha384'; readonly sizeBytes: number }>
> = {
  sha1: { type: 1, digest: 'sha1', sizeBytes: 20 },
  sha256: { type: 2, digest: 'sha256', sizeBytes: 32 },
  'sha256-truncated': { type: 3, digest: 'sha256', sizeBytes: 20 },
  sha384: { type: 4, digest: 'sha384', sizeBytes: 48 },
};

const supportsTeam = 0x20200;
const supportsCodeLimit64 = 0x20300;
const supportsExecSegment = 0x20400;
const teamOffsetAt = 48;
const codeLimit64At = 56;
const execSegmentAt = 64;
/** Identifiers and teams are short; this is more than any file name. */
const longestText = 1024;
/** Apple has assigned eleven. */
const mostSpecialSlots = 64;

/** Throws `MalformedSignature` or `OutOfBytes`. */
export function parseCodeDirectory({ magic, encoded }: SignatureBlob): CodeDirectory {
  if (magic !== CSMAGIC_CODEDIRECTORY) throw new MalformedSignature('its code directory is of an unknown kind');
  const reader = new ByteReader(encoded, { littleEndian: false, offset: 8 });
  const [version, flags, hashOffset, identOffset, nSpecialSlots, nCodeSlots, codeLimit32] = [
    reader.u32(),
    reader.u32(),
    reader.u32(),
    reader.u32(),
    reader.u32(),
    reader.u32(),
    reader.u32(),
  ];
  const [hashSize, hashType, platform, pageSize] = [reader.u8(), reader.u8(), reader.u8(), reader.u8()];
  const hash = hashNames[hashType];
  if (!hash || hashSize !== hashSizes[hashType]) throw new MalformedSignature(`its hashes are of the unknown kind ${hashType}`);
  if (nSpecialSlots > mostSpecialSlots) throw new MalformedSignature(`its code directory declares ${nSpecialSlots} special slots`);
  if (hashOffset < nSpecialSlots * hashSize || hashOffset + nCodeSlots * hashSize > encoded.length)
    throw new MalformedSignature('its code directory ends before its hashes');
  const team = version >= supportsTeam ? teamOf(encoded) : undefined;
  const codeLimit64 = version >= supportsCodeLimit64 ? u64At(encoded, codeLimit64At) : 0;
  const execSeg = version >= supportsExecSegment ? execSegmentOf(encoded) : undefined;
  return {
    version: version.toString(16),
    identifier: textAt(encoded, identOffset),
    ...present('team', team),
    hashType: hash,
    isAdHoc: (flags & CS_ADHOC) !== 0,
    isLinkerSigned: (flags & CS_LINKER_SIGNED) !== 0,
    platform,
    pageSizeBytes: pageSize === 0 || pageSize > 31 ? 0 : 2 ** pageSize,
    codeSlots: nCodeSlots,
    codeLimit: codeLimit64 === 0 ? codeLimit32 : codeLimit64,
    ...present('execSeg', execSeg),
    specialHashes: Array.from({ length: nSpecialSlots }, (_, index) => {
      const start = hashOffset - (index + 1) * hashSize;
      return encoded.subarray(start, start + hashSize);
    }),
    pageHashes: encoded.subarray(hashOffset, hashOffset + nCodeSlots * hashSize),
    encoded,
  };
}

function u64At(encoded: Bytes, offset: number): number {
  return Number(new ByteReader(encoded, { littleEndian: false, offset }).u64());
}

function execSegmentOf(encoded: Bytes): ExecSegment {
  const [base, limit, flags] = [0, 8, 16].map((at) => u64At(encoded, execSegmentAt + at));
  return { base: base ?? 0, limit: limit ?? 0, flags: flags ?? 0 };
}

function teamOf(encoded: Bytes): string | undefined {
  const teamOffset = new ByteReader(encoded, { littleEndian: false, offset: teamOffsetAt }).u32();
  return teamOffset === 0 ? undefined : textAt(encoded, teamOffset);
}

/** Ends with a zero byte. */
function textAt(encoded: Bytes, offset: number): string {
  const end = encoded.indexOf(0, offset);
  if (offset >= encoded.length || end < 0 || end - offset > longestText) throw new MalformedSignature('a name in it has no end');
  return fromUtf8(encoded.subarray(offset, end));
}
