/** Every check of an Android app: the wrong thing made on the spot, and exactly one issue for it, at its place, through `validate --json`. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createDebugKeystore } from '../../../../src/core/assets/keystore/debugKey.ts';
import { type Bytes, utf8 } from '../../../../src/core/base/bytes.ts';
import { Failure } from '../../../../src/core/base/failure.ts';
import { WebEngine } from '../../../../src/core/engines/web/webEngine.ts';
import { encodeLedgerLine } from '../../../../src/core/versions/ledger.ts';
import { type PackageRecord } from '../../../../src/core/versions/packageRecord.ts';
import { type WorkflowWorld } from '../../../../src/core/workflow/workflowWorld.ts';
import { commandLine } from '../../../support/commandLine.ts';
import { countingRandom, fixedClock } from '../../../support/fixedWorld.ts';
import { keystoreOf, type TestKey } from '../../../support/keystores.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { packageRecord } from '../../../support/packageRecords.ts';
import { plainPng } from '../../../support/webWorld.ts';

const password = 'marker-store-password';
const right = {
  name: 'Hello',
  version: '1.4.0',
  web: { webDir: 'www', icon: 'icon.png' },
  android: { appIdentifier: 'com.acme.hello', buildType: 'release', keystore: 'upload.p12', keyAlias: 'upload', versionCode: 13 },
};
type Settings = { [key: string]: unknown; android?: Record<string, unknown>; web?: Record<string, unknown> };

/** What the first fix does; a code that is not here has none. */
const firstFixes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Set …':
      'identifier-character identifier-empty-segment identifier-java-keyword identifier-segment-start identifier-too-few-segments ' +
      'identifier-upper-case project-identifier-differs settings-wrong-type settings-out-of-range version-lower version-code-not-higher ' +
      'version-code-on-branch name-changed keystore-alias-missing keystore-alias-without-key engine-not-available engine-version-unavailable',
    'Enter …': 'identifier-missing identifier-placeholder identifier-too-long version-form version-code-exhausted',
    'Choose …': 'settings-wrong-choice',
    'Move …': 'project-secret-tracked',
    'Choose another file':
      'signing-keystore-not-set signing-keystore-missing signing-keystore-is-folder signing-signer-changed keystore-empty keystore-is-text ' +
      'keystore-is-pem keystore-is-web-page keystore-is-archive keystore-is-lfs-pointer keystore-unknown-format keystore-too-large ' +
      'keystore-format-unsupported keystore-key-too-weak keystore-key-algorithm-unusable keystore-certificate-expired ' +
      'keystore-certificate-ends-early keystore-certificate-debug web-icon-not-found web-icon-small',
    'Let only me read the file': 'signing-keystore-readable',
    'Let git forget the file': 'signing-keystore-tracked',
    'Give the password of the keystore': 'keystore-password-wrong',
    'Give the password of the key': 'keystore-key-password-missing keystore-key-password-wrong',
    'Open developer.android.com': 'engine-target-sdk-low',
  }).flatMap(([title, codes]) => codes.split(' ').map((code) => [code, title])),
);

interface Wrong {
  /** Changes of the right settings; `undefined` takes a key out. */
  readonly settings?: Settings;
  readonly files?: Readonly<Record<string, string | Bytes>>;
  readonly ledger?: readonly Partial<PackageRecord>[];
  readonly key?: Partial<TestKey>;
  readonly keystore?: Bytes;
  readonly mode?: number;
  /** `undefined`: none is given. */
  readonly password?: string | undefined;
  readonly keyPassword?: string;
  readonly world?: Partial<WorkflowWorld>;
  readonly now?: string;
}

const [otherPng, smallPng] = await Promise.all([plainPng(512), plainPng(48)]);
let usual: Bytes;
let icon: Bytes;
before(async () => {
  usual = await keystoreOf([{ alias: 'upload' }], password);
  icon = await plainPng(512);
});

