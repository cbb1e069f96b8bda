/** Offsets of a text as lines and columns, zero-based, as editors count. */

import { type TextRange } from '../../base/issue.ts';

export class TextPositions {
  /** Offset of the first character of each line. */
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let offset = 0; offset < text.length; offset++) {
      const character = text.charCodeAt(offset);
      if (character === 10) this.#starts.push(offset + 1);
      else if (character === 13 && text.charCodeAt(offset + 1) !== 10) this.#starts.push(offset + 1);
    }
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    const wanted = Math.min(Math.max(0, offset), this.#length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: wanted - (this.#starts[low] ?? 0) };
  }

  range(offset: number, length: number): TextRange {
    const start = this.at(offset);
    const end = this.at(offset + length);
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  }
}
