/**
 * The log of one package, `.mobile-distribution/logs/…`: kept whether it was made or not. Lines are written in groups, the
 * last ones at the end in any case. Lines that are shown while they come are taken from here too, masked in the same way.
 */

import { utf8 } from '../base/bytes.ts';
import { type Secret } from '../base/secret.ts';
import { type TextMask } from '../base/textMask.ts';
import { type Clock } from '../ports/clock.ts';
import { type FileSystem } from '../ports/fileSystem.ts';

const groupSize = 100;

export interface PackageLogParts {
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly path: string;
  readonly mask: TextMask;
  /** Hears every line, without its time. */
  readonly onLine?: ((line: string) => void) | undefined;
}

export class PackageLog {
  readonly path: string;
  readonly #parts: PackageLogParts;
  #lines: string[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: PackageLogParts) {
    this.#parts = parts;
    this.path = parts.path;
  }

  write(line: string): void {
    const { clock, mask, onLine } = this.#parts;
    const text = mask.text(line.replace(/\r?\n$/, ''));
    this.#lines.push(`${clock.now().toISOString()} ${text}\n`);
    if (this.#lines.length >= groupSize) this.#flush();
    onLine?.(text);
  }

  /** From now on. */
  keepOut(secret: Secret): void {
    this.#parts.mask.keepOut(secret);
  }

  /** Ends when everything is on disk. A log that cannot be written does not make the package fail. */
  async close(): Promise<void> {
    this.#flush();
    await this.#writing.catch(() => undefined);
  }

  #flush(): void {
    if (this.#lines.length === 0) return;
    const text = this.#lines.join('');
    this.#lines = [];
    const append = (): Promise<void> => this.#parts.files.appendFile(this.path, utf8(text));
    this.#writing = this.#writing.then(append, append);
    // The rejection is seen by the one who waits for the last group; until then it must not count as unhandled.
    this.#writing.catch(() => undefined);
  }
}
