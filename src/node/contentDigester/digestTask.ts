/** What the main thread and a digest worker say to each other. */

import { type Bytes } from '../../core/base/bytes.ts';
import { type ByteRange, type ChunkedDigest, type DigestAlgorithm } from '../../core/ports/contentDigester.ts';

export interface DigestTask {
  readonly id: number;
  /** Opened by the worker; the last file stays open for its next tasks. */
  readonly path: string;
  readonly ranges: readonly ByteRange[];
  readonly chunked: readonly ChunkedDigest[];
  readonly whole: readonly DigestAlgorithm[];
}

/** Closes the file that is kept open. */
export interface DigestRest {
  readonly id: 'rest';
}

export type DigestReply =
  | { readonly id: number; readonly kind: 'done'; readonly chunked: readonly Bytes[]; readonly whole: readonly Bytes[] }
  | { readonly id: number; readonly kind: 'progress'; readonly bytes: number }
  /** The file ended before the range did. */
  | { readonly id: number; readonly kind: 'changed' }
  | { readonly id: number; readonly kind: 'unreadable'; readonly reason: string };
