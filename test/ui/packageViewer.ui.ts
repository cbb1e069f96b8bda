import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { ApplePki } from '../support/applePki.ts';
import { ipaEntries } from '../support/ipaFiles.ts';
import { signBytes, unsignedApk } from '../support/signedPackages.ts';
import { smallApkEntries, smallArchive } from '../support/smallPackages.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';

const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

async function folderWith(files: Readonly<Record<string, Bytes>>): Promise<string> {
  const folder = (await theStage()).workspace('packages');
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

describe('the viewer of packages', () => {
  after(closeWindows);

  it('shows packages of all kinds, and what is none, and is used with the keyboard', async () => {
    const folder = await folderWith({
      'signed.apk': await signBytes(await unsignedApk()),
      'small.apk': await smallArchive(smallApkEntries()),
      'hello.ipa': await smallArchive(ipaEntries({ pki: new ApplePki() })),
      'foreign.aab': await smallArchive([{ name: 'readme.txt', bytes: utf8('no package') }]),
      'broken.ipa': utf8('broken'),
      'mobile-distribution.json': utf8('{ "name": "Small" }\n'),
      'secret.apk': await smallArchive([...smallApkEntries(), { name: 'assets/demo-key.pem', bytes: utf8(key) }]),
    });
    const settings = join(folder, 'mobile-distribution.json');
    const window = await openWindow(folder);
    const open = async (name: string): Promise<void> => await window.openFile(name);
    await open('signed.apk');
    await window.webview('Signatures valid');
    await open('hello.ipa');
    const ipa = await window.webview('Seal invalid');
    match(await ipa.locator('body').innerText(), /com\.acme\.hello\.share/);
    await open('foreign.aab');
    await window.webview('This archive is not a package');
    await open('broken.ipa');
    await window.webview('Not a package');

    await open('small.apk');
    const apk = await window.webview('Small 1.2.3');
    const tiles = apk.locator('.treemap .tile');
    const names = async (): Promise<readonly string[]> => await tiles.evaluateAll((each) => each.map(({ ariaLabel }) => ariaLabel ?? ''));
    const top = await names();
    ok(top.length >= 5 && top.every((name) => /, .+ · .+%/.test(name)), top.join('\n'));
    await tiles.first().focus();
    await window.page.keyboard.press('End');
    await window.page.keyboard.press('Home');
    const assets = top.findIndex((name) => name.startsWith('Assets'));
    for (let step = 0; step < assets; step += 1) await window.page.keyboard.press('ArrowRight');
    await window.page.keyboard.press('Enter');
    deepStrictEqual(
      (await names()).map((name) => name.split(',')[0]),
      ['index.html'],
    );
    await window.page.keyboard.press('Escape');
    deepStrictEqual(await names(), top);
    const focused = await apk.locator('.tile:focus').getAttribute('aria-label');
    strictEqual(focused, top[assets]);

    await open('secret.apk');
    const secret = await window.webview('demo-key.pem contains a private key');
    const allow = secret.getByRole('button', { name: 'Allow demo-key.pem in Packages…' });
    await allow.click();
    match(await window.page.locator('.monaco-dialog-box').innerText(), /Anyone who has a package can read this file/);
    await window.pressInDialog(/^Cancel$/);
    strictEqual(readFileSync(settings, 'utf8'), '{ "name": "Small" }\n');
    await allow.click();
    await window.pressInDialog(/^Allow File$/);
    await allow.waitFor({ state: 'hidden' });
    deepStrictEqual(JSON.parse(readFileSync(settings, 'utf8')), { name: 'Small', build: { allowedFiles: ['assets/demo-key.pem'] } });
    ok(!(await secret.locator('body').innerText()).includes('contains a private key'));
  });
});
