import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { inspectZip } from '../../src/core/formats/zip/inspectZip.ts';
import { verifyIpa } from '../../src/core/packages/ipa/seal/verifyIpa.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { copySample } from '../host/scenes.ts';
import { ApplePki, p12Of, p12Password } from '../support/applePki.ts';
import { ledgerOf, leftoversOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

const appIdentifier = 'dev.mobiledistribution.hello';

describe('an iOS package of a web app, without a Mac', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;
  const pki = new ApplePki();

  it('is created with one command, which asks for the password of the certificate', async () => {
    folder = (await theStage()).workspace('ios-package');
    copySample(folder);
    const leaf = pki.leaf();
    mkdirSync(join(folder, 'signing'));
    writeFileSync(join(folder, 'signing', 'lab.p12'), await p12Of([leaf]), { mode: 0o600 });
    writeFileSync(join(folder, 'signing', 'lab.mobileprovision'), pki.profile({ certificates: [leaf], identifier: appIdentifier }));
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
    const [record] = ledgerOf(folder);
    strictEqual(record?.platform, 'ios');
    const source = bytesSource(new Uint8Array(readFileSync(join(folder, record?.path ?? ''))));
    const { archive } = await inspectZip(source);
    const { verified, findings } = await verifyIpa(source, archive, { now: new Date(), trusted: [pki.root] });
    deepStrictEqual([verified, findings], [true, []]);
  });

  it('is in the tree with its version code', async () => {
    await window.treeRow(/1\.0\.0 \(1\)/).waitFor();
    ok(await window.treeRow(/iOS/).count());
  });
});
