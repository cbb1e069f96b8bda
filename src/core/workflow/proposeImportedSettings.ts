/** The settings of an app with what the files of other tools say: present ones are completed, new ones are filled in from the project too. */

import { ProjectFolder } from '../projects/projectFolder.ts';
import { editSettings, type SettingsChange } from '../settings/editSettings.ts';
import { type ImportProposal, inKeyOrder, proposeImport } from '../settings/import/proposeImport.ts';
import { toPointer } from '../settings/text/jsonPointer.ts';
import { type AppWorld, type OpenedApp } from './openApp.ts';
import { type GivenValues, proposeSettings, settingsHead } from './proposeSettings.ts';

export interface ImportedSettings extends ImportProposal {
  /** The text of the settings file as it is; empty when there is none. */
  readonly before: string;
  readonly after: string;
}

/** `before` is the text of the settings; empty for new ones. Nothing is written. */
export async function proposeImportedSettings(
  { files, paths }: AppWorld,
  app: OpenedApp,
  before: string,
  given: GivenValues = {},
): Promise<ImportedSettings> {
  const folder = new ProjectFolder(files, paths, app.folder);
  const proposal = await proposeImport(folder, before === '' ? settingsHead : before);
  if (before !== '') return { ...proposal, before, after: proposal.settings.after };
  const changes = inKeyOrder([...proposal.values, ...completion(app, proposal.values, given)]);
  return { ...proposal, before, after: editSettings(settingsHead, changes) };
}

/** What new settings need besides. */
function completion(app: OpenedApp, imported: readonly SettingsChange[], given: GivenValues): readonly SettingsChange[] {
  const set = new Set(imported.map(({ path }) => toPointer(path)));
  // A folder of web files and an address exclude each other.
  const isOpen = (pointer: string): boolean => !set.has(pointer) && (pointer !== '/web/webDir' || !set.has('/web/address'));
  return proposeSettings(app, given)
    .values.filter(({ path }) => isOpen(toPointer(path)))
    .map(({ path, sourced }) => ({ path, value: sourced.value }));
}
