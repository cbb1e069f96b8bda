/**
 * XML property lists (PropertyList-1.0.dtd). A scanner for exactly the elements of that DTD, in one pass: no DTD is read,
 * no entity is defined or expanded beyond the five of XML and character references.
 */

import { fromBase64 } from '../../base/bytes.ts';
import { maxPlistDepth, PlistError } from './plistError.ts';
import { type PlistDictionary, type PlistValue } from './plistValue.ts';

interface Tag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly offset: number;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

class Scanner {
  readonly text: string;
  offset: number;

  constructor(text: string, offset: number) {
    this.text = text;
    this.offset = offset;
  }

  /** The next tag; comments, processing instructions, the DOCTYPE and white space before it are skipped. */
  tag(): Tag {
    for (;;) {
      while (/\s/.test(this.text.charAt(this.offset))) this.offset += 1;
      const start = this.offset;
      if (this.text.startsWith('<!--', start)) this.#skipPast('-->');
      else if (this.text.startsWith('<?', start)) this.#skipPast('?>');
      else if (this.text.startsWith('<!DOCTYPE', start)) this.#skipDoctype();
      else return this.#element(start);
    }
  }

  #element(start: number): Tag {
    if (this.text.charAt(start) !== '<') throw new PlistError('an element was expected', start);
    const end = this.text.indexOf('>', start);
    if (end < 0) throw new PlistError('an element is not closed by >', start);
    const inner = this.text.slice(start + 1, end);
    const match = /^(\/?)([A-Za-z]+)(?:\s[^<]*?)?(\/?)$/.exec(inner);
    if (!match?.[2]) throw new PlistError('an element name was expected', start);
    this.offset = end + 1;
    return { name: match[2], kind: match[1] ? 'close' : match[3] ? 'empty' : 'open', offset: start };
  }

  /** Character data up to the closing tag of `name`, with CDATA sections and references resolved. */
  content(name: string): string {
    const parts: string[] = [];
    for (;;) {
      const next = this.text.indexOf('<', this.offset);
      if (next < 0) throw new PlistError(`<${name}> is not closed`, this.offset);
      parts.push(this.#resolve(this.text.slice(this.offset, next), this.offset));
      this.offset = next;
      if (this.text.startsWith('<![CDATA[', next)) {
        const end = this.text.indexOf(']]>', next);
        if (end < 0) throw new PlistError('a CDATA section is not closed', next);
        parts.push(this.text.slice(next + 9, end));
        this.offset = end + 3;
      } else if (this.text.startsWith('<!--', next)) {
        this.#skipPast('-->');
      } else {
        const tag = this.tag();
        if (tag.kind !== 'close' || tag.name !== name)
          throw new PlistError(`<${name}> contains <${tag.name}> where text was expected`, tag.offset);
        return parts.join('');
      }
    }
  }

  #resolve(text: string, offset: number): string {
    if (!text.includes('&')) return text;
    return text.replace(/&([^;]{0,12};?)/g, (_, body: string) => {
      if (!body.endsWith(';')) throw new PlistError('an & is not part of a reference', offset);
      const name = body.slice(0, -1);
      const numeric = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
      const code = numeric ? Number.parseInt(numeric[1] ?? numeric[2] ?? '', numeric[1] ? 16 : 10) : undefined;
      if (code !== undefined && code <= 0x10ffff) return String.fromCodePoint(code);
      if (Object.hasOwn(entities, name)) return entities[name] ?? '';
      throw new PlistError(`the reference &${name}; is unknown`, offset);
    });
  }

  #skipPast(end: string): void {
    const found = this.text.indexOf(end, this.offset);
    if (found < 0) throw new PlistError(`${end} is missing`, this.offset);
    this.offset = found + end.length;
  }

  #skipDoctype(): void {
    const end = this.text.indexOf('>', this.offset);
    const subset = this.text.indexOf('[', this.offset);
    if (end < 0) throw new PlistError('the DOCTYPE is not closed', this.offset);
    if (subset >= 0 && subset < end) throw new PlistError('a DOCTYPE with own declarations is refused', subset);
    this.offset = end + 1;
  }
}

