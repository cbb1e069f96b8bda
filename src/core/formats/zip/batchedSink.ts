/**
 * Gathers writes, so that an archive of many entries does not cost a system call for each header and each small file. Copying what is gathered
 * takes a fraction of the way to another thread and back.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type ByteSink } from '../../base/byteSource.ts';

const batchSize = 512 * 1024;
/** From here on, content goes to the sink as it is. */
const directLimit = batchSize / 2;

export class BatchedSink implements ByteSink {
  readonly #sink: ByteSink;
  #batch = new Uint8Array(0);
  #length = 0;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  async write(bytes: Bytes): Promise<void> {
    if (this.#length + bytes.length > batchSize) await this.flush();
    if (bytes.length > directLimit) {
      await this.flush();
      await this.#sink.write(bytes);
      return;
    }
    if (this.#batch.length === 0) this.#batch = new Uint8Array(batchSize);
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
    const length = this.#length;
    this.#length = 0;
    await this.#sink.write(this.#batch.subarray(0, length));
  }
}
