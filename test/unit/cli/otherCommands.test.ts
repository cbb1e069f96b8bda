import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { createIssue, type Issue } from '../../../src/core/base/issue.ts';
import { type Engine, type ToolsAsked } from '../../../src/core/engines/engine/engine.ts';
import { inspectSettings } from '../../../src/core/settings/inspectSettings.ts';
import { commandLine } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { fakeEngine, rightPassword, testKeystore } from '../../support/workflowWorld.ts';

const webApp = {
  '/app/package.json': '{ "name": "hello", "version": "1.2.3" }',
  '/app/dist/index.html': '',
  '/app/dist/manifest.webmanifest': '{ "name": "Hello Web" }',
};

describe('init', () => {
  it('writes settings that say where each value came from, and are valid', async () => {
    const files = new MemoryFiles(webApp);
    const { exitCode, out } = await commandLine(files, ['init', '--app-identifier', 'com.acme.hello']);
    strictEqual(exitCode, 0);
    strictEqual(
      out,
      `Created /app/mobile-distribution.json
Setting                Value           From
name                   Hello Web       web manifest dist/manifest.webmanifest
version                1.2.3           package.json:1
engine                 web             default
web.webDir             dist            dist/index.html
android.appIdentifier  com.acme.hello  set for this package
android.buildType      debug           default

Next: mdist validate
      mdist package create
`,
    );
    const text = files.text('/app/mobile-distribution.json') ?? '';
    match(text, /^\/\/ .*\n\{\n {2}"name": "Hello Web",\n/);
    deepStrictEqual(inspectSettings(text).issues, []);
    strictEqual((await commandLine(files, ['validate'])).exitCode, 0);
  });

  it('names an app that is elsewhere in the next commands', async () => {
    const files = new MemoryFiles({ '/other app/www/index.html': '' });
    const { out } = await commandLine(files, ['init', '--app', '/other app', '--app-identifier', 'com.acme.hello']);
    match(out, /Next: mdist validate --app '\/other app'\n {6}mdist package create --app '\/other app'\n$/);
    match(
      (await commandLine(files, ['validate', '--app', '/other app'])).out,
      /Next: mdist package create --app '\/other app' --platform android\n$/,
    );
  });

  it('writes nothing when what is given cannot be used', async () => {
    const files = new MemoryFiles(webApp);
    const { exitCode, err } = await commandLine(files, ['init', '--app-identifier', 'hello']);
    deepStrictEqual([exitCode, files.text('/app/mobile-distribution.json')], [1, undefined]);
    match(err, /^error {4}The app identifier hello has only one segment/);
  });

  it('never replaces settings unasked', async () => {
    const files = new MemoryFiles({ ...webApp, '/app/mobile-distribution.json': '{}' });
    const { exitCode, err } = await commandLine(files, ['init']);
    deepStrictEqual([exitCode, files.text('/app/mobile-distribution.json')], [1, '{}']);
    match(err, /^error: The app already has settings/);
    strictEqual((await commandLine(files, ['init', '--force'])).exitCode, 0);
  });
});

describe('validate', () => {
  it('shows every value with its origin, and what is wrong', async () => {
    const files = new MemoryFiles({
      ...webApp,
      '/app/mobile-distribution.json': '{\n  "android": {\n    "appIdentifier": "com.acme.new",\n    "buildType": "release"\n  }\n}',
    });
    const { exitCode, out } = await commandLine(files, ['validate']);
    strictEqual(exitCode, 1);
    strictEqual(
      out,
      `/app for android
Setting        Value         From
buildType      release       settings /android/buildType
appIdentifier  com.acme.new  settings /android/appIdentifier
name           Hello Web     web manifest dist/manifest.webmanifest
engine         web           default
version        1.2.3         package.json:1
versionCode    1             default

error    The segment new of the app identifier com.acme.new is a Java keyword, which Android does not allow [identifier-java-keyword]
         mobile-distribution.json:3:22
         → Choose another word for the segment
error    No keystore is set, and packages of build type release must be signed [signing-keystore-not-set]
         mobile-distribution.json:2:3
         → Set android.keystore, or create a keystore with mdist keystore create

2 errors
`,
    );
    const { issues, platforms } = JSON.parse((await commandLine(files, ['validate', '--json'])).out);
    deepStrictEqual(
      issues.map(({ code, file, line, column }: Record<string, unknown>) => [code, file, line, column]),
      [
        ['identifier-java-keyword', '/app/mobile-distribution.json', 3, 22],
        ['signing-keystore-not-set', '/app/mobile-distribution.json', 2, 3],
      ],
    );
    deepStrictEqual(platforms[0].values.version, { value: '1.2.3', origin: 'package.json:1' });
  });

  it('asks no one, and opens the keystore only with a password', async () => {
    const files = new MemoryFiles({
      ...webApp,
      '/app/mobile-distribution.json':
        '{ "android": { "appIdentifier": "com.acme.hello", "buildType": "release", "keystore": "u.p12", "keyAlias": "nobody" } }',
    });
    await files.writeFile('/app/u.p12', await testKeystore(), { mode: 0o600 });
    const without = await commandLine(files, ['validate'], { answers: [] });
    deepStrictEqual([without.exitCode, without.questions], [0, []]);
    const opened = await commandLine(files, ['validate', '--keystore-password', 'env:P', '--json'], { environment: { P: rightPassword } });
    deepStrictEqual([opened.exitCode, JSON.parse(opened.out).issues[0].code], [1, 'keystore-alias-missing']);
  });
});

describe('keystore', () => {
  it('is created with a typed password, and shown with and without it', async () => {
    const files = new MemoryFiles();
    const created = await commandLine(
      files,
      ['keystore', 'create', 'u.p12', '--algorithm', 'ec-p256', '--common-name', 'Ada', '--country', 'de'],
      {
        answers: ['long enough', 'long enough'],
      },
    );
    strictEqual(created.exitCode, 0, created.err);
    deepStrictEqual(created.questions, ['New password of u.p12: ', 'Repeat the password: ']);
    strictEqual(files.content.get('/app/u.p12')?.mode, 0o600);
    const environment = { P: 'long enough' };
    const inspected = await commandLine(files, ['keystore', 'inspect', 'u.p12', '--password', 'env:P', '--json'], { environment });
    const { format, entries } = JSON.parse(inspected.out);
    const [{ alias, kind, algorithm, keyBits, subject, notAfter, sha1, sha256 }] = entries;
    deepStrictEqual(
      { format, alias, kind, algorithm, keyBits, subject, notAfter },
      {
        format: 'pkcs12',
        alias: 'upload',
        kind: 'private-key',
        algorithm: 'EC',
        keyBits: 256,
        subject: 'CN=Ada, C=DE',
        notAfter: '2056-11-21T10:00:00.000Z',
      },
    );
    deepStrictEqual([sha1.length, sha256.length], [40, 64]);
    const wrong = await commandLine(files, ['keystore', 'inspect', 'u.p12', '--keystore-password', 'env:P', '--json'], {
      environment: { P: 'wrong' },
    });
    deepStrictEqual([wrong.exitCode, JSON.parse(wrong.out).issues[0].code], [1, 'keystore-password-wrong']);
    strictEqual((await commandLine(files, ['keystore', 'inspect', 'u.p12'])).exitCode, 0);
  });

  it('is never replaced unasked, nor made with a password that differs or is too short', async () => {
    const files = new MemoryFiles({ '/app/u.p12': 'key of a released app' });
    const environment = { P: 'long enough', Q: 'x' };
    strictEqual((await commandLine(files, ['keystore', 'create', 'u.p12', '--password', 'env:P'], { environment })).exitCode, 1);
    strictEqual(files.text('/app/u.p12'), 'key of a released app');
    strictEqual((await commandLine(files, ['keystore', 'create', 'v.p12', '--password', 'env:Q'], { environment })).exitCode, 1);
    strictEqual((await commandLine(files, ['keystore', 'create', 'v.p12'], { answers: ['long enough', 'other'] })).exitCode, 2);
    strictEqual(
      (await commandLine(files, ['keystore', 'create', 'v.p12', '--country', 'Germany', '--password', 'env:P'], { environment })).exitCode,
      2,
    );
    deepStrictEqual(files.paths(), ['/app/u.p12']);
  });
});

describe('doctor', () => {
  it('says what is there and what is missing', async () => {
    const { exitCode, out } = await commandLine(new MemoryFiles(), ['doctor']);
    strictEqual(exitCode, 0);
    match(out, /^✓ {2}engine web +version 2, 1, builds for android$/m);
    match(out, /^– {2}git +not found/m);
    const files = new MemoryFiles();
    files.writeFile = async () => {
      throw new Error('read-only');
    };
    const broken = await commandLine(files, ['doctor', '--json']);
    strictEqual(broken.exitCode, 3);
    ok(JSON.parse(broken.out).findings.some(({ says }: { says: string }) => says === 'read-only'));
  });

  it('says what the apps of the folder lack on this machine', async () => {
    const lacking = (id: Engine['id'], platforms: Engine['platforms'], issues: (asked: ToolsAsked) => readonly Issue[]): Engine => ({
      ...fakeEngine,
      id,
      platforms,
      projectVersion: async () => '3',
      missingTools: async (asked) => issues(asked),
    });
    const engines = [
      fakeEngine,
      lacking('flutter', ['android', 'ios'], ({ platform, settings }) =>
        platform === 'android'
          ? [createIssue('toolchain-flutter-missing', {})]
          : settings?.ios?.buildHost === undefined
            ? [createIssue('toolchain-mac-needed', {})]
            : [createIssue('build-host-ssh-missing', {})],
      ),
      lacking('cordova', ['android'], () => [createIssue('toolchain-node-unsuitable', { wanted: '20', version: '24' })]),
    ];
    const flutter = {
      '/app/shop/pubspec.yaml': 'name: shop\nversion: 2.1.0+7\ndependencies:\n  flutter:\n    sdk: flutter\n',
      '/app/shop/android/app/build.gradle': "android { defaultConfig { applicationId 'com.acme.shop' } }",
      '/app/shop/ios/Runner.xcodeproj/project.pbxproj': '',
    };
    const cordova = { '/app/old/config.xml': '<widget id="com.acme.a" version="1.0.0"><name>Old</name></widget>' };
    const missing = await commandLine(new MemoryFiles({ ...flutter, ...cordova }), ['doctor'], { world: { engines } });
    strictEqual(missing.exitCode, 3);
    match(missing.out, /^✗ shop for Android \(engine flutter, in shop\)\n {4}The Flutter SDK was not found on this machine\. Install/m);
    match(missing.out, /^– shop for iOS \(engine flutter, in shop\)\n {4}This project builds for iOS on a Mac only\. /m);
    // A warning keeps no package from being built.
    match(missing.out, /^✓ Old for Android \(engine cordova, in old\)$/m);
    match(missing.out, /^Requirements not met: 1$/m);
    const { apps } = JSON.parse((await commandLine(new MemoryFiles(flutter), ['doctor', '--json'], { world: { engines } })).out);
    deepStrictEqual(
      apps.map(({ path, platform, buildable, isNeeded, missing: all }: Record<string, unknown>) => [
        path,
        platform,
        buildable,
        isNeeded,
        (all as { code: string }[]).map(({ code }) => code),
      ]),
      [
        ['/app/shop', 'android', false, true, ['toolchain-flutter-missing']],
        ['/app/shop', 'ios', false, false, ['toolchain-mac-needed']],
      ],
    );
    // The settings say which platforms are meant, and where iOS is built.
    const settings = { '/app/shop/mobile-distribution.json': '{ "ios": { "buildHost": "mac.test" } }' };
    const byHost = await commandLine(new MemoryFiles({ ...flutter, ...settings }), ['doctor', '--app', 'shop'], { world: { engines } });
    strictEqual(byHost.exitCode, 3);
    match(byHost.out, /^✗ shop for iOS \(engine flutter, in shop\)\n {4}The program ssh was not found/m);
    ok(!byHost.out.includes('for Android ('));
    const mac = { '/app/shop/mobile-distribution.json': '{ "ios": { "appIdentifier": "com.acme.shop" } }' };
    const elsewhere = await commandLine(new MemoryFiles({ ...flutter, ...mac }), ['doctor'], { world: { engines } });
    strictEqual(elsewhere.exitCode, 0);
    match(elsewhere.out, /^All requirements are met, except for platforms that cannot be built on this system\.$/m);
    strictEqual((await commandLine(new MemoryFiles(flutter), ['doctor', '--app', 'nowhere'])).exitCode, 1);
  });
});

describe('what people read', () => {
  it('is coloured on a terminal only, and cannot be steered by a file', async () => {
    const files = new MemoryFiles({
      ...webApp,
      '/app/mobile-distribution.json': '{ "name": "a\\u001b[31mb\\u202ec", "android": { "appIdentifier": "com.acme.hello" } }',
    });
    const terminal = { isInteractive: true, hasColors: true, columns: 60 };
    const colored = (await commandLine(files, ['validate'], { terminal })).out;
    ok(colored.includes('\u001B[1m'));
    ok(colored.includes('a\\u001b[31mb\\u202ec'));
    const plain = (await commandLine(files, ['validate', '--no-color'], { terminal })).out;
    ok(!plain.includes('\u001B'));
    ok(
      plain
        .split('\n')
        .slice(1, 6)
        .every((line) => line.length <= 60),
    );
  });
});
