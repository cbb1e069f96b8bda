/** Run Build and Create Package…: the build of a web project, then a package of what it made. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { commandText, readWebBuild } from '../../../core/engines/web/webBuild.ts';
import { nameOf } from '../../app/appEntry.ts';
import { type PackageTarget } from '../targets/chosenTarget.ts';
import { type CreatePackageParts } from './createPackageCommands.ts';

/** The project chose the command, so it is shown before it runs, and allowed for one package only. */
export async function buildAndCreate(parts: CreatePackageParts, { app, platform, buildType }: PackageTarget): Promise<void> {
  const { command } = await readWebBuild(parts, { appFolder: app.folder, settings: app.opened.inspected.settings });
  if (!command) throw Failure.of('no-build-command', { app: nameOf(app) });
  const run = vscode.l10n.t('Run Build and Create Package');
  const detail = vscode.l10n.t('It runs in {0} and can execute any code of this project. Its output appears in the terminal.', app.folder);
  const question = vscode.l10n.t('Run “{0}” to build {1}?', commandText(command), nameOf(app));
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, run)) !== run) return;
  parts.allowedBuilds.allow(app.folder, platform);
  await vscode.tasks.executeTask(parts.tasks.task(app, { platform, ...(buildType && { buildType }) }));
}
