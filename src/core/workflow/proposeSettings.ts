/** The settings file of an app that has none yet, filled in from the project; every value says where it came from. */

import { editSettings, type SettingsChange } from '../settings/editSettings.ts';
import { inspectSettings } from '../settings/inspectSettings.ts';
import { type Sourced } from '../settings/origin.ts';
import { appOnPlatform, type OpenedApp } from './openApp.ts';

/** How a settings file begins. */
export const settingsHead = `// How Mobile Distribution packages this app. No password belongs into this file.
`;

export interface ProposedValue {
  readonly path: SettingsChange['path'];
  readonly sourced: Sourced<string>;
}

export interface ProposedSettings {
  readonly values: readonly ProposedValue[];
  /** Of the file. */
  readonly text: string;
}

/** What the user named beforehand wins over the project. */
export interface GivenValues {
  readonly name?: string | undefined;
  readonly appIdentifier?: string | undefined;
  readonly webDir?: string | undefined;
}

/** The version code is left out on purpose: it then counts itself up. */
export function proposeSettings(app: OpenedApp, asked: GivenValues = {}): ProposedSettings {
  const fresh = { ...app, inspected: inspectSettings('{}') };
  const { effective } = appOnPlatform(fresh, 'android');
  const name = given(asked.name) ?? effective.name;
  const word = (name?.value ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^[0-9]+/, '');
  const identifier = given(asked.appIdentifier) ??
    effective.appIdentifier ?? { value: `com.example.${word || 'app'}`, origin: { kind: 'default' } };
  const webDir = given(asked.webDir) ?? (app.project?.engine === 'web' ? app.project.webDir : undefined);
  const proposed: (ProposedValue | undefined)[] = [
    name && { path: ['name'], sourced: name },
    { path: ['version'], sourced: effective.version },
    effective.engine && { path: ['engine'], sourced: effective.engine },
    webDir && { path: ['web', 'webDir'], sourced: webDir },
    { path: ['android', 'appIdentifier'], sourced: identifier },
    { path: ['android', 'buildType'], sourced: { value: 'debug', origin: { kind: 'default' } } },
  ];
  const values = proposed.filter((value) => value !== undefined);
  return {
    values,
    text: editSettings(
      settingsHead,
      values.map(({ path, sourced }): SettingsChange => ({ path, value: sourced.value })),
    ),
  };
}

function given(value: string | undefined): Sourced<string> | undefined {
  return value === undefined ? undefined : { value, origin: { kind: 'option' } };
}