async function filesOf(wrong: Wrong): Promise<MemoryFiles> {
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
    '/app/icon.png': icon,
    ...(wrong.ledger && {
      '/app/.mobile-distribution/packages.jsonl': wrong.ledger.map((fields) => encodeLedgerLine(packageRecord(fields))).join(''),
    }),
    ...wrong.files,
  });
  const keystore = wrong.keystore ?? (wrong.key ? await keystoreOf([{ alias: 'upload', ...wrong.key }], password) : usual);
  await files.writeFile('/app/upload.p12', keystore, { mode: wrong.mode ?? 0o600 });
  return files;
}

/** Hints on other things than the one that is wrong do not count. */
async function issuesOf(wrong: Wrong): Promise<{ code: string; place: string; severity: string; text: string; fix: string | undefined }[]> {
  const files = await filesOf(wrong);
  const given = 'password' in wrong ? wrong.password : password;
  const options = [
    ...(given === undefined ? [] : ['--keystore-password', 'env:P']),
    ...(wrong.keyPassword === undefined ? [] : ['--key-password', 'env:Q']),
  ];
  const productFiles = { read: async () => utf8('dex') };
  const engine = new WebEngine({
    files,
    paths: posixPaths,
    http: { request: async () => Promise.reject(new Error('no network')) },
    productFiles,
  });
  const { out } = await commandLine(files, ['validate', '--platform', 'android', '--json', ...options], {
    environment: { ...(given !== undefined && { P: given }), ...(wrong.keyPassword !== undefined && { Q: wrong.keyPassword }) },
    world: { engines: [engine], clock: fixedClock(wrong.now), ...wrong.world },
  });
  ok(!out.includes(password), 'the password is told');
  const { issues } = JSON.parse(out) as { issues: (Record<string, string | number> & { fixes?: string[] })[] };
  return issues.map(({ code, severity, file, line, column, message, remedy, fixes }) => ({
    code: String(code),
    severity: String(severity),
    place: `${String(file).replace('/app/', '')}${line === undefined ? '' : `:${line}:${column}`}`,
    text: `${message} → ${remedy}`,
    fix: fixes?.[0],
  }));
}

function check(title: string, wrong: Wrong, expected: string): void {
  it(`${expected.split(' ')[1]}: ${title}`, async () => {
    const issues = await issuesOf(wrong);
    deepStrictEqual(
      issues.map(({ severity, code, place }) => `${severity} ${code} ${place}`),
      [expected],
    );
    const [issue] = issues;
    const [, code = ''] = expected.split(' ');
    strictEqual(
      issue?.fix?.replace(/(?<=^Set )[\w.]+ to .*|(?<=^Move ).*|(?<=^Enter ).*|(?<=^Choose )(?!another).*/, '…'),
      firstFixes.get(code),
    );
  });
}

const settings = 'mobile-distribution.json';
const tracked = (...names: readonly string[]): Partial<WorkflowWorld> => ({
  sourceControl: { describe: async () => ({ author: 'Ada' }), isTracked: async (path) => names.some((name) => path === `/app/${name}`) },
});
const fakeGradle = {
  platforms: ['android'] as const,
  versions: async () => ['8'],
  check: async () => [],
  build: async () => Promise.reject(new Error('nothing is built here')),
};

const identifier = (appIdentifier: string): Wrong => ({ settings: { android: { appIdentifier } } });