/** Parses an XML list. `onDuplicateKey` hears of every key that is there twice in one dictionary. Throws `PlistError`. */
export function parseXmlPlist(text: string, onDuplicateKey: (key: string, offset: number) => void): PlistValue {
  const scanner = new Scanner(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  const root = scanner.tag();
  if (root.name !== 'plist' || root.kind !== 'open') throw new PlistError('the root element is not <plist>', root.offset);
  const value = parseValue(scanner, scanner.tag(), 0, onDuplicateKey);
  const end = scanner.tag();
  if (end.name !== 'plist' || end.kind !== 'close') throw new PlistError('<plist> contains more than one value', end.offset);
  return value;
}

function parseValue(scanner: Scanner, tag: Tag, depth: number, onDuplicateKey: (key: string, offset: number) => void): PlistValue {
  if (depth > maxPlistDepth) throw new PlistError(`values are nested deeper than ${maxPlistDepth}`, tag.offset);
  if (tag.kind === 'close') throw new PlistError(`</${tag.name}> closes nothing`, tag.offset);
  const text = (): string => (tag.kind === 'empty' ? '' : scanner.content(tag.name));
  switch (tag.name) {
    case 'string':
      return { type: 'string', value: text() };
    case 'true':
    case 'false':
      if (text().trim() !== '') throw new PlistError(`<${tag.name}> is not empty`, tag.offset);
      return { type: 'boolean', value: tag.name === 'true' };
    case 'integer':
      return { type: 'integer', value: parseInteger(text().trim(), tag.offset) };
    case 'real':
      return { type: 'real', value: parseReal(text().trim(), tag.offset) };
    case 'date':
      return { type: 'date', value: parseDate(text().trim(), tag.offset) };
    case 'data':
      return { type: 'data', value: parseData(text(), tag.offset) };
    case 'array': {
      const items: PlistValue[] = [];
      if (tag.kind === 'open') {
        for (let next = scanner.tag(); !closes(next, 'array'); next = scanner.tag())
          items.push(parseValue(scanner, next, depth + 1, onDuplicateKey));
      }
      return { type: 'array', items };
    }
    case 'dict':
      return tag.kind === 'empty' ? { type: 'dictionary', entries: new Map() } : parseDictionary(scanner, depth, onDuplicateKey);
    default:
      throw new PlistError(`<${tag.name}> is not an element of property lists`, tag.offset);
  }
}

function closes(tag: Tag, name: string): boolean {
  return tag.kind === 'close' && tag.name === name;
}

function parseDictionary(scanner: Scanner, depth: number, onDuplicateKey: (key: string, offset: number) => void): PlistDictionary {
  const entries = new Map<string, PlistValue>();
  for (let tag = scanner.tag(); !closes(tag, 'dict'); tag = scanner.tag()) {
    if (tag.name !== 'key' || tag.kind === 'close') throw new PlistError(`<${tag.name}> is in the place of a <key>`, tag.offset);
    const key = tag.kind === 'empty' ? '' : scanner.content('key');
    if (entries.has(key)) onDuplicateKey(key, tag.offset);
    entries.set(key, parseValue(scanner, scanner.tag(), depth + 1, onDuplicateKey));
  }
  return { type: 'dictionary', entries };
}

function parseInteger(text: string, offset: number): bigint {
  const match = /^([+-]?)(0[xX][0-9a-fA-F]{1,16}|[0-9]{1,20})$/.exec(text);
  const magnitude = match?.[2] ? BigInt(match[2]) : undefined;
  if (magnitude === undefined || magnitude > 0xffff_ffff_ffff_ffffn)
    throw new PlistError(`“${text.slice(0, 40)}” is not an integer of 64 bits`, offset);
  return match?.[1] === '-' ? -magnitude : magnitude;
}

const specialReals: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['infinity', Infinity],
  ['+infinity', Infinity],
  ['-infinity', -Infinity],
  ['inf', Infinity],
  ['-inf', -Infinity],
]);

function parseReal(text: string, offset: number): number {
  const known = specialReals.get(text.toLowerCase());
  if (known !== undefined) return known;
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text)) throw new PlistError(`“${text.slice(0, 40)}” is not a real number`, offset);
  return Number(text);
}

function parseDate(text: string, offset: number): Date {
  const date = /^-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(date.getTime())) throw new PlistError(`“${text.slice(0, 40)}” is not a date (2026-11-21T10:00:00Z)`, offset);
  return date;
}

function parseData(text: string, offset: number): Uint8Array {
  const digits = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) throw new PlistError('<data> contains data that is not base64', offset);
  return fromBase64(digits);
}

const header =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n';

/** Writes as Apple's CFPropertyList does: tabs, dictionary keys sorted, one final newline. The same value gives the same text. */
export function encodeXmlPlist(value: PlistValue): string {
  const lines: string[] = [];
  writeValue(value, '', lines);
  return `${header}${lines.join('\n')}\n</plist>\n`;
}

function writeValue(value: PlistValue, indent: string, lines: string[]): void {
  switch (value.type) {
    case 'string':
      lines.push(`${indent}<string>${escapeText(value.value)}</string>`);
      break;
    case 'integer':
      lines.push(`${indent}<integer>${value.value}</integer>`);
      break;
    case 'real':
      lines.push(`${indent}<real>${formatReal(value.value)}</real>`);
      break;
    case 'boolean':
      lines.push(`${indent}<${value.value}/>`);
      break;
    case 'date':
      lines.push(`${indent}<date>${value.value.toISOString().replace(/\.\d+Z$/, 'Z')}</date>`);
      break;
    case 'data':
      lines.push(`${indent}<data>`, ...wrapBase64(value.value, indent), `${indent}</data>`);
      break;
    case 'uid':
      lines.push(`${indent}<dict>`, `${indent}\t<key>CF$UID</key>`, `${indent}\t<integer>${value.value}</integer>`, `${indent}</dict>`);
      break;
    case 'array':
      if (value.items.length === 0) lines.push(`${indent}<array/>`);
      else {
        lines.push(`${indent}<array>`);
        for (const item of value.items) writeValue(item, `${indent}\t`, lines);
        lines.push(`${indent}</array>`);
      }
      break;
    case 'dictionary':
      if (value.entries.size === 0) lines.push(`${indent}<dict/>`);
      else {
        lines.push(`${indent}<dict>`);
        for (const key of [...value.entries.keys()].sort(compareKeys)) {
          const entry = value.entries.get(key);
          lines.push(`${indent}\t<key>${escapeText(key)}</key>`);
          if (entry) writeValue(entry, `${indent}\t`, lines);
        }
        lines.push(`${indent}</dict>`);
      }
      break;
  }
}

/** By code point, which is the bytewise order of UTF-8 that Apple's writers use. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function formatReal(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? '+infinity' : '-infinity';
  return Object.is(value, -0) ? '-0.0' : String(value);
}

/** Apple breaks data at 76 columns, a tab counting as eight. */
function wrapBase64(bytes: Uint8Array, indent: string): string[] {
  const width = Math.max(8, Math.floor((76 - indent.length * 8) / 4) * 4);
  const text = Buffer.from(bytes).toString('base64');
  const lines: string[] = [];
  for (let start = 0; start < text.length; start += width) lines.push(`${indent}${text.slice(start, start + width)}`);
  return lines;
}
