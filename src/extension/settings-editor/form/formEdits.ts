/** From what was typed into a field to the change of the settings file. */

import { parse } from 'jsonc-parser';
import { type SettingsChange } from '../../../core/settings/editSettings.ts';
import { type FieldId } from '../../../protocol/packageSettingsProtocol.ts';
import { fieldRow, type FieldRow } from './formFields.ts';

export interface FieldChange {
  readonly field: FieldId;
  /** Empty: the key is taken out. */
  readonly value: string;
}

/** What is not a number in a number's field is written as text, so that it is seen, reported and not lost. */
export function settingsChanges(changes: readonly FieldChange[]): SettingsChange[] {
  return changes.flatMap(({ field, value }): SettingsChange[] => {
    const { path, kind } = fieldRow(field);
    if (!path) return [];
    const typed = kind === 'number' || kind === 'file' || kind === 'folder' ? value.trim() : value;
    if (typed === '') return [{ path, value: undefined }];
    return [{ path, value: typedValue(kind, typed) }];
  });
}

function typedValue(kind: FieldRow['kind'], typed: string): unknown {
  if (kind === 'number' && /^-?\d{1,15}$/.test(typed)) return Number(typed);
  return kind === 'switch' && (typed === 'true' || typed === 'false') ? typed === 'true' : typed;
}

/** The text of each field in the file, valid or not. Reads nothing from a broken file's rest. */
export function ownValues(text: string): (path: readonly string[]) => string {
  const root: unknown = parse(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
  return (path) => {
    let value: unknown = root;
    for (const key of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return '';
      value = Reflect.get(value, key);
    }
    if (typeof value === 'string') return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  };
}
