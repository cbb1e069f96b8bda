/**
 * The digests that v2 and v3 signatures protect an APK's content with
 * (https://source.android.com/docs/security/features/apksigning/v2, "Integrity-protected contents"). The content has three
 * sections: the entries, the central directory, and the end record with its offset set back to where the signing block
 * starts. Each section is cut into chunks of 1 MB:
 *
 *     chunk:  H(0xa5 · u32 length of chunk · chunk)
 *     digest: H(0x5a · u32 number of chunks · all chunk digests)
 *
 * The verity form hashes the three sections as one stream in pages (verityTree.ts).
 */

import { createHash } from 'node:crypto';
import { concatBytes, toHex, type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { withCentralDirectoryOffset } from '../../formats/zip/endRecord.ts';
import { type ByteRange, type ChunkedDigest, type ContentDigester, type DigestAlgorithm } from '../../ports/contentDigester.ts';
import { type ArchiveSections } from '../archive/archiveSections.ts';
import { u32Bytes } from './lengthPrefixed.ts';
import { type ContentDigestAlgorithm } from './signatureAlgorithms.ts';
import { apkVeritySalt, verityPageSize, verityRoot } from './verityTree.ts';

export const contentChunkSize = 1024 * 1024;
const chunkPrefix = 0xa5;
const topPrefix = 0x5a;

export type ContentDigests = ReadonlyMap<ContentDigestAlgorithm, Bytes>;

export function chunkHash(algorithm: ContentDigestAlgorithm): DigestAlgorithm & ('sha256' | 'sha512') {
  return algorithm === 'chunked-sha512' ? 'sha512' : 'sha256';
}

/** What a digester is asked for, for one algorithm. */
export function chunkRequest(algorithm: ContentDigestAlgorithm): ChunkedDigest {
  if (algorithm === 'verity-chunked-sha256') return { algorithm: 'sha256', chunkSize: verityPageSize, salt: apkVeritySalt };
  return { algorithm: chunkHash(algorithm), chunkSize: contentChunkSize, prefixByte: chunkPrefix };
}

/** What is hashed before a chunk of this length. */
export function chunkPrefixBytes(length: number): Bytes {
  return concatBytes(Uint8Array.of(chunkPrefix), u32Bytes(length));
}

/** Chunk digests of bytes in memory that make their own section. */
export function digestChunks(hash: 'sha256' | 'sha512', section: Bytes): Bytes {
  const digests: Bytes[] = [];
  for (let offset = 0; offset < section.length; offset += contentChunkSize) {
    const chunk = section.subarray(offset, offset + contentChunkSize);
    digests.push(createHash(hash).update(chunkPrefixBytes(chunk.length)).update(chunk).digest());
  }
  return concatBytes(...digests);
}

/** The digest over the chunk digests of all sections. */
export function joinChunkDigests(hash: 'sha256' | 'sha512', chunkDigests: readonly Bytes[]): Bytes {
  let length = 0;
  for (const part of chunkDigests) length += part.length;
  const top = createHash(hash)
    .update(Uint8Array.of(topPrefix))
    .update(u32Bytes(length / (hash === 'sha256' ? 32 : 64)));
  for (const part of chunkDigests) top.update(part);
  return new Uint8Array(top.digest());
}

/** Chunk digests of the entries, computed while they were written into the very file that is looked at. */
export interface WrittenEntries {
  readonly length: number;
  readonly chunkDigests: ContentDigests;
}

export interface ComputedDigests {
  readonly digests: ContentDigests;
  /** Lower-case hexadecimal; where it was asked for. */
  readonly fileSha256?: string;
}

export interface ContentDigestRequest {
  readonly source: ByteSource;
  readonly sections: ArchiveSections;
  readonly signingBlockOffset: number;
  readonly algorithms: readonly ContentDigestAlgorithm[];
  readonly digester: ContentDigester;
  /** Hashes the whole file in the same pass. */
  readonly hasFileSha256?: boolean | undefined;
  /** Spares reading the entries again, by the one who wrote them. */
  readonly writtenEntries?: WrittenEntries | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * Digests of an APK that has a signing block, all algorithms in one pass. The verity digest is absent when the block does
 * not begin at a page boundary.
 */
export async function computeContentDigests(request: ContentDigestRequest): Promise<ComputedDigests> {
  const { source, sections, signingBlockOffset, algorithms, hasFileSha256 = false } = request;
  const { centralDirectoryOffset, endRecordOffset } = sections;
  const written = hasFileSha256 ? undefined : knownEntries(request);
  const entries = { start: 0, end: signingBlockOffset };
  const directory = { start: centralDirectoryOffset, end: endRecordOffset };
  const block = { start: signingBlockOffset, end: centralDirectoryOffset };
  const end = { start: endRecordOffset, end: source.size };
  const result = await request.digester.digest({
    source,
    ranges: hasFileSha256 ? [entries, block, directory, end] : written ? [directory] : [entries, directory],
    chunked: algorithms.map(chunkRequest),
    whole: hasFileSha256 ? ['sha256'] : [],
    ...(request.signal && { signal: request.signal }),
    ...(request.onProgress && { onProgress: request.onProgress }),
  });
  // As the digest sees it: the central directory begins where the signing block does.
  const endRecord = withCentralDirectoryOffset(sections.endRecord, signingBlockOffset);
  const digests = new Map<ContentDigestAlgorithm, Bytes>();
  for (const [index, algorithm] of algorithms.entries()) {
    const computed = result.chunked[index] ?? new Uint8Array();
    const chunks = hasFileSha256
      ? withoutChunksOf(computed, algorithm, [entries, block, directory])
      : concatBytes(written?.get(algorithm) ?? new Uint8Array(), computed);
    if (algorithm !== 'verity-chunked-sha256') {
      const hash = chunkHash(algorithm);
      digests.set(algorithm, joinChunkDigests(hash, [chunks, digestChunks(hash, endRecord)]));
    } else if (signingBlockOffset % verityPageSize === 0) {
      const directoryBytes = await source.read(centralDirectoryOffset, endRecordOffset - centralDirectoryOffset);
      const pages = chunks.subarray(0, (signingBlockOffset / verityPageSize) * 32);
      const tail = concatBytes(directoryBytes, endRecord);
      const length = new ByteWriter({ capacity: 8 }).u64(BigInt(signingBlockOffset + tail.length)).finish();
      digests.set(algorithm, concatBytes(verityRoot(pages, tail, apkVeritySalt), length));
    }
  }
  const [sha256] = result.whole;
  return { digests, ...(sha256 && { fileSha256: toHex(sha256) }) };
}

/** Of chunk digests over entries, block, directory and end record, those of entries and directory: the block and the end are not content. */
function withoutChunksOf(
  digests: Bytes,
  algorithm: ContentDigestAlgorithm,
  [entries, block, directory]: readonly [ByteRange, ByteRange, ByteRange],
): Bytes {
  const { chunkSize, algorithm: hash } = chunkRequest(algorithm);
  const digestSize = hash === 'sha512' ? 64 : 32;
  const sizeOf = ({ start, end }: ByteRange): number => Math.ceil((end - start) / chunkSize) * digestSize;
  const blockAt = sizeOf(entries);
  const directoryAt = blockAt + sizeOf(block);
  return concatBytes(digests.subarray(0, blockAt), digests.subarray(directoryAt, directoryAt + sizeOf(directory)));
}

function knownEntries({ writtenEntries, signingBlockOffset, algorithms }: ContentDigestRequest): ContentDigests | undefined {
  if (writtenEntries?.length !== signingBlockOffset) return undefined;
  return algorithms.every((algorithm) => writtenEntries.chunkDigests.has(algorithm)) ? writtenEntries.chunkDigests : undefined;
}
