/** Keeps the end of a program's output: what failed is reported there, and a program may print without end. */

const keptBytes = 8 * 1024 * 1024;

export class OutputTail {
  #parts: Uint8Array[] = [];
  #size = 0;

  write(chunk: Uint8Array): void {
    this.#parts.push(chunk);
    this.#size += chunk.length;
    // Joined only when twice the limit is there, so that each byte is copied a bounded number of times.
    if (this.#size > 2 * keptBytes) {
      const kept = Buffer.concat(this.#parts).subarray(-keptBytes);
      this.#parts = [Buffer.from(kept)];
      this.#size = keptBytes;
    }
  }

  text(): string {
    return Buffer.concat(this.#parts).subarray(-keptBytes).toString('utf8');
  }
}
