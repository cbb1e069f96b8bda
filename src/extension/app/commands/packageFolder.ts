/** Package This Folder…: what a folder of the explorer is to the apps of the workspace, and what follows from that. */

import * as vscode from 'vscode';
import { nameOf, webDirOf, type AppEntry } from '../appEntry.ts';
import { type CommandId } from '../../shared/manifest.ts';
import { isWithin } from '../../shared/workspace/isWithin.ts';
import { changeSettings } from '../wizards/appSettings.ts';
import { type SetUpParts } from './setUpCommands.ts';

type PackageFolderParts = Pick<SetUpParts, 'asker' | 'index' | 'files' | 'paths'>;

/** Creates a package of the app that the folder is or belongs to; an app without settings is set up first. */
export async function packageFolder(
  parts: PackageFolderParts,
  argument: unknown,
  setUp: (folder: vscode.Uri) => Promise<void>,
): Promise<void> {
  const folder = argument instanceof vscode.Uri ? argument.fsPath : (await parts.asker.app(argument)).app.folder;
  const around = (await parts.index.apps())
    .filter((app) => isWithin(app.folder, folder))
    .toSorted((a, b) => b.folder.length - a.folder.length);
  const app = around.find(({ opened }) => opened.hasSettings) ?? around[0];
  if (!app?.opened.hasSettings) return await setUp(vscode.Uri.file(app?.folder ?? folder));
  if (!(await isItsWebFolder(parts, app, folder))) return undefined;
  return await vscode.commands.executeCommand('mobileDistribution.createPackage' satisfies CommandId, vscode.Uri.file(app.folder));
}

/** Of a folder with pages inside an app: whether it is the one that is packaged, or becomes it. */
async function isItsWebFolder({ files, paths }: PackageFolderParts, app: AppEntry, folder: string): Promise<boolean> {
  const webDir = webDirOf(app);
  const hasPage = folder !== app.folder && (await files.stat(paths.join(folder, 'index.html'))) !== undefined;
  if (!hasPage || (webDir !== undefined && paths.resolve(app.folder, webDir) === folder)) return true;
  const relative = paths.relative(app.folder, folder);
  const use = vscode.l10n.t('Use This Folder');
  const question = vscode.l10n.t('Package {0} as the web folder of {1}?', relative, nameOf(app));
  const detail = vscode.l10n.t('web.webDir changes from {0} to {1}. You can undo it.', webDir ?? '–', relative);
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, use)) !== use) return false;
  await changeSettings(app, [{ path: ['web', 'webDir'], value: relative.replaceAll('\\', '/') }]);
  return true;
}
