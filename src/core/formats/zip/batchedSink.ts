/** Gathers small writes, so that an archive of many small entries does not cost a system call for each header. */

import { type Bytes } from '../../base/bytes.ts';
import { type ByteSink } from '../../base/byteSource.ts';

const batchSize = 256 * 1024;

export class BatchedSink implements ByteSink {
  readonly #sink: ByteSink;
  #batch = new Uint8Array(batchSize);
  #length = 0;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  async write(bytes: Bytes): Promise<void> {
    if (this.#length + bytes.length > batchSize) await this.flush();
    if (bytes.length > batchSize / 4) {
      await this.flush();
      await this.#sink.write(bytes);
      return;
    }
    this.#batch.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  get canRewrite(): boolean {
    return this.#sink.rewrite !== undefined;
  }

  async rewrite(offset: number, bytes: Bytes): Promise<void> {
    await this.flush();
    await this.#sink.rewrite?.(offset, bytes);
  }

  async flush(): Promise<void> {
    if (this.#length === 0) return;
    const batch = this.#batch.subarray(0, this.#length);
    // A new buffer, since a sink may still use the old one.
    this.#batch = new Uint8Array(batchSize);
    this.#length = 0;
    await this.#sink.write(batch);
  }
}
