/** What the cursor of a settings file is on: which key or value, by its path. Pure. */

import { getLocation } from 'jsonc-parser';
import { type TextRange } from '../../../core/base/issue.ts';
import { type InspectedSettings } from '../../../core/settings/inspectSettings.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { fromPointer, toPointer } from '../../../core/settings/text/jsonPointer.ts';

export interface CursorPlace {
  /** Keys from the root. */
  readonly path: readonly string[];
  readonly isKey: boolean;
}

/** Where typing would go; works in text that is not complete. */
export function cursorPlace(text: string, offset: number): CursorPlace {
  const location = getLocation(text, offset);
  return { path: location.path.map(String), isKey: location.isAtPropertyKey };
}

export interface SettingsPlace {
  readonly path: readonly string[];
  readonly range: TextRange;
}

/** The innermost key or value at a position. */
export function settingsPlaceAt(
  { ranges }: InspectedSettings,
  position: { readonly line: number; readonly column: number },
): SettingsPlace | undefined {
  let found: SettingsPlace | undefined;
  for (const [pointer, { key, value }] of ranges) {
    const isLeaf = ![...ranges.keys()].some((other) => other.startsWith(`${pointer}/`));
    // Of an object only the key counts: its value is everything inside it.
    const range = key && holds(key, position) ? key : isLeaf && holds(value, position) ? value : undefined;
    if (range && pointer.length >= toPointer(found?.path ?? []).length) found = { path: fromPointer(pointer), range };
  }
  return found;
}

function holds({ line, column, endLine, endColumn }: TextRange, at: { readonly line: number; readonly column: number }): boolean {
  const isAfterStart = at.line > line || (at.line === line && at.column >= column);
  return isAfterStart && (at.line < endLine || (at.line === endLine && at.column <= endColumn));
}

export function platformOf(path: readonly string[]): Platform | undefined {
  return path[0] === 'android' || path[0] === 'ios' ? path[0] : undefined;
}
