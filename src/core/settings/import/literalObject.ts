/** The literals of a text by their keys, and how a property is taken out of it. */

import { findLiterals, type Literal } from './literals.ts';

export class LiteralObject {
  readonly all: readonly Literal[];
  readonly #text: string;
  readonly #byPath: ReadonlyMap<string, Literal>;

  constructor(text: string) {
    this.#text = text;
    this.all = findLiterals(text);
    this.#byPath = new Map(this.all.map((literal) => [keyOf(literal.path), literal]));
  }

  /** The last one of several. */
  at(...path: readonly string[]): Literal | undefined {
    return this.#byPath.get(keyOf(path));
  }

  /** The keys that stand in the object at this path, in order. */
  keysAt(...path: readonly string[]): readonly string[] {
    const keys = this.all
      .filter((literal) => path.every((key, index) => literal.path[index] === key))
      .flatMap((literal) => literal.path[path.length] ?? []);
    return [...new Set(keys)];
  }

  /** With its comma, and with its line when it has one of its own. */
  removalOf({ keyOffset, offset, length }: Literal): { readonly offset: number; readonly length: number } {
    const text = this.#text;
    let start = keyOffset;
    let end = offset + length;
    const comma = /^\s*,/.exec(text.slice(end, end + 1000))?.[0];
    if (comma === undefined) {
      // The last property: the comma that led to it goes with it.
      const leading = /,\s*$/.exec(text.slice(Math.max(0, start - 1000), start))?.[0];
      start -= leading?.length ?? 0;
      return { offset: start, length: end - start };
    }
    end += comma.length;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end, end + 1000))?.[0];
    if (text.slice(lineStart, start).trim() === '' && rest !== undefined)
      return { offset: lineStart, length: end + rest.length - lineStart };
    const blank = /^ /.exec(text.slice(end, end + 1))?.[0].length ?? 0;
    return { offset: start, length: end + blank - start };
  }
}

function keyOf(path: readonly string[]): string {
  return path.join('\0');
}
