/**
 * Property lists in the old text form of OpenStep, which `project.pbxproj` is written in: dictionaries, arrays, texts with and without
 * quotes, data and comments. Every value keeps its place. One pass without recursion, bounded in depth and number.
 */

import { type Located } from '../source-text/located.ts';

export type OpenStepValue =
  | (Located<string> & { readonly type: 'text' })
  | (Located<readonly OpenStepValue[]> & { readonly type: 'array' })
  | (Located<ReadonlyMap<string, OpenStepValue>> & { readonly type: 'dictionary' });

const deepest = 64;
const mostValues = 200_000;
const plainText = /(?:[\w.$:@+~%#&*?!^|`[\]\u0080-\uFFFF-]|\/(?![*/]))+/y;

interface OpenContainer {
  readonly offset: number;
  readonly items?: OpenStepValue[];
  readonly entries?: Map<string, OpenStepValue>;
  key?: string | undefined;
}

/** `undefined` for a text that is none. Of several equal keys the last one counts. */
export function parseOpenStepPlist(text: string): OpenStepValue | undefined {
  return new OpenStepScanner(text).value();
}

class OpenStepScanner {
  readonly #text: string;
  readonly #open: OpenContainer[] = [];
  #at: number;
  #count = 0;
  #root: OpenStepValue | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  value(): OpenStepValue | undefined {
    for (;;) {
      if (!this.#skipGaps()) return undefined;
      if (this.#at >= this.#text.length) return this.#open.length === 0 ? this.#root : undefined;
      if (!this.#step()) return undefined;
    }
  }

  #step(): boolean {
    const character = this.#text.charAt(this.#at);
    const inside = this.#open.at(-1);
    if (this.#root || ++this.#count > mostValues) return false;
    if (character === '{' || character === '(') {
      if (this.#open.length >= deepest || (inside?.entries && inside.key === undefined)) return false;
      this.#open.push({ offset: this.#at++, ...(character === '{' ? { entries: new Map() } : { items: [] }) });
      return true;
    }
    if (character === '}' || character === ')') return this.#close(character);
    const read = character === '<' ? this.#data() : this.#readText();
    if (!read) return false;
    if (inside?.entries && inside.key === undefined) {
      inside.key = read.value;
      return this.#skipGaps() && this.#pass('=');
    }
    return this.#add(read);
  }

  #close(mark: string): boolean {
    const done = this.#open.pop();
    if (!done || done.key !== undefined || (mark === '}') !== (done.entries !== undefined)) return false;
    this.#at += 1;
    const place = { offset: done.offset, length: this.#at - done.offset };
    return this.#add(
      done.entries ? { type: 'dictionary', value: done.entries, ...place } : { type: 'array', value: done.items ?? [], ...place },
    );
  }

  /** Into what is open, with the mark that ends it. */
  #add(value: OpenStepValue): boolean {
    const inside = this.#open.at(-1);
    if (!inside) {
      this.#root = value;
      return true;
    }
    if (inside.items) {
      inside.items.push(value);
      return this.#skipGaps() && (this.#pass(',') || this.#text.charAt(this.#at) === ')');
    }
    inside.entries?.set(inside.key ?? '', value);
    inside.key = undefined;
    return this.#skipGaps() && (this.#pass(';') || this.#text.charAt(this.#at) === '}');
  }

  #pass(mark: string): boolean {
    if (this.#text.charAt(this.#at) !== mark) return false;
    this.#at += 1;
    return true;
  }

  #readText(): (Located<string> & { readonly type: 'text' }) | undefined {
    const offset = this.#at;
    const quote = this.#text.charAt(offset);
    if (quote === '"' || quote === "'") {
      let end = offset + 1;
      while (end < this.#text.length && this.#text.charAt(end) !== quote) end += this.#text.charAt(end) === '\\' ? 2 : 1;
      if (end >= this.#text.length) return undefined;
      this.#at = end + 1;
      return { type: 'text', value: unescape(this.#text.slice(offset + 1, end)), offset, length: end + 1 - offset };
    }
    plainText.lastIndex = offset;
    const [value] = plainText.exec(this.#text) ?? [];
    if (value === undefined) return undefined;
    this.#at += value.length;
    return { type: 'text', value, offset, length: value.length };
  }

  /** Kept as it is written: no setting is data. */
  #data(): (Located<string> & { readonly type: 'text' }) | undefined {
    const offset = this.#at;
    const end = this.#text.indexOf('>', offset);
    if (end < 0) return undefined;
    this.#at = end + 1;
    return { type: 'text', value: this.#text.slice(offset, end + 1), offset, length: end + 1 - offset };
  }

  #skipGaps(): boolean {
    const text = this.#text;
    for (;;) {
      if (/\s/.test(text.charAt(this.#at))) this.#at += 1;
      else if (text.startsWith('//', this.#at)) {
        const end = text.indexOf('\n', this.#at);
        this.#at = end < 0 ? text.length : end;
      } else if (text.startsWith('/*', this.#at)) {
        const end = text.indexOf('*/', this.#at + 2);
        if (end < 0) return false;
        this.#at = end + 2;
      } else return true;
    }
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' };

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(/\\(?:U([0-9a-fA-F]{4})|([0-7]{1,3})|([^]))/g, (_, code?: string, octal?: string, character = '') => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return escapes[character] ?? character;
  });
}
