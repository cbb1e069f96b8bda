/**
 * The APK Signing Block, which is between the entries of an APK and its central directory
 * (https://source.android.com/docs/security/features/apksigning/v2, "APK Signing Block"):
 *
 *     u64 size of block (without this field) · pairs · u64 size of block (again) · "APK Sig Block 42"
 *     pair: u64 length · u32 id · value of length − 4 bytes
 *
 * What is in the pairs is the business of the schemes (v2/, v3/).
 */

import { ByteReader, OutOfBytes } from '../../base/byteReader.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { equalBytes, latin1, type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { type ArchiveSections } from '../archive/archiveSections.ts';

const magic = latin1('APK Sig Block 42');
const footerSize = 24;
const smallestBlock = 32;
/** Real blocks have some kilobytes; a platform would refuse to map more than it has memory for. */
const largestBlock = 128 * 1024 * 1024;

/** What the block's start and its size are multiples of: one page of fs-verity. */
export const signingBlockAlignment = 4096;

/** A pair of zeros that makes the block's size a multiple of 4096. */
export const verityPaddingBlockId = 0x42726577;

export interface SigningBlockPair {
  readonly id: number;
  readonly value: Bytes;
}

export interface ApkSigningBlock {
  /** Of the first size field: where the entries end. */
  readonly offset: number;
  readonly size: number;
  /** In their order, up to the first that is malformed: platforms do not look beyond it either. */
  readonly pairs: readonly SigningBlockPair[];
}

/**
 * Finds the block. `undefined` when there is none, which is also what a platform says of a block whose frame is wrong:
 * it then falls back to the JAR signature.
 */
export async function readApkSigningBlock(
  source: ByteSource,
  sections: Pick<ArchiveSections, 'centralDirectoryOffset' | 'centralDirectorySize' | 'endRecordOffset'>,
): Promise<ApkSigningBlock | undefined> {
  const { centralDirectoryOffset, centralDirectorySize, endRecordOffset } = sections;
  if (centralDirectoryOffset + centralDirectorySize !== endRecordOffset || centralDirectoryOffset < smallestBlock) return undefined;
  const footer = await source.read(centralDirectoryOffset - footerSize, footerSize);
  if (!equalBytes(footer.subarray(8), magic)) return undefined;
  const declared = new ByteReader(footer).u64();
  if (declared < footerSize || declared > largestBlock - 8) return undefined;
  const size = Number(declared) + 8;
  const offset = centralDirectoryOffset - size;
  if (offset < 0) return undefined;
  const block = await source.read(offset, size);
  if (new ByteReader(block).u64() !== declared) return undefined;
  return { offset, size, pairs: parsePairs(block.subarray(8, size - footerSize)) };
}

function parsePairs(bytes: Bytes): readonly SigningBlockPair[] {
  const reader = new ByteReader(bytes);
  const pairs: SigningBlockPair[] = [];
  try {
    while (reader.remaining > 0) {
      const length = reader.u64();
      if (length < 4n || length > BigInt(reader.remaining)) break;
      const id = reader.u32();
      pairs.push({ id, value: reader.take(Number(length) - 4) });
    }
  } catch (error) {
    if (!(error instanceof OutOfBytes)) throw error;
  }
  return pairs;
}

/** The value of the first pair with an id; later ones of the same id are ignored, as platforms do. */
export function findSigningBlockPair(block: ApkSigningBlock | undefined, id: number): Bytes | undefined {
  return block?.pairs.find((pair) => pair.id === id)?.value;
}

/** Writes a block of the pairs, padded to a multiple of 4096 bytes. */
export function encodeApkSigningBlock(pairs: readonly SigningBlockPair[]): Bytes {
  let size = 8 + footerSize;
  for (const { value } of pairs) size += 12 + value.length;
  const padded = [...pairs];
  const over = size % signingBlockAlignment;
  if (over !== 0) {
    let padding = signingBlockAlignment - over;
    // A pair has 12 bytes before its value, so a smaller gap takes a page more.
    if (padding < 12) padding += signingBlockAlignment;
    padded.push({ id: verityPaddingBlockId, value: new Uint8Array(padding - 12) });
    size += padding;
  }
  const sizeField = BigInt(size - 8);
  const writer = new ByteWriter({ capacity: size }).u64(sizeField);
  for (const { id, value } of padded)
    writer
      .u64(BigInt(value.length + 4))
      .u32(id)
      .bytes(value);
  return writer.u64(sizeField).bytes(magic).finish();
}
