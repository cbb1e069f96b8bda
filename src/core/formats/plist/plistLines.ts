/** A property list value as lines for people: an array one item a line, a dictionary one key a line, what is nested indented. */

import { toHex } from '../../base/bytes.ts';
import { type PlistValue } from './plistValue.ts';

const mostLines = 200;
const deepest = 6;
const longestLine = 400;

/** At most 200 lines, the last one `…` when there were more. */
export function plistLines(value: PlistValue): readonly string[] {
  const lines: string[] = [];
  write(value, '', '', lines);
  return lines.length > mostLines ? [...lines.slice(0, mostLines - 1), '…'] : lines;
}

function write(value: PlistValue, indent: string, prefix: string, lines: string[]): void {
  if (lines.length > mostLines) return;
  const children = childrenOf(value);
  const isTooDeep = indent.length >= deepest * 2;
  if (!children || children.length === 0 || isTooDeep) {
    lines.push(short(`${indent}${prefix}${children && isTooDeep && children.length > 0 ? '…' : plain(value)}`));
    return;
  }
  if (prefix !== '') lines.push(short(`${indent}${prefix.trimEnd()}`));
  const inner = prefix === '' ? indent : `${indent}  `;
  for (const [key, child] of children.slice(0, mostLines + 1)) write(child, inner, key === undefined ? '' : `${key}: `, lines);
}

function childrenOf(value: PlistValue): readonly (readonly [key: string | undefined, child: PlistValue])[] | undefined {
  if (value.type === 'array') return value.items.map((item) => [undefined, item]);
  return value.type === 'dictionary' ? [...value.entries] : undefined;
}

function plain(value: PlistValue): string {
  switch (value.type) {
    case 'array':
      return '[]';
    case 'dictionary':
      return '{}';
    case 'data':
      return toHex(value.value.subarray(0, longestLine));
    case 'date':
      return Number.isNaN(value.value.getTime()) ? '?' : value.value.toISOString();
    default:
      return String(value.value);
  }
}

function short(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line;
}
