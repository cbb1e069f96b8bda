/** Show Package Log: of a package, its own log; of an app, the terminal of the run, the newest log file, or the extension's own log. */

import * as vscode from 'vscode';
import { type Platform, platforms } from '../../../core/settings/platform.ts';
import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { type AppEntry } from '../../app/appEntry.ts';
import { type PackageRun } from '../runs/packageRun.ts';
import { type PackageRuns } from '../runs/packageRuns.ts';
import { type CreatePackageParts } from './createPackageCommands.ts';
import { logOfPackage, logTime } from './packageLogFile.ts';

/** A file that is larger was not written as a log of a package. */
const largestLogBytes = 64 * 1024 * 1024;

/** Of one package that was made, or the terminal of the run, or the log file of the last package, or the extension's own log. */
export async function showLog(
  { runs, log }: Pick<CreatePackageParts, 'runs' | 'log'>,
  app: AppEntry | undefined,
  platform: Platform | undefined,
  record?: PackageRecord,
): Promise<void> {
  if (app && record) return await showLogOf(app, record);
  const run = app ? newestRun(runs, app, platform) : (runs.active()[0] ?? runs.lastEnded);
  // A run that was started again has its terminal again; the newest is the last.
  const terminal = run && vscode.window.terminals.findLast(({ name }) => run.request.terminalNames?.includes(name));
  if (terminal) {
    terminal.show(true);
    return;
  }
  // The terminal of a run that succeeded is gone; its log file is not.
  const folder = app?.folder ?? run?.request.appFolder;
  const logs = folder === undefined ? undefined : logFolder(folder);
  const newest = logs && (await logNames(logs)).sort((a, b) => logTime(b) - logTime(a))[0];
  if (logs && newest !== undefined) await vscode.window.showTextDocument(vscode.Uri.joinPath(logs, newest), { preview: true });
  else log.show();
}

async function showLogOf(app: AppEntry, record: PackageRecord): Promise<void> {
  const logs = logFolder(app.folder);
  const name = await logOfPackage(record, await logNames(logs), async (each) => {
    try {
      const file = vscode.Uri.joinPath(logs, each);
      if ((await vscode.workspace.fs.stat(file)).size > largestLogBytes) return undefined;
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    } catch {
      return undefined;
    }
  });
  if (name !== undefined) await vscode.window.showTextDocument(vscode.Uri.joinPath(logs, name), { preview: true });
  else
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is no log of this package. It was deleted, the package was made on another machine, or it was signed again without a build.',
      ),
    );
}

function logFolder(folder: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.file(folder), '.mobile-distribution', 'logs');
}

/** Only files that are in the folder itself, not what they may lead to. */
async function logNames(logs: vscode.Uri): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(logs).then(
    (found) => found,
    () => [],
  );
  return entries.filter(([name, type]) => type === vscode.FileType.File && !Number.isNaN(logTime(name))).map(([name]) => name);
}

function newestRun(runs: PackageRuns, app: AppEntry, platform: Platform | undefined): PackageRun | undefined {
  const found = (platform ? [platform] : platforms).flatMap((each) => runs.latest(app.folder, each) ?? []);
  return found.toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime())[0];
}
