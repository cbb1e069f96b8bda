import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { commandLine } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';

const environment = { P: 'marker-password', R: 'marker recovery passphrase', N: 'marker-new-password' };
const withPassword = ['--password', 'env:P'];

async function run(files: MemoryFiles, ...args: string[]) {
  const result = await commandLine(files, args, { environment });
  ok(!(result.out + result.err).includes('marker'), 'a secret was told');
  return result;
}

async function created(): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  const recovery = ['--recovery-file', 'u.recovery.txt', '--recovery-passphrase', 'env:R'];
  const { exitCode, err } = await run(files, 'keystore', 'create', 'u.p12', '--algorithm', 'ec-p256', ...withPassword, ...recovery);
  strictEqual(exitCode, 0, err);
  return files;
}

describe('keystore create --recovery-file and keystore recover', () => {
  it('give the same key back, under a new password', async () => {
    const files = await created();
    strictEqual(files.content.get('/app/u.recovery.txt')?.mode, 0o600);
    const {
      entries: [before],
    } = JSON.parse((await run(files, 'keystore', 'inspect', 'u.p12', ...withPassword, '--json')).out);
    await files.remove('/app/u.p12');
    const recover = ['keystore', 'recover', 'u.recovery.txt', '--out', 'v.p12', '--recovery-passphrase', 'env:R', '--password', 'env:N'];
    const recovered = await run(files, ...recover, '--json');
    deepStrictEqual([recovered.exitCode, JSON.parse(recovered.out).aliases], [0, ['upload']]);
    strictEqual(files.content.get('/app/v.p12')?.mode, 0o600);
    const {
      entries: [after],
    } = JSON.parse((await run(files, 'keystore', 'inspect', 'v.p12', '--password', 'env:N', '--json')).out);
    deepStrictEqual(after, before);
    for (const path of files.paths()) ok(!(files.text(path) ?? '').includes('marker'), path);
    // Nothing is replaced unasked.
    strictEqual((await run(files, ...recover)).exitCode, 1);
  });

  it('tell a wrong passphrase, and refuse a short one before a keystore is made', async () => {
    const files = await created();
    const wrong = await run(files, 'keystore', 'recover', 'u.recovery.txt', '--out', 'v.p12', '--recovery-passphrase', 'env:P', '--json');
    deepStrictEqual([wrong.exitCode, JSON.parse(wrong.out).issues[0].code], [1, 'recovery-passphrase-wrong']);
    const short = await commandLine(files, ['keystore', 'create', 'w.p12', ...withPassword, '--recovery-file', 'w.txt', '--json'], {
      environment,
      answers: ['short'],
    });
    deepStrictEqual([short.exitCode, JSON.parse(short.out).issues[0].code], [1, 'recovery-passphrase-short']);
    deepStrictEqual(files.paths(), ['/app/u.p12', '/app/u.recovery.txt']);
  });
});

describe('keystore export-certificate', () => {
  it('writes the certificate that inspect shows', async () => {
    const files = await created();
    const args = ['keystore', 'export-certificate', 'u.p12', '--out', 'u.pem', ...withPassword, '--json'];
    const { exitCode, out } = await run(files, ...args);
    strictEqual(exitCode, 0);
    const { fingerprint256, subject } = new X509Certificate(files.text('/app/u.pem') ?? '');
    deepStrictEqual([fingerprint256.replaceAll(':', '').toLowerCase(), subject], [JSON.parse(out).sha256, 'CN=upload']);
  });

  it('needs no password for a JKS', async () => {
    const files = new MemoryFiles({ '/app/u.jks': new Uint8Array(readFileSync('test/fixtures/keystores/jks-rsa.jks')) });
    strictEqual((await run(files, 'keystore', 'export-certificate', 'u.jks', '--out', 'u.pem')).exitCode, 0);
    match(files.text('/app/u.pem') ?? '', /^-----BEGIN CERTIFICATE-----\n/);
  });

  it('tells a wrong password', async () => {
    const files = await created();
    const { exitCode, out } = await run(
      files,
      'keystore',
      'export-certificate',
      'u.p12',
      '--out',
      'u.pem',
      '--password',
      'env:N',
      '--json',
    );
    deepStrictEqual([exitCode, JSON.parse(out).issues[0].code], [1, 'keystore-password-wrong']);
  });
});

