import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { verifyBytes } from '../../support/verifyBytes.ts';
import { until } from '../../support/until.ts';
import { activeExtension } from '../support/extension.ts';
import { ledgerOf, leftoversOf, packageFilesOf } from '../../support/productFiles.ts';
import { findTask, runLabel, startTask, taskType } from '../support/packageTasks.ts';

const app = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

describe('tasks', () => {
  it('are offered for every app, platform and build type', async () => {
    await activeExtension();
    const offered = await until('tasks', async () => {
      const tasks = (await vscode.tasks.fetchTasks({ type: taskType })).filter(({ source }) => source !== 'Workspace');
      return tasks.length > 0 ? tasks : undefined;
    });
    const names = offered.map(({ definition }) => `${definition['app']} ${definition['platform']} ${definition['buildType']}`);
    deepStrictEqual(names.toSorted(), [
      '. android app-bundle',
      '. android debug',
      '. android release',
      'large android app-bundle',
      'large android debug',
      'large android release',
    ]);
  });

  it('of tasks.json run with dependsOn and variables to packages that verify', async () => {
    await findTask({ name: 'second package' });
    strictEqual(await runLabel('second package'), 0);
    const ledger = ledgerOf(app);
    deepStrictEqual(
      ledger.map(({ platform, versionCode }) => `${platform} ${versionCode}`),
      ['android 1', 'android 2'],
    );
    for (const { path, sha256 } of ledger) {
      const bytes = new Uint8Array(readFileSync(join(app, path)));
      strictEqual(createHash('sha256').update(bytes).digest('hex'), sha256);
      const { verified, schemes } = await verifyBytes(bytes);
      ok(verified && schemes.v2);
    }
    deepStrictEqual(leftoversOf(app), []);
  });

  it('end with 1 where a certificate is missing', async () => {
    const before = ledgerOf(app).length;
    strictEqual(await runLabel('for iOS'), 1);
    strictEqual(ledgerOf(app).length, before);
  });

  it('end with 1 where there is no such app', async () => {
    strictEqual(await runLabel('no such app'), 1);
  });

  it('refuse the same platform of the same app a second time while it runs', async () => {
    const first = await startTask(await findTask({ app: '.', platform: 'android', buildType: 'debug' }));
    const second = await startTask(await findTask({ app: '.', platform: 'android', buildType: 'app-bundle' }));
    const codes = await Promise.all([first.ended, second.ended]);
    strictEqual(
      codes
        .map(String)
        .toSorted((a, b) => a.localeCompare(b))
        .join(' '),
      '0 1',
    );
    deepStrictEqual(leftoversOf(app), []);
  });

  it('leave every package that the ledger names', () => {
    const present = new Set(packageFilesOf(app).map((path) => `.mobile-distribution/${path}`));
    deepStrictEqual(
      ledgerOf(app).filter(({ path }) => !present.has(path)),
      [],
    );
  });
});
