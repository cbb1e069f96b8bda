/** Every field of the form, made from the model of the settings: where it is in the file and how it is edited. Passwords are in no file. */

import { type Platform } from '../../../core/settings/platform.ts';
import { isValueField, type ObjectField, type ValueField } from '../../../core/settings/settingsField.ts';
import { settingsModel } from '../../../core/settings/settingsModel.ts';
import { type FieldId, type SectionId } from '../../../protocol/packageSettingsProtocol.ts';

export interface SettingRow {
  readonly id: FieldId;
  readonly section: SectionId;
  /** Keys from the root of the settings file. */
  readonly path: readonly [string, ...string[]];
  readonly kind: 'text' | 'number' | 'file' | 'folder' | 'choice' | 'switch';
  readonly field: ValueField;
}

export interface PasswordRow {
  readonly id: PasswordFieldId;
  readonly section: SectionId;
  readonly path?: undefined;
  readonly kind: 'password';
}

export type FieldRow = SettingRow | PasswordRow;

export type PasswordFieldId = 'ios.certificatePassword' | 'android.keystorePassword' | 'android.keyPassword';

/** The field of a password follows that of what it opens. */
const passwordsAfter: ReadonlyMap<FieldId, PasswordRow> = new Map([
  ['ios.certificate', { id: 'ios.certificatePassword', section: 'ios', kind: 'password' }],
  ['android.keystore', { id: 'android.keystorePassword', section: 'android', kind: 'password' }],
  ['android.keyAlias', { id: 'android.keyPassword', section: 'android', kind: 'password' }],
]);

/** In the order of the form. */
export function fieldRowsOf(model: ObjectField): readonly FieldRow[] {
  const settings = [
    ...rowsOf(model, 'app', []),
    ...(['web', 'tools', 'ios', 'android'] as const).flatMap((name) => {
      const part = model.fields[name];
      return part?.type === 'object' ? rowsOf(part, name === 'ios' || name === 'android' ? name : 'app', [name]) : [];
    }),
  ];
  return settings.flatMap((row) => [row, ...[passwordsAfter.get(row.id)].filter((password) => password !== undefined)]);
}

function rowsOf({ fields }: ObjectField, section: SectionId, parent: readonly string[]): readonly SettingRow[] {
  return Object.entries(fields).flatMap(([name, field]): SettingRow[] => {
    if (!isValueField(field) || field.inForm !== true) return [];
    const [first, ...rest] = [...parent, name];
    return [{ id: `${section}.${name}`, section, path: [first, ...rest], kind: kindOf(field), field }];
  });
}

function kindOf(field: ValueField): SettingRow['kind'] {
  if (field.type === 'integer') return 'number';
  if (field.type === 'boolean') return 'switch';
  if (field.holds === 'file' || field.holds === 'folder') return field.holds;
  return field.choices ? 'choice' : 'text';
}

export const fieldRows: readonly FieldRow[] = fieldRowsOf(settingsModel);

export function fieldRow(id: FieldId): FieldRow {
  const row = fieldRows.find((each) => each.id === id);
  if (!row) throw new Error(`There is no field ${id}`);
  return row;
}

/**
 * The field that an issue at a place of the settings file belongs to. A place inside a value belongs to the value; the
 * shared engine is shown by each platform.
 */
export function fieldAtPointer(pointer: string, platform?: Platform): FieldId | undefined {
  if (pointer === '/engine') return platform && `${platform}.engine`;
  return fieldRows.find(({ path }) => path && `${pointer}/`.startsWith(`/${path.join('/')}/`))?.id;
}
