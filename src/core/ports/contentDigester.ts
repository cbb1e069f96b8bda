/**
 * Hashing of large content in one pass. The Node adapter gives large files to worker threads; results never depend on
 * where the work was done.
 */

import { type Bytes } from '../base/bytes.ts';
import { type ByteSource } from '../base/byteSource.ts';

export type DigestAlgorithm = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** A part of a source: bytes `start` (inclusive) to `end` (exclusive). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface ChunkedDigest {
  readonly algorithm: DigestAlgorithm;
  readonly chunkSize: number;
  readonly prefixByte?: number;
  /** Hashed before each chunk, as fs-verity does. Not together with `prefixByte`. */
  readonly salt?: Bytes;
}

/** What one pass should compute over the same bytes. */
export interface DigestRequest {
  readonly source: ByteSource;
  /** The ranges in order. Chunks of `chunked` begin again at each range, and the last chunk of a range may be short. */
  readonly ranges: readonly ByteRange[];
  /**
   * Digest of each chunk: `algorithm(prefix(length of the chunk) + chunk)`, the prefix being `prefixByte` and the
   * length as u32 little-endian (APK Signature Scheme v2, "Integrity-protected contents"); no prefix when absent.
   */
  readonly chunked: readonly ChunkedDigest[];
  /** Digest over all ranges as one stream. */
  readonly whole: readonly DigestAlgorithm[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

export interface DigestResult {
  /** In the order of `chunked`: the digests of all chunks, joined. */
  readonly chunked: readonly Bytes[];
  /** In the order of `whole`. */
  readonly whole: readonly Bytes[];
}

export interface ContentDigester {
  /** Content of this size will be digested soon: what takes time to start may start now. */
  prepare?(sizeBytes: number): void;
  /** Whether content of this size is hashed by the thread that asks. To copy it meanwhile then takes longer than to write what was hashed. */
  isHashedHere?(sizeBytes: number): boolean;
  digest(request: DigestRequest): Promise<DigestResult>;
}