describe('checks of an Android app', () => {
  it('finds nothing in what is right', async () => deepStrictEqual(await issuesOf({}), []));

  describe('app identifier', () => {
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
  });

  describe('name and version', () => {
    const last = { versionCode: 12, version: '1.4.0', name: 'Hello' };
    const code = (versionCode: unknown, ledger: readonly Partial<PackageRecord>[] = [last]): Wrong => ({
      settings: { android: { versionCode } },
      ledger,
    });
    check('of no form', { settings: { version: 'one' } }, `error version-form ${settings}:3:14`);
    check('lower than the last package', { settings: { version: '1.3.9' }, ledger: [last] }, `error version-lower ${settings}:3:14`);
    check('a code with a fraction', code(12.5), `error settings-wrong-type ${settings}:13:20`);
    check('a code as text', code('13'), `error settings-wrong-type ${settings}:13:20`);
    check('a code too large', code(2_100_000_001), `error settings-out-of-range ${settings}:13:20`);
    check('the code of the last package', code(12), `error version-code-not-higher ${settings}:13:20`);
    check('a code below the last one', code(3), `error version-code-not-higher ${settings}:13:20`);
    check(
      'no higher code exists',
      code(2_100_000_000, [{ ...last, versionCode: 2_100_000_000 }]),
      `error version-code-exhausted ${settings}:13:20`,
    );
    check('another name than the last package', { settings: { name: 'Hallo' }, ledger: [last] }, `warning name-changed ${settings}:2:11`);
    check(
      'one code of two branches, after their merge',
      code(13, [
        { ...last, id: '0000000000000001' },
        { ...last, id: '0000000000000002' },
      ]),
      'warning ledger-version-code-repeated .mobile-distribution/packages.jsonl:2:1',
    );
    const line = encodeLedgerLine(packageRecord({ id: '00000000000000ff', versionCode: 13 }));
    const elsewhere = { describe: async () => ({ author: 'Ada' }), isTracked: async () => false };
    check(
      'a code that another branch has recorded',
      { ...code(13), world: { sourceControl: { ...elsewhere, searchBranches: async () => [{ branch: 'icons', line }] } } },
      `warning version-code-on-branch ${settings}:13:20`,
    );
  });

  describe('keystore', () => {
    const at = `${settings}:11:17`;
    const atAlias = `${settings}:12:17`;
    check('none', { settings: { android: { keystore: undefined } } }, `error signing-keystore-not-set ${settings}:8:3`);
    check('not there', { settings: { android: { keystore: 'gone.p12' } } }, `error signing-keystore-missing ${at}`);
    check('a folder', { settings: { android: { keystore: 'www' } } }, `error signing-keystore-is-folder ${at}`);
    check('readable by everybody', { mode: 0o644 }, `warning signing-keystore-readable ${at}`);
    check('tracked by git', { world: tracked('upload.p12') }, `warning signing-keystore-tracked ${at}`);
    for (const [title, content, code] of [
      ['empty', '', 'keystore-empty'],
      ['a text', 'no keystore', 'keystore-is-text'],
      ['PEM', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'keystore-is-pem'],
      ['a web page', '<!doctype html><p>Sign in', 'keystore-is-web-page'],
      ['a zip', 'PK\u0003\u0004\0\0', 'keystore-is-archive'],
      ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\n', 'keystore-is-lfs-pointer'],
      ['something else', '\u0001\u0002\u0003\u0004', 'keystore-unknown-format'],
    ] as const) {
      check(title, { keystore: utf8(content) }, `error ${code} ${at}`);
      check(`${title}, and no password is needed to tell`, { keystore: utf8(content), password: undefined }, `error ${code} ${at}`);
    }
    check('too large', { keystore: new Uint8Array(9 * 1024 * 1024) }, `error keystore-too-large ${at}`);
    check('wrong password', { password: 'wrong' }, `error keystore-password-wrong ${at}`);
    check('wrong alias', { settings: { android: { keyAlias: 'uplaod' } } }, `error keystore-alias-missing ${atAlias}`);
    check('weak key', { key: { algorithm: 'rsa-1024' } }, `warning keystore-key-weak ${at}`);
    check('far too weak key', { key: { algorithm: 'rsa-512' } }, `error keystore-key-too-weak ${at}`);
    check('DSA, which newer devices refuse', { key: { algorithm: 'ed25519' } }, `error keystore-key-algorithm-unusable ${at}`);
    check('expired', { key: { notBefore: '2000-01-01', notAfter: '2020-01-01' } }, `warning keystore-certificate-expired ${at}`);
    check(
      'not yet valid',
      { key: { notBefore: '2027-01-01', notAfter: '2060-01-01' } },
      `warning keystore-certificate-not-yet-valid ${at}`,
    );
    check('ends too early for Google Play', { key: { notAfter: '2033-10-22' } }, `warning keystore-certificate-ends-early ${at}`);
    check('debug certificate', { key: { commonName: 'Android Debug' } }, `warning keystore-certificate-debug ${at}`);
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

    it('keystore-alias-missing: lists the real aliases', async () => {
      const keystore = await keystoreOf([{ alias: 'first' }, { alias: 'second' }], password);
      const [issue] = await issuesOf({ keystore });
      deepStrictEqual(issue?.text, 'The keystore has no entry upload; it has first, second → Use one of the aliases of the keystore');
    });

    it('takes the debug key of Android for what it is', async () => {
      const keystore = await createDebugKeystore(fixedClock(), countingRandom());
      const found = await issuesOf({ keystore, password: 'android', settings: { android: { keyAlias: 'AndroidDebugKey' } } });
      deepStrictEqual(
        found.map(({ code }) => code),
        ['keystore-certificate-debug'],
      );
    });

    it('signing-keystore-unreadable', async () => {
      const files = await filesOf({});
      const read = files.readFile.bind(files);
      files.readFile = async (path, options) => {
        if (path.endsWith('.p12')) throw Failure.of('file-unreadable', { path, reason: 'permission is denied' });
        return read(path, options);
      };
      const { out } = await commandLine(files, ['validate', '--json']);
      const [issue] = JSON.parse(out).issues;
      deepStrictEqual([issue.code, issue.line, issue.column], ['signing-keystore-unreadable', 11, 17]);
      strictEqual(issue.message, 'The keystore upload.p12 is there, and cannot be read: permission is denied');
    });

    const jks = (file: string, keyAlias: string, more: Partial<Wrong> = {}): Wrong => ({
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
    check('wrong key password', jks('jks-rsa-key-password.jks', 'up', { keyPassword: 'wrong' }), `error keystore-key-password-wrong ${at}`);
    check('DSA', jks('jks-dsa.jks', 'up'), `error keystore-key-algorithm-unusable ${at}`);
    check('Bouncy Castle', jks('bks.keystore', 'up'), `error keystore-format-unsupported ${at}`);
  });

  describe('engine', () => {
    check('unknown', { settings: { engine: 'make' } }, `error settings-wrong-choice ${settings}:15:13`);
    check('not here', { settings: { engine: 'flutter' } }, `error engine-not-available ${settings}:15:13`);
    check('version not installed', { settings: { android: { engineVersion: '9' } } }, `error engine-version-unavailable ${settings}:14:22`);
    const otherIcon = {
      '/app/www/manifest.webmanifest': '{ "name": "Hello", "icons": [{ "src": "other.png" }] }',
      '/app/www/other.png': otherPng,
    };
    check('icon not there', { settings: { web: { icon: 'gone.png' } }, files: otherIcon }, `warning web-icon-not-found ${settings}:6:13`);
    check('icon of another format', { files: { ...otherIcon, '/app/icon.png': 'GIF89a' } }, 'warning image-not-png icon.png');
    check('icon too small', { files: { '/app/icon.png': smallPng } }, 'warning web-icon-small icon.png');
    check(
      'target SDK below what Google Play demands',
      {
        settings: { engine: 'gradle' },
        files: { '/app/settings.gradle': '', '/app/app/build.gradle': 'android {\n  defaultConfig {\n    targetSdk 34\n  }\n}' },
        world: { engines: [{ ...fakeGradle, id: 'gradle' }] },
      },
      'warning engine-target-sdk-low app/build.gradle:3:15',
    );
  });

  describe('secrets left in files that git tracks', () => {
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
      ['Hello.csproj', '<Project>\n<AndroidSigningStorePass>marker-left</AndroidSigningStorePass></Project>', 'Hello.csproj:2:26'],
    ] as const) {
      // What else such a file says about the app is of no interest here.
      const settings = { engine: 'web' };
      check(file, { settings, files: { [`/app/${file}`]: text }, world: tracked(file) }, `warning project-secret-tracked ${place}`);
      it(`says nothing of an untracked ${file}, and never the secret`, async () => {
        deepStrictEqual(await issuesOf({ settings, files: { [`/app/${file}`]: text } }), []);
        const [issue] = await issuesOf({ settings, files: { [`/app/${file}`]: text }, world: tracked(file) });
        ok(issue && !issue.text.includes('marker-left'));
      });
    }
  });
});
