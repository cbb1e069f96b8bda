import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { BusyWatch } from '../support/busyWatch.ts';
import { until } from '../../support/until.ts';
import { writeHostEvent } from '../support/hostEvents.ts';
import { isWritingIn, ledgerOf, leftoversOf, packageFilesOf } from '../../support/productFiles.ts';
import { findTask, startTask } from '../support/packageTasks.ts';

const app = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'large');
const largeTask = { app: 'large', platform: 'android', buildType: 'debug' };

describe('a package that is cancelled', () => {
  for (const [way, cancel] of [
    ['by ending its task', (execution: vscode.TaskExecution) => execution.terminate()],
    ['by the command', () => void vscode.commands.executeCommand('mobileDistribution.cancelPackage')],
  ] as const) {
    it(`${way} leaves no half file, no lock and no record`, async () => {
      const { execution, ended } = await startTask(await findTask(largeTask));
      await until('the package is being written', () => isWritingIn(app) || undefined);
      const asked = performance.now();
      cancel(execution);
      const exitCode = await ended;
      await until('the lock is gone', () => leftoversOf(app).length === 0 || undefined);
      writeHostEvent({
        kind: 'measured',
        what: 'from cancelling to the last file gone',
        value: `${(performance.now() - asked).toFixed(0)} ms`,
      });
      ok(exitCode !== 0, `exit code ${exitCode}`);
      deepStrictEqual(packageFilesOf(app), []);
      deepStrictEqual(ledgerOf(app), []);
    });
  }
});

describe('a large package', () => {
  it('leaves the extension host free to answer while it is made', async () => {
    const task = await findTask(largeTask);
    const { ended } = await startTask(task);
    await until('the package is being written', () => isWritingIn(app) || undefined);
    const watch = new BusyWatch();
    strictEqual(await ended, 0);
    const { longestMs, delayMs, seconds } = watch.stop();
    const value = `at most ${longestMs.toFixed(0)} ms at a stretch, turns ${delayMs.toFixed(0)} ms late at most, in ${seconds.toFixed(1)} s`;
    writeHostEvent({ kind: 'measured', what: 'extension host busy', value });
    ok(longestMs < 100, value);
    strictEqual(ledgerOf(app).length, 1);
  });
});
