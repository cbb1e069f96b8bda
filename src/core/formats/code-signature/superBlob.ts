/**
 * The container of a code signature (Apple, Security's cs_blobs.h; xnu, kern/cs_blobs.h), at the end of a signed Mach-O file. Big-endian.
 *
 *   SuperBlob: magic fade0cc0 · length · count · { type · offset }[count], then the blobs
 *   Blob: magic · length (with these eight bytes) · data
 */

import { ByteReader } from '../../base/byteReader.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { type Bytes } from '../../base/bytes.ts';
import { MalformedSignature } from './malformedSignature.ts';

export const CSMAGIC_EMBEDDED_SIGNATURE = 0xfade0cc0;
export const CSMAGIC_CODEDIRECTORY = 0xfade0c02;
export const CSMAGIC_REQUIREMENT = 0xfade0c00;
export const CSMAGIC_REQUIREMENTS = 0xfade0c01;
export const CSMAGIC_EMBEDDED_ENTITLEMENTS = 0xfade7171;
export const CSMAGIC_EMBEDDED_DER_ENTITLEMENTS = 0xfade7172;
export const CSMAGIC_BLOBWRAPPER = 0xfade0b01;

/** Where a blob belongs: `CSSLOT_…`. */
export const blobSlots = {
  codeDirectory: 0,
  requirements: 2,
  entitlements: 5,
  derEntitlements: 7,
  /** Further code directories of other hashes are in this slot and the four behind it. */
  alternateCodeDirectory: 0x1000,
  cms: 0x10000,
} as const;
const alternateCodeDirectories = 5;

export interface SignatureBlob {
  readonly slot: number;
  readonly magic: number;
  /** Without magic and length. */
  readonly data: Bytes;
  /** With them: what hashes are made over. */
  readonly encoded: Bytes;
}

/** Signatures of today have seven. */
const mostBlobs = 64;
const blobHeaderSize = 8;

/** Throws `MalformedSignature` or `OutOfBytes`. Bytes behind the container are room that the signer did not need. */
export function parseSuperBlob(bytes: Bytes, wanted = CSMAGIC_EMBEDDED_SIGNATURE): readonly SignatureBlob[] {
  const reader = new ByteReader(bytes, { littleEndian: false });
  const magic = reader.u32();
  if (magic !== wanted) throw new MalformedSignature('it does not begin as a signature');
  const length = reader.u32();
  const count = reader.u32();
  if (length > bytes.length) throw new MalformedSignature('it ends too early');
  if (count > mostBlobs) throw new MalformedSignature(`it declares ${count} parts`);
  const whole = bytes.subarray(0, length);
  const blobs: SignatureBlob[] = [];
  for (let index = 0; index < count; index++) {
    const [slot, offset] = [reader.u32(), reader.u32()];
    if (blobs.some((blob) => blob.slot === slot)) throw new MalformedSignature(`the part ${slot} is there twice`);
    blobs.push({ slot, ...blobAt(whole, offset) });
  }
  return blobs;
}

function blobAt(bytes: Bytes, offset: number): Omit<SignatureBlob, 'slot'> {
  const reader = new ByteReader(bytes, { littleEndian: false });
  reader.seek(offset);
  const [magic, length] = [reader.u32(), reader.u32()];
  if (length < blobHeaderSize) throw new MalformedSignature(`a part has the length ${length}`);
  const data = reader.take(length - blobHeaderSize);
  return { magic, data, encoded: bytes.subarray(offset, offset + length) };
}

/** The data of the blob in a slot; throws when what is there is of another kind. */
export function blobData(blobs: readonly SignatureBlob[], slot: number, magic: number): Bytes | undefined {
  const blob = blobs.find((each) => each.slot === slot);
  if (blob && blob.magic !== magic) throw new MalformedSignature(`the part ${slot} is of an unknown kind`);
  return blob?.data;
}

/** The slots that may contain a code directory, the primary first. */
export function isCodeDirectorySlot(slot: number): boolean {
  const { codeDirectory, alternateCodeDirectory } = blobSlots;
  return slot === codeDirectory || (slot >= alternateCodeDirectory && slot < alternateCodeDirectory + alternateCodeDirectories);
}

/** A separate blob: magic, length, data. */
export function encodeBlob(magic: number, data: Bytes): Bytes {
  return new ByteWriter({ littleEndian: false, capacity: data.length + blobHeaderSize })
    .u32(magic)
    .u32(data.length + blobHeaderSize)
    .bytes(data)
    .finish();
}

/** The container of whole blobs, in the order of the slots, as Apple writes it: without any padding. */
export function encodeSuperBlob(blobs: ReadonlyMap<number, Bytes>, magic = CSMAGIC_EMBEDDED_SIGNATURE): Bytes {
  const sorted = [...blobs].toSorted(([a], [b]) => a - b);
  const headerSize = 12 + sorted.length * 8;
  const length = sorted.reduce((sum, [, encoded]) => sum + encoded.length, headerSize);
  const writer = new ByteWriter({ littleEndian: false, capacity: length }).u32(magic).u32(length).u32(sorted.length);
  let offset = headerSize;
  for (const [slot, encoded] of sorted) {
    writer.u32(slot).u32(offset);
    offset += encoded.length;
  }
  for (const [, encoded] of sorted) writer.bytes(encoded);
  return writer.finish();
}
