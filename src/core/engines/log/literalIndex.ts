/**
 * Finds which of several hundred literals a line holds, in one pass over the line: each literal is known by its first three characters, and
 * a table of bits says for most places at once that none begins there. So the time a log takes does not grow with the table of failures.
 */

const windowSize = 3;
const tableSize = 1 << 16;

export class LiteralIndex<Value> {
  readonly #starts = new Uint8Array(tableSize);
  readonly #byStart = new Map<number, { readonly literal: string; readonly value: Value }[]>();

  constructor(entries: Iterable<readonly [literal: string, value: Value]>) {
    for (const [literal, value] of entries) {
      if (literal.length < windowSize) throw new RangeError(`the literal ${literal} is too short`);
      const start = startHash(literal, 0);
      this.#starts[start] = 1;
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), { literal, value }]);
    }
  }

  /** In the order of the line; a value may come several times. */
  *find(line: string): Generator<Value> {
    for (let at = 0; at + windowSize <= line.length; at++) {
      const start = startHash(line, at);
      if (this.#starts[start] === 0) continue;
      for (const { literal, value } of this.#byStart.get(start) ?? []) if (line.startsWith(literal, at)) yield value;
    }
  }
}

function startHash(text: string, at: number): number {
  return (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 251 + text.charCodeAt(at + 2)) & (tableSize - 1);
}
