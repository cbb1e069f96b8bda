import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { ApplePki } from '../support/applePki.ts';
import { ipaEntries } from '../support/ipaFiles.ts';
import { signBytes, unsignedApk } from '../support/signedPackages.ts';
import { smallApkEntries, smallArchive } from '../support/smallPackages.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';

async function folderWith(files: Readonly<Record<string, Bytes>>): Promise<string> {
  const folder = (await theStage()).workspace('packages');
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

describe('the viewer of packages', () => {
  after(closeWindows);

  it('shows packages of all kinds, and what is none, and is used with the keyboard', async () => {
    const window = await openWindow(
      await folderWith({
        'signed.apk': await signBytes(await unsignedApk()),
        'small.apk': await smallArchive(smallApkEntries()),
        'hello.ipa': await smallArchive(ipaEntries({ pki: new ApplePki() })),
        'foreign.aab': await smallArchive([{ name: 'readme.txt', bytes: utf8('no package') }]),
        'broken.ipa': utf8('broken'),
      }),
    );
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
    const folder = top.findIndex((name) => name.startsWith('Assets'));
    for (let step = 0; step < folder; step += 1) await window.page.keyboard.press('ArrowRight');
    await window.page.keyboard.press('Enter');
    deepStrictEqual(
      (await names()).map((name) => name.split(',')[0]),
      ['index.html'],
    );
    await window.page.keyboard.press('Escape');
    deepStrictEqual(await names(), top);
    const focused = await apk.locator('.tile:focus').getAttribute('aria-label');
    strictEqual(focused, top[folder]);
  });
});
