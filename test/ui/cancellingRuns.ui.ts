/** A run in the tree, and what is left of it when it is cancelled there while it asks for a password. */

import { deepStrictEqual } from 'node:assert/strict';
import { picturePassword, releaseApp } from '../../scripts/screenshots/pictureApps.ts';
import { product } from '../../scripts/screenshots/pictureGestures.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { ledgerOf, leftoversOf, packageFilesOf } from '../support/productFiles.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

describe('a run that asks for a password', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;
  const row = () => window.treeRow(/Creating/);
  const question = () => window.question.filter({ hasText: 'Keystore password' });

  it('has a row in the tree', async () => {
    folder = (await theStage()).workspace('cancelling-runs');
    await releaseApp(folder);
    window = await openWindow(folder);
    await window.treeOfApps();
    await window.treeRow(/Keystore/).waitFor();
    await window.runCommand(`${product}: Create Android Package`);
    await question().waitFor();
    await row().waitFor();
  });

  it('ends from the menu of its row, takes its question away and leaves nothing', async () => {
    await window.chooseInMenuOf(row(), 'Cancel Package Creation');
    await question().waitFor({ state: 'hidden' });
    await row().waitFor({ state: 'hidden' });
    deepStrictEqual([packageFilesOf(folder), ledgerOf(folder), leftoversOf(folder)], [[], [], []]);
  });

  it('can be started again', async () => {
    await window.runCommand(`${product}: Create Android Package`);
    await window.answer(picturePassword, 'Keystore password');
    await window.notification('is ready').waitFor();
    await row().waitFor({ state: 'hidden' });
    await window.treeRow(/1\.0\.0 \(1\)\s*release/).waitFor();
  });
});
