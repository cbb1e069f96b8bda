/**
 * The objects in JSON, JavaScript or TypeScript text and the literals in them, each with the keys that lead to it. Nothing is evaluated: a
 * value that is put together, called for or looked up is noted as computed. One pass without recursion; text of any kind gives some list.
 */

import { type Located } from '../source-text/located.ts';
import { type SourceToken, sourceTokens } from './sourceTokens.ts';

export interface Literal {
  /** The keys from the outermost object; items of a list have the key `[]`. */
  readonly path: readonly string[];
  readonly value: string | number | boolean;
  /** Whether a constant is named in its place, so that the text contains the value elsewhere. */
  readonly isNamed: boolean;
  readonly keyOffset: number;
  /** Of the value, quotes included. */
  readonly offset: number;
  readonly length: number;
}

/** A key whose value is an object, or computed. The place is that of the key. */
export interface KeyPlace extends Located<string> {
  readonly path: readonly string[];
  readonly isComputed: boolean;
}

/** An object that is in no other one. */
export interface SourceObject {
  /** The variable or function it belongs to. */
  readonly name: string | undefined;
  /** Whether it is what the file exports, as far as that can be seen at its place. */
  readonly isExported: boolean;
  /** Variables that are spread into it. */
  readonly spreads: readonly string[];
  readonly literals: readonly Literal[];
  readonly keys: readonly KeyPlace[];
  /** Texts that are in lists, by the keys that lead to the list. */
  readonly items: readonly { readonly path: readonly string[]; readonly value: string }[];
}

export interface SourceLiterals {
  readonly objects: readonly SourceObject[];
  /** What `export default NAME` and `module.exports = NAME` name. */
  readonly exportedName: string | undefined;
  /** Places of assignments such as `config.appId = …`, by the name that is assigned to. */
  readonly changes: readonly Located<string>[];
}

const mostLiterals = 10_000;
const mostTokens = 400_000;
const deepest = 64;

interface OpenMark {
  readonly mark: string;
  readonly key: string | undefined;
  /** Of the object or the list inside an object; absent in code. */
  readonly object: GrowingObject | undefined;
  readonly path: readonly string[];
  /** `...(` in the outermost level of an object: what is in it can override the rest. */
  readonly isSpread?: boolean;
}

interface GrowingObject extends SourceObject {
  readonly spreads: string[];
  readonly literals: Literal[];
  readonly keys: KeyPlace[];
  readonly items: { readonly path: readonly string[]; readonly value: string }[];
}

export function findLiterals(text: string): SourceLiterals {
  const tokens: SourceToken[] = [];
  for (const token of sourceTokens(text)) {
    tokens.push(token);
    if (tokens.length >= mostTokens) break;
  }
  return new LiteralFinder(tokens).find();
}

const declarations: ReadonlySet<string> = new Set(['const', 'let', 'var', 'function']);

class LiteralFinder {
  readonly #tokens: readonly SourceToken[];
  readonly #objects: GrowingObject[] = [];
  readonly #open: OpenMark[] = [];
  readonly #constants = new Map<string, SourceToken | 'several'>();
  readonly #changes: Located<string>[] = [];
  #exportedName: string | undefined;
  #isExporting = false;
  #declared: string | undefined;
  #count = 0;
  #key: SourceToken | undefined;

  constructor(tokens: readonly SourceToken[]) {
    this.#tokens = tokens;
  }

