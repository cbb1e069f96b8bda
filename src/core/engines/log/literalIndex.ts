/**
 * Finds which of several hundred literals a line holds, in one pass over the line: each literal is known by its three rarest letters in a
 * row, and a table of bits says for most places at once that none of them is there. So the time a log takes does not grow with the table
 * of failures.
 */

const windowSize = 3;
const tableSize = 1 << 16;

interface Entry<Value> {
  readonly literal: string;
  /** Where its window begins. */
  readonly offset: number;
  readonly value: Value;
}

export class LiteralIndex<Value> {
  readonly #windows = new Uint8Array(tableSize);
  readonly #byWindow = new Map<number, Entry<Value>[]>();

  constructor(entries: Iterable<readonly [literal: string, value: Value]>) {
    for (const [literal, value] of entries) {
      if (literal.length < windowSize) throw new RangeError(`the literal ${literal} is too short`);
      const offset = rarestWindow(literal);
      const window = windowHash(literal.charCodeAt(offset), literal.charCodeAt(offset + 1), literal.charCodeAt(offset + 2));
      this.#windows[window] = 1;
      this.#byWindow.set(window, [...(this.#byWindow.get(window) ?? []), { literal, offset, value }]);
    }
  }

  /** In the order of the line; a value may come several times. */
  find(line: string): readonly Value[] {
    let found: Value[] | undefined;
    let first = line.charCodeAt(0);
    let second = line.charCodeAt(1);
    for (let at = 0; at + windowSize <= line.length; at++) {
      const third = line.charCodeAt(at + 2);
      const window = windowHash(first, second, third);
      first = second;
      second = third;
      if (this.#windows[window] === 0) continue;
      for (const { literal, offset, value } of this.#byWindow.get(window) ?? [])
        if (at >= offset && line.startsWith(literal, at - offset)) (found ??= []).push(value);
    }
    return found ?? [];
  }
}

function windowHash(first: number, second: number, third: number): number {
  return (first * 961 + second * 251 + third) & (tableSize - 1);
}

/** Lower-case letters and spaces are everywhere. */
function rarestWindow(literal: string): number {
  const rarity = Array.from({ length: literal.length }, (_, at) => rarityOf(literal.charAt(at)));
  let best = 0;
  let most = 0;
  for (let at = 0; at + windowSize <= literal.length; at++) {
    const sum = (rarity[at] ?? 0) + (rarity[at + 1] ?? 0) + (rarity[at + 2] ?? 0);
    if (sum > most) [best, most] = [at, sum];
  }
  return best;
}

function rarityOf(letter: string): number {
  if (/[ eatoinsr]/.test(letter)) return 1;
  if (/[a-z]/.test(letter)) return 2;
  return /[:./-]/.test(letter) ? 3 : 4;
}
