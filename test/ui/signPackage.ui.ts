import { strictEqual } from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { projectRoot } from '../../scripts/steps/projectRoot.ts';
import { passwords } from '../fixtures/keystores/keystoreRows.ts';
import { unsignedApk } from '../support/signedPackages.ts';
import { smallArchive, smallBundleEntries } from '../support/smallPackages.ts';
import { verifyBytes } from '../support/verifyBytes.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

async function signersOf(path: string): Promise<readonly string[]> {
  const { verified, signers } = await verifyBytes(new Uint8Array(readFileSync(path)));
  strictEqual(verified, true);
  return signers.map(({ subject }) => subject);
}

describe('Sign Package… where nothing can be built yet', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;

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

  it('is in the viewer, asks for no stored password, and proposes a free name', async () => {
    const viewer = await window.webview('Signatures valid');
    await viewer.locator('vscode-button', { hasText: 'Sign…' }).click();
    await window.answer('pkcs12-rsa.p12', 'Sign Package');
    await window.confirm('Path of the signed package');
    await window.notification('app-signed-2.apk is signed and verified').waitFor();
  });

  it('is in the menu of the explorer, and asks which key where a keystore has several', async () => {
    await window.runCommand('Notifications: Clear All Notifications');
    await window.runCommand('View: Show Explorer');
    const row = (name: string) => window.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).first();
    await row('out').waitFor();
    if (!(await row('app.aab').isVisible())) await row('out').click();
    await window.chooseInMenuOf(row('app.aab'), 'Sign Package…');
    await window.answer('jks-two-aliases.jks', 'Sign Package');
    await window.answer(passwords.store, 'Keystore password');
    await window.answer('second', 'Which key?');
    await window.confirm('Path of the signed package');
    await window.answer(passwords.otherKey, 'Password for key “second”');
    await window.notification('app-signed.aab is signed and verified').waitFor();
    await window.webview('Signatures valid');
  });
});
