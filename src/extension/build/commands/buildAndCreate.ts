/** Run Build and Create Package…: what of the project itself must run first, then a package. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { projectBuildText } from '../../../core/engines/projectBuild.ts';
import { appOnPlatform } from '../../../core/workflow/openApp.ts';
import { nameOf } from '../../app/appEntry.ts';
import { type PackageTarget } from '../targets/chosenTarget.ts';
import { type CreatePackageParts } from './createPackageCommands.ts';

/** The project chose the command, so it is shown before it runs, and allowed for one package only. */
export async function buildAndCreate(parts: CreatePackageParts, { app, platform, buildType }: PackageTarget): Promise<void> {
  const { settings } = app.opened.inspected;
  const engine = appOnPlatform(app.opened, platform).effective.engine?.value;
  const command = await projectBuildText(parts, { appFolder: app.folder, settings, platform, engine });
  if (command === undefined) throw Failure.of('no-build-command', { app: nameOf(app) });
  const run = vscode.l10n.t('Run Build and Create Package');
  const detail = vscode.l10n.t('It runs in {0} and can execute any code of this project. Its output appears in the terminal.', app.folder);
  const question = vscode.l10n.t('Run “{0}” to build {1}?', command, nameOf(app));
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, run)) !== run) return;
  parts.allowedBuilds.allow(app.folder, platform);
  await vscode.tasks.executeTask(parts.tasks.task(app, { platform, ...(buildType && { buildType }) }));
}
