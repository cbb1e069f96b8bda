/**
 * The value of an expression in a build script, as far as it follows from what is written: literals, names that stand for literals,
 * texts put together, sums and products of numbers, and conversions between text and number. Everything else is computed when the script
 * runs, and therefore unknown.
 */

import { withoutEnd } from '../../base/withoutEnd.ts';
import { type GradleLanguage, type GradleToken, gradleTokens } from './gradleTokens.ts';

export interface GradleValue {
  readonly value: string | number | boolean;
  /** Whether it is written as it is. */
  readonly isLiteral: boolean;
}

/** What a name stands for: `rootProject.ext.code` is `['rootProject', 'ext', 'code']`. */
export type GradleLookup = (name: readonly string[]) => GradleValue | undefined;

const mostTokens = 200;
const deepest = 24;
const longestText = 1024;
/** Calls that take the name of a property as text. */
const propertyCalls: ReadonlySet<string> = new Set([
  'property',
  'findProperty',
  'getProperty',
  'gradleProperty',
  'properties',
  'ext',
  'extra',
]);
/** Conversions that leave the value as it is. */
const unchanged: ReadonlySet<string> = new Set(['get', 'toString', 'trim', 'getOrNull', 'asProvider', 'orNull']);
const toNumber: ReadonlySet<string> = new Set(['toInteger', 'toInt', 'toLong', 'intValue', 'toIntOrNull']);

export function evaluateGradle(
  tokens: readonly GradleToken[],
  language: GradleLanguage,
  lookup: GradleLookup,
  depth = 0,
): GradleValue | undefined {
  if (tokens.length === 0 || tokens.length > mostTokens || depth > deepest) return undefined;
  return new Evaluation(
    tokens.filter(({ kind }) => kind !== 'break'),
    language,
    lookup,
    depth,
  ).whole();
}

class Evaluation {
  readonly #tokens: readonly GradleToken[];
  readonly #language: GradleLanguage;
  readonly #lookup: GradleLookup;
  readonly #depth: number;
  #at = 0;
  #level = 0;

  constructor(tokens: readonly GradleToken[], language: GradleLanguage, lookup: GradleLookup, depth: number) {
    this.#tokens = tokens;
    this.#language = language;
    this.#lookup = lookup;
    this.#depth = depth;
  }

  whole(): GradleValue | undefined {
    const value = this.#sum();
    return this.#at === this.#tokens.length ? value : undefined;
  }

