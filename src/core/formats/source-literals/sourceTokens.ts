/** The tokens of JavaScript and TypeScript, as far as finding literals needs them: texts, words and marks. Comments and blanks are left out. */

import { type Located } from '../source-text/located.ts';

export interface SourceToken extends Located<string> {
  readonly kind: 'text' | 'word' | 'mark';
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0', '\n': '' };
const word = /-?[\w$][\w$.]*/y;

export function* sourceTokens(text: string): Generator<SourceToken, void, undefined> {
  let before: SourceToken | undefined;
  for (let at = 0; at < text.length;) {
    const afterGap = skipGap(text, at);
    if (afterGap > at) {
      at = afterGap;
      continue;
    }
    const token = readToken(text, at, before);
    yield token;
    before = token;
    at += token.length;
  }
}

function readToken(text: string, at: number, before: SourceToken | undefined): SourceToken {
  const character = text.charAt(at);
  if (/["'`]/.test(character)) return readText(text, at, character);
  const expression = character === '/' ? expressionLength(text, at, before) : 0;
  if (expression > 0) return { kind: 'mark', value: '/', offset: at, length: expression };
  word.lastIndex = at;
  const [found] = word.exec(text) ?? [];
  return found === undefined
    ? { kind: 'mark', value: character, offset: at, length: 1 }
    : { kind: 'word', value: found, offset: at, length: found.length };
}

/** Behind one blank or comment. */
function skipGap(text: string, at: number): number {
  if (/[\s\uFEFF]/.test(text.charAt(at))) return at + 1;
  const end = text.startsWith('//', at) ? text.indexOf('\n', at) : text.startsWith('/*', at) ? text.indexOf('*/', at + 2) + 1 : at - 1;
  if (end === at - 1) return at;
  return end <= 0 ? text.length : end + 1;
}

const longestExpression = 2000;

/** Of a regular expression, which can contain quotes; 0 for a sign of division. */
function expressionLength(text: string, start: number, before: SourceToken | undefined): number {
  const mayBegin = before === undefined || (before.kind === 'mark' && /^[=(,:[!&|?{};>]$/.test(before.value)) || before.value === 'return';
  if (!mayBegin) return 0;
  let isClass = false;
  for (let at = start + 1; at < text.length && at < start + longestExpression; at++) {
    const character = text.charAt(at);
    if (character === '\n') return 0;
    if (character === '\\') at += 1;
    else if (character === '[') isClass = true;
    else if (character === ']') isClass = false;
    else if (character === '/' && !isClass) return at + 1 - start;
  }
  return 0;
}

/** A text that does not end on its line, or contains a value that is computed, becomes a mark of its whole length. */
function readText(text: string, start: number, quote: string): SourceToken {
  const pieces: string[] = [];
  let isComputed = false;
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === quote) {
      const length = at + 1 - start;
      return isComputed
        ? { kind: 'mark', value: quote, offset: start, length }
        : { kind: 'text', value: pieces.join(''), offset: start, length };
    }
    if (character === '\n' && quote !== '`') return { kind: 'mark', value: quote, offset: start, length: at - start };
    if (quote === '`' && character === '$' && text.charAt(at + 1) === '{') isComputed = true;
    if (character !== '\\') {
      pieces.push(character);
      continue;
    }
    const escaped = text.charAt(++at);
    const digits = /^(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(text.slice(at, at + 5));
    const code = digits?.[1] ?? digits?.[2];
    pieces.push(code === undefined ? (escapes[escaped] ?? escaped) : String.fromCharCode(Number.parseInt(code, 16)));
    if (code !== undefined) at += code.length;
  }
  return { kind: 'mark', value: quote, offset: start, length: text.length - start };
}