  find(): SourceLiterals {
    for (const [index, token] of this.#tokens.entries()) this.#noteConstant(token, index);
    for (const [index, token] of this.#tokens.entries()) {
      if (this.#count >= mostLiterals || this.#open.length > deepest) break;
      const inside = this.#open.at(-1);
      if (token.kind === 'mark') this.#mark(token, index);
      else if (inside?.object) this.#entry(token, index, inside, inside.object);
      else this.#statement(token, index);
    }
    return { objects: this.#objects, exportedName: this.#exportedName, changes: this.#changes };
  }

  #noteConstant(token: SourceToken, index: number): void {
    if (token.kind !== 'word' || token.value !== 'const') return;
    const [name, equals, value, end] = this.#tokens.slice(index + 1, index + 5);
    if (name?.kind !== 'word') return;
    const isPlain = equals?.value === '=' && equals.kind === 'mark' && value !== undefined && valueOf(value) !== undefined;
    const isWhole = end === undefined || end.value === ';' || (end.kind === 'word' && end.value !== 'as');
    this.#constants.set(name.value, isPlain && isWhole && !this.#constants.has(name.value) ? value : 'several');
  }

  #mark({ value }: SourceToken, index: number): void {
    const inside = this.#open.at(-1);
    if (value === '{' || value === '[' || value === '(') {
      this.#openMark(value, index, inside);
      return;
    }
    if (value === '}' || value === ']' || value === ')') this.#open.pop();
    if (value === '.' && inside?.object && this.#isSpread(index)) {
      const name = this.#tokens[index + 3];
      if (name?.kind === 'word' && inside.path.length === 0) inside.object.spreads.push(name.value);
    }
    // A colon belongs to the key before it; after anything else the value is computed.
    if (value === ':') return;
    if (value !== ',' && value !== '}' && value !== ']' && inside?.object) this.#addComputed(inside, inside.object);
    this.#key = undefined;
  }

  #isSpread(index: number): boolean {
    return [1, 2].every((step) => this.#tokens[index + step]?.value === '.') && this.#tokens[index - 1]?.value !== '.';
  }

  #openMark(mark: string, index: number, inside: OpenMark | undefined): void {
    const key = this.#key;
    this.#key = undefined;
    const before = this.#tokens[index - 1];
    if (inside?.object && mark !== '(') {
      // A value of the object, or an item of a list in it; in anything else the value is computed.
      const isValue = key !== undefined && before?.value === ':';
      const isItem = inside.mark === '[' && (before?.value === '[' || before?.value === ',');
      const path = [...inside.path, ...(isValue ? [key.value] : []), ...(mark === '[' ? ['[]'] : [])];
      if (isValue && mark === '{') this.#addKey(inside.object, [...inside.path, key.value], key, false);
      this.#open.push({ mark, key: key?.value, object: isValue || isItem ? inside.object : undefined, path });
      return;
    }
    if (inside?.object && key) this.#addKey(inside.object, [...inside.path, key.value], key, true);
    const object = mark === '{' && this.#beginsObject(index) ? this.#newObject(index) : undefined;
    const isSpread = mark === '(' && inside?.object !== undefined && inside.path.length === 0 && this.#isBehindSpread(index);
    this.#open.push({ mark, key: undefined, object, path: [], isSpread });
  }

  #isBehindSpread(index: number): boolean {
    return [1, 2, 3].every((step) => this.#tokens[index - step]?.value === '.');
  }

