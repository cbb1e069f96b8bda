/**
 * The object that a configuration file exports, by its literals: values by their keys, the keys whose value is computed or differs between
 * several objects, and how a property is taken out of the text. Code is not run, so of several objects that could be exported only what they
 * agree on counts.
 */

import { findLiterals, type KeyPlace, type Literal, type SourceLiterals, type SourceObject } from './findLiterals.ts';

const deepestSpread = 4;

export class LiteralObject {
  /** Every literal of the text, also of objects that are not exported. */
  readonly all: readonly Literal[];
  readonly #text: string;
  readonly #byPath = new Map<string, Literal>();
  readonly #keys = new Map<string, KeyPlace>();
  readonly #lists = new Map<string, string[]>();
  /** Literals that are next to each other for one key. */
  readonly #several = new Map<string, readonly Literal[]>();

  constructor(text: string) {
    this.#text = text;
    const found = findLiterals(text);
    this.all = found.objects.flatMap((object) => object.literals);
    this.#merge(found);
  }

  /** The value, when there is one and no doubt about it. */
  at(...path: readonly string[]): Literal | undefined {
    const key = keyOf(path);
    return this.#several.has(key) || this.#keys.get(key)?.isComputed === true ? undefined : this.#byPath.get(key);
  }

  /** Different values of one key; empty when there is one or none. */
  severalAt(...path: readonly string[]): readonly Literal[] {
    return this.#several.get(keyOf(path)) ?? [];
  }

  /** The key at this path, when its value is computed by code. */
  computedAt(...path: readonly string[]): KeyPlace | undefined {
    const place = this.#keys.get(keyOf(path));
    return place?.isComputed === true ? place : undefined;
  }

  /** The key of the object at this path. */
  objectAt(...path: readonly string[]): KeyPlace | undefined {
    const place = this.#keys.get(keyOf(path));
    return place?.isComputed === false ? place : undefined;
  }

  /** The texts of a list; nothing where there is none. */
  itemsAt(...path: readonly string[]): readonly string[] | undefined {
    return this.#lists.get(keyOf(path));
  }

  /** The keys that are in the object at this path, in order. */
  keysAt(...path: readonly string[]): readonly string[] {
    const under = (each: readonly string[]): boolean => path.every((key, index) => each[index] === key);
    const places = [...this.#byPath.values(), ...this.#keys.values()].filter((place) => under(place.path));
    const offsetOf = (place: Literal | KeyPlace): number => ('keyOffset' in place ? place.keyOffset : place.offset);
    return [...new Set(places.toSorted((a, b) => offsetOf(a) - offsetOf(b)).flatMap((place) => place.path[path.length] ?? []))];
  }

  #merge(found: SourceLiterals): void {
    const exported = exportedObjects(found);
    for (const { path, value } of exported.flatMap((object) => object.items)) {
      const list = this.#lists.get(keyOf(path));
      if (list) list.push(value);
      else this.#lists.set(keyOf(path), [value]);
    }
    for (const object of exported) this.#add(spreadInto(found, object, 0), exported.length > 1);
    this.#addUnread(found);
    for (const { value, ...place } of found.changes) {
      const [, ...path] = value.split('.');
      // `config.appId = …` comes after the object, under conditions that are not read.
      if (path.length > 0) this.#keys.set(keyOf(path), { ...place, value, path, isComputed: true });
    }
  }

  /** Of an exported object in which nothing could be read, the keys are known all the same. Parameters such as `({ config })` have no colons. */
  #addUnread({ objects, exportedName }: SourceLiterals): void {
    for (const object of objects) {
      if (hasContent(object) || !(object.isExported || (exportedName !== undefined && object.name === exportedName))) continue;
      for (const place of object.keys) {
        const key = keyOf(place.path);
        const hasColon = /^["']?\s{0,100}:/.test(this.#text.slice(place.offset + place.length, place.offset + place.length + 102));
        if (hasColon && !this.#byPath.has(key) && !this.#keys.has(key)) this.#keys.set(key, place);
      }
    }
  }

  #add({ literals, keys }: Pick<SourceObject, 'literals' | 'keys'>, isOneOfSeveral: boolean): void {
    for (const literal of literals) {
      const key = keyOf(literal.path);
      const known = this.#byPath.get(key);
      if (isOneOfSeveral && known && known.value !== literal.value)
        this.#several.set(key, [...(this.#several.get(key) ?? [known]), literal].slice(0, 8));
      this.#byPath.set(key, literal);
    }
    for (const place of keys) {
      const key = keyOf(place.path);
      const known = this.#byPath.get(key);
      // The later one of two equal keys counts.
      if (!place.isComputed || !known || isOneOfSeveral || known.keyOffset < place.offset) this.#keys.set(key, place);
    }
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

function hasContent({ literals, keys, spreads }: SourceObject): boolean {
  return literals.length > 0 || spreads.length > 0 || keys.some(({ isComputed }) => !isComputed);
}

/** What is exported: at its place, else by its name; every object where neither can be seen. */
function exportedObjects({ objects, exportedName }: SourceLiterals): readonly SourceObject[] {
  const direct = objects.filter((object) => object.isExported && hasContent(object));
  if (direct.length > 0) return direct;
  const named = objects.filter((object) => exportedName !== undefined && object.name === exportedName && hasContent(object));
  if (named.length > 0) return named;
  return exportedName === undefined ? objects.filter(hasContent) : [];
}

/** What is spread into it first, since its own keys come later. */
function spreadInto(found: SourceLiterals, object: SourceObject, depth: number): Pick<SourceObject, 'literals' | 'keys'> {
  if (depth >= deepestSpread) return object;
  const inner = object.spreads.slice(0, 8).flatMap((name) => {
    const named = found.objects.filter((each) => each !== object && each.name === name);
    const [only, other] = named;
    return only && !other ? [spreadInto(found, only, depth + 1)] : [];
  });
  const own = new Set([...object.literals, ...object.keys].map(({ path }) => keyOf(path)));
  const isFree = ({ path }: { readonly path: readonly string[] }): boolean =>
    path.every((_, index) => !own.has(keyOf(path.slice(0, index + 1))));
  return {
    literals: [...inner.flatMap((each) => each.literals.filter(isFree)), ...object.literals],
    keys: [...inner.flatMap((each) => each.keys.filter(isFree)), ...object.keys],
  };
}

function keyOf(path: readonly string[]): string {
  return path.join('\0');
}
