import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { fromUtf8, utf8 } from '../../../../../src/core/base/bytes.ts';
import { type CreatePackageRequest } from '../../../../../src/core/workflow/createPackage.ts';
import { type MemoryFiles } from '../../../../support/memoryFiles.ts';
import {
  createWithReuse,
  packedEntries,
  refusalOf,
  reusableApp,
  reuseEngines,
  shapedEngine,
  type PackageShape,
} from '../../../../support/reuseWorkflow.ts';

const page = '<!doctype html><title>Hello</title>';

async function project(files: Readonly<Record<string, string>>): Promise<MemoryFiles> {
  return await reusableApp({
    '/app/www/index.html': page,
    '/app/www/app.js': 'one();'.repeat(50),
    '/app/www/old.js': 'old();'.repeat(50),
    ...files,
  });
}

const capacitor = () =>
  project({
    '/app/package.json': '{ "name": "hello", "version": "1.0.0", "dependencies": { "@capacitor/core": "8.5.2" } }',
    '/app/package-lock.json': '{ "lockfileVersion": 3 }',
    '/app/capacitor.config.json': '{ "appId": "com.acme.hello", "appName": "Hello", "webDir": "www" }',
    '/app/android/app/build.gradle':
      'android { defaultConfig {\n  applicationId "com.acme.hello"\n  versionCode 1\n  versionName "1.0"\n} }',
    '/app/android/app/src/main/assets/public/index.html': page,
    '/app/android/app/build/outputs/apk/app.apk': 'built',
    '/app/android/local.properties': 'sdk.dir=/sdk',
    '/app/ios/App/Podfile': 'pod',
  });

const capacitorShape: PackageShape = {
  android: 'assets/public/',
  ios: 'public/',
  added: {
    'assets/capacitor.config.json': '{}',
    'assets/native-bridge.js': 'bridge',
    'assets/public/cordova.js': 'injected',
    'assets/public/cordova_plugins.js': 'cordova.define("x", [{ "file": "plugins/cordova-plugin-x/www/x.js" }]);',
    'assets/public/plugins/cordova-plugin-x/www/x.js': 'plugin',
  },
};

const cordova = () =>
  project({
    '/app/config.xml': '<widget id="com.acme.hello" version="1.0.0"><name>Hello</name></widget>',
    '/app/package.json': '{ "name": "hello", "cordova": { "platforms": ["android"] } }',
    '/app/platforms/android/app/src/main/AndroidManifest.xml': '<manifest android:versionCode="10000" android:versionName="1.0.0"/>',
    '/app/plugins/cordova-plugin-x/plugin.xml': '<plugin/>',
    '/app/merges/android/app.js': 'android();'.repeat(50),
    '/app/www/_hidden/file.js': 'hidden();',
    '/app/www/.well-known/file': 'hidden',
  });

const cordovaShape: PackageShape = {
  ...capacitorShape,
  android: 'assets/www/',
  ios: 'www/',
  added: { 'assets/www/cordova.js': 'injected' },
};

function create(files: MemoryFiles, id: 'capacitor' | 'cordova', request: Partial<CreatePackageRequest> = {}) {
  const shape = id === 'capacitor' ? capacitorShape : cordovaShape;
  return createWithReuse(files, request, { engines: [...reuseEngines(files), shapedEngine(files, id, shape)] });
}

const reuse = { overrides: { engine: 'reuse' } } as const;

async function contentOf(files: MemoryFiles, path: string, folder: string): Promise<Record<string, string>> {
  const entries = await packedEntries(await files.readFile(path));
  return Object.fromEntries(
    [...entries].flatMap(([name, { bytes }]) =>
      name.startsWith(folder) ? [[name.slice(folder.length), fromUtf8(bytes).slice(0, 8)]] : [],
    ),
  );
}

