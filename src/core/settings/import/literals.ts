/**
 * The literals of an object in JSON, JavaScript or TypeScript text, each with the keys that lead to it. Nothing is evaluated: a value that
 * is put together, called for or looked up is left out. One pass without recursion; text of any kind gives some list.
 */

export interface Literal {
  /** The keys from the outermost object; items of a list have the key `[]`. */
  readonly path: readonly string[];
  readonly value: string | number | boolean;
  readonly keyOffset: number;
  /** Of the value, quotes included. */
  readonly offset: number;
  readonly length: number;
}

interface Token {
  readonly kind: 'text' | 'word' | 'mark';
  readonly value: string;
  readonly offset: number;
  readonly length: number;
}

const mostLiterals = 10_000;
const deepest = 64;

export function findLiterals(text: string): readonly Literal[] {
  const found: Literal[] = [];
  const open: { readonly mark: string; readonly key: string | undefined }[] = [];
  const tokens = [...tokensOf(text)];
  let key: Token | undefined;
  for (const [index, token] of tokens.entries()) {
    const [before, next] = [tokens[index - 1], tokens[index + 1]];
    if (token.kind === 'mark') {
      if (token.value === '{' || token.value === '[') {
        if (open.length >= deepest) break;
        open.push({ mark: token.value, key: key?.value });
        key = undefined;
      } else if (token.value === '}' || token.value === ']') {
        open.pop();
        key = undefined;
      } else if (token.value === ',') key = undefined;
      // A colon belongs to the key before it; after anything else the value is computed.
      else if (token.value !== ':') key = undefined;
      continue;
    }
    const startsEntry = before?.kind === 'mark' && (before.value === '{' || before.value === ',');
    if (startsEntry && next?.value === ':' && next.kind === 'mark') {
      key = token;
      continue;
    }
    const value = key && before?.value === ':' && endsValue(next) ? valueOf(token) : undefined;
    if (key && value !== undefined) {
      const path = [
        ...open.flatMap((level) => [...(level.key === undefined ? [] : [level.key]), ...(level.mark === '[' ? ['[]'] : [])]),
        key.value,
      ];
      found.push({ path, value, keyOffset: key.offset, offset: token.offset, length: token.length });
      if (found.length >= mostLiterals) break;
    }
    key = undefined;
  }
  return found;
}

function endsValue(next: Token | undefined): boolean {
  return next === undefined || (next.kind === 'mark' && /[,}\]]/.test(next.value)) || (next.kind === 'word' && next.value === 'as');
}

function valueOf({ kind, value }: Token): string | number | boolean | undefined {
  if (kind === 'text') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : undefined;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0', '\n': '' };
const word = /-?[\w$][\w$.]*/y;

function* tokensOf(text: string): Generator<Token, void, undefined> {
  let at = 0;
  while (at < text.length) {
    const afterGap = skipGap(text, at);
    if (afterGap > at) {
      at = afterGap;
      continue;
    }
    const character = text.charAt(at);
    word.lastIndex = at;
    const [found] = word.exec(text) ?? [];
    const token: Token = /["'`]/.test(character)
      ? readText(text, at, character)
      : found === undefined
        ? { kind: 'mark', value: character, offset: at, length: 1 }
        : { kind: 'word', value: found, offset: at, length: found.length };
    yield token;
    at += token.length;
  }
}

/** Behind one blank or comment. */
function skipGap(text: string, at: number): number {
  if (/[\s\uFEFF]/.test(text.charAt(at))) return at + 1;
  const end = text.startsWith('//', at) ? text.indexOf('\n', at) : text.startsWith('/*', at) ? text.indexOf('*/', at + 2) + 1 : at - 1;
  if (end === at - 1) return at;
  return end <= 0 ? text.length : end + 1;
}

/** A text that does not end on its line, or holds a value that is computed, becomes a mark of its whole length. */
function readText(text: string, start: number, quote: string): Token {
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
