import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locator } from 'playwright-core';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { releaseApp, picturePassword } from '../../scripts/screenshots/pictureApps.ts';
import { projectRoot } from '../../scripts/steps/projectRoot.ts';
import { passwords } from '../fixtures/keystores/keystoreRows.ts';
import { ledgerOf } from '../support/productFiles.ts';
import { unsignedApk } from '../support/signedPackages.ts';
import { smallArchive, smallBundleEntries } from '../support/smallPackages.ts';
import { until } from '../support/until.ts';
import { verifyBytes } from '../support/verifyBytes.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

const product = 'Mobile Distribution';

async function signersOf(path: string): Promise<readonly string[]> {
  const { verified, signers } = await verifyBytes(new Uint8Array(readFileSync(path)));
  strictEqual(verified, true);
  return signers.map(({ subject }) => subject);
}

describe('Sign Package… where nothing can be built yet', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;
  const inExplorer = (name: string): Locator =>
    window.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).first();

  it('is offered in the view, and asks for package, key, password and place', async () => {
    folder = (await theStage()).workspace('sign-package');
    writeFileSync(join(folder, 'pubspec.yaml'), 'name: hello\ndependencies:\n  flutter:\n    sdk: flutter\n');
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out', 'app-unsigned.apk'), await unsignedApk());
    writeFileSync(join(folder, 'out', 'app.aab'), await smallArchive(smallBundleEntries()));
    for (const name of ['pkcs12-rsa.p12', 'jks-two-aliases.jks'])
      cpSync(join(projectRoot, 'test', 'fixtures', 'keystores', name), join(folder, 'out', name));
    window = await openWindow(folder);
    await window.treeOfApps();
    await window.page.locator('.welcome-view-content').getByText('Sign Package…', { exact: true }).click();
    await window.chooseFile(join(folder, 'out', 'app-unsigned.apk'), 'Choose a Package to Sign');
    await window.answer('pkcs12-rsa.p12', 'Sign Package');
    await window.answer('not the password', 'Keystore password');
    await window.question.filter({ hasText: /does not open|wrong/i }).waitFor();
    await window.answer(passwords.store, 'Keystore password');
    await window.confirm('Path of the signed package');
    await window.notification('app-signed.apk is signed and verified').waitFor();
  });

  it('writes a package that verifies, and shows it', async () => {
    strictEqual((await signersOf(join(folder, 'out', 'app-signed.apk'))).length, 1);
    await window.webview('Signatures valid');
    await window.page.locator('.tab.active', { hasText: 'app-signed.apk' }).waitFor();
  });

  it('ends with Escape at each question, and writes nothing', async () => {
    const before = readdirSync(join(folder, 'out'));
    const viewer = await window.webview('Signatures valid');
    const escapeAt = async (title: string): Promise<void> => {
      const question = window.question.filter({ hasText: title });
      await question.waitFor();
      await window.page.keyboard.press('Escape');
      await question.waitFor({ state: 'hidden' });
    };
    await viewer.locator('vscode-button', { hasText: 'Sign…' }).click();
    await escapeAt('Sign Package');
    await viewer.locator('vscode-button', { hasText: 'Sign…' }).click();
    await window.answer('pkcs12-rsa.p12', 'Sign Package');
    await escapeAt('Path of the signed package');
    await viewer.locator('vscode-button', { hasText: 'Sign…' }).click();
    await window.answer('jks-two-aliases.jks', 'Sign Package');
    await escapeAt('Keystore password');
    deepStrictEqual(readdirSync(join(folder, 'out')), before);
    // A person who cancels knows it.
    strictEqual(
      await window.page
        .locator('.notification-list-item')
        .filter({ hasText: /cancel/i })
        .count(),
      0,
    );
  });

  it('is in the viewer, asks for no stored password, and proposes a free name', async () => {
    const viewer = await window.webview('Signatures valid');
    await viewer.locator('vscode-button', { hasText: 'Sign…' }).click();
    await window.answer('pkcs12-rsa.p12', 'Sign Package');
    await window.confirm('Path of the signed package');
    await window.notification('app-signed-2.apk is signed and verified').waitFor();
  });

  it('is in the menu of the explorer, asks which key where a keystore has several, and can be cancelled while it asks', async () => {
    await window.runCommand('Notifications: Clear All Notifications');
    await window.runCommand('View: Show Explorer');
    await inExplorer('out').waitFor();
    if (!(await inExplorer('app.aab').isVisible())) await inExplorer('out').click();
    const before = readdirSync(join(folder, 'out'));
    await window.chooseInMenuOf(inExplorer('app.aab'), 'Sign Package…');
    await window.answer('jks-two-aliases.jks', 'Sign Package');
    await window.answer(passwords.store, 'Keystore password');
    await window.answer('second', 'Which key?');
    await window.confirm('Path of the signed package');
    const question = window.question.filter({ hasText: 'Password for key “second”' });
    await question.waitFor();
    const progress = window.notification('Signing app.aab');
    await progress.locator('.monaco-button', { hasText: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    await progress.waitFor({ state: 'hidden' });
    deepStrictEqual(readdirSync(join(folder, 'out')), before);
  });

  it('signs with the chosen key', async () => {
    await window.chooseInMenuOf(inExplorer('app.aab'), 'Sign Package…');
    await window.answer('jks-two-aliases.jks', 'Sign Package');
    await window.answer('second', 'Which key?');
    await window.confirm('Path of the signed package');
    await window.answer(passwords.otherKey, 'Password for key “second”');
    await window.notification('app-signed.aab is signed and verified').waitFor();
    await window.webview('Signatures valid');
  });
});

describe('Sign Package… for a package of the ledger', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;

  it('is in the menu of its row, begins with the key of its app, and adds a line that names the first', async () => {
    folder = (await theStage()).workspace('sign-recorded');
    await releaseApp(folder);
    window = await openWindow(folder);
    await window.treeOfApps();
    await window.runCommand(`${product}: Create Android Package`);
    await window.answer(picturePassword, 'Keystore password');
    const row = window.treeRow(/1\.0\.0 \(1\)\s*release/);
    await row.waitFor();
    // The last that changes above the row is the version code that is proposed next.
    await window.treeRow('1.0.0 (2)').waitFor();
    await window.chooseInMenuOf(row, 'Sign Package…');
    // It asks at once for the key, and not which package.
    await window.question.filter({ hasText: /Sign/ }).waitFor();
    strictEqual(await window.question.filter({ hasText: 'Sign which package?' }).count(), 0);
    await window.confirm('Sign Package (1/2)');
    await window.confirm('Path of the signed package');
    const records = await until('the second line', () => (ledgerOf(folder).length === 2 ? ledgerOf(folder) : undefined));
    strictEqual(records[1]?.parent, records[0]?.id);
    deepStrictEqual(await signersOf(join(folder, records[1]?.path ?? '')), ['CN=Hello Developers']);
    strictEqual(records[1]?.signerSha256, records[0]?.signerSha256);
  });
});
