/** A sink that keeps everything in memory. */

import { concatBytes, type Bytes } from '../../src/core/base/bytes.ts';
import { type ByteSink } from '../../src/core/base/byteSource.ts';

export class MemorySink implements ByteSink {
  #parts: Bytes[] = [];
  size = 0;

  async write(bytes: Bytes): Promise<void> {
    this.#parts.push(new Uint8Array(bytes));
    this.size += bytes.length;
  }

  replace(bytes: Bytes): void {
    this.#parts = [bytes];
  }

  bytes(): Bytes {
    return concatBytes(...this.#parts);
  }
}
