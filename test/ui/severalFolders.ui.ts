import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { copySample, scenes } from '../host/scenes.ts';
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

  it('asks which app to use, and makes the package of that one', async () => {
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

describe('a workspace without folders', () => {
  isOneStory();
  let file = '';
  let window: VsCodeWindow;

  const welcome = (text: string) => window.page.locator('.welcome-view-content').getByText(text);

  it('says that no folder is open, and not that there is no app', async () => {
    const folder = (await theStage()).workspace('no-folders');
    for (const name of ['first', 'second']) copySample(join(folder, name));
    file = join(folder, 'no-folders.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: [] }));
    window = await openWindow(file);
    await window.treeOfApps();
    await welcome('No folder is open in this workspace.').waitFor();
    await window.page.getByRole('button', { name: 'Add Folder to Workspace' }).first().waitFor();
    strictEqual(await welcome('No mobile or web app was found').count(), 0);
  });

  it('shows the apps of the folders that are added', async () => {
    writeFileSync(file, JSON.stringify({ folders: [{ path: 'first' }, { path: 'second' }] }));
    await window.treeOfApps();
    await until(
      'both apps are shown',
      async () =>
        (await window.page.locator('.pane-body .monaco-list-row:visible').filter({ hasText: 'Hello Web' }).count()) === 2 || undefined,
    );
  });
});
