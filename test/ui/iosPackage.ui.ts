import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { inspectPlist } from '../../src/core/formats/plist/inspectPlist.ts';
import { inspectZip } from '../../src/core/formats/zip/inspectZip.ts';
import { verifyIpa, type IpaVerification } from '../../src/core/packages/ipa/seal/verifyIpa.ts';
import { settledQuickInput } from '../../scripts/vscode/quickInput.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { copySample } from '../host/scenes.ts';
import { ApplePki, devices, p12Of, p12Password } from '../support/applePki.ts';
import { ledgerOf, leftoversOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { readQrCodes } from './support/qrCodes.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

const appIdentifier = 'dev.mobiledistribution.hello';

const manifestOf = (link: string): string => decodeURIComponent(/itms-services:[^"]*url=([^"&]+)/.exec(link)?.[1] ?? '');

describe('an iOS package of a web app, without a Mac', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;
  /** Where the sharing answers on this machine, and the path of the one link. */
  let local = '';
  let shared = '';
  const pki = new ApplePki();
  const leaf = pki.leaf();
  /** What leads from the internet to this machine; nothing has to be there. */
  const forwarded = 'https://phones.example/lab';

  const pathOf = (index: number): string => join(folder, ledgerOf(folder)[index]?.path ?? '');
  const profile = (name: string, options: Parameters<ApplePki['profile']>[0]): void =>
    writeFileSync(join(folder, 'signing', `${name}.mobileprovision`), pki.profile({ certificates: [leaf], name, ...options }));

  async function verify(path: string): Promise<IpaVerification> {
    const source = bytesSource(new Uint8Array(readFileSync(path)));
    const { archive } = await inspectZip(source);
    return await verifyIpa(source, archive, { now: new Date(), trusted: [pki.root] });
  }

  /** Of the page behind the one link. */
  async function download(): Promise<{ readonly page: string; readonly manifest: string; readonly sha256: string }> {
    const page = await (await fetch(`${local}${shared}`)).text();
    const inside = (address: string): string => local + address.slice(forwarded.length);
    const answer = await fetch(inside(manifestOf(page)));
    match(answer.headers.get('content-type') ?? '', /^text\/xml/);
    const manifest = await answer.text();
    const [, ipa = ''] = /<string>(https:[^<]*\.ipa[^<]*)</.exec(manifest) ?? [];
    const bytes = new Uint8Array(await (await fetch(inside(ipa))).arrayBuffer());
    return { page, manifest, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  it('is created with one command, which asks for the password of the certificate', async () => {
    folder = (await theStage()).workspace('ios-package');
    copySample(folder);
    mkdirSync(join(folder, 'signing'));
    writeFileSync(join(folder, 'signing', 'lab.p12'), await p12Of([leaf]), { mode: 0o600 });
    profile('lab', { identifier: appIdentifier, devices: devices.slice(0, 1) });
    const assets = '"certificate": "signing/lab.p12", "provisioningProfile": "signing/lab.mobileprovision"';
    const ios = `"ios": { "appIdentifier": "${appIdentifier}", "buildType": "ad-hoc", ${assets} },\n  "android"`;
    const settings = join(folder, 'mobile-distribution.json');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('"android"', ios));
    window = await openWindow(folder);
    await window.treeOfApps();
    await window.runCommand('Mobile Distribution: Create iOS Package');
    await window.answer(p12Password, 'password');
    await until('the package is recorded', () => ledgerOf(folder).length === 1 || undefined);
    await window.notification(/is ready/).waitFor();
    deepStrictEqual(leftoversOf(folder), []);
  });

  it('has every seal right, and a chain to the root of its authority', async () => {
    strictEqual(ledgerOf(folder)[0]?.platform, 'ios');
    const { verified, findings } = await verify(pathOf(0));
    deepStrictEqual([verified, findings], [true, []]);
  });

  it('is in the tree with its version code, and a click there and one in the form create the next ones', async () => {
    await window.treeRow(/1\.0\.0 \(1\)/).waitFor();
    const row = window.treeRow(/^\s*iOS/);
    const button = row.locator('.action-label[aria-label^="Create Package"]');
    // The button shows under the mouse, rows still move, and while a package is created it is another one. A click that was taken is not repeated.
    await until('a second package is recorded', async () => {
      await row.hover();
      const isIdle = await button.isVisible();
      if (ledgerOf(folder).length === 2) return true;
      if (!isIdle) return undefined;
      await button.click({ timeout: 1000 }).catch(() => undefined);
      await button.waitFor({ state: 'hidden', timeout: 5000 }).catch(() => undefined);
      return undefined;
    });
    await window.runCommand('Mobile Distribution: Configure Package Settings');
    const form = await window.webview('App identifier');
    await form.locator('vscode-button').filter({ hasText: 'Create iOS Package' }).click();
    await until('a third package is recorded', () => ledgerOf(folder).length === 3 || undefined);
    deepStrictEqual(
      ledgerOf(folder).map(({ platform, versionCode }) => `${platform} ${versionCode}`),
      ['ios 1', 'ios 2', 'ios 3'],
    );
    await window.treeRow(/1\.0\.0 \(3\)/).waitFor();
  });

  it('is shared over https, as iPhones demand, with a link that installs it', async () => {
    await window.runCommand('Notifications: Clear All Notifications');
    await window.runCommand('Mobile Distribution: Show Install QR Code');
    await window.answer('1.0.0 (3)', 'Which package?');
    await window.pressInDialog(/^Share$/);
    const panel = await window.webview('install apps only from an https address');
    await panel.getByText('Share Over HTTPS…').click();
    const question = window.question.filter({ hasText: 'Share Over HTTPS' });
    await question.waitFor();
    const [, port = ''] = /enter (\d+)/.exec(await question.innerText()) ?? [];
    local = `http://127.0.0.1:${port}`;
    await question.locator('input').fill('http://phones.example');
    await question.getByText('Enter an address that begins with https://').waitFor();
    await window.answer(forwarded, 'Share Over HTTPS');
    const address = await until('a QR code with the https address', async () => {
      const [code] = await readQrCodes(await window.page.screenshot());
      return code?.startsWith(forwarded) ? code : undefined;
    });
    shared = address.slice(forwarded.length);
    const { page, manifest, sha256 } = await download();
    strictEqual(sha256, ledgerOf(folder)[2]?.sha256);
    strictEqual(manifestOf(page).startsWith(`${forwarded}${shared}`), true, page);
    match(manifest, new RegExp(`<string>${appIdentifier.replaceAll('.', String.raw`\.`)}</string>`));
    match(manifest, /<string>display-image<\/string>\s*<key>url<\/key>\s*<string>https:/);
    strictEqual(inspectPlist(new TextEncoder().encode(manifest)).issues.length, 0);
    strictEqual(await panel.getByText('install apps only from an https address').isVisible(), false);
  });

  it('is signed again for a new device by choosing the newer profile, and the same link leads to it', async () => {
    profile('more-devices', { identifier: appIdentifier, devices: [...devices.slice(0, 1), 'a'.repeat(40)] });
    await window.runCommand('Mobile Distribution: Re-sign for New Devices…');
    await window.answer('1.0.0 (3)', 'Which package?');
    await window.question.filter({ hasText: 'new devices: 1' }).waitFor();
    await window.answer('more-devices', 'Re-sign for New Devices');
    await window.notification('The installation link of the old package now leads to it.').waitFor();
    strictEqual(ledgerOf(folder).length, 4);
    const record = ledgerOf(folder)[3];
    strictEqual(record?.parent, ledgerOf(folder)[2]?.id);
    const { verified, devices: allowed } = await verify(pathOf(3));
    deepStrictEqual([verified, allowed.length], [true, 2]);
    strictEqual((await download()).sha256, record?.sha256);
  });

  it('is signed again under another name by the wizard, step by step, with a way back', async () => {
    profile('anything', { identifier: '*', devices });
    await window.runCommand('Notifications: Clear All Notifications');
    await window.runCommand('Mobile Distribution: Re-sign Package…');
    await window.answer('1.0.0 (3)', 'Which package?');
    const first = window.question.filter({ hasText: 'Re-sign Package (1/6)' }).locator('input');
    await first.fill('not an identifier');
    await window.question.filter({ hasText: 'Use letters, digits and hyphens' }).waitFor();
    await window.answer('com.example.renamed', 'Re-sign Package (1/6)');
    await window.answer('2.0', 'Re-sign Package (2/6)');
    await window.question.filter({ hasText: 'Re-sign Package (3/6)' }).waitFor();
    await window.question.locator('.codicon-quick-input-back').click();
    await window.answer('2.1', 'Re-sign Package (2/6)');
    await window.answer('40', 'Re-sign Package (3/6)');
    await window.answer('lab.p12', 'Re-sign Package (4/6)');
    // Of the three profiles only one covers the new identifier.
    await window.question.filter({ hasText: 'Re-sign Package (5/6)' }).waitFor();
    const { focused, labels } = await settledQuickInput(window.page);
    match(focused, /^anything/);
    strictEqual(labels.length, 2, labels.join('; '));
    await window.confirm('Re-sign Package (5/6)');
    await window.answer('renamed.ipa', 'Re-sign Package (6/6)');
    await window.notification('renamed.ipa is signed and verified.').waitFor();
    const path = join(pathOf(2), '..', 'renamed.ipa');
    const { verified, bundles } = await verify(path);
    deepStrictEqual([verified, bundles[0]?.identifier], [true, 'com.example.renamed']);
    const viewer = await window.webview('com.example.renamed');
    match(await viewer.locator('body').innerText(), /2\.1 \(40\)/);
  });
});
