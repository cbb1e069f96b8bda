/** The settings of an app with what the files of other tools say: present ones are completed, new ones are filled in from the project too. */

import { type ProjectFacts } from '../projects/projectFacts.ts';
import { ProjectFolder } from '../projects/projectFolder.ts';
import { editSettings, type SettingsChange } from '../settings/editSettings.ts';
import { createIssue, type Issue } from '../base/issue.ts';
import { type ImportContext, type ImportedValue } from '../settings/import/importedFile.ts';
import { type ImportProposal, inKeyOrder, proposeImport } from '../settings/import/proposeImport.ts';
import { type Sourced } from '../settings/origin.ts';
import { toPointer } from '../settings/text/jsonPointer.ts';
import { type AppWorld, type OpenedApp, platformFacts } from './openApp.ts';
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
  const proposal = withProject(app, await proposeImport(folder, before === '' ? settingsHead : before, importContext(app)), before);
  if (before !== '') return { ...proposal, before, after: proposal.settings.after };
  const changes = inKeyOrder([...proposal.values, ...completion(app, proposal.values, given)]);
  return { ...proposal, before, after: editSettings(settingsHead, changes) };
}

/** What the project says of the app, to choose between several values of one file. */
function importContext({ project }: Pick<OpenedApp, 'project'>): ImportContext {
  const names = [project?.name?.value, project?.ios?.name?.value].filter((name) => name !== undefined);
  return { iosAppIdentifier: project?.ios?.appIdentifier?.value, targetNames: names };
}

/**
 * What gets built counts before a configuration that it was once made from, and a platform that the project does not build for needs no values
 * of its own.
 */
function withProject(app: OpenedApp, proposal: ImportProposal, before: string): ImportProposal {
  const { project } = app;
  if (!project || project.engine === 'web') return proposal;
  const issues: Issue[] = [];
  const values = proposal.values.filter((value) => {
    const [platform, field] = value.path;
    const facts = platform === 'android' || platform === 'ios' ? platformFacts(project, platform) : undefined;
    if ((platform === 'android' || platform === 'ios') && !facts) return field !== 'appIdentifier' && field !== 'versionCode';
    const own = ownValues(project, value.path).find((each) => each?.origin.kind === 'project' && each.value !== value.value);
    if (own?.origin.kind !== 'project') return true;
    const params = {
      key: value.path.join('.'),
      value: own.value,
      file: own.origin.file,
      otherValue: value.value,
      otherFile: value.origin.file,
    };
    issues.push(createIssue('import-value-differs', params, value.origin));
    return false;
  });
  if (values.length === proposal.values.length) return proposal;
  const after = editSettings(before === '' ? settingsHead : before, values);
  return { ...proposal, values, issues: [...proposal.issues, ...issues], settings: { ...proposal.settings, after } };
}

/** What the project says itself; of a value for all platforms, each platform may say it. */
function ownValues(project: ProjectFacts, [platform, field]: ImportedValue['path']): readonly (Sourced<string | number> | undefined)[] {
  if (platform === 'version') return [project.version, project.android?.version, project.ios?.version];
  const facts = platform === 'android' || platform === 'ios' ? platformFacts(project, platform) : undefined;
  if (field === 'appIdentifier') return [facts?.appIdentifier];
  return field === 'versionCode' ? [facts?.versionCode] : [];
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
