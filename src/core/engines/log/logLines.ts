/**
 * Turns the bytes of a log into lines, piece by piece, so that memory stays flat whatever the size. Windows PowerShell writes UTF-16, with
 * or without a mark at the start; anything else is read as UTF-8, and what is not UTF-8 becomes U+FFFD. Lines are numbered by their line
 * feeds, as editors do. A carriage return alone is how a progress bar writes over itself: each state is read, all under one number.
 */

import { type Bytes } from '../../base/bytes.ts';

export interface LogLine {
  readonly text: string;
  /** Counted from one. */
  readonly number: number;
}

/** What a line has to say is at its start; the rest of a longer one is passed over. */
const longestLine = 4096;

export class LogLines {
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  #waiting: Bytes = new Uint8Array(0);
  #rest = '';
  #number = 1;

  *push(bytes: Bytes): Generator<LogLine> {
    let piece = bytes;
    if (!this.#decoder) {
      piece = joined(this.#waiting, bytes);
      this.#waiting = new Uint8Array(0);
      if (piece.length < 4) {
        this.#waiting = piece.slice();
        return;
      }
      this.#decoder = new TextDecoder(encodingOf(piece));
    }
    yield* this.#split(this.#decoder.decode(piece, { stream: true }));
  }

  *end(): Generator<LogLine> {
    const decoder = this.#decoder ?? new TextDecoder(encodingOf(this.#waiting));
    yield* this.#split(decoder.decode(this.#decoder ? undefined : this.#waiting));
    if (this.#rest !== '') yield { text: this.#rest, number: this.#number };
    this.#rest = '';
  }

  *#split(text: string): Generator<LogLine> {
    let at = 0;
    for (const { index, 0: mark } of text.matchAll(/[\n\r]/g)) {
      const line = this.#take(text, at, index);
      at = index + 1;
      if (mark === '\n' || line !== '') yield { text: line, number: this.#number };
      if (mark === '\n') this.#number++;
    }
    const room = longestLine - this.#rest.length;
    if (room > 0) this.#rest += text.slice(at, at + room);
  }

  #take(text: string, start: number, end: number): string {
    const line = this.#rest + text.slice(start, Math.min(end, start + Math.max(0, longestLine - this.#rest.length)));
    this.#rest = '';
    return line;
  }
}

function joined(first: Bytes, second: Bytes): Bytes {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Latin text in UTF-16 has a zero in every second byte. */
function encodingOf([a, b, c, d]: Bytes): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  return 'utf-8';
}
