import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../src/core/base/secret.ts';
import { createKeystore } from '../../src/core/assets/keystore/createKeystore.ts';
import { systemClock } from '../../src/node/systemClock.ts';
import { systemRandom } from '../../src/node/systemRandom.ts';
import { copySample } from '../host/scenes.ts';
import { until } from '../support/until.ts';
import { ledgerOf } from '../support/productFiles.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';

/** Found in a file, it was leaked. */
const marker = 'Marker-6f1d0b-Passphrase';

describe('passwords', () => {
  let folder = '';
  let window: VsCodeWindow;

  before(async () => {
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
    window = await openWindow(folder);
    await window.treeOfApps();
  });

  after(closeWindows);

  it('that are wrong are asked for again, with the reason', async () => {
    await window.runCommand('Mobile Distribution: Set Password…');
    await window.answer('not-it', 'Password of the keystore');
    await window.question.filter({ hasText: /does not open|wrong/i }).waitFor();
    strictEqual(await window.question.locator('input').first().getAttribute('type'), 'password');
    await window.answer(marker, 'Password of the keystore');
    await window.treeRow(/Keystore.*valid until/s).waitFor();
  });

  it('that are stored sign packages without a question', async () => {
    await window.runCommand('Mobile Distribution: Create Android Package');
    await until('the package is recorded', () => ledgerOf(folder).length === 1 || undefined);
    strictEqual(await window.question.count(), 0);
  });

  it('stand in no file of the workspace, of VS Code or of the product', async () => {
    const leaks = filesWith(marker, (await theStage()).address.folder);
    deepStrictEqual(leaks, []);
  });

  it('are readable nowhere in the page', async () => {
    ok(!(await window.page.content()).includes(marker));
    ok(!(await window.page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })')).includes(marker));
  });

  it('that the keyring has lost are asked for again, with the reason', async () => {
    // The secret storage of a window in a browser lasts as long as the window.
    await window.reload();
    await window.treeOfApps();
    await window.runCommand('Mobile Distribution: Create Android Package');
    await window.question.filter({ hasText: 'this machine’s keyring has lost it' }).waitFor();
    await window.answer(marker, 'Password of the keystore');
    await until('the second package is recorded', () => ledgerOf(folder).length === 2 || undefined);
  });

  it('are forgotten when the person says so', async () => {
    await window.runCommand('Mobile Distribution: Forget Passwords');
    await window.page
      .locator('.monaco-dialog-box .monaco-button')
      .filter({ hasText: /^Forget$/ })
      .click();
    await window.notification('One password was forgotten.').waitFor();
    await window.treeRow(/Keystore.*password not stored/s).waitFor();
  });
});

/** All files below a folder that hold a text, whatever they are. */
function filesWith(text: string, root: string): readonly string[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => join(root, path));
  return paths.filter((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() === true && stat.size < 64 * 1024 * 1024 && readFileSync(path).includes(text);
  });
}
