import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { copySample } from '../host/scenes.ts';
import { ledgerOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

describe('a package from the last build', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;

  const engines = (): readonly unknown[] => ledgerOf(folder).map(({ engine }) => engine);

  it('is made from the last package when only web files changed', async () => {
    folder = (await theStage()).workspace('last-build');
    copySample(folder);
    window = await openWindow(folder);
    await window.treeOfApps();
    await window.runCommand('Mobile Distribution: Create Android Package');
    await window.notification('is ready').waitFor();
    await window.runCommand('Notifications: Clear All Notifications');
    const page = join(folder, 'www', 'index.html');
    writeFileSync(page, readFileSync(page, 'utf8').replace('</body>', '<p>Changed</p></body>'));
    await window.runCommand('Mobile Distribution: Create Package from Last Build');
    await window.notification('is ready').waitFor();
    const [first, second] = ledgerOf(folder);
    deepStrictEqual(engines(), ['web', 'reuse']);
    strictEqual(second?.parent, first?.id);
    await window.runCommand('Notifications: Clear All Notifications');
  });

  it('names what changed on the native side, and offers a full build', async () => {
    const settings = join(folder, 'mobile-distribution.json');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('"webDir": "www"', '"webDir": "www", "permissions": ["camera"]'));
    await window.runCommand('Mobile Distribution: Create Package from Last Build');
    const refusal = window.notification('native side has changed');
    await refusal.waitFor();
    match(await refusal.locator('.notification-list-item-message').innerText(), /permissions \(changed\)/);
    await refusal.getByText('Build Package', { exact: true }).click();
    await until('the package is built', () => engines().length === 3 || undefined);
    deepStrictEqual(engines(), ['web', 'reuse', 'web']);
  });
});
