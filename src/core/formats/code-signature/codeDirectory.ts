/**
 * The code directory: what the signature is of (Apple, Security's codedirectory.h; xnu, kern/cs_blobs.h). Here it is read for what it
 * says; that its hashes are those of the files is not looked at. Big-endian; offsets are from the beginning of the blob.
 *
 *   0 magic fade0c02 · 4 length · 8 version · 12 flags · 16 hashOffset · 20 identOffset · 24 nSpecialSlots · 28 nCodeSlots · 32 codeLimit
 *   36 hashSize · 37 hashType · 38 platform · 39 pageSize (log2) · 40 spare2 · from 20100 on 44 scatterOffset · from 20200 on 48 teamOffset
 *   · from 20300 on 52 spare3, 56 codeLimit64 · from 20400 on 64 execSegBase, 72 execSegLimit, 80 execSegFlags
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
  readonly pageSizeBytes: number;
  readonly codeSlots: number;
}

const CS_ADHOC = 0x2;
const CS_LINKER_SIGNED = 0x20000;

const hashes = { 1: 'sha1', 2: 'sha256', 3: 'sha256-truncated', 4: 'sha384' } as const;
const hashSizes: Readonly<Record<number, number>> = { 1: 20, 2: 32, 3: 20, 4: 48 };

export type CodeHash = (typeof hashes)[keyof typeof hashes];

const hashNames: Readonly<Record<number, CodeHash>> = hashes;
const supportsTeam = 0x20200;
const teamOffsetAt = 48;
/** Identifiers and teams are short; this is more than any file name. */
const longestText = 1024;

/** Throws `MalformedSignature` or `OutOfBytes`. */
export function parseCodeDirectory({ magic, encoded }: SignatureBlob): CodeDirectory {
  if (magic !== CSMAGIC_CODEDIRECTORY) throw new MalformedSignature('its code directory is of an unknown kind');
  const reader = new ByteReader(encoded, { littleEndian: false, offset: 8 });
  const [version, flags, hashOffset, identOffset, nSpecialSlots, nCodeSlots] = [
    reader.u32(),
    reader.u32(),
    reader.u32(),
    reader.u32(),
    reader.u32(),
    reader.u32(),
  ];
  reader.skip(4);
  const [hashSize, hashType] = [reader.u8(), reader.u8()];
  reader.skip(1);
  const pageSize = reader.u8();
  const hash = hashNames[hashType];
  if (!hash || hashSize !== hashSizes[hashType]) throw new MalformedSignature(`its hashes are of the unknown kind ${hashType}`);
  if (hashOffset < nSpecialSlots * hashSize || hashOffset + nCodeSlots * hashSize > encoded.length)
    throw new MalformedSignature('its code directory ends before its hashes');
  const team = version >= supportsTeam ? teamOf(encoded) : undefined;
  return {
    version: version.toString(16),
    identifier: textAt(encoded, identOffset),
    ...present('team', team),
    hashType: hash,
    isAdHoc: (flags & CS_ADHOC) !== 0,
    isLinkerSigned: (flags & CS_LINKER_SIGNED) !== 0,
    pageSizeBytes: pageSize > 31 ? 0 : 2 ** pageSize,
    codeSlots: nCodeSlots,
  };
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
