import { deepStrictEqual } from 'node:assert/strict';
import { writeLargeApp } from '../host/scenes.ts';
import { isWritingIn, ledgerOf, leftoversOf, packageFilesOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';

describe('a window that is closed in the middle', () => {
  after(closeWindows);

  it('leaves no half file, no lock and no record', async () => {
    const folder = (await theStage()).workspace('closing');
    writeLargeApp(folder, 64);
    const window = await openWindow(folder);
    await window.treeOfApps();
    await window.runCommand('Mobile Distribution: Create Android Package');
    await until('the package is being written', () => isWritingIn(folder) || undefined);
    await window.leave();
    await until('everything is tidied up', () => leftoversOf(folder).length === 0 || undefined);
    deepStrictEqual(packageFilesOf(folder), []);
    deepStrictEqual(ledgerOf(folder), []);
  });
});
