/**
 * The part of YAML 1.2 that configuration such as `pubspec.yaml` is written in: mappings by indentation, scalars plain and quoted, flow
 * mappings on one line, comments. Lists, anchors, tags, aliases and block texts are passed over, so their values stay unknown; a line
 * that follows none of this gives no value. One pass over the lines.
 */

import { type Located } from '../source-text/located.ts';

export interface YamlScalar extends Located<string> {
  /** The keys that lead to it. */
  readonly path: readonly string[];
}

const mostLines = 20_000;
const longestLine = 2000;
const deepest = 32;

interface OpenKey {
  readonly indent: number;
  readonly key: string;
}

export class YamlDocument {
  readonly scalars: readonly YamlScalar[];
  readonly #keys: ReadonlySet<string>;

  constructor(text: string) {
    const { scalars, keys } = readLines(text);
    this.scalars = scalars;
    this.#keys = keys;
  }

  at(...path: readonly string[]): YamlScalar | undefined {
    const key = path.join('\0');
    return this.scalars.findLast((scalar) => scalar.path.join('\0') === key);
  }

  has(...path: readonly string[]): boolean {
    return this.#keys.has(path.join('\0'));
  }
}

function readLines(text: string): { readonly scalars: readonly YamlScalar[]; readonly keys: ReadonlySet<string> } {
  const scalars: YamlScalar[] = [];
  const keys = new Set<string>();
  let open: OpenKey[] = [];
  /** Lines deeper than this belong to a block text or a list. */
  let passed: number | undefined;
  let offset = 0;
  for (const whole of text.split('\n', mostLines)) {
    const lineOffset = offset;
    offset += whole.length + 1;
    const line = whole
      .slice(0, longestLine)
      .replace(/\r$/, '')
      .replace(/^\uFEFF/, '');
    const body = line.trimStart();
    const indent = line.length - body.length;
    if (body === '' || body.startsWith('#')) continue;
    if (/^(?:---|\.\.\.|%)/.test(line)) {
      // Only the first document counts.
      if (scalars.length > 0) break;
      continue;
    }
    if (passed !== undefined && indent > passed) continue;
    passed = undefined;
    open = open.filter((key) => key.indent < indent);
    const entry = readKey(body);
    if (!entry || line.slice(0, indent).includes('\t')) {
      passed = indent;
      continue;
    }
    const path = [...open.map(({ key }) => key), entry.key];
    if (path.length > deepest) continue;
    keys.add(path.join('\0'));
    const value = readValue(entry.rest);
    if (value === 'nested') open = [...open, { indent, key: entry.key }];
    else if (value === 'unknown') passed = indent;
    else if ('pairs' in value)
      for (const [key, inner] of value.pairs)
        addScalar([...path, key], inner, lineOffset + (whole.length - entry.rest.length), scalars, keys);
    else addScalar(path, value.written, lineOffset + indent + (body.length - entry.rest.length), scalars, keys);
  }
  return { scalars, keys };
}

interface Written {
  readonly value: string;
  readonly start: number;
  readonly length: number;
}

function addScalar(
  path: readonly string[],
  { value, start, length }: Written,
  offset: number,
  scalars: YamlScalar[],
  keys: Set<string>,
): void {
  keys.add(path.join('\0'));
  scalars.push({ path, value, offset: offset + start, length });
}

function readKey(body: string): { readonly key: string; readonly rest: string } | undefined {
  const quoted = /^(?:"([^"\\]{0,200})"|'([^']{0,200})')\s{0,20}:(?=\s|$)/.exec(body);
  const plain = quoted ?? /^([^\s#&*!|>'"%@`{}[\],?-][^:#]{0,200}?)\s{0,20}:(?=\s|$)/.exec(body);
  const key = plain?.[1] ?? plain?.[2];
  return plain && key !== undefined ? { key, rest: body.slice(plain[0].length) } : undefined;
}

type ReadValue = 'nested' | 'unknown' | { readonly written: Written } | { readonly pairs: readonly (readonly [string, Written])[] };

function readValue(rest: string): ReadValue {
  const text = rest.trimStart();
  const start = rest.length - text.length;
  if (text === '' || text.startsWith('#')) return 'nested';
  if (text.startsWith('{')) return readFlow(text, start);
  const scalar = readScalar(text, start);
  return scalar ? { written: scalar } : 'unknown';
}

function readScalar(text: string, start: number): Written | undefined {
  const single = /^'((?:[^']|''){0,1000})'\s*(?:#.*)?$/.exec(text);
  if (single?.[1] !== undefined) return { value: single[1].replaceAll("''", "'"), start, length: single[1].length + 2 };
  const double = /^"((?:[^"\\]|\\["\\/]){0,1000})"\s*(?:#.*)?$/.exec(text);
  if (double?.[1] !== undefined) return { value: double[1].replaceAll(/\\(.)/g, '$1'), start, length: double[1].length + 2 };
  if (/^[|>&*!%@`"'[\]{},?#-]/.test(text) && !/^-?\d/.test(text)) return undefined;
  const comment = / #/.exec(text)?.index ?? text.length;
  const value = text.slice(0, comment).trim();
  return { value, start, length: value.length };
}

/** `{ sdk: flutter, "a": 'b' }`, with scalars alone. */
function readFlow(text: string, start: number): ReadValue {
  const end = text.indexOf('}');
  if (end < 0 || !/^\s*(?:#.*)?$/.test(text.slice(end + 1))) return 'unknown';
  const pairs: (readonly [string, Written])[] = [];
  let at = 1;
  for (const part of text.slice(1, end).split(',').slice(0, 50)) {
    const body = part.trimStart();
    const entry = readKey(body);
    const value = entry && readScalar(entry.rest.trim(), start + at + (part.length - entry.rest.trimStart().length));
    if (entry && value) pairs.push([entry.key, value]);
    at += part.length + 1;
  }
  return { pairs };
}
