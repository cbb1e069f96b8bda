/** What can be wrong with an Android app: each row makes one wrong thing of an app that is right. */

import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createDebugKeystore } from '../../src/core/assets/keystore/debugKey.ts';
import { type Bytes, utf8 } from '../../src/core/base/bytes.ts';
import { WebEngine } from '../../src/core/engines/web/webEngine.ts';
import { createCertificateRequest } from '../../src/core/formats/x509/certificateRequest.ts';
import { encodeLedgerLine } from '../../src/core/versions/ledger.ts';
import { type PackageRecord } from '../../src/core/versions/packageRecord.ts';
import { type WorkflowWorld } from '../../src/core/workflow/workflowWorld.ts';
import { ApplePki } from '../support/applePki.ts';
import { countingRandom, fixedClock } from '../support/fixedWorld.ts';
import { keystoreOf, type TestKey } from '../support/keystores.ts';
import { MemoryFiles, posixPaths } from '../support/memoryFiles.ts';
import { packageRecord } from '../support/packageRecords.ts';
import { throwAwayIdentity } from '../support/throwAwayIdentity.ts';
import { plainPng } from '../support/webWorld.ts';
import { type ArrangedApp, type CheckRow } from './checkRow.ts';
import { unreadable } from './unreadable.ts';

const password = 'marker-store-password';
const right = {
  name: 'Hello',
  version: '1.4.0',
  web: { webDir: 'www', icon: 'icon.png' },
  android: { appIdentifier: 'com.acme.hello', buildType: 'release', keystore: 'upload.p12', keyAlias: 'upload', versionCode: 13 },
};
type Settings = { [key: string]: unknown; android?: Record<string, unknown>; web?: Record<string, unknown> };

interface Wrong {
  /** Changes of the right settings; `undefined` takes a key out. */
  readonly settings?: Settings;
  readonly files?: Readonly<Record<string, string | Bytes>>;
  readonly ledger?: readonly Partial<PackageRecord>[];
  readonly key?: Partial<TestKey>;
  readonly keystore?: Bytes;
  readonly mode?: number;
  /** The end of the path of a file that no one may read. */
  readonly unreadable?: string;
  /** `undefined`: none is given. */
  readonly password?: string | undefined;
  readonly keyPassword?: string;
  readonly world?: Partial<WorkflowWorld>;
  readonly now?: string;
}

const icon = plainPng(512);
const [otherPng, smallPng, oblongPng] = await Promise.all([plainPng(512), plainPng(48), plainPng(512, 0xff2f6feb, 256)]);
const emptyKeystore = await keystoreOf([], password);
const debugKeystore = await createDebugKeystore(fixedClock(), countingRandom());
const usual = await keystoreOf([{ alias: 'upload' }], password);

async function arrange(wrong: Wrong): Promise<ArrangedApp> {
  const settings = {
    ...right,
    ...wrong.settings,
    web: { ...right.web, ...wrong.settings?.web },
    android: { ...right.android, ...wrong.settings?.android },
  };
  const files = new MemoryFiles({
    '/app/mobile-distribution.json': JSON.stringify(settings, null, 2),
    '/app/www/index.html': '<title>Hello</title>',
    '/app/www/manifest.webmanifest': '{ "name": "Hello" }',
    '/app/icon.png': await icon,
    ...(wrong.ledger && {
      '/app/.mobile-distribution/packages.jsonl': wrong.ledger.map((fields) => encodeLedgerLine(packageRecord(fields))).join(''),
    }),
    ...wrong.files,
  });
  const keystore = wrong.keystore ?? (wrong.key ? await keystoreOf([{ alias: 'upload', ...wrong.key }], password) : usual);
  await files.writeFile('/app/upload.p12', keystore, { mode: wrong.mode ?? 0o600 });
  const productFiles = { read: async () => utf8('dex') };
  const http = { request: async () => Promise.reject(new Error('no network')) };
  const engine = new WebEngine({ files, paths: posixPaths, clock: fixedClock(), http, productFiles });
  const given = 'password' in wrong ? wrong.password : password;
  return {
    files: wrong.unreadable === undefined ? files : unreadable(files, wrong.unreadable),
    passwords: {
      ...(given !== undefined && { keystore: given }),
      ...(wrong.keyPassword !== undefined && { key: wrong.keyPassword }),
    },
    world: { engines: [engine], clock: fixedClock(wrong.now), ...wrong.world },
  };
}

