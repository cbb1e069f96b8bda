/** Set Up App, Package This Folder…, Import Settings, Validate App, Check Environment, Open Walkthrough. */

import * as vscode from 'vscode';
import { utf8 } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { nameOf, type AppEntry } from '../appEntry.ts';
import { type AppIndex } from '../appIndex.ts';
import { isAppsNode } from '../appsNode.ts';
import { type FieldId } from '../../../protocol/packageSettingsProtocol.ts';
import { type ImportParts } from '../import/importSettingsWizard.ts';
import { type AppAsker } from './askForApp.ts';
import { type CommandRegistry } from '../../shared/commandRegistry.ts';
import { readSetting } from '../../shared/settings.ts';

export interface SetUpParts {
  readonly asker: AppAsker;
  readonly index: AppIndex;
  readonly files: FileSystem;
  readonly paths: PathTools;
  /** Publishes the issues of an app in the Problems panel and says how many there are. */
  readonly validate: (app: AppEntry) => Promise<{ readonly errors: number; readonly warnings: number }>;
  readonly imports: ImportParts;
  readonly showDoctor: () => Promise<void>;
  /** Opens the form of a settings file, at a field when one is named. */
  readonly openForm: (settings: vscode.Uri, field?: FieldId) => Promise<void>;
}

export function registerSetUpCommands(registry: CommandRegistry, parts: SetUpParts): void {
  registry.register('mobileDistribution.setUpApp', async (argument) => await setUp(parts, argument));
  registry.register('mobileDistribution.packageFolder', async (argument) => {
    const { packageFolder } = await import('./packageFolder.ts');
    await packageFolder(parts, argument, (folder) => setUp(parts, folder));
  });
  registry.register('mobileDistribution.importSettings', async (argument) => {
    const { runImportSettings } = await import('../import/importSettingsWizard.ts');
    await runImportSettings(parts.imports, argument);
  });
  registry.register('mobileDistribution.removePasswordsFromFiles', async (argument) => {
    const { runRemovePasswords } = await import('../import/removePasswords.ts');
    await runRemovePasswords(parts.imports, argument);
  });
  registry.register('mobileDistribution.applyImportedSettings', () => parts.imports.previews.decide('apply'));
  registry.register('mobileDistribution.dismissImportedSettings', () => parts.imports.previews.decide('cancel'));
  registry.register('mobileDistribution.configureSettings', async (argument) => {
    const { app } = await parts.asker.app(argument);
    if (!app.opened.hasSettings) return await setUp(parts, { kind: 'app', app });
    return await parts.openForm(vscode.Uri.file(app.opened.settingsPath), fieldOf(argument));
  });
  registry.register('mobileDistribution.validateApp', async (argument) => {
    const { app } = await parts.asker.app(argument, ({ opened }) => opened.hasSettings);
    const { errors, warnings } = await parts.validate(app);
    if (errors === 0 && warnings === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} has no issues.', nameOf(app)));
      return;
    }
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  });
  registry.register('mobileDistribution.doctor', async () => await parts.showDoctor());
  registry.register('mobileDistribution.openWalkthrough', async () => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'mobile-distribution.mobile-distribution#getStarted', false);
  });
}

/** Writes the proposed settings and opens the form on them. An app that has settings already just gets its form. */
async function setUp(parts: SetUpParts, argument: unknown): Promise<void> {
  const folder = await chooseFolder(parts, argument);
  const [{ openApp }, { proposeSettings }] = await Promise.all([
    import('../../../core/workflow/openApp.ts'),
    import('../../../core/workflow/proposeSettings.ts'),
  ]);
  const app = await openApp(parts, folder);
  if (!app.hasSettings) {
    const { asksForImport, importSettings } = await import('../import/importSettingsWizard.ts');
    if (await asksForImport(parts, app)) await importSettings(parts.imports, folder);
    else {
      const androidBuildType = readSetting('defaultBuildType', vscode.Uri.file(folder)) || undefined;
      await parts.files.writeFile(app.settingsPath, utf8(proposeSettings(app, { androidBuildType }).text), { within: app.folder });
      parts.index.refresh();
    }
  }
  await parts.openForm(vscode.Uri.file(app.settingsPath));
}

/** An app that was found and is not set up yet; else a folder the person names. */
async function chooseFolder({ index }: SetUpParts, argument: unknown): Promise<string> {
  if (isAppsNode(argument)) return argument.app.folder;
  if (argument instanceof vscode.Uri) return argument.fsPath;
  const apps = (await index.apps()).filter(({ opened }) => !opened.hasSettings);
  const [only] = apps;
  if (apps.length === 1 && only) return only.folder;
  const other = { label: vscode.l10n.t('Another Folder…'), folder: undefined };
  const items = [
    ...apps.map((app) => ({ label: nameOf(app), description: vscode.workspace.asRelativePath(app.folder), folder: app.folder })),
    other,
  ];
  const chosen = apps.length === 0 ? other : await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Set up which app?') });
  if (!chosen) throw Failure.of('cancelled', {});
  if (chosen.folder !== undefined) return chosen.folder;
  const start = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t('Set Up App'),
    title: vscode.l10n.t('Choose the app folder'),
    ...(start && { defaultUri: start }),
  });
  const uri = picked?.[0];
  if (!uri) throw Failure.of('cancelled', {});
  return uri.fsPath;
}

/** The field of the asset that was clicked. */
function fieldOf(argument: unknown): FieldId | undefined {
  if (!isAppsNode(argument) || argument.kind !== 'asset') return undefined;
  const fields = {
    keystore: 'android.keystore',
    certificate: 'ios.certificate',
    profile: 'ios.provisioningProfile',
    debugKey: 'android.buildType',
  } as const;
  return fields[argument.asset];
}
