/**
 * Build settings files of Xcode (`*.xcconfig`): assignments with their conditions, and the files they include. Comments reach from `//`
 * to the end of the line, also inside a value, as Xcode reads them. Includes are named here and followed by the caller.
 */

import { type Located } from '../source-text/located.ts';

export interface BuildSetting extends Located<string> {
  readonly name: string;
  /** Of `NAME[sdk=iphoneos*][config=Release]`: `{ sdk: 'iphoneos*', config: 'Release' }`. */
  readonly conditions: Readonly<Record<string, string>>;
}

export type XcconfigLine =
  | { readonly kind: 'setting'; readonly setting: BuildSetting }
  | { readonly kind: 'include'; readonly path: string };

const mostLines = 20_000;
const longestLine = 4000;

export function parseXcconfig(text: string): readonly XcconfigLine[] {
  const found: XcconfigLine[] = [];
  let offset = 0;
  for (const line of text.split('\n', mostLines)) {
    const read = readLine(line.slice(0, longestLine), offset);
    if (read) found.push(read);
    offset += line.length + 1;
  }
  return found;
}

function readLine(line: string, offset: number): XcconfigLine | undefined {
  const include = /^\s*#include\??\s*"([^"]+)"/.exec(line)?.[1];
  if (include !== undefined) return { kind: 'include', path: include };
  const comment = line.indexOf('//');
  const code = comment < 0 ? line : line.slice(0, comment);
  const equals = indexOfEquals(code);
  if (equals < 0) return undefined;
  const key = parseSettingName(code.slice(0, equals).trim());
  if (!key) return undefined;
  const written = code.slice(equals + 1);
  const value = written.trim().replace(/;$/, '').trim();
  const start = equals + 1 + (written.length - written.trimStart().length);
  return { kind: 'setting', setting: { ...key, value: unquoted(value), offset: offset + start, length: value.length } };
}

/** Behind the conditions, which have an `=` of their own. */
function indexOfEquals(code: string): number {
  let depth = 0;
  for (let at = 0; at < code.length; at++) {
    const character = code.charAt(at);
    if (character === '[') depth += 1;
    else if (character === ']') depth -= 1;
    else if (character === '=' && depth <= 0) return at;
  }
  return -1;
}

function unquoted(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.indexOf('"', 1) === value.length - 1 ? value.slice(1, -1) : value;
}

/** `NAME[sdk=iphoneos*]`, as it is written in project files too. */
export function parseSettingName(text: string): Pick<BuildSetting, 'name' | 'conditions'> | undefined {
  const [whole, name] = /^([A-Za-z_]\w{0,200})/.exec(text) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  const conditions: Record<string, string> = {};
  for (const part of text
    .slice(whole.length)
    .split(/[[\],]/)
    .slice(0, 10)) {
    const equals = part.indexOf('=');
    if (equals > 0) conditions[part.slice(0, equals).trim()] = part.slice(equals + 1).trim();
    else if (part.trim() !== '') return undefined;
  }
  return { name, conditions };
}
