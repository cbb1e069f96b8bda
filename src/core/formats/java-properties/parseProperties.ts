/**
 * Java's `.properties` text (java.util.Properties, "load"): keys and values with their escapes, continued lines and comments, and the
 * place of each. Never throws; an escape that is not complete stands for itself.
 */

export interface Property {
  readonly key: string;
  readonly value: string;
  /** The value with its escapes, as it is written. */
  readonly written: string;
  /** Whether Java refuses the whole text because of it: `\u` without four digits behind it. */
  readonly isMalformed: boolean;
  /** Of the whole logical line, its line break included. */
  readonly lineOffset: number;
  readonly lineLength: number;
  /** Of the value, as it is written. */
  readonly offset: number;
  readonly length: number;
}

const mostProperties = 5000;

export function parseProperties(text: string): readonly Property[] {
  const found: Property[] = [];
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length && found.length < mostProperties;) {
    const end = endOfLogicalLine(text, at);
    const property = readLine(text, at, end);
    if (property) found.push(property);
    at = end;
  }
  return found;
}

/** After the line break; a line that ends with an odd number of backslashes goes on, unless it is a comment. */
function endOfLogicalLine(text: string, start: number): number {
  const isComment = /^[ \t\f]*[#!]/.test(text.slice(start, start + 200));
  for (let at = start; ;) {
    const lineBreak = text.indexOf('\n', at);
    if (lineBreak < 0) return text.length;
    let slashes = 0;
    for (let back = text.charAt(lineBreak - 1) === '\r' ? lineBreak - 2 : lineBreak - 1; back >= at && text.charAt(back) === '\\'; back--)
      slashes++;
    at = lineBreak + 1;
    if (isComment || slashes % 2 === 0) return at;
  }
}

function readLine(text: string, start: number, end: number): Property | undefined {
  const line = text.slice(start, end).replace(/\r?\n$/, '');
  const body = line.trimStart();
  if (body === '' || body.startsWith('#') || body.startsWith('!')) return undefined;
  const indent = line.length - body.length;
  let keyEnd = 0;
  while (keyEnd < body.length && !/[=: \t\f]/.test(body.charAt(keyEnd))) keyEnd += body.charAt(keyEnd) === '\\' ? 2 : 1;
  keyEnd = Math.min(keyEnd, body.length);
  const between = /^[ \t\f]*[=:]?[ \t\f]*/.exec(body.slice(keyEnd))?.[0].length ?? 0;
  const raw = body.slice(keyEnd + between);
  return {
    key: unescape(body.slice(0, keyEnd)),
    value: unescape(raw),
    written: raw,
    isMalformed: /(?:^|[^\\])(?:\\\\)*\\u(?![0-9a-fA-F]{4})/.test(body),
    lineOffset: start,
    lineLength: end - start,
    offset: start + indent + keyEnd + between,
    length: raw.length,
  };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f' };

function unescape(text: string): string {
  return text.replace(/\\(?:\r?\n[ \t\f]*|u([0-9a-fA-F]{4})|([^]?))/g, (_, code: string | undefined, character: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return character === undefined ? '' : (escapes[character] ?? character);
  });
}
