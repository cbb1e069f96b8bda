/**
 * Random access to bytes that may be anywhere: memory, a file, a remote file system. Formats that may be large (zip,
 * packages) read through it and touch only what they need.
 */

import { type Bytes } from './bytes.ts';

export interface ByteSource {
  /** The whole length in bytes, fixed for the life of the source. */
  readonly size: number;
  /**
   * Reads exactly `length` bytes at `offset`. A range outside the source is a caller's mistake and rejects; a source that
   * became shorter meanwhile rejects with the failure `file-changed`.
   */
  read(offset: number, length: number): Promise<Bytes>;
  /** Like `read`, into a buffer of the caller, which is filled whole. Where it is absent, `read`. */
  readInto?(offset: number, target: Bytes, options?: ReadIntoOptions): Promise<void>;
  /** Whether this thread reads by itself what it uses by itself: as long as no read waited for a disk. */
  readonly isReadHere?: boolean;
  /** Where the bytes are on disk when they do, so that worker threads can open them themselves. */
  readonly path?: string;
}

export interface ReadIntoOptions {
  /** Whether this thread alone uses the bytes: they come to it faster when it reads them itself than out of the cache of another core. */
  readonly isForThisThread?: boolean;
}

/** Takes bytes in order. */
export interface ByteSink {
  /** The bytes may be changed as soon as the promise is fulfilled: a sink that keeps them keeps a copy. */
  write(bytes: Bytes): Promise<void>;
  /** Puts other bytes in the place of ones that were written before. Absent where what was written is gone. */
  rewrite?(offset: number, bytes: Bytes): Promise<void>;
}

export function bytesSource(bytes: Bytes): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => {
      if (offset < 0 || length < 0 || offset + length > bytes.length)
        throw new RangeError(`range ${offset}+${length} is outside ${bytes.length} bytes`);
      return bytes.subarray(offset, offset + length);
    },
  };
}
