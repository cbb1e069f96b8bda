import { deepStrictEqual } from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { scenes } from '../host/scenes.ts';
import { ledgerOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

describe('a workspace of several folders', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;

  const packages = (): readonly number[] => ['first', 'second'].map((name) => ledgerOf(join(folder, name)).length);

  it('shows the app of each', async () => {
    const file = scenes['several-apps']((await theStage()).workspace('several-folders'));
    folder = dirname(file);
    window = await openWindow(file);
    await window.treeOfApps();
    await window.treeRow('Hello Web').waitFor();
    await window.treeRow('Second').waitFor();
  });

  it('asks which app is meant, and makes the package of that one', async () => {
    await window.runCommand('Mobile Distribution: Create Android Package');
    await window.answer('Second');
    await window.notification('Second 1.0.0 (1) is ready.').waitFor();
    deepStrictEqual(packages(), [0, 1]);
  });

  it('shows the same again after the window was loaded again', async () => {
    await window.reload();
    await window.treeOfApps();
    await window.treeRow('Second').waitFor();
    await window.runCommand('Mobile Distribution: Create Android Package');
    await window.answer('Hello Web');
    await until('the other package is recorded', () => packages().join() === '1,1' || undefined);
  });
});
