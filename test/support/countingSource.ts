/** A source that counts how often each of its bytes is read. */

import { type Bytes } from '../../src/core/base/bytes.ts';
import { type ByteSource } from '../../src/core/base/byteSource.ts';

export interface CountingSource extends ByteSource {
  /** Bytes read in all, over the size of the source: 1 for one pass. */
  passes(): number;
}

export function countingSource(bytes: Bytes): CountingSource {
  let read = 0;
  return {
    size: bytes.length,
    read: async (offset, length) => {
      if (offset < 0 || length < 0 || offset + length > bytes.length) throw new RangeError('outside');
      read += length;
      return bytes.slice(offset, offset + length);
    },
    passes: () => read / bytes.length,
  };
}
