/**
 * The packages of a release server, by the SHA-256 of their content, and uploads that are under way. What a promise acknowledges is on the
 * disk: no end of the process takes it back.
 */

import { type Bytes } from '../../core/base/bytes.ts';
import { type ByteSource } from '../../core/base/byteSource.ts';

export interface BlobDigest {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly md5: string;
  readonly sizeBytes: number;
}

export interface OpenBlob extends ByteSource {
  /** The bytes from `start` up to `end`, in pieces. */
  stream(start: number, end: number): AsyncIterable<Bytes>;
  close(): Promise<void>;
}

export interface BlobStore {
  /** Makes an empty upload; one that is there already stays as it is. */
  beginUpload(uploadId: string): Promise<void>;
  /**
   * Writes pieces at their place, whatever order the parts come in, and gives the number of bytes. Fails with `upload-part-too-large`
   * before it would write more than `limitBytes`.
   */
  writeUpload(uploadId: string, offset: number, pieces: AsyncIterable<Bytes>, limitBytes: number): Promise<number>;
  /**
   * Ends the one who writes to the upload, and lets no one write to it, begin it or discard it until the work is done: what is placed is what was
   * digested. The work itself may only digest and place.
   */
  holdUpload<Result>(uploadId: string, work: () => Promise<Result>): Promise<Result>;
  /** `undefined` when there is no such upload. */
  digestUpload(uploadId: string): Promise<BlobDigest | undefined>;
  /** Makes the upload a blob under its hash. Does nothing where that blob is there already, except to end the upload. */
  placeUpload(uploadId: string, sha256: string): Promise<void>;
  discardUpload(uploadId: string): Promise<void>;
  /** `undefined` when there is no such blob. */
  open(sha256: string): Promise<OpenBlob | undefined>;
  /**
   * Where a client can fetch a blob by itself for a while, with these headers; `undefined` where clients do not reach the storage. Whether the
   * blob exists is not looked at.
   */
  address(sha256: string, headers: { readonly disposition: string; readonly mediaType: string }): string | undefined;
  remove(sha256: string): Promise<void>;
  /** To find what no record knows. Where other processes write to the same store: only uploads that no one wrote to for an hour. */
  listUploads(): Promise<readonly string[]>;
  listBlobs(): AsyncIterable<string>;
}