  /** Whether it is in a call or the like inside of another object, and so is not part of what is exported. */
  #isInner(): boolean {
    const around = this.#open.findLastIndex(({ object }) => object !== undefined);
    return around >= 0 && this.#open[around + 1]?.isSpread !== true;
  }

  /** Whether a brace in code begins an object and no block. */
  #beginsObject(index: number): boolean {
    const before = this.#tokens[index - 1];
    if (before === undefined) return true;
    if (before.kind === 'text') return false;
    if (before.kind === 'word')
      return before.value === 'return' || (before.value === 'default' && this.#tokens[index - 2]?.value === 'export');
    if (before.value === ':') {
      const around = this.#tokens.slice(Math.max(0, index - 4), index - 1);
      return !around.some(({ kind, value }) => kind === 'word' && (value === 'case' || value === 'default'));
    }
    return /^[=(,[?|&]$/.test(before.value);
  }

  #newObject(index: number): GrowingObject {
    const assigned = this.#assignedName(index);
    const isInner = this.#isInner();
    const isAssigned = assigned === 'module.exports' || assigned === 'exports.default';
    const object = {
      name: isInner ? undefined : (assigned ?? (this.#isExporting ? undefined : this.#declared)),
      isExported: index === 0 || isAssigned || (this.#isExporting && assigned === undefined && !isInner),
      spreads: [],
      literals: [],
      keys: [],
      items: [],
    };
    this.#objects.push(object);
    return object;
  }

  /** `const config: Config = {`, `config = {`. */
  #assignedName(index: number): string | undefined {
    if (this.#tokens[index - 1]?.value !== '=' || this.#tokens[index - 1]?.kind !== 'mark') return undefined;
    for (let at = index - 2; at >= 0 && at > index - 24; at--) {
      const token = this.#tokens[at];
      if (token?.kind === 'mark' && /^[;{}]$/.test(token.value)) break;
      const next = this.#tokens[at + 1];
      if (token?.kind === 'word' && declarations.has(token.value) && next?.kind === 'word') return next.value;
    }
    const direct = this.#tokens[index - 2];
    return direct?.kind === 'word' ? direct.value : undefined;
  }

  /** A word or text in code. */
  #statement(token: SourceToken, index: number): void {
    if (token.kind !== 'word') return;
    const next = this.#tokens[index + 1];
    const isOutside = this.#open.length === 0;
    const isExport = token.value === 'export' && (next?.value === 'default' || next?.value === '=');
    const isModule = token.value === 'module.exports' && next?.value === '=';
    if (isOutside && (isExport || isModule)) {
      this.#isExporting = true;
      this.#declared = undefined;
      this.#exportedName = this.#nameBehind(index + 2);
    } else if (
      isOutside &&
      declarations.has(token.value) &&
      this.#tokens[index - 1]?.value !== 'default' &&
      !this.#isExportedFunction(index)
    ) {
      this.#isExporting = false;
      this.#declared = next?.kind === 'word' ? next.value : undefined;
    }
    const isAssigned = next?.kind === 'mark' && next.value === '=' && !/^[=>]$/.test(this.#tokens[index + 2]?.value ?? '');
    if (token.value.includes('.') && isAssigned && !isModule) this.#changes.push(token);
  }

  #isExportedFunction(index: number): boolean {
    return this.#tokens[index - 1]?.value === 'async' && this.#tokens[index - 2]?.value === 'default';
  }

  /** `export default config`, `export default defineConfig(config)`. */
  #nameBehind(index: number): string | undefined {
    const [first, open, inner, close] = this.#tokens.slice(index, index + 4);
    if (first?.kind !== 'word' || first.value === 'function' || first.value === 'async') return undefined;
    if (open?.value === '(')
      return inner?.kind === 'word' && close?.value === ')'
        ? inner.value
        : close === undefined || inner?.value === ')'
          ? first.value
          : undefined;
    return first.value;
  }

  /** A word or text in an object or a list of one. */
  #entry(token: SourceToken, index: number, inside: OpenMark, object: GrowingObject): void {
    const [before, next] = [this.#tokens[index - 1], this.#tokens[index + 1]];
    const startsEntry = inside.mark === '{' && before?.kind === 'mark' && (before.value === '{' || before.value === ',');
    if (startsEntry && next?.kind === 'mark' && next.value === ':') {
      this.#key = token;
      return;
    }
    // `{ appId }` takes the variable of this name.
    if (startsEntry && token.kind === 'word' && next?.kind === 'mark' && /^[,}]$/.test(next.value)) {
      this.#addKey(object, [...inside.path, token.value], token, true);
      return;
    }
    const key = this.#key;
    if (!key && inside.mark === '[' && token.kind === 'text' && endsValue(next)) {
      object.items.push({ path: inside.path.slice(0, -1), value: token.value });
      this.#count += 1;
    }
    if (!key) return;
    this.#key = undefined;
    const place = before?.value === ':' && endsValue(next) ? token : undefined;
    const direct = place && valueOf(place);
    const value = direct ?? (place && this.#constantOf(place));
    const path = [...inside.path, key.value];
    if (value === undefined) {
      this.#addKey(object, path, key, true);
      return;
    }
    object.literals.push({ path, value, isNamed: direct === undefined, keyOffset: key.offset, offset: token.offset, length: token.length });
    this.#count += 1;
  }

  #constantOf({ kind, value }: SourceToken): string | number | boolean | undefined {
    const found = kind === 'word' ? this.#constants.get(value) : undefined;
    return found === undefined || found === 'several' ? undefined : valueOf(found);
  }

  #addComputed(inside: OpenMark, object: GrowingObject): void {
    if (this.#key) this.#addKey(object, [...inside.path, this.#key.value], this.#key, true);
  }

  #addKey(object: GrowingObject, path: readonly string[], { value, offset, length }: SourceToken, isComputed: boolean): void {
    object.keys.push({ path, value, offset, length, isComputed });
    this.#count += 1;
  }
}

function endsValue(next: SourceToken | undefined): boolean {
  if (next === undefined) return true;
  return (
    (next.kind === 'mark' && /^[,}\]]$/.test(next.value)) || (next.kind === 'word' && (next.value === 'as' || next.value === 'satisfies'))
  );
}

function valueOf({ kind, value }: SourceToken): string | number | boolean | undefined {
  if (kind === 'text') return value;
  if (kind === 'mark') return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : undefined;
}
