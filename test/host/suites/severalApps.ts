import { deepStrictEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { verifyBytes } from '../../support/verifyBytes.ts';
import { ledgerOf, leftoversOf } from '../../support/productFiles.ts';
import { until } from '../../support/until.ts';
import { findTask, startTask, taskType, whenEnds } from '../support/packageTasks.ts';

const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);

describe('a workspace of several folders', () => {
  it('offers the tasks of each', async () => {
    await findTask({ app: '${workspaceFolder:second}', platform: 'android', buildType: 'release' });
    const tasks = await vscode.tasks.fetchTasks({ type: taskType });
    const scopes = tasks.flatMap(({ scope }) => (typeof scope === 'object' ? [scope.name] : []));
    deepStrictEqual([...new Set(scopes)].toSorted(), ['first', 'second']);
  });

  it('makes packages of several apps at once', async () => {
    const all = (await vscode.tasks.fetchTasks({ type: taskType })).filter(({ definition }) => definition['buildType'] === 'debug');
    const runs = await Promise.all(all.map((task) => startTask(task)));
    deepStrictEqual(await Promise.all(runs.map(({ ended }) => ended)), [0, 0]);
    for (const app of folders) {
      const ledger = ledgerOf(app);
      deepStrictEqual(ledger.length, 1);
      const { verified } = await verifyBytes(new Uint8Array(readFileSync(join(app, ledger[0]?.path ?? ''))));
      ok(verified);
      deepStrictEqual(leftoversOf(app), []);
    }
  });

  it('make the package of the app that a command names', async () => {
    const second = folders[1] ?? '';
    const ended = whenEnds(({ name }) => name === 'Android (second)');
    await vscode.commands.executeCommand('mobileDistribution.createAndroidPackage', vscode.Uri.file(second));
    deepStrictEqual(await ended, 0);
    deepStrictEqual(
      folders.map((app) => ledgerOf(app).length),
      [1, 2],
    );
  });

  it('shows the log of the app that is named, and no terminal that is called alike', async () => {
    const other = vscode.window.createTerminal({ name: 'Android Emulator' });
    const [first = '', second = ''] = folders;
    for (const folder of [first, second, first]) {
      await vscode.commands.executeCommand('mobileDistribution.showPackageLog', vscode.Uri.file(folder));
      // The first app's last package was of build type debug, the second's of its own.
      const wanted =
        folder === first ? 'Mobile Distribution: Android debug (first) (first)' : 'Mobile Distribution: Android (second) (second)';
      await until(
        () =>
          `the terminal ${wanted}, and not ${vscode.window.activeTerminal?.name} of ${vscode.window.terminals.map(({ name }) => name).join()}`,
        () => vscode.window.activeTerminal?.name === wanted || undefined,
        20_000,
      );
    }
    other.dispose();
  });
});
