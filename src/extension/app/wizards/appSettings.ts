/** Writes what a wizard made into the settings of the app, as an edit that can be undone. */

import { editSettings, type SettingsChange } from '../../../core/settings/editSettings.ts';
import { type AppEntry } from '../appEntry.ts';
import { editFile } from '../../shared/workspace/editText.ts';

export async function changeSettings(app: AppEntry, changes: readonly SettingsChange[]): Promise<void> {
  await editFile(app.opened.settingsPath, (text) => editSettings(text, changes));
}
