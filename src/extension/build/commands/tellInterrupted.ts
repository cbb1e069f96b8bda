/** Says which packages the reload of the window stopped, and creates them again when someone wants that. */

import * as vscode from 'vscode';
import { platformNames } from '../../../core/settings/platform.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { type InterruptedRun } from '../runs/interruptedRuns.ts';
import { type PackageTaskProvider } from '../tasks/packageTaskProvider.ts';

export async function tellInterrupted(
  { index, tasks }: { readonly index: AppIndex; readonly tasks: PackageTaskProvider },
  interrupted: readonly InterruptedRun[],
): Promise<void> {
  const [first] = interrupted;
  if (!first) return;
  const again = vscode.l10n.t('Create Again');
  const question =
    interrupted.length === 1
      ? vscode.l10n.t('The package of {0} for {1} was stopped when its window closed.', first.appName, platformNames[first.platform])
      : vscode.l10n.t('{0} packages were stopped when their window closed.', interrupted.length);
  if ((await vscode.window.showWarningMessage(question, again)) !== again) return;
  for (const run of interrupted) {
    const app = await index.app(run.appFolder);
    if (app) await vscode.tasks.executeTask(tasks.taskOf(app, run));
  }
}
