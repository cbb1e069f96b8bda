/** Every field of the form: where it stands in the settings file and how it is edited. Passwords stand in no file. */

import { type Platform } from '../../../core/settings/platform.ts';
import { type FieldId, type SectionId } from '../../../protocol/packageSettingsProtocol.ts';

export interface FieldRow {
  readonly id: FieldId;
  readonly section: SectionId;
  /** Keys from the root of the settings file. */
  readonly path?: readonly [string, ...string[]];
  readonly kind: 'text' | 'number' | 'file' | 'folder' | 'choice' | 'password';
  /** Endings that a file dialog offers, without the dot. */
  readonly endings?: readonly string[];
}

const platformRows = (section: 'android' | 'ios', assets: readonly FieldRow[]): readonly FieldRow[] => [
  { id: `${section}.buildType`, section, path: [section, 'buildType'], kind: 'choice' },
  { id: `${section}.appIdentifier`, section, path: [section, 'appIdentifier'], kind: 'text' },
  ...assets,
  { id: `${section}.engine`, section, path: [section, 'engine'], kind: 'choice' },
  { id: `${section}.engineVersion`, section, path: [section, 'engineVersion'], kind: 'choice' },
  { id: `${section}.version`, section, path: [section, 'version'], kind: 'text' },
  { id: `${section}.versionCode`, section, path: [section, 'versionCode'], kind: 'number' },
];

/** In the order of the form. */
export const fieldRows: readonly FieldRow[] = [
  { id: 'app.name', section: 'app', path: ['name'], kind: 'text' },
  { id: 'app.version', section: 'app', path: ['version'], kind: 'text' },
  { id: 'app.webDir', section: 'app', path: ['web', 'webDir'], kind: 'folder' },
  { id: 'app.address', section: 'app', path: ['web', 'address'], kind: 'text' },
  { id: 'app.startPage', section: 'app', path: ['web', 'startPage'], kind: 'text' },
  { id: 'app.icon', section: 'app', path: ['web', 'icon'], kind: 'file', endings: ['png'] },
  ...platformRows('ios', [
    { id: 'ios.certificate', section: 'ios', path: ['ios', 'certificate'], kind: 'file', endings: ['p12', 'pfx'] },
    { id: 'ios.certificatePassword', section: 'ios', kind: 'password' },
    { id: 'ios.certificateIdentity', section: 'ios', path: ['ios', 'certificateIdentity'], kind: 'text' },
    {
      id: 'ios.provisioningProfile',
      section: 'ios',
      path: ['ios', 'provisioningProfile'],
      kind: 'file',
      endings: ['mobileprovision'],
    },
  ]),
  ...platformRows('android', [
    {
      id: 'android.keystore',
      section: 'android',
      path: ['android', 'keystore'],
      kind: 'file',
      endings: ['p12', 'pfx', 'jks', 'keystore', 'ks'],
    },
    { id: 'android.keystorePassword', section: 'android', kind: 'password' },
    { id: 'android.keyAlias', section: 'android', path: ['android', 'keyAlias'], kind: 'text' },
    { id: 'android.keyPassword', section: 'android', kind: 'password' },
  ]),
];

export function fieldRow(id: FieldId): FieldRow {
  const row = fieldRows.find((each) => each.id === id);
  if (!row) throw new Error(`There is no field ${id}`);
  return row;
}

/**
 * The field that an issue at a place of the settings file belongs beside. A place inside a value belongs to the value; the
 * shared engine is shown by each platform.
 */
export function fieldAtPointer(pointer: string, platform?: Platform): FieldId | undefined {
  if (pointer === '/engine') return platform && `${platform}.engine`;
  return fieldRows.find(({ path }) => path && `${pointer}/`.startsWith(`/${path.join('/')}/`))?.id;
}