const { privateKey, certificates } = throwAwayIdentity({ label: 'other files' });
const otherFiles = [
  ['a certificate', certificates[0], 'file-is-certificate'],
  ['a request', createCertificateRequest([{ type: 'CN', value: 'Jane' }], privateKey), 'file-is-certificate-request'],
  ['a private key', privateKey.export({ type: 'pkcs8', format: 'der' }), 'file-is-private-key'],
  ['a private key that was cut off', privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(0, 100), 'file-truncated'],
  ['a public key', createPublicKey(privateKey).export({ type: 'spki', format: 'der' }), 'file-is-public-key'],
  ['a profile of Apple', new ApplePki().profile(), 'file-is-provisioning-profile'],
] as const;

const rows: CheckRow[] = [];
export const androidRows: readonly CheckRow[] = rows;

/** With another checksum at its end. */
function changed(bytes: Uint8Array): Bytes {
  const copy = new Uint8Array(bytes);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

function check(title: string, wrong: Wrong, ...expected: readonly string[]): void {
  rows.push({ title, platform: 'android', expected, arrange: async () => arrange(wrong) });
}

const settings = 'mobile-distribution.json';
const tracked = (...names: readonly string[]): Partial<WorkflowWorld> => ({
  sourceControl: { describe: async () => ({ author: 'Ada' }), isTracked: async (path) => names.some((name) => path === `/app/${name}`) },
});
/** In a repository that tracks nothing. */
const ignoring = (...names: readonly string[]): Partial<WorkflowWorld> => ({
  sourceControl: {
    describe: async () => ({ author: 'Ada' }),
    isTracked: async () => false,
    isIgnored: async (path) => names.some((name) => path === `/app/${name}`),
  },
});
const fakeGradle = {
  platforms: ['android'] as const,
  versions: async () => ['8'],
  check: async () => [],
  plan: async () => Promise.reject(new Error('nothing is built here')),
};

const identifier = (appIdentifier: string): Wrong => ({ settings: { android: { appIdentifier } } });

check('what is right', {});

function identifierRows(): void {
  const place = `${settings}:9:22`;
  check('none', { settings: { android: { appIdentifier: undefined } } }, `error identifier-missing ${settings}:8:3`);
  check('one word', identifier('hello'), `error identifier-too-few-segments ${place}`);
  check('two dots', identifier('com..hello'), `error identifier-empty-segment ${place}`);
  check('a digit first', identifier('com.acme.2hello'), `error identifier-segment-start ${place}`);
  check('an underscore first', identifier('com.acme._hello'), `error identifier-segment-start ${place}`);
  check('a hyphen, which iOS alone takes', identifier('com.acme.my-app'), `error identifier-character ${place}`);
  check('a keyword of Java', identifier('com.acme.new'), `error identifier-java-keyword ${place}`);
  check('too long', identifier(`com.${'a'.repeat(250)}`), `error identifier-too-long ${place}`);
  check('a placeholder', identifier('com.example.hello'), `warning identifier-placeholder ${place}`);
  check('capitals', identifier('com.acme.Hello'), `info identifier-upper-case ${place}`);
  check(
    'another one than the native project',
    {
      settings: { engine: 'gradle', android: { buildType: 'debug' } },
      files: {
        '/app/settings.gradle': '',
        '/app/app/build.gradle': "plugins { id 'com.android.application' }\nandroid { defaultConfig { applicationId 'com.acme.other' } }",
      },
      world: { engines: [{ ...fakeGradle, id: 'gradle' }] },
    },
    `warning project-identifier-differs ${settings}:9:22`,
  );
  const native =
    "plugins { id 'com.android.application' }\nandroid { defaultConfig { applicationId 'com.acme.hello'\n versionCode codeOf(1) } }";
  check(
    'a native project that was renamed, and its configuration not',
    {
      settings: { engine: 'capacitor', android: { buildType: 'debug', versionCode: 3 } },
      files: {
        '/app/capacitor.config.json': '{ "appName": "Hello",\n "appId": "com.acme.before" }',
        '/app/android/app/build.gradle': native,
      },
      world: { engines: [{ ...fakeGradle, id: 'capacitor' }] },
    },
    'warning project-identifiers-differ capacitor.config.json:2:11',
  );
  check(
    'a version code that only the build knows',
    {
      settings: { engine: 'gradle', android: { buildType: 'debug', versionCode: undefined } },
      files: { '/app/settings.gradle': '', '/app/app/build.gradle': native },
      world: { engines: [{ ...fakeGradle, id: 'gradle' }] },
    },
    'info project-value-computed app/build.gradle:3:14',
  );
}

function settingsRows(): void {
  const file = (text: string): Wrong => ({ files: { '/app/mobile-distribution.json': text } });
  check('a comma too much', file('{ "name": "Hello",, }'), `error settings-syntax ${settings}:1:19`);
  check('a file cut in the middle', file('{ "name": "Hel'), `error settings-syntax ${settings}:1:11`);
  check('a list instead of an object', { settings: { android: 7 as unknown as Record<string, unknown> } });
  const twice = JSON.stringify(right).replace('{', '{ "version": "1.3.0", ');
  check('a key twice', file(twice), `warning settings-duplicate-key ${settings}:1:38`);
  check('too deep', file('['.repeat(200)), `error settings-too-deep ${settings}`);
  check('far too long', file(`{ "name": "${'x'.repeat(1_100_000)}" }`), `error settings-too-large ${settings}`);
  check('an unknown key', { settings: { colour: 'red' } }, `info settings-unknown-key ${settings}:15:3`);
  check('a misspelled key', { settings: { android: { keyalias: 'upload' } } }, `warning settings-misspelled-key ${settings}:14:5`);
  check('a password', { settings: { android: { keystorePassword: 'marker-left' } } }, `error settings-secret ${settings}:14:5`);
}

function versionRows(): void {
  const last = { versionCode: 12, version: '1.4.0', name: 'Hello' };
  const code = (versionCode: unknown, ledger: readonly Partial<PackageRecord>[] = [last]): Wrong => ({
    settings: { android: { versionCode } },
    ledger,
  });
  check('of no form', { settings: { version: 'one\n' } }, `error version-form ${settings}:3:14`);
  check('a text', { settings: { version: 'one' } }, `info version-not-comparable ${settings}:3:14`);
  check('too long', { settings: { version: `1.${'0'.repeat(127)}` } }, `error version-too-long ${settings}:3:14`);
  check('lower than the last package', { settings: { version: '1.3.9' }, ledger: [last] }, `error version-lower ${settings}:3:14`);
  check('a code with a fraction', code(12.5), `error settings-wrong-type ${settings}:13:20`);
  check('a code as text', code('13'), `error settings-wrong-type ${settings}:13:20`);
  check('a code too large', code(2_100_000_001), `error settings-out-of-range ${settings}:13:20`);
  check('the code of the last package', code(12), `error version-code-not-higher ${settings}:13:20`);
  check('a code below the last one', code(3), `error version-code-not-higher ${settings}:13:20`);
  check(
    'a ledger that leaves no higher code',
    code(13, [{ ...last, versionCode: 2_100_000_000 }]),
    'warning ledger-bad-line .mobile-distribution/packages.jsonl:1:1',
  );
  check(
    'a ledger with a path outside the app',
    code(13, [{ ...last, path: '../../other/notes.txt' }]),
    'warning ledger-path-refused .mobile-distribution/packages.jsonl:1:1',
  );
  check('no name', { settings: { name: ' ' } }, `error name-missing ${settings}:2:11`);
  check('a name of two lines', { settings: { name: 'Hello\nWorld' } }, `error name-control-character ${settings}:2:11`);
  check('a long name', { settings: { name: 'Hello '.repeat(6).trim() } }, `warning name-too-long ${settings}:2:11`);
  check('another name than the last package', { settings: { name: 'Hallo' }, ledger: [last] }, `warning name-changed ${settings}:2:11`);
  check(
    'one code of two branches, after their merge',
    code(13, [
      { ...last, id: '0000000000000001' },
      { ...last, id: '0000000000000002' },
    ]),
    'warning ledger-version-code-repeated .mobile-distribution/packages.jsonl:2:1',
  );
  const ledger = (text: string): Wrong => ({ files: { '/app/.mobile-distribution/packages.jsonl': text } });
  const atLedger = '.mobile-distribution/packages.jsonl';
  const whole = encodeLedgerLine(packageRecord({ version: '1.4.0', name: 'Hello' }));
  check('a line that is no record', ledger(`{}\n`), `warning ledger-bad-line ${atLedger}:1:1`);
  check('a line twice', ledger(whole + whole), `info ledger-duplicate ${atLedger}:2:1`);
  check('a merge that was not finished', ledger(`<<<<<<< HEAD\n${whole}`), `error ledger-merge-conflict ${atLedger}:1:1`);
  check('a line that was cut', ledger(whole.slice(0, 40)), `warning ledger-unfinished-line ${atLedger}:1:1`);
  const line = encodeLedgerLine(packageRecord({ id: '00000000000000ff', versionCode: 13 }));
  const elsewhere = { describe: async () => ({ author: 'Ada' }), isTracked: async () => false };
  check(
    'a code that another branch has recorded',
    { ...code(13), world: { sourceControl: { ...elsewhere, searchBranches: async () => [{ branch: 'icons', line }] } } },
    `warning version-code-on-branch ${settings}:13:20`,
  );
}

function keystoreRows(): void {
  const at = `${settings}:11:17`;
  const atAlias = `${settings}:12:17`;
  check('none', { settings: { android: { keystore: undefined } } }, `error signing-keystore-not-set ${settings}:8:3`);
  check('not there', { settings: { android: { keystore: 'gone.p12' } } }, `error signing-keystore-missing ${at}`);
  check('a folder', { settings: { android: { keystore: 'www' } } }, `error signing-keystore-is-folder ${at}`);
  check('readable by everybody', { mode: 0o644 }, `warning signing-keystore-readable ${at}`);
  check('that nobody may read', { unreadable: '.p12' }, `error signing-keystore-unreadable ${at}`);
  check('tracked by git', { world: tracked('upload.p12') }, `warning signing-keystore-tracked ${at}`);
  for (const [title, content, code] of [
    ['empty', '', 'file-empty'],
    ['a text', 'no keystore', 'file-is-other'],
    ['a certificate in PEM', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'file-is-certificate'],
    ['parameters in PEM', '-----BEGIN EC PARAMETERS-----\nAAAA\n-----END EC PARAMETERS-----\n', 'file-is-pem'],
    ['PEM that was cut off', '-----BEGIN PRIVATE KEY-----\nAAAA\n', 'file-pem-incomplete'],
    ['an SSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI ada@example.com\n', 'file-is-ssh-key'],
    ['an answer of a server', '{"message":"Not Found"}', 'file-server-answer'],
    ['a pointer of git-annex', '/annex/objects/SHA256E-s2500--00.jks\n', 'file-annex-pointer'],
    ['the path of a link', '../keys/upload.jks', 'file-link-text'],
    ['a shortcut', '[InternetShortcut]\nURL=file:///upload.jks\n', 'file-shortcut'],
    ['a file that was encrypted', 'Salted__\u0001\u0002\u0003\u0004', 'file-encrypted'],
    ['zero bytes', '\0'.repeat(100), 'file-zeros'],
    ['a keychain', 'kych\0\u0001\0\0', 'file-is-keychain'],
    ['text that was binary', `\uFFFD\uFFFD\uFFFD\uFFFD\0\0\0\u0002\uFFFD`, 'file-replaced-text'],
    ['without the highest bits', `~m~m${'\0\u0001'.repeat(60)}`, 'file-seven-bit'],
    ['a web page', '<!doctype html><p>Sign in', 'file-web-page'],
    ['a zip', 'PK\u0003\u0004\0\0', 'file-is-archive'],
    ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\n', 'file-lfs-pointer'],
    ['a property list', '<?xml version="1.0"?><!DOCTYPE plist><plist version="1.0"/>', 'file-is-other'],
    ['something else', '\u0001\u0002\u0003\u0004', 'file-is-unknown'],
  ] as const) {
    check(title, { keystore: utf8(content) }, `error ${code} ${at}`);
    check(`${title}, and no password is needed to tell`, { keystore: utf8(content), password: undefined }, `error ${code} ${at}`);
  }
  check('base64', { keystore: utf8(Buffer.from(usual).toString('base64')) }, `warning file-encoded ${at}`);
  check('too large', { keystore: new Uint8Array(9 * 1024 * 1024) }, `error keystore-too-large ${at}`);
  check('wrong password', { password: 'marker-wrong' }, `error keystore-password-wrong ${at}`);
  check('wrong alias', { settings: { android: { keyAlias: 'uplaod' } } }, `error keystore-alias-missing ${atAlias}`);
  check('weak key', { key: { algorithm: 'rsa-1024' } }, `warning keystore-key-weak ${at}`);
  check('far too weak key', { key: { algorithm: 'rsa-512' } }, `error keystore-key-too-weak ${at}`);
  check('Ed25519, which no device knows', { key: { algorithm: 'ed25519' } }, `error keystore-key-algorithm-unusable ${at}`);
  check('expired', { key: { notBefore: '2000-01-01', notAfter: '2020-01-01' } }, `warning keystore-certificate-expired ${at}`);
  check('not yet valid', { key: { notBefore: '2027-01-01', notAfter: '2060-01-01' } }, `warning keystore-certificate-not-yet-valid ${at}`);
  check('ends too early for Google Play', { key: { notAfter: '2033-10-22' } }, `warning keystore-certificate-ends-early ${at}`);
  check('debug certificate', { key: { commonName: 'Android Debug' } }, `warning keystore-certificate-debug ${at}`);
  for (const [title, keystore, code] of otherFiles) check(title, { keystore }, `error ${code} ${at}`);
  const bundle = { android: { buildType: 'app-bundle' } };
  check(
    'expired, for Google Play',
    { settings: bundle, key: { notBefore: '2000-01-01', notAfter: '2020-01-01' } },
    `error keystore-certificate-expired ${at}`,
  );
  check(
    'debug certificate, for Google Play',
    { settings: bundle, key: { commonName: 'Android Debug' } },
    `error keystore-certificate-debug ${at}`,
  );
  check(
    'another signer than the last package',
    { ledger: [{ signerSha256: 'b'.repeat(64), version: '1.4.0', versionCode: 12 }] },
    `warning signing-signer-changed ${at}`,
  );

  const jks = (file: string, keyAlias: string | undefined, more: Partial<Wrong> = {}): Wrong => ({
    keystore: new Uint8Array(readFileSync(`test/fixtures/keystores/${file}`)),
    settings: { android: { keyAlias } },
    password: 'storepass1',
    now: '2030-01-01T00:00:00Z',
    ...more,
  });
  check(
    'no such alias in a JKS, seen without its password',
    jks('jks-rsa.jks', 'nobody', { password: undefined }),
    `error keystore-alias-missing ${atAlias}`,
  );
  check('a certificate alone', jks('jks-two-aliases.jks', 'trusted'), `error keystore-alias-without-key ${atAlias}`);
  check('the key has another password', jks('jks-rsa-key-password.jks', 'up'), `error keystore-key-password-missing ${at}`);
  check(
    'wrong key password',
    jks('jks-rsa-key-password.jks', 'up', { keyPassword: 'marker-wrong' }),
    `error keystore-key-password-wrong ${at}`,
  );
  check(
    'the debug key of Android under its own alias',
    {
      keystore: debugKeystore,
      password: 'android',
      settings: { android: { keyAlias: 'AndroidDebugKey' } },
    },
    `warning keystore-certificate-debug ${at}`,
  );
  check('several keys and no alias', jks('jks-two-aliases.jks', undefined), `error keystore-alias-needed ${settings}:8:3`);
  rows.push({
    title: 'a wrong alias, beside the real ones',
    platform: 'android',
    expected: [`error keystore-alias-missing ${atAlias}`],
    says: 'The keystore has no entry upload; it has first, second → Use one of the aliases of the keystore',
    arrange: async () => arrange({ keystore: await keystoreOf([{ alias: 'first' }, { alias: 'second' }], password) }),
  });
  check('no entries', { keystore: emptyKeystore }, `error keystore-no-entries ${at}`);
  check('no integrity check', jks('openssl-plain-no-mac.p12', 'up', { password: undefined }), `info keystore-without-integrity ${at}`);
  check('certificates only', jks('openssl-certificate-only.p12', 'up'), `error keystore-no-private-key ${at}`);
  check(
    'changed after it was written',
    {
      keystore: changed(readFileSync('test/fixtures/keystores/jks-rsa.jks')),
      password: 'storepass1',
      settings: { android: { keyAlias: 'up' } },
      now: '2030-01-01T00:00:00Z',
    },
    `error keystore-tampered ${at}`,
  );
  check(
    'cut off',
    { keystore: new Uint8Array(readFileSync('test/fixtures/keystores/jks-rsa.jks')).subarray(0, 900) },
    `error jks-truncated ${at}`,
  );
  check('DSA', jks('jks-dsa.jks', 'up'), `warning keystore-key-dsa ${at}`);
  check('Bouncy Castle', jks('bks.keystore', 'up'), `error file-keystore-unsupported ${at}`);
}

function engineRows(): void {
  check(
    'one that does not build for Android',
    { settings: { engine: 'gradle' }, world: { engines: [{ ...fakeGradle, platforms: ['ios'], id: 'gradle' }] } },
    `error engine-platform ${settings}:15:13`,
  );
  check('unknown', { settings: { engine: 'make' } }, `error settings-wrong-choice ${settings}:15:13`);
  check('not here', { settings: { engine: 'flutter' } }, `error engine-not-available ${settings}:15:13`);
  check('version not installed', { settings: { android: { engineVersion: '9' } } }, `error engine-version-unavailable ${settings}:14:22`);
  const otherIcon = {
    '/app/www/manifest.webmanifest': '{ "name": "Hello", "icons": [{ "src": "other.png" }] }',
    '/app/www/other.png': otherPng,
  };
  check('icon not there', { settings: { web: { icon: 'gone.png' } }, files: otherIcon }, `warning web-icon-not-found ${settings}:6:13`);
  check('icon of another format', { files: { ...otherIcon, '/app/icon.png': 'GIF89a' } }, 'warning image-not-png icon.png');
  check('icon not square', { files: { '/app/icon.png': oblongPng } }, 'warning web-icon-not-square icon.png');
  check('icon that is damaged', { files: { ...otherIcon, '/app/icon.png': otherPng.subarray(0, 40) } }, 'warning image-malformed icon.png');
  check('icon too small', { files: { '/app/icon.png': smallPng } }, 'warning web-icon-small icon.png');
  check(
    'target SDK below what Google Play demands',
    {
      settings: { engine: 'gradle' },
      files: {
        '/app/settings.gradle': '',
        '/app/app/build.gradle': "plugins { id 'com.android.application' }\nandroid {\n  defaultConfig {\n    targetSdk 34\n  }\n}",
      },
      world: { engines: [{ ...fakeGradle, id: 'gradle' }] },
    },
    'warning engine-target-sdk-low app/build.gradle:4:15',
  );
}

function secretRows(): void {
  for (const [file, text, place] of [
    ['eas.json', '{ "build": { "production": {\n "env": { "STORE_PASSWORD": "marker-left" } } } }', 'eas.json:2:29'],
    ['credentials.json', '{ "android": { "keystore": {\n "keystorePassword": "marker-left" } } }', 'credentials.json:2:22'],
    ['android/key.properties', '# signing\nstorePassword=marker-left\n', 'android/key.properties:2:15'],
    ['build.json', '{ "android": { "release": {\n  "storePassword": "marker-left" } } }', 'build.json:2:20'],
    [
      'capacitor.config.ts',
      "export default {\n  android: { buildOptions: { keystorePassword: 'marker-left' } },\n};",
      'capacitor.config.ts:2:48',
    ],
    ['gradle.properties', '\nMYAPP_UPLOAD_STORE_PASSWORD = marker-left', 'gradle.properties:2:31'],
    [
      'Hello.csproj',
      '<Project><PropertyGroup>\n<AndroidSigningStorePass>marker-left</AndroidSigningStorePass></PropertyGroup></Project>',
      'Hello.csproj:2:26',
    ],
  ] as const) {
    // What else such a file says about the app is of no interest here.
    const settings = { engine: 'web' };
    check(file, { settings, files: { [`/app/${file}`]: text }, world: tracked(file) }, `warning project-secret-tracked ${place}`);
    check(`an untracked ${file}`, { settings, files: { [`/app/${file}`]: text } });
  }
  const key = '-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----';
  const account = `{ "type": "service_account", "private_key": "${key}", "client_email": "a@b.test" }`;
  for (const [file, text] of [
    ['play-store.json', account],
    ['fastlane/key.json', account],
    ['keys/AuthKey_ABC.p8', key.replaceAll('\\n', '\n')],
    ['config/agc-apiclient.json', `{ "client_id": "1234567890", "client_secret": "${'A'.repeat(64)}" }`],
  ] as const) {
    check(`the key ${file}`, { files: { [`/app/${file}`]: text }, world: tracked(file) }, `warning store-key-tracked ${file}`);
    const files = { [`/app/${file}`]: text };
    check(`the key ${file}, not ignored`, { files, world: ignoring() }, `warning store-key-unignored ${file}`);
    check(`the key ${file}, ignored`, { files, world: ignoring(file) });
    check(`an untracked key ${file}`, { files: { [`/app/${file}`]: text } });
  }
  const services = `{ "client": { "client_id": "1234567890", "client_secret": "${'A'.repeat(64)}" } }`;
  check('the client of apps', { files: { '/app/agconnect-services.json': services }, world: tracked('agconnect-services.json') });
  const other = '{ "type": "authorized_user", "private_key": "" }';
  check('a tracked JSON of another kind', { files: { '/app/other.json': other }, world: tracked('other.json') });
}

identifierRows();
settingsRows();
versionRows();
keystoreRows();
engineRows();
secretRows();
