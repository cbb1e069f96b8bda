/** What a fix does to the text of the settings file. Everything else of the text stays as it is. Pure. */

import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { editSettings } from '../editSettings.ts';
import { type FixAction, type SettingsPath } from './fix.ts';

export type TextFix = Extract<FixAction, { readonly kind: 'set' | 'remove' | 'rename' | 'keepLast' }>;

/** The new text; the old one when there is nothing to change. */
export function applyFix(text: string, action: TextFix): string {
  switch (action.kind) {
    case 'set':
      return isListItem(action.path) ? replaceItem(text, action.path, action.value) : editSettings(text, [action]);
    case 'remove':
      return editSettings(text, [{ path: action.path, value: undefined }]);
    case 'rename':
      return rename(text, action.path, action.name);
    case 'keepLast':
      return keepLast(text, action.path);
  }
}

function isListItem(path: SettingsPath): boolean {
  return /^\d+$/.test(path.at(-1) ?? '');
}

function replaceItem(text: string, path: SettingsPath, value: string | number): string {
  const node = nodeAt(text, path);
  return node ? splice(text, node.offset, node.length, JSON.stringify(value)) : text;
}

function rename(text: string, path: SettingsPath, name: string): string {
  const key = nodeAt(text, path)?.parent?.children?.[0];
  return key ? splice(text, key.offset, key.length, JSON.stringify(name)) : text;
}

/** Takes out every property of this name but the last one. An earlier one always has a comma after it. */
function keepLast(text: string, path: SettingsPath): string {
  const object = nodeAt(text, path)?.parent?.parent;
  const name = path.at(-1);
  const same = (object?.children ?? []).filter((property) => property.children?.[0]?.value === name);
  let result = text;
  for (const property of same.slice(0, -1).reverse()) result = cut(result, property.offset, property.offset + property.length);
  return result;
}

function cut(text: string, from: number, to: number): string {
  const comma = /^\s*,/.exec(text.slice(to))?.[0].length ?? 0;
  const rest = text.slice(to + comma);
  const before = text.slice(0, from);
  const indent = /(?:^|\n)([ \t]*)$/.exec(before)?.[1];
  // A property with a separate line goes with the line; the comment at its end was about it.
  const lineRest = /^[ \t]*(?:\/\/[^\r\n]*)?(?:\r\n|\n|$)/.exec(rest)?.[0];
  if (indent !== undefined && lineRest !== undefined) return before.slice(0, before.length - indent.length) + rest.slice(lineRest.length);
  return before + rest.replace(/^ /, '');
}

function nodeAt(text: string, path: SettingsPath): Node | undefined {
  const mark = text.startsWith('\uFEFF') ? ' ' : '';
  const root = parseTree(mark + text.slice(mark.length), [], { allowTrailingComma: true });
  if (!root) return undefined;
  let node: Node | undefined = root;
  for (const key of path) {
    if (node?.type === 'array') node = findNodeAtLocation(node, [Number(key)]);
    // The last of several equal keys is the one that counts.
    else node = (node?.children ?? []).findLast((property) => property.children?.[0]?.value === key)?.children?.[1];
    if (!node) return undefined;
  }
  return node;
}

function splice(text: string, offset: number, length: number, inserted: string): string {
  return text.slice(0, offset) + inserted + text.slice(offset + length);
}