  #take(...marks: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'mark' || !marks.includes(token.value)) return undefined;
    this.#at += 1;
    return token.value;
  }

  #word(): string | undefined {
    const token = this.#tokens[this.#at];
    return token?.kind === 'word' ? token.value : undefined;
  }

  #sum(): GradleValue | undefined {
    if (++this.#level > deepest) return undefined;
    let left = this.#product();
    for (let mark = left && this.#take('+', '-'); left && mark !== undefined; mark = this.#take('+', '-')) {
      const right = this.#product();
      left = right && combine(left, mark, right);
    }
    this.#level -= 1;
    return left;
  }

  #product(): GradleValue | undefined {
    let left = this.#operand();
    for (let mark = left && this.#take('*'); left && mark !== undefined; mark = this.#take('*')) {
      const right = this.#operand();
      left = right && combine(left, mark, right);
    }
    return left;
  }

  #operand(): GradleValue | undefined {
    const value = this.#primary();
    return value && this.#conversions(value);
  }

  #conversions(start: GradleValue): GradleValue | undefined {
    let value: GradleValue | undefined = start;
    while (value) {
      if (this.#word() === 'as' && this.#tokens[this.#at + 1]?.kind === 'word') {
        const type = this.#tokens[this.#at + 1]?.value ?? '';
        this.#at += 2;
        this.#take('?');
        value = /^(?:int|Integer|Int|long|Long)$/.test(type) ? asNumber(value) : value;
        continue;
      }
      const mark = this.#take('.', '!');
      if (mark === undefined) return value;
      if (mark === '!') continue;
      const name = this.#word();
      if (name === undefined) return undefined;
      this.#at += 1;
      if (this.#take('(') !== undefined && this.#take(')') === undefined) return undefined;
      if (toNumber.has(name)) value = asNumber(value);
      else if (!unchanged.has(name)) return undefined;
    }
    return value;
  }

  #primary(): GradleValue | undefined {
    const token = this.#tokens[this.#at];
    if (this.#take('(') !== undefined) {
      const value = this.#sum();
      return this.#take(')') === undefined ? undefined : value;
    }
    if (token === undefined || token.kind === 'mark') return undefined;
    if (token.kind === 'word') return this.#reference();
    this.#at += 1;
    return token.kind === 'number' ? numberOf(token.value) : this.#text(token);
  }

  #text({ parts = [], value }: GradleToken): GradleValue | undefined {
    if (parts.every((part) => typeof part === 'string')) return value.length > longestText ? undefined : { value, isLiteral: true };
    if (parts.length > 20) return undefined;
    const pieces: string[] = [];
    for (const part of parts) {
      const found = typeof part === 'string' ? part : this.#part(part.source)?.value;
      if (found === undefined) return undefined;
      pieces.push(String(found));
    }
    const text = pieces.join('');
    return text.length > longestText ? undefined : { value: text, isLiteral: false };
  }

  #part(source: string): GradleValue | undefined {
    return evaluateGradle(gradleTokens(source, this.#language) ?? [], this.#language, this.#lookup, this.#depth + 1);
  }

  /** A name, or a call that looks a property up by its name. Conversions at its end are left for the caller. */
  #reference(): GradleValue | undefined {
    const name: string[] = [];
    for (;;) {
      const word = this.#word();
      if (word === undefined) return undefined;
      this.#at += 1;
      if ((word === 'true' || word === 'false') && name.length === 0) return { value: word === 'true', isLiteral: true };
      const open = this.#tokens[this.#at]?.value;
      if (open === '(' && /^(?:parseInt|valueOf)$/.test(word) && /^(?:Integer|Long|String)$/.test(name.at(-1) ?? '')) {
        const value = this.#primary();
        return value && (name.at(-1) === 'String' ? value : asNumber(value));
      }
      if ((open === '(' || open === '[') && propertyCalls.has(word)) return this.#property([...name, word]);
      name.push(word);
      const isEnd = this.#tokens[this.#at]?.value !== '.' || this.#isConversion(this.#at + 1);
      if (isEnd) {
        const found = this.#lookup(name);
        return found && { ...found, isLiteral: false };
      }
      this.#at += 1;
    }
  }

  #isConversion(at: number): boolean {
    const token = this.#tokens[at];
    return token?.kind === 'word' && (toNumber.has(token.value) || unchanged.has(token.value)) && this.#tokens[at + 1]?.value === '(';
  }

  #property(call: readonly string[]): GradleValue | undefined {
    this.#at += 1;
    const key = this.#tokens[this.#at];
    const close = this.#tokens[this.#at + 1]?.value;
    if (key?.kind !== 'text' || (close !== ')' && close !== ']')) return undefined;
    this.#at += 2;
    const found = this.#lookup([...call, key.value]);
    return found && { ...found, isLiteral: false };
  }
}

function numberOf(text: string): GradleValue | undefined {
  const digits = withoutEnd(text.replaceAll('_', ''), 'lLfFdDgGiIuU');
  // A leading zero means octal in Groovy.
  if (/^0\d/.test(digits)) return undefined;
  const value = Number(/^0[xX]/.test(text) ? text.replaceAll('_', '').replace(/[lL]$/, '') : digits);
  return Number.isFinite(value) ? { value, isLiteral: true } : undefined;
}

function asNumber({ value }: GradleValue): GradleValue | undefined {
  const number = typeof value === 'boolean' ? Number.NaN : Number(value);
  return Number.isSafeInteger(number) && String(value).trim() !== '' ? { value: number, isLiteral: false } : undefined;
}

function combine(left: GradleValue, mark: string, right: GradleValue): GradleValue | undefined {
  const [a, b] = [left.value, right.value];
  if (typeof a === 'number' && typeof b === 'number') {
    const value = mark === '+' ? a + b : mark === '-' ? a - b : a * b;
    return Number.isSafeInteger(value) ? { value, isLiteral: false } : undefined;
  }
  if (mark !== '+' || (typeof a !== 'string' && typeof b !== 'string')) return undefined;
  const text = `${a}${b}`;
  return text.length > longestText ? undefined : { value: text, isLiteral: false };
}