describe('engine reuse, packages of projects', () => {
  for (const [buildType, prefix] of [
    ['release', ''],
    ['app-bundle', 'base/'],
  ] as const) {
    it(`replaces the web files of Capacitor and keeps what it adds: ${buildType}`, async () => {
      const files = await capacitor();
      const target = { buildType } as const;
      const first = await create(files, 'capacitor', { overrides: target });
      await files.writeFile('/app/www/app.js', utf8('two();'.repeat(60)));
      await files.writeFile('/app/www/_app/chunk.js', utf8('chunk();'));
      await files.remove('/app/www/old.js');
      const made = await create(files, 'capacitor', { overrides: { ...target, ...reuse.overrides, version: '2.0.0' } });
      strictEqual(made.record.parent, first.record.id);
      deepStrictEqual(await contentOf(files, made.path, `${prefix}assets/`), {
        'capacitor.config.json': '{}',
        'native-bridge.js': 'bridge',
        'public/_app/chunk.js': 'chunk();',
        'public/app.js': 'two();tw',
        'public/cordova.js': 'injected',
        'public/cordova_plugins.js': 'cordova.',
        'public/index.html': '<!doctyp',
        'public/plugins/cordova-plugin-x/www/x.js': 'plugin',
      });
    });
  }

  it('replaces the web files of Cordova with its merges, without what Android hides', async () => {
    const files = await cordova();
    await create(files, 'cordova');
    const made = await create(files, 'cordova', reuse);
    deepStrictEqual(await contentOf(files, made.path, 'assets/www/'), {
      'app.js': 'android(',
      'cordova.js': 'injected',
      'index.html': '<!doctyp',
      'old.js': 'old();ol',
    });
    deepStrictEqual(
      made.issues.filter(({ code }) => code.startsWith('reuse')).map(({ params }) => params),
      [{ count: 2, framework: 'cordova', file: '.well-known/file' }],
    );
  });

  const differences: readonly (readonly [string, Readonly<Record<string, string | undefined>>, string])[] = [
    ['a plugin', { '/app/package-lock.json': '{}' }, 'package-lock.json (changed)'],
    ['native code', { '/app/android/app/src/main/java/Main.java': 'class Main {}' }, 'android/app/src/main/java/Main.java (new)'],
    [
      'configuration',
      { '/app/capacitor.config.json': '{ "appId": "com.acme.hello", "webDir": "www" }' },
      'capacitor.config.json (changed)',
    ],
    ['dependencies', { '/app/package.json': '{ "dependencies": { "@capacitor/core": "9.0.0" } }' }, 'package.json dependencies (changed)'],
    ['a file that is gone', { '/app/package-lock.json': undefined }, 'package-lock.json (removed)'],
  ];
  for (const [name, changes, expected] of differences) {
    it(`is refused after a change of ${name}`, async () => {
      const files = await capacitor();
      await create(files, 'capacitor');
      for (const [path, text] of Object.entries(changes))
        await (text === undefined ? files.remove(path) : files.writeFile(path, utf8(text)));
      const [issue] = await refusalOf(create(files, 'capacitor', reuse));
      strictEqual(issue?.params['changes'], expected);
    });
  }

  it('is not refused after changes that no package is made of', async () => {
    const files = await capacitor();
    await create(files, 'capacitor');
    const gradle = fromUtf8(await files.readFile('/app/android/app/build.gradle'));
    const changes = {
      '/app/android/app/build.gradle': gradle.replace('versionCode 1', 'versionCode 9').replace('"1.0"', '"9.0"'),
      '/app/android/local.properties': 'sdk.dir=/other',
      '/app/android/app/build/outputs/apk/app.apk': 'built again',
      '/app/android/app/src/main/assets/public/index.html': 'synchronized',
      '/app/ios/App/Podfile': 'other platform',
      '/app/package.json': '{ "name": "hello", "version": "1.1.0", "scripts": {}, "dependencies": { "@capacitor/core": "8.5.2" } }',
    };
    for (const [path, text] of Object.entries(changes)) await files.writeFile(path, utf8(text));
    strictEqual((await create(files, 'capacitor', reuse)).record.engine, 'reuse');
  });

  it('says of other projects why they cannot', async () => {
    const files = await project({ '/app/pubspec.yaml': 'name: hello\ndependencies:\n  flutter:\n    sdk: flutter\n' });
    deepStrictEqual(
      (await refusalOf(createWithReuse(files, reuse))).map(({ code }) => code),
      ['reuse-project-unfit'],
    );
  });
});
