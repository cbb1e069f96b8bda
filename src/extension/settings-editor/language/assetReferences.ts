/** The files and folders that a settings file names, with their places in the text. Pure. */

import { type TextRange } from '../../../core/base/issue.ts';
import { type InspectedSettings } from '../../../core/settings/inspectSettings.ts';
import { fieldAt } from '../../../core/settings/settingsField.ts';
import { settingsModel } from '../../../core/settings/settingsModel.ts';
import { fromPointer } from '../../../core/settings/text/jsonPointer.ts';
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
    const field = fieldAt(settingsModel, path);
    if (field?.type !== 'string' || field.holds === undefined || field.holds === 'color') continue;
    const value = writtenAt(text, path);
    if (typeof value !== 'string' || value === '') continue;
    const inside = { ...range, column: range.column + 1, endColumn: Math.max(range.column + 1, range.endColumn - 1) };
    references.push({ path, holds: field.holds, value, range: inside });
  }
  return references;
}
