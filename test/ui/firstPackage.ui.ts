import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chooseIn, typeInto } from '../../scripts/vscode/pageFields.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { copySample } from '../host/scenes.ts';
import { ledgerOf, leftoversOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { verifyBytes } from '../support/verifyBytes.ts';
import { readQrCodes } from './support/qrCodes.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

describe('the first package of an app', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;

  const settings = (): string => readFileSync(join(folder, 'mobile-distribution.json'), 'utf8');

  it('begins with an app that was found and is not set up', async () => {
    folder = (await theStage()).workspace('first-package');
    copySample(folder);
    rmSync(join(folder, 'mobile-distribution.json'));
    window = await openWindow(folder);
    await window.treeOfApps();
    await window.page.locator('.welcome-view-content').getByText('App found').waitFor();
  });

  it('sets it up with proposed settings and opens the form', async () => {
    await window.runCommand('Mobile Distribution: Set Up App');
    const form = await window.webview('App identifier');
    strictEqual(await form.getByLabel('Name', { exact: true }).locator('visible=true').inputValue(), 'Hello Web');
    ok(existsSync(join(folder, 'mobile-distribution.json')));
    match(settings(), /"webDir": "www"/);
  });

  it('takes what is typed into the form, and saves it with the keyboard', async () => {
    const form = await window.webview('App identifier');
    const identifier = form.getByLabel('App identifier', { exact: true }).locator('visible=true');
    // The count of problems leads to the first of them.
    await form.locator('.state').click();
    await form.locator('.field:focus-within .issue, .section h2:focus, .issues:focus').first().waitFor();
    await typeInto(window.page, identifier, 'dev.mobiledist.hello');
    // From the field to its reset button, not the other way round.
    const field = '[data-field="android.appIdentifier"]';
    await form.locator(`${field}.own .reset`).waitFor();
    await window.page.keyboard.press('Tab');
    await form.locator(`${field} .reset:focus`).waitFor();
    await window.page.locator('.tab.dirty').first().waitFor();
    await window.page.keyboard.press('ControlOrMeta+S');
    await until('the identifier is saved', () => settings().includes('"dev.mobiledist.hello"') || undefined);
    // Comments and all that was not touched stay.
    match(settings(), /Do not put passwords in this file/);
    // The warning about the proposed identifier is gone with it.
    await form.getByText('is a placeholder').waitFor({ state: 'hidden' });
  });

  it('chooses a build type in the form', async () => {
    const form = await window.webview('App identifier');
    const buildType = form.getByLabel('Build type', { exact: true }).locator('visible=true').first();
    await chooseIn(window.page, buildType, 'release');
    await window.page.keyboard.press('ControlOrMeta+S');
    await until('the build type is saved', () => settings().includes('"buildType": "release"') || undefined);
  });

  it('makes a keystore, and stores its password nowhere a file could tell', async () => {
    await window.runCommand('Mobile Distribution: Create Keystore…');
    await window.answer('Choose Each Value…', 'Create Keystore');
    for (const step of [1, 2, 3, 4]) await window.confirm(`Create Keystore (${step}/7)`);
    await window.answer('Hello Developers', 'Create Keystore (5/7)');
    for (const step of [6, 7]) await window.confirm(`Create Keystore (${step}/7)`);
    await until('the keystore is there', () => existsSync(join(folder, 'signing', 'upload.p12')) || undefined);
    await until('the settings name it', () => settings().includes('"signing/upload.p12"') || undefined);
    await window.notification('Keystore created').waitFor();
    await window.treeRow(/Keystore.*valid until/s).waitFor();
  });

  it('shows percent and step in the status bar, and says when it is made', async () => {
    const seen = new Set<string>();
    await window.runCommand('Mobile Distribution: Create Android Package');
    await until('the status bar tells the result', async () => {
      const text = (await window.statusText())?.trim() ?? '';
      seen.add(text);
      return text === 'Android created' || undefined;
    });
    ok(
      [...seen].some((text) => /^Android \d+ % · \w/.test(text)),
      [...seen].join('; '),
    );
    await window.notification('Hello Web 1.0.0 (1) is ready.').waitFor();
    await window.treeRow('1.0.0 (1)').waitFor();
    strictEqual(ledgerOf(folder).length, 1);
    deepStrictEqual(leftoversOf(folder), []);
  });

  it('shows a QR code that a camera reads, and behind it a package that verifies', async () => {
    await window.runCommand('Mobile Distribution: Show Install QR Code');
    await window.pressInDialog(/^Share$/);
    await window.webview('SHA-256');
    const address = await until('a QR code in the picture', async () => (await readQrCodes(await window.page.screenshot()))[0]);
    // The workspace is remote, so the link is the one of the proxy by which VS Code forwards ports.
    match(address, /^http:\/\/127\.0\.0\.1:\d+\/proxy\/\d+\/i\/[\w-]{32}$/);
    const page = await fetch(address);
    strictEqual(page.status, 200);
    const html = await page.text();
    const [, href = ''] = /href="([^"]+\.apk[^"]*)"/.exec(html) ?? [];
    const download = await fetch(new URL(href, address));
    const bytes = new Uint8Array(await download.arrayBuffer());
    strictEqual(createHash('sha256').update(bytes).digest('hex'), ledgerOf(folder)[0]?.sha256);
    const { verified, schemes, signers } = await verifyBytes(bytes);
    ok(verified && schemes.v2);
    match(signers[0]?.subject ?? '', /Hello Developers/);
  });

  it('is still there after the window was loaded again, with form and panel', async () => {
    await window.reload();
    await window.webview('SHA-256');
    await window.treeRow('1.0.0 (1)').waitFor();
    await window.page.locator('.tab').filter({ hasText: 'mobile-distribution.json' }).click();
    await window.webview('App identifier');
  });
});
