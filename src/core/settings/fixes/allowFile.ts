/** Adds a file to `build.allowedFiles` or `web.allowedFiles`, whose other items and comments stay as they are. Pure. */

import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { editSettings } from '../editSettings.ts';
import { type AllowFile } from './fix.ts';

/** The new text; the old one when the list has the file already. */
export function allowFile(text: string, { list, file }: AllowFile): string {
  const path = [list, 'allowedFiles'] as const;
  // A byte order mark keeps its place, and is no part of JSON.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), [], { allowTrailingComma: true });
  const items = root && findNodeAtLocation(root, [...path]);
  if (items?.type !== 'array') return editSettings(text, [{ path, value: [file] }]);
  const { children = [] } = items;
  if (children.some(({ value }) => value === file)) return text;
  const last = children.at(-1);
  if (!last) return editSettings(text, [{ path, value: [file] }]);
  const end = last.offset + last.length;
  const indent = /(?:\r?\n)[ \t]*$/.exec(text.slice(0, last.offset))?.[0] ?? ' ';
  return `${text.slice(0, end)},${indent}${JSON.stringify(file)}${text.slice(end)}`;
}
