import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { openPrivateKeys } from '../../src/core/assets/certificate/privateKeyFile.ts';
import { readCertificateFile } from '../../src/core/assets/certificate/readCertificateFile.ts';
import { inspectKeystore } from '../../src/core/assets/keystore/inspectKeystore.ts';
import { type Bytes } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { createSelfSignedCertificate } from '../../src/core/formats/x509/createCertificate.ts';
import { copySample } from '../host/scenes.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

/** What must be found nowhere but in the secret storage. */
const markers = {
  keystore: 'marker-keystore-7f3a',
  passphrase: 'marker passphrase 7f3a',
  key: 'marker-key-7f3a',
  p12: 'marker-p12-7f3a',
};

describe('signing assets made in the window', () => {
  // Each wizard goes on with what the one before it made.
  isOneStory();
  let folder = '';
  let dataFolder = '';
  let window: VsCodeWindow;
  const path = (name: string): string => join(folder, name);
  const read = (name: string): Bytes => new Uint8Array(readFileSync(path(name)));
  const settings = (): string => readFileSync(path('mobile-distribution.json'), 'utf8');
  const wait = async (name: string): Promise<void> => void (await until(name, () => existsSync(path(name)) || undefined));
  const modeOf = (name: string): number => statSync(path(name)).mode & 0o777;

  before(async () => {
    const stage = await theStage();
    folder = stage.workspace('signing-assets');
    ({ dataFolder } = stage);
    copySample(folder);
    mkdirSync(path('keys'));
    window = await openWindow(folder);
    await window.treeOfApps();
  });

  it('a keystore: every question answered, one of them twice', async () => {
    await window.runCommand('Mobile Distribution: Create Keystore…');
    await window.answer('Choose Each Value…', 'Create Keystore');
    await window.answer('keys/marker.p12', 'Create Keystore (1/7)');
    await window.confirm('Create Keystore (2/7)');
    // Back, to see that the answer before is still there.
    await window.question.filter({ hasText: 'Create Keystore (3/7)' }).locator('.codicon-quick-input-back').click();
    await window.answer('release', 'Create Keystore (2/7)');
    await window.answer('EC P-256', 'Create Keystore (3/7)');
    await window.question.filter({ hasText: 'Create Keystore (4/7)' }).locator('input').first().fill('24');
    await window.question.getByText('at least 25 years').waitFor();
    await window.answer('26', 'Create Keystore (4/7)');
    await window.answer('CN=Ada, O=Acme, C=de', 'Create Keystore (5/7)');
    await window.answer('Enter Your Own Password', 'Create Keystore (6/7)');
    await window.answer(markers.keystore, 'Create Keystore (7/9)');
    await window.answer(markers.keystore, 'Create Keystore (8/9)');
    await window.answer('Recovery File…', 'Create Keystore (9/9)');
    await window.answer(markers.passphrase, 'Create Keystore (10/12)');
    await window.answer(markers.passphrase, 'Create Keystore (11/12)');
    await window.answer('keys/sealed.txt', 'Create Keystore (12/12)');
    await window.notification('Keystore created').waitFor();
    const { entries } = await inspectKeystore(read('keys/marker.p12'), { password: new Secret(markers.keystore) });
    deepStrictEqual(
      entries.map(({ alias, algorithm, keyBits, subject }) => [alias, algorithm, keyBits, subject]),
      [['release', 'EC', 256, 'CN=Ada, O=Acme, C=DE']],
    );
    deepStrictEqual([modeOf('keys/marker.p12'), modeOf('keys/sealed.txt')], [0o600, 0o600]);
    await until('the settings name it', () => (/"keys\/marker\.p12"[\s\S]*"release"/.test(settings()) ? true : undefined));
    await window.treeRow(/Keystore.*valid until/s).waitFor();
  });

  it('its fingerprints and its certificate, with what is stored', async () => {
    await window.runCommand('Mobile Distribution: Copy Certificate Fingerprints…');
    await window.answer('assetlinks.json', 'Copy Certificate Fingerprints');
    await window.notification('assetlinks.json copied').waitFor();
    const { entries } = await inspectKeystore(read('keys/marker.p12'), { password: new Secret(markers.keystore) });
    const [{ target }] = JSON.parse(await window.page.evaluate<string>('navigator.clipboard.readText()'));
    strictEqual(target.sha256_cert_fingerprints[0].replaceAll(':', '').toLowerCase(), entries[0]?.sha256);
    await window.runCommand('Mobile Distribution: Export Upload Certificate…');
    await window.chooseFile(path('keys/upload.pem'), 'Export Upload Certificate');
    await wait('keys/upload.pem');
    match(readFileSync(path('keys/upload.pem'), 'utf8'), /^-----BEGIN CERTIFICATE-----/);
  });

  it('the keystore again, out of its recovery file', async () => {
    await window.runCommand('Mobile Distribution: Recover Keystore…');
    await window.chooseFile(path('keys/sealed.txt'), 'Choose the recovery file');
    await window.answer('another passphrase', 'Recover Keystore (1/3)');
    await window.question.getByText('Wrong recovery passphrase').waitFor();
    await window.answer(markers.passphrase, 'Recover Keystore (1/3)');
    await window.answer('keys/again.p12', 'Recover Keystore (2/3)');
    await window.confirm('Recover Keystore (3/3)');
    await window.notification('Keystore recovered').getByText('Copy Password', { exact: true }).click();
    const old = await inspectKeystore(read('keys/marker.p12'), { password: new Secret(markers.keystore) });
    const again = await until('the copied password opens the keystore', async () => {
      const password = new Secret(await window.page.evaluate<string>('navigator.clipboard.readText()'));
      return (await inspectKeystore(read('keys/again.p12'), { password })).entries[0]?.sha256;
    });
    strictEqual(again, old.entries[0]?.sha256);
  });

  it('a request for Apple, and the .p12 of what came back', async () => {
    await window.runCommand('Mobile Distribution: Request Apple Certificate…');
    await window.answer('Ada Lovelace', 'Request Apple Certificate (1/4)');
    await window.answer('ada@example.com', 'Request Apple Certificate (2/4)');
    await window.answer('keys/apple.certSigningRequest', 'Request Apple Certificate (3/4)');
    await window.answer('Enter Your Own Password', 'Request Apple Certificate (4/4)');
    await window.answer(markers.key, 'Request Apple Certificate (5/6)');
    await window.answer(markers.key, 'Request Apple Certificate (6/6)');
    await window.notification('to Apple, then download the certificate').waitFor();
    strictEqual(modeOf('keys/apple.key'), 0o600);
    match(readFileSync(path('keys/apple.certSigningRequest'), 'utf8'), /^-----BEGIN CERTIFICATE REQUEST-----/);
    const [privateKey] = (await openPrivateKeys(read('keys/apple.key'), new Secret(markers.key))).keys;
    ok(privateKey);
    const [notBefore, notAfter] = [new Date('2026-01-01'), new Date('2036-01-01')];
    const subject = [{ type: 'CN', value: 'Apple Distribution: Lab Corp (TEAM123456)' }];
    const serialNumber = Uint8Array.of(7);
    writeFileSync(path('keys/lab.cer'), createSelfSignedCertificate({ subject, notBefore, notAfter, serialNumber, privateKey }));
    await window.runCommand('Mobile Distribution: Create .p12 from Downloaded Certificate…');
    await window.chooseFile(path('keys/lab.cer'), 'Choose the certificate');
    await window.answer('Modern', 'Create .p12 from Downloaded Certificate (1/3)');
    await window.answer('keys/lab.p12', 'Create .p12 from Downloaded Certificate (2/3)');
    await window.answer('Enter Your Own Password', 'Create .p12 from Downloaded Certificate (3/3)');
    await window.answer(markers.p12, 'Create .p12 from Downloaded Certificate (4/5)');
    await window.answer(markers.p12, 'Create .p12 from Downloaded Certificate (5/5)');
    await window.notification('was saved to').waitFor();
    const { identities } = await readCertificateFile(read('keys/lab.p12'), new Secret(markers.p12));
    ok(identities[0]?.privateKey?.equals(privateKey));
    await until('the settings name it', () => settings().includes('"keys/lab.p12"') || undefined);
  });

  it('a copy of it that Keychain Access imports', async () => {
    await window.runCommand('Mobile Distribution: Make Compatible Copy…');
    await window.confirm('Make Compatible Copy');
    await wait('keys/lab-keychain.p12');
    const { issues, identities } = await readCertificateFile(read('keys/lab-keychain.p12'), new Secret(markers.p12));
    deepStrictEqual([issues.map(({ code }) => code), identities.length], [[], 1]);
  });

  it('leaves the passwords nowhere in a file, a log or a state', () => {
    for (const [where, root] of [
      ['the workspace', folder],
      ['the data of VS Code', dataFolder],
    ] as const) {
      const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      ok(files.length > 0, where);
      for (const file of files) {
        const text = readFileSync(join(file.parentPath, file.name), 'latin1');
        for (const marker of Object.values(markers)) ok(!text.includes(marker), `${marker} stands in ${file.parentPath}/${file.name}`);
      }
    }
  });
});
