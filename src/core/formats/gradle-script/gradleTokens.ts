/**
 * The tokens of Groovy and Kotlin source, as far as build scripts need them: words, numbers, texts with their interpolated parts, marks
 * and line breaks. Comments are left out, also nested ones of Kotlin. One pass without recursion; text of any kind gives some list, and
 * a text that never ends reaches to the end of its line, or of the file where it may contain line breaks.
 */

import { type Located } from '../source-text/located.ts';

/** A text is a list of what is written and of what is put in: `"1.$minor"` is `['1.', { source: 'minor' }]`. */
export type TextPart = string | { readonly source: string };

export interface GradleToken extends Located<string> {
  readonly kind: 'word' | 'number' | 'text' | 'mark' | 'break';
  /** Of texts only. */
  readonly parts?: readonly TextPart[];
}

export type GradleLanguage = 'groovy' | 'kotlin';

const mostTokens = 200_000;
const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const number = /0[xXbB][0-9a-fA-F_]{1,40}[lL]?|\d[\d_]{0,40}(?:\.\d[\d_]{0,40})?[lLfFdDgGiIuU]{0,2}/y;
const closesExpression = /^(?:word|number|text)$/;

/** `undefined`: more tokens than a build script has, so nothing is known about it. */
export function gradleTokens(text: string, language: GradleLanguage): readonly GradleToken[] | undefined {
  const found: GradleToken[] = [];
  for (let at = text.startsWith('\uFEFF') || text.startsWith('#!') ? endOfFirstGap(text) : 0; at < text.length;) {
    const gap = skipGap(text, at, language);
    if (gap > at) {
      at = gap;
      continue;
    }
    const token = readToken(text, at, language, found.at(-1));
    found.push(token);
    if (found.length > mostTokens) return undefined;
    at += token.length;
  }
  return found;
}

function endOfFirstGap(text: string): number {
  if (text.startsWith('\uFEFF')) return 1;
  const end = text.indexOf('\n');
  return end < 0 ? text.length : end;
}

/** Behind one blank, joined line or comment. Line breaks are tokens. */
function skipGap(text: string, at: number, language: GradleLanguage): number {
  const character = text.charAt(at);
  if (character === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) return text.indexOf('\n', at) + 1;
  if (character !== '\n' && /\s/.test(character)) return at + 1;
  if (character !== '/') return at;
  if (text.startsWith('//', at)) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  return text.startsWith('/*', at) ? endOfComment(text, at, language) : at;
}

const commentMark = /\/\*|\*\//g;

function endOfComment(text: string, start: number, language: GradleLanguage): number {
  if (language === 'groovy') {
    const end = text.indexOf('*/', start + 2);
    return end < 0 ? text.length : end + 2;
  }
  commentMark.lastIndex = start + 2;
  for (let depth = 1; ;) {
    const found = commentMark.exec(text);
    if (!found) return text.length;
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return found.index + 2;
  }
}

function readToken(text: string, at: number, language: GradleLanguage, before: GradleToken | undefined): GradleToken {
  const character = text.charAt(at);
  if (character === '\n' || character === ';') return { kind: 'break', value: character, offset: at, length: 1 };
  const quoted = readQuoted(text, at, language, before);
  if (quoted) return quoted;
  if (character === '`') {
    // A name of Kotlin that is a keyword elsewhere.
    const [name] = /^`[^`\n]{1,200}`/.exec(text.slice(at, at + 202)) ?? [];
    if (name !== undefined) return { kind: 'word', value: name.slice(1, -1), offset: at, length: name.length };
  }
  for (const [kind, pattern] of [
    ['number', number],
    ['word', word],
  ] as const) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { kind, value: found, offset: at, length: found.length };
  }
  return { kind: 'mark', value: character, offset: at, length: 1 };
}

interface Quote {
  readonly open: string;
  readonly close: string;
  readonly isMultiline: boolean;
  readonly hasParts: boolean;
  readonly hasEscapes: boolean;
}

function readQuoted(text: string, at: number, language: GradleLanguage, before: GradleToken | undefined): GradleToken | undefined {
  const quote = quoteAt(text, at, language, before);
  return quote && readText(text, at, quote);
}

function quoteAt(text: string, at: number, language: GradleLanguage, before: GradleToken | undefined): Quote | undefined {
  const isGroovy = language === 'groovy';
  if (text.startsWith('"""', at)) return { open: '"""', close: '"""', isMultiline: true, hasParts: true, hasEscapes: isGroovy };
  if (isGroovy && text.startsWith("'''", at)) return { open: "'''", close: "'''", isMultiline: true, hasParts: false, hasEscapes: true };
  const character = text.charAt(at);
  if (character === '"') return { open: '"', close: '"', isMultiline: false, hasParts: true, hasEscapes: true };
  if (character === "'") return { open: "'", close: "'", isMultiline: false, hasParts: false, hasEscapes: true };
  // `/…/` is a text of Groovy where no value is before it that could be divided.
  const mayBegin = before === undefined || !(closesExpression.test(before.kind) || /^[)\]}]$/.test(before.value));
  if (isGroovy && character === '/' && mayBegin && !/\s/.test(text.charAt(at + 1)))
    return { open: '/', close: '/', isMultiline: false, hasParts: true, hasEscapes: true };
  return undefined;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '\n': '' };
const plainPart = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy;

function readText(text: string, start: number, { open, close, isMultiline, hasParts, hasEscapes }: Quote): GradleToken {
  const parts: TextPart[] = [];
  let plain: string[] = [];
  const put = (source: string): void => {
    if (plain.length > 0) parts.push(plain.join(''));
    plain = [];
    parts.push({ source });
  };
  let at = start + open.length;
  while (at < text.length) {
    const character = text.charAt(at);
    if (text.startsWith(close, at)) return textToken(start, at + close.length - start, parts, plain);
    if (character === '\n' && !isMultiline) return { kind: 'mark', value: open, offset: start, length: at - start };
    if (character === '\\' && hasEscapes) {
      const code = /^u+([0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 12));
      const next = text.charAt(at + 1);
      plain.push(code?.[1] === undefined ? (escapes[next] ?? next) : String.fromCharCode(Number.parseInt(code[1], 16)));
      at += 1 + (code?.[0].length ?? 1);
    } else if (character === '$' && hasParts && text.charAt(at + 1) === '{') {
      const end = endOfPart(text, at + 2, isMultiline);
      put(text.slice(at + 2, Math.min(end, at + 2 + longestPart)));
      at = end + 1;
    } else if (character === '$' && hasParts) {
      plainPart.lastIndex = at + 1;
      const [name] = plainPart.exec(text) ?? [];
      if (name === undefined) plain.push(character);
      else put(name);
      at += 1 + (name?.length ?? 0);
    } else {
      plain.push(character);
      at += 1;
    }
  }
  return { kind: 'mark', value: open, offset: start, length: text.length - start };
}

const longestPart = 500;

/** At the brace that closes the part, or at the end of what it may reach. */
function endOfPart(text: string, start: number, isMultiline: boolean): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n' && !isMultiline) return at - 1;
    if (character === '{') depth += 1;
    else if (character === '}' && depth-- === 0) return at;
  }
  return text.length - 1;
}

function textToken(offset: number, length: number, parts: TextPart[], plain: readonly string[]): GradleToken {
  const all = plain.length > 0 ? [...parts, plain.join('')] : parts;
  const value = all.map((part) => (typeof part === 'string' ? part : '')).join('');
  return { kind: 'text', value, parts: all, offset, length };
}