describe('keystore inspect --assetlinks', () => {
  it('prints what a web site serves', async () => {
    const files = await created();
    const { out } = await run(files, 'keystore', 'inspect', 'u.p12', ...withPassword, '--assetlinks', 'com.acme.hello');
    const [{ relation, target }] = JSON.parse(out);
    deepStrictEqual([relation, target.package_name], [['delegate_permission/common.handle_all_urls'], 'com.acme.hello']);
    match(target.sha256_cert_fingerprints[0], /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });
});

describe('init', () => {
  it('sets up the platforms that the project builds for, with what differs between them', async () => {
    const files = new MemoryFiles({
      '/app/config.xml':
        '<widget id="com.acme.hello" version="1.2.0" ios-CFBundleIdentifier="com.acme.ihello"><name>A &amp; B</name></widget>',
      '/app/package.json': '{ "cordova": { "platforms": ["ios"] } }',
    });
    strictEqual((await run(files, 'init')).exitCode, 0);
    const [, ...lines] = (files.text('/app/mobile-distribution.json') ?? '').split('\n');
    deepStrictEqual(JSON.parse(lines.join('\n')), {
      name: 'A & B',
      version: '1.2.0',
      engine: 'cordova',
      ios: { appIdentifier: 'com.acme.ihello', buildType: 'development' },
    });
  });

  it('points to the import where files of other tools say more', async () => {
    const files = new MemoryFiles({
      '/app/capacitor.config.json': '{ "appId": "com.acme.hello", "appName": "Hello" }',
      '/app/android/key.properties': 'storeFile=up.jks\n',
    });
    const { out } = await run(files, 'init');
    match(out, /android\/key\.properties have settings that were not imported.*\[import-available\]/);
    match(out, /mdist init --import/);
    await run(files, 'init', '--import');
    ok(!(await run(files, 'init', '--force')).out.includes('capacitor.config.json have'));
  });
});

describe('init --import', () => {
  const files = () =>
    new MemoryFiles({
      '/app/capacitor.config.json': '{ "appId": "com.acme.hello", "appName": "Hello", "webDir": "www" }',
      '/app/android/key.properties': 'storeFile=up.jks\nstorePassword=marker-left\n',
      '/app/www/index.html': '',
    });

  it('shows the difference and writes nothing with --dry-run', async () => {
    const folder = files();
    const { exitCode, out } = await run(folder, 'init', '--import', '--dry-run');
    strictEqual(exitCode, 0);
    match(out, /^Would write /);
    match(out, /^android\.keystore +android\/app\/up\.jks +android\/key\.properties:1$/m);
    match(out, /^\+ {5}"appIdentifier": "com\.acme\.hello",?$/m);
    match(out, /android\/key\.properties contains storePassword.*\[import-secret-left\]\n +android\/key\.properties:2:15/);
    strictEqual(folder.text('/app/mobile-distribution.json'), undefined);
    strictEqual((await run(folder, 'init', '--dry-run')).exitCode, 2);
  });

  it('writes a new file, and completes one that is there', async () => {
    const folder = files();
    await run(folder, 'init', '--import', '--json');
    const text = folder.text('/app/mobile-distribution.json') ?? '';
    match(text, /^\/\/ .*\n\{\n {2}"name": "Hello",\n {2}"version": "1\.0\.0",\n/);
    match((await run(folder, 'init', '--import')).out, /already has all settings from other tools/);
    folder.content.delete('/app/mobile-distribution.json');
    await folder.writeFile('/app/mobile-distribution.json', new TextEncoder().encode('{\n  "name": "Mine" // really\n}\n'));
    const { isWritten, secrets } = JSON.parse((await run(folder, 'init', '--import', '--json')).out);
    deepStrictEqual(
      [isWritten, secrets],
      [true, [{ key: 'storePassword', purpose: 'keystore', file: 'android/key.properties', line: 2, asset: 'android/app/up.jks' }]],
    );
    match(folder.text('/app/mobile-distribution.json') ?? '', /"name": "Mine",? \/\/ really/);
  });
});
