/** The files and folders that a settings file names, with their places in the text. Pure. */

import { type TextRange } from '../../core/base/issue.ts';
import { type InspectedSettings } from '../../core/settings/inspectSettings.ts';
import { type SettingsField, settingsModel } from '../../core/settings/settingsModel.ts';
import { fromPointer } from '../../core/settings/text/jsonPointer.ts';
import { writtenAt } from './writtenAt.ts';

export interface AssetReference {
  readonly path: readonly string[];
  readonly holds: 'file' | 'folder' | 'address';
  /** As written. */
  readonly value: string;
  /** Of the text between the quotes. */
  readonly range: TextRange;
}

export function assetReferences(text: string, { ranges }: InspectedSettings): readonly AssetReference[] {
  const references: AssetReference[] = [];
  for (const [pointer, { value: range }] of ranges) {
    const path = fromPointer(pointer);
    const field = fieldAt(path);
    if (field?.type !== 'string' || field.holds === undefined || field.holds === 'color') continue;
    const value = writtenAt(text, path);
    if (typeof value !== 'string' || value === '') continue;
    const inside = { ...range, column: range.column + 1, endColumn: Math.max(range.column + 1, range.endColumn - 1) };
    references.push({ path, holds: field.holds, value, range: inside });
  }
  return references;
}

/** The field of the model that a path of the settings leads to. */
export function fieldAt(path: readonly string[]): SettingsField | undefined {
  let field: SettingsField = settingsModel;
  for (const key of path) {
    if (field.type === 'object') {
      const next: SettingsField | undefined = Object.hasOwn(field.fields, key) ? field.fields[key] : undefined;
      if (!next) return undefined;
      field = next;
    } else if (field.type === 'map') field = field.value;
    else if (field.type === 'list') field = field.item;
    else return undefined;
  }
  return field;
}
