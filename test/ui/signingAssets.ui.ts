import { ok, strictEqual } from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Frame } from 'playwright-core';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { ApplePki, devices, p12Of, p12Password } from '../support/applePki.ts';
import { copySample } from '../host/scenes.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';

const pki = new ApplePki();
const leaf = pki.leaf();

/** Every message that any page of the window hears, from its first moment on. */
const listen = `window.heard = []; window.addEventListener('message', (event) => window.heard.push(JSON.stringify(event.data)));`;

describe('the viewer of signing assets', () => {
  let window: VsCodeWindow;

  before(async () => {
    const folder = (await theStage()).workspace('signing-assets');
    copySample(folder);
    mkdirSync(join(folder, 'signing'));
    writeFileSync(join(folder, 'signing', 'distribution.p12'), await p12Of([leaf], 'modern'));
    writeFileSync(join(folder, 'signing', 'adhoc.mobileprovision'), pki.profile({ certificates: [leaf] }));
    writeFileSync(join(folder, 'signing', 'page.mobileprovision'), '<!doctype html><title>Sign in</title>');
    window = await openWindow(folder, {
      prepare: async (page) => {
        await page.addInitScript(listen);
      },
    });
  });

  after(closeWindows);

  async function open(name: string, text: string): Promise<Frame> {
    await window.openFile(name);
    return await window.webview(text);
  }

  it('answers whether a device is in a profile', async () => {
    const frame = await open('adhoc.mobileprovision', 'Is my device included?');
    const field = frame.locator('vscode-textfield input');
    await field.fill(devices[0]?.toLowerCase() ?? '');
    await frame.getByText('Yes, this device is in the profile.').waitFor();
    strictEqual(await frame.locator('.search-items li').count(), 1);
    await field.fill('f'.repeat(40));
    await frame.getByText('No, this device is not in the profile.').waitFor();
  });

  it('says what a file is instead', async () => {
    ok(await open('page.mobileprovision', 'a web page'));
  });

  it('asks for a password in VS Code alone, when it is told to, and tells no page of it', async () => {
    const frame = await open('distribution.p12', 'Enter Password…');
    ok((await frame.locator('body').innerText()).includes('macOS Keychain'));
    await frame.locator('vscode-button', { hasText: 'Enter Password…' }).click();
    await window.answer('wrong-marker-password', 'password');
    await window.question.filter({ hasText: /does not open|wrong/i }).waitFor();
    await window.answer(p12Password, 'password');
    await frame.getByText('TEAM123456').first().waitFor();
    for (const each of window.page.frames()) {
      const heard = await each.evaluate<string>('(window.heard ?? []).join() + document.body?.innerText').catch(() => '');
      for (const secret of [p12Password, 'wrong-marker-password']) ok(!heard.includes(secret), each.url());
    }
  });

  it('uses the remembered password silently, and shows what belongs together', async () => {
    const frame = await open('adhoc.mobileprovision', 'distribution.p12');
    await frame.locator('.links .link-button', { hasText: 'distribution.p12' }).click();
    await window.page.locator('.tab.active', { hasText: 'distribution.p12' }).waitFor();
    ok(await window.webview('Private key usable'));
  });
});
