/** Show Package Log: the terminal of the run, the newest log file of the app, or the extension's own log. */

import * as vscode from 'vscode';
import { type Platform, platforms } from '../../../core/settings/platform.ts';
import { type AppEntry } from '../../app/appEntry.ts';
import { type PackageRun } from '../runs/packageRun.ts';
import { type PackageRuns } from '../runs/packageRuns.ts';
import { type CreatePackageParts } from './createPackageCommands.ts';

/** The terminal of the run, or the log file of the last package, or the extension's own log. */
export async function showLog(
  { runs, log }: Pick<CreatePackageParts, 'runs' | 'log'>,
  app: AppEntry | undefined,
  platform: Platform | undefined,
): Promise<void> {
  const run = app ? newestRun(runs, app, platform) : (runs.active()[0] ?? runs.lastEnded);
  // A run that was started again has its terminal again; the newest is the last.
  const terminal = run && vscode.window.terminals.findLast(({ name }) => run.request.terminalNames?.includes(name));
  if (terminal) {
    terminal.show(true);
    return;
  }
  // The terminal of a run that succeeded is gone; its log file is not.
  const folder = app?.folder ?? run?.request.appFolder;
  const logs = folder === undefined ? undefined : vscode.Uri.joinPath(vscode.Uri.file(folder), '.mobile-distribution', 'logs');
  const entries = logs
    ? await vscode.workspace.fs.readDirectory(logs).then(
        (found) => found,
        () => [],
      )
    : [];
  const newest = entries
    .map(([file]) => file)
    .filter((file) => file.endsWith('.log'))
    .sort((a, b) => timeOf(b).localeCompare(timeOf(a)))[0];
  if (logs && newest) await vscode.window.showTextDocument(vscode.Uri.joinPath(logs, newest), { preview: true });
  else log.show();
}

function newestRun(runs: PackageRuns, app: AppEntry, platform: Platform | undefined): PackageRun | undefined {
  const found = (platform ? [platform] : platforms).flatMap((each) => runs.latest(app.folder, each) ?? []);
  return found.toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime())[0];
}

/** Log names end with the time of their package: `…-20261121T100000Z.log`. */
function timeOf(file: string): string {
  return /-([0-9TZ]+)\.log$/.exec(file)?.[1] ?? '';
}
