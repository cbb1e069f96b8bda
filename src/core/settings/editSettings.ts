/**
 * Changes single values of `mobile-distribution.json` and leaves everything else as it was: comments, order, indentation,
 * line endings, byte order mark. A value is replaced in place; a new key is written after the last one of its object, on a
 * line of its own where the object has lines. With a removed key goes the comment that ends its line, and no other.
 */

import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { Failure } from '../base/failure.ts';
import { settingsLimits } from './settingsFile.ts';
import { deepestLevel } from './text/jsonDepth.ts';
import { type JsonStyle, styleOf } from './text/jsonStyle.ts';
import { afterLineComment, commaAfter, isFirstOnLine, lineStart } from './text/jsonGaps.ts';
import { toPointer } from './text/jsonPointer.ts';

export interface SettingsChange {
  /** Keys from the root, such as `['android', 'versionCode']`. Objects on the way are made. */
  readonly path: readonly [string, ...string[]];
  /** `undefined` removes the key. */
  readonly value: unknown;
}

export function editSettings(text: string, changes: readonly SettingsChange[]): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  let content = text.slice(mark.length);
  const style = styleOf(content);
  for (const change of changes) {
    const before = content;
    content = applyChange(content, change, style);
    // A key may be there several times; removing it means all of them.
    for (let left = mostEqualKeys; change.value === undefined && content !== before && left > 0; left--) {
      const next = applyChange(content, change, style);
      if (next === content) break;
      content = next;
    }
  }
  return mark + content;
}

const mostEqualKeys = 100;

function applyChange(text: string, change: SettingsChange, style: JsonStyle): string {
  const root = parseOrRefuse(text);
  if (!root) return change.value === undefined ? text : freshText(text, change, style);
  let object = root;
  for (const [index, name] of change.path.entries()) {
    if (object.type !== 'object')
      throw Failure.of('settings-not-editable', { problem: `${toPointer(change.path.slice(0, index))} is not an object` });
    // The last of several equal keys is the one that counts.
    const property = (object.children ?? []).findLast((child) => child.children?.[0]?.value === name);
    const value = property?.children?.[1];
    if (!property || !value) return change.value === undefined ? text : insert(text, object, index, change, style);
    if (index === change.path.length - 1) {
      if (change.value === undefined) return remove(text, object, property);
      return splice(text, value.offset, value.length, print(change.value, index + 1, style, isOneLine(text, value)));
    }
    object = value;
  }
  return text;
}

function parseOrRefuse(text: string): Node | undefined {
  if (text.length > settingsLimits.characters || deepestLevel(text, settingsLimits.depth) > settingsLimits.depth)
    throw Failure.of('settings-not-editable', { problem: 'it is too large or nested too deep' });
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root && root.type !== 'object') throw Failure.of('settings-not-editable', { problem: 'it contains no object in braces' });
  if (root && errors.length > 0) throw Failure.of('settings-not-editable', { problem: 'it is not valid JSON' });
  return root;
}

/** A file that contains nothing, or comments only, gets its braces after them. */
function freshText(text: string, change: SettingsChange, style: JsonStyle): string {
  if (deepestLevel(text, 1) > 0) throw Failure.of('settings-not-editable', { problem: 'it is not valid JSON' });
  const kept = text.trim() === '' ? '' : text.trimEnd() + style.lineEnd;
  const empty = `${kept}{}${style.lineEnd}`;
  const root = parseOrRefuse(empty);
  if (!root) throw Failure.of('settings-not-editable', { problem: 'it is not valid JSON' });
  return insert(empty, root, 0, change, style);
}

function insert(text: string, object: Node, depth: number, change: SettingsChange, style: JsonStyle): string {
  const name = change.path[depth] ?? '';
  const nested = change.path.slice(depth + 1).reduceRight<unknown>((inner, key) => ({ [key]: inner }), change.value);
  const end = object.offset + object.length;
  const last = object.children?.at(-1);
  const oneLine = last !== undefined && isOneLine(text, object);
  const property = `${JSON.stringify(name)}: ${print(nested, depth + 1, style, oneLine)}`;
  if (oneLine) {
    const lastEnd = last.offset + last.length;
    const comma = commaAfter(text, lastEnd, end);
    return comma === undefined ? splice(text, lastEnd, 0, `, ${property}`) : splice(text, comma + 1, 0, ` ${property},`);
  }
  const line = `${style.lineEnd}${style.indent.repeat(depth + 1)}${property}`;
  if (!last) {
    // Comments inside empty braces stay before the first key.
    const inside = text.slice(object.offset + 1, end - 1).trimEnd();
    return splice(text, object.offset + 1, object.length - 2, `${inside}${line}${style.lineEnd}${style.indent.repeat(depth)}`);
  }
  const lastEnd = last.offset + last.length;
  const comma = commaAfter(text, lastEnd, end);
  const place = afterLineComment(text, comma === undefined ? lastEnd : comma + 1, end - 1);
  const closing = text.slice(place, end - 1).includes('\n') ? '' : `${style.lineEnd}${style.indent.repeat(depth)}`;
  const inserted = splice(text, place, 0, `${line}${comma === undefined ? '' : ','}${closing}`);
  return comma === undefined ? splice(inserted, lastEnd, 0, ',') : inserted;
}

function remove(text: string, object: Node, property: Node): string {
  const siblings = object.children ?? [];
  const index = siblings.indexOf(property);
  const end = object.offset + object.length;
  const start = property.offset;
  const comma = commaAfter(text, start + property.length, siblings[index + 1]?.offset ?? end);
  const stop = comma === undefined ? start + property.length : comma + 1;
  const before = siblings[index - 1];
  // Without its own comma the property was the last one: the comma that led to it goes with it.
  const leading = comma === undefined && before ? commaAfter(text, before.offset + before.length, start) : undefined;
  let result: string;
  const lineStop = afterLineComment(text, stop, end - 1);
  const endsLine = lineStop >= text.length || text[lineStop] === '\n' || text[lineStop] === '\r';
  if (isFirstOnLine(text, start) && endsLine) {
    const from = lineStart(text, start);
    const next = text.startsWith('\r\n', lineStop) ? lineStop + 2 : lineStop + 1;
    result = splice(text, from, Math.min(next, text.length) - from, '');
  } else {
    const space = comma !== undefined && text[stop] === ' ' ? 1 : 0;
    result = splice(text, start, stop + space - start, '');
  }
  if (leading === undefined) return result;
  const spaces = /^[ \t]*(?=[}])/.exec(result.slice(leading + 1))?.[0].length ?? 0;
  return splice(result, leading, 1 + Math.max(0, spaces - 1), '');
}

function print(value: unknown, depth: number, style: JsonStyle, oneLine: boolean): string {
  if (oneLine)
    return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ') : JSON.stringify(value);
  return JSON.stringify(value, null, style.indent).replaceAll('\n', `${style.lineEnd}${style.indent.repeat(depth)}`);
}

function isOneLine(text: string, node: Node): boolean {
  return (
    !text.slice(node.offset, node.offset + node.length).includes('\n') &&
    (node.type === 'object' || node.type === 'array') &&
    node.length > 2
  );
}

function splice(text: string, offset: number, length: number, inserted: string): string {
  return text.slice(0, offset) + inserted + text.slice(offset + length);
}
