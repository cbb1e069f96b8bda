import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../src/core/base/secret.ts';
import { createKeystore } from '../../src/core/assets/keystore/createKeystore.ts';
import { systemClock } from '../../src/node/systemClock.ts';
import { systemRandom } from '../../src/node/systemRandom.ts';
import { copySample } from '../host/scenes.ts';
import { until } from '../support/until.ts';
import { ledgerOf } from '../support/productFiles.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { browserStorage, filesWith } from './support/keptText.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

/** Found in a file, it was leaked. */
const marker = 'Marker-6f1d0b-Passphrase';

describe('passwords', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;
  const consoleLines: string[] = [];

  it('are asked for in VS Code’s own prompt, and again with the reason when they are wrong', async () => {
    folder = (await theStage()).workspace('passwords');
    copySample(folder);
    const subject = [{ type: 'CN' as const, value: 'Marker' }];
    const keystore = await createKeystore({
      alias: 'upload',
      subject,
      password: new Secret(marker),
      clock: systemClock,
      random: systemRandom,
    });
    mkdirSync(join(folder, 'signing'));
    writeFileSync(join(folder, 'signing', 'upload.p12'), keystore);
    const settings = join(folder, 'mobile-distribution.json');
    const android = '"android": { "buildType": "release", "keystore": "signing/upload.p12", "keyAlias": "upload",';
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('"android": {', android));
    window = await openWindow(folder, {
      prepare: async (page) => {
        page.on('console', (message) => consoleLines.push(message.text()));
      },
    });
    await window.treeOfApps();
    await window.treeRow(/Keystore.*password not stored/s).waitFor();
    await window.runCommand('Mobile Distribution: Set Password…');
    await window.answer('not-it', 'Keystore password');
    await window.question.filter({ hasText: /does not open|wrong/i }).waitFor();
    strictEqual(await window.question.locator('input').first().getAttribute('type'), 'password');
    await window.answer(marker, 'Keystore password');
    await window.treeRow(/Keystore.*valid until/s).waitFor();
  });

  it('that are stored sign packages without a question', async () => {
    await window.runCommand('Mobile Distribution: Create Android Package');
    await until('the package is recorded', () => ledgerOf(folder).length === 1 || undefined);
    strictEqual(await window.question.count(), 0);
  });

  it('are in no file of the workspace, of VS Code with its logs and settings, or of the product', async () => {
    deepStrictEqual(filesWith(marker, (await theStage()).address.folder), []);
  });

  it('are readable nowhere in the page, its frames or what the browser stores', async () => {
    await window.runCommand('Mobile Distribution: Configure Package Settings');
    const form = await window.webview('App identifier');
    await form.getByText('Stored', { exact: true }).first().waitFor();
    for (const frame of window.page.frames()) ok(!(await frame.content()).includes(marker), frame.url());
    const stored = await window.page.evaluate<readonly string[]>(browserStorage);
    // The view that is open is there, so that the scan is known to see what is stored.
    ok(stored.some((row) => row.includes('mobileDistribution')));
    deepStrictEqual(
      [...stored, ...consoleLines].filter((row) => row.includes(marker)),
      [],
    );
  });

  it('that the secret storage has lost are asked for again, with the reason, three times; then the package can be tried again', async () => {
    // The secret storage of a window in a browser lasts as long as the window.
    await window.reload();
    await window.treeOfApps();
    await window.runCommand('Mobile Distribution: Create Android Package');
    await window.question.filter({ hasText: 'no longer in VS Code’s secret storage' }).waitFor();
    await window.answer('first', 'no longer in VS Code’s secret storage');
    for (const wrong of ['second', 'third']) await window.answer(wrong, 'Wrong keystore password');
    await window.notification('Wrong keystore password').getByText('Try Again', { exact: true }).click();
    await window.answer(marker, 'Keystore password');
    await until('the second package is recorded', () => ledgerOf(folder).length === 2 || undefined);
  });

  it('are forgotten when the person says so', async () => {
    await window.runCommand('Mobile Distribution: Forget Passwords');
    await window.pressInDialog(/^Forget$/);
    await window.notification('1 password was forgotten.').waitFor();
    await window.treeRow(/Keystore.*password not stored/s).waitFor();
  });
});
