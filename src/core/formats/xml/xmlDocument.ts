/**
 * XML 1.0 with namespaces, as project files use it (`AndroidManifest.xml`, `config.xml`, `*.csproj`): elements with their attributes and
 * text, each with its place. Entities are the five of XML and character references; comments and processing instructions are left out,
 * CDATA is text, and nothing that a DOCTYPE declares is expanded. One pass without recursion, bounded in depth and number.
 */

import { type Located } from '../source-text/located.ts';

export interface XmlAttribute extends Located<string> {
  readonly name: string;
  /** The address that its prefix stands for; '' without a prefix. */
  readonly namespace: string;
}

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Its own text, trimmed, without that of its children. */
  readonly text: Located<string>;
  /** Of the whole element. */
  readonly offset: number;
  readonly length: number;
}

export const androidNamespace = 'http://schemas.android.com/apk/res/android';

const deepest = 200;
const mostElements = 50_000;
const mostAttributes = 200;
const mostPrefixes = 50;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const namePattern = /[^\s<>/='"&!?]+/y;

interface OpenElement {
  readonly qualified: string;
  readonly attributes: readonly RawAttribute[];
  readonly prefixes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  readonly texts: Located<string>[];
  readonly offset: number;
}

interface RawAttribute extends Located<string> {
  readonly qualified: string;
}

/** The root element; `undefined` for a text that is not well-formed. */
export function parseXml(text: string): XmlElement | undefined {
  return new XmlScanner(text).document();
}

class XmlScanner {
  readonly #text: string;
  readonly #open: OpenElement[] = [];
  #at: number;
  #count = 0;
  #root: XmlElement | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  document(): XmlElement | undefined {
    while (this.#at < this.#text.length) if (!this.#step()) return undefined;
    return this.#open.length === 0 ? this.#root : undefined;
  }

  #step(): boolean {
    const text = this.#text;
    const next = text.indexOf('<', this.#at);
    const end = next < 0 ? text.length : next;
    if (end > this.#at && !this.#addText(this.#at, end)) return false;
    this.#at = end;
    if (next < 0) return true;
    if (text.startsWith('<!--', next)) return this.#skipPast('-->', next + 4);
    if (text.startsWith('<?', next)) return this.#skipPast('?>', next + 2);
    if (text.startsWith('<![CDATA[', next)) {
      const close = text.indexOf(']]>', next);
      const inside = this.#open.at(-1);
      if (close < 0 || !inside) return false;
      inside.texts.push({ value: text.slice(next + 9, close), offset: next + 9, length: close - next - 9 });
      this.#at = close + 3;
      return true;
    }
    if (text.startsWith('<!', next)) return this.#skipDoctype(next);
    return text.charAt(next + 1) === '/' ? this.#close(next) : this.#element(next);
  }

  #skipPast(end: string, from: number): boolean {
    const found = this.#text.indexOf(end, from);
    this.#at = found + end.length;
    return found >= 0;
  }

  /** What is declared inside of it is not read, so that its entities stay unknown. */
  #skipDoctype(start: number): boolean {
    const end = this.#text.indexOf('>', start);
    const subset = this.#text.indexOf('[', start);
    if (end < 0 || this.#root || this.#open.length > 0) return false;
    return subset >= 0 && subset < end ? this.#skipPast(']>', subset) : this.#skipPast('>', start);
  }

  #addText(start: number, end: number): boolean {
    const written = this.#text.slice(start, end);
    const inside = this.#open.at(-1);
    if (!inside) return written.trim() === '';
    if (written.trim() === '') return true;
    const value = decode(written);
    if (value === undefined) return false;
    inside.texts.push({ value, offset: start, length: end - start });
    return true;
  }

  #element(start: number): boolean {
    if (this.#open.length >= deepest || ++this.#count > mostElements || (this.#root && this.#open.length === 0)) return false;
    this.#at = start + 1;
    const qualified = this.#name();
    if (qualified === undefined) return false;
    const attributes: RawAttribute[] = [];
    for (;;) {
      this.#skipBlanks();
      const isEmpty = this.#text.startsWith('/>', this.#at);
      if (isEmpty || this.#text.charAt(this.#at) === '>') {
        this.#at += isEmpty ? 2 : 1;
        this.#open.push({ qualified, attributes, prefixes: this.#prefixes(attributes), children: [], texts: [], offset: start });
        return !isEmpty || this.#finish();
      }
      const attribute = this.#attribute();
      if (!attribute || attributes.length >= mostAttributes) return false;
      attributes.push(attribute);
    }
  }

  #attribute(): RawAttribute | undefined {
    const qualified = this.#name();
    this.#skipBlanks();
    if (qualified === undefined || this.#text.charAt(this.#at) !== '=') return undefined;
    this.#at += 1;
    this.#skipBlanks();
    const quote = this.#text.charAt(this.#at);
    if (quote !== '"' && quote !== "'") return undefined;
    const offset = this.#at + 1;
    const end = this.#text.indexOf(quote, offset);
    const value = end < 0 ? undefined : decode(this.#text.slice(offset, end));
    if (value === undefined) return undefined;
    this.#at = end + 1;
    return { qualified, value: value.replaceAll(/[\t\r\n]/g, ' '), offset, length: end - offset };
  }

  #close(start: number): boolean {
    this.#at = start + 2;
    const name = this.#name();
    this.#skipBlanks();
    if (name !== this.#open.at(-1)?.qualified || this.#text.charAt(this.#at) !== '>') return false;
    this.#at += 1;
    return this.#finish();
  }

  #finish(): boolean {
    const done = this.#open.pop();
    if (!done) return false;
    const { qualified, prefixes, children, texts, offset } = done;
    const [namespace, name] = resolve(qualified, prefixes, prefixes.get('') ?? '');
    const element = {
      name,
      namespace,
      attributes: done.attributes.map(({ qualified: written, ...place }) => {
        const [space, plain] = resolve(written, prefixes, '');
        return { ...place, name: plain, namespace: space };
      }),
      children,
      text: joined(texts, this.#at),
      offset,
      length: this.#at - offset,
    };
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(element);
    else this.#root = element;
    return true;
  }

  #prefixes(attributes: readonly RawAttribute[]): ReadonlyMap<string, string> {
    const around = this.#open.at(-1)?.prefixes ?? new Map<string, string>();
    const own = attributes.filter(({ qualified }) => qualified === 'xmlns' || qualified.startsWith('xmlns:'));
    // A map for each element would cost its size times the depth.
    if (own.length === 0 || around.size > mostPrefixes) return around;
    return new Map([...around, ...own.map(({ qualified, value }) => [qualified.slice(6), value] as const)]);
  }

  #name(): string | undefined {
    namePattern.lastIndex = this.#at;
    const [name] = namePattern.exec(this.#text) ?? [];
    this.#at += name?.length ?? 0;
    return name;
  }

  #skipBlanks(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }
}

