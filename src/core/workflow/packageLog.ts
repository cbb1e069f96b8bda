/**
 * The log of one package, `.mobile-distribution/logs/…`: kept whether it was made or not. Lines are written in groups, the
 * last ones at the end in any case. Passwords are not written by anybody; should a tool echo one, it is masked here.
 */

import { utf8 } from '../base/bytes.ts';
import { type Secret } from '../base/secret.ts';
import { type Clock } from '../ports/clock.ts';
import { type FileSystem } from '../ports/fileSystem.ts';

const groupSize = 100;
/** Shorter passwords would mask half of the log, and they are no secret anyway. */
const shortestSecret = 4;

export class PackageLog {
  readonly path: string;
  readonly #files: FileSystem;
  readonly #clock: Clock;
  readonly #secrets = new Set<string>();
  #lines: string[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(files: FileSystem, clock: Clock, path: string) {
    this.#files = files;
    this.#clock = clock;
    this.path = path;
  }

  keepOut(secret: Secret): void {
    const value = secret.reveal();
    if (value.length >= shortestSecret) this.#secrets.add(value);
  }

  write(line: string): void {
    let text = line.replace(/\r?\n$/, '');
    for (const secret of this.#secrets) text = text.replaceAll(secret, '•••');
    this.#lines.push(`${this.#clock.now().toISOString()} ${text}\n`);
    if (this.#lines.length >= groupSize) this.#flush();
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
    const append = (): Promise<void> => this.#files.appendFile(this.path, utf8(text));
    this.#writing = this.#writing.then(append, append);
    // The rejection is seen by whoever waits for the last group; until then it must not count as unhandled.
    this.#writing.catch(() => undefined);
  }
}
