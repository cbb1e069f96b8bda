/** Set Up App, Package This Folder…, Import Settings, Validate App, Check Environment, Open Walkthrough. */

import * as vscode from 'vscode';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { nameOf, type AppEntry } from '../appEntry.ts';
import { type AppIndex } from '../appIndex.ts';
import { isAppsNode } from '../appsNode.ts';
import { type FieldId } from '../../../protocol/packageSettingsProtocol.ts';
import { type ImportParts } from '../import/importSettingsWizard.ts';
import { type AppAsker } from './askForApp.ts';
import { type CommandRegistry } from '../../shared/commandRegistry.ts';

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

async function setUp(parts: SetUpParts, argument: unknown): Promise<void> {
  const { setUpApp } = await import('./setUpApp.ts');
  await setUpApp(parts, argument);
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