function resolve(qualified: string, prefixes: ReadonlyMap<string, string>, otherwise: string): readonly [namespace: string, name: string] {
  const colon = qualified.indexOf(':');
  if (colon < 0) return [otherwise, qualified];
  const prefix = qualified.slice(0, colon);
  return [prefixes.get(prefix) ?? prefix, qualified.slice(colon + 1)];
}

function joined(texts: readonly Located<string>[], end: number): Located<string> {
  const [first] = texts;
  const last = texts.at(-1);
  if (!first || !last) return { value: '', offset: end, length: 0 };
  const whole = texts.map(({ value }) => value).join('');
  const value = whole.trim();
  if (texts.length > 1) return { value, offset: first.offset, length: last.offset + last.length - first.offset };
  const before = whole.length - whole.trimStart().length;
  const after = whole.length - whole.trimEnd().length;
  return { value, offset: first.offset + before, length: Math.max(0, first.length - before - after) };
}

/** `undefined` where an `&` begins no reference that XML knows. */
function decode(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let isWrong = false;
  const value = text.replaceAll(/&([^;&\s]{0,12};?)/g, (_, body: string) => {
    const name = body.endsWith(';') ? body.slice(0, -1) : '';
    const numeric = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    const code = numeric ? Number.parseInt(numeric[1] ?? numeric[2] ?? '', numeric[1] === undefined ? 10 : 16) : undefined;
    if (code !== undefined && code <= 0x10_ff_ff) return String.fromCodePoint(code);
    const known = Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (known === undefined) isWrong = true;
    return known ?? '';
  });
  return isWrong ? undefined : value;
}

/** All elements inside of it, itself first, in the order of the text. */
export function* elementsOf(root: XmlElement): Generator<XmlElement, void, undefined> {
  const open: XmlElement[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index--) {
      const child = next.children[index];
      if (child) open.push(child);
    }
  }
}

export function attributeOf(element: XmlElement, name: string, namespace = ''): XmlAttribute | undefined {
  return element.attributes.find((attribute) => attribute.name === name && attribute.namespace === namespace);
}
