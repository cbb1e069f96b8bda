/** What the server and the thread that hashes uploads say to each other. */

export type UploadHashTask =
  /** The next bytes of an upload: from `start` up to `end`. The first ones begin its hashes. */
  | { readonly id: number; readonly kind: 'bytes'; readonly path: string; readonly start: number; readonly end: number }
  /** There are no more: all `sizeBytes` of them were sent. */
  | { readonly id: number; readonly kind: 'end'; readonly sizeBytes: number }
  /** No one asks for its hashes any more. */
  | { readonly id: number; readonly kind: 'drop' };

/** Of an upload that was read to its end; `null` when a part of it could not be read, or did not follow the one before. */
export interface UploadHashReply {
  readonly id: number;
  readonly hashes: UploadHashes | null;
}

/** Lower-case hexadecimal. */
export interface UploadHashes {
  readonly sha256: string;
  readonly md5: string;
}
