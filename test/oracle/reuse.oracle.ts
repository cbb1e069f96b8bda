/** Other people's tools judge packages that the engine `reuse` made of bases that aapt2 linked, in the shape of each framework. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bytes } from '../../src/core/base/bytes.ts';
import { packedEntries, type PackedEntry } from '../support/reuseWorkflow.ts';
import { plainPng } from '../support/webWorld.ts';
import { frameworkResources } from './support/frameworkResources.ts';
import { linkPackage, shapeIdentifier as identifier } from './support/linkedPackage.ts';
import { askJudge, judge } from './support/judges.ts';
import { npmProject } from './support/npmProject.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
describe('what the engine reuse makes', function () {
  let folder = '';
  before(() => {
    judge('aapt2');
    frameworkResources();
    folder = mkdtempSync(join(tmpdir(), 'mdist-reuse-'));
    mdist('keystore', 'create', join(folder, 'upload.p12'), '--alias', 'upload', '--password', 'env:P', '--organization', 'Acme');
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  function mdist(...args: readonly string[]): Readonly<Record<string, unknown>> {
    const env = { ...process.env, P: 'store password', XDG_CONFIG_HOME: join(folder, 'config') };
    const command = ['--disable-warning=ExperimentalWarning', join(root, 'src', 'cli', 'main.ts'), ...args, '--json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: folder,
      env,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    strictEqual(status, 0, stdout + stderr);
    const document: Readonly<Record<string, unknown>> = JSON.parse(stdout);
    return document;
  }

  function write(files: Readonly<Record<string, string | Bytes>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  }

  const base = (name: string, isBundle: boolean, assets: Readonly<Record<string, string | Bytes>>): Promise<string> =>
    linkPackage(folder, name, isBundle, assets);

  function app(name: string, engine: string, files: Readonly<Record<string, string | Bytes>>, label = 'Shape'): string {
    const android = { appIdentifier: identifier, keystore: '../upload.p12', keyAlias: 'upload' };
    const settings = JSON.stringify({ name: label, engine, android });
    write(
      Object.fromEntries(
        Object.entries({ 'mobile-distribution.json': settings, ...files }).map(([path, content]) => [`${name}/${path}`, content]),
      ),
    );
    return join(folder, name);
  }

  const reuse = (path: string, from: string, buildType: string): string => {
    const key = ['--keystore-password', 'env:P'];
    const how = [
      '--engine',
      'reuse',
      '--from',
      from,
      '--accept-unknown-base',
      '--build-type',
      buildType,
      '--version',
      '2.5.0',
      '--version-code',
      '25',
    ];
    return String(mdist('package', 'create', '--app', path, '--platform', 'android', ...how, ...key)['path']);
  };

  /** Everything of the manifest that aapt2 sees, without what was to be changed. */
  const manifestTree = (path: string): readonly string[] =>
    askJudge('aapt2', ['dump', 'xmltree', '--file', 'AndroidManifest.xml', path])
      .stdout.split('\n')
      .filter((line) => !/versionCode|versionName/.test(line));

  const entriesOf = (path: string): Promise<ReadonlyMap<string, PackedEntry>> => packedEntries(new Uint8Array(readFileSync(path)));

  function judgeApk(made: string, from: string): void {
    strictEqual(askJudge('apksigner', ['verify', '--min-sdk-version', '24', made]).exitCode, 0);
    strictEqual(askJudge('zipalign', ['-c', '-p', '4', made]).exitCode, 0);
    match(
      askJudge('aapt2', ['dump', 'badging', made]).stdout,
      /^package: name='com\.example\.shape' versionCode='25' versionName='2\.5\.0'/m,
    );
    deepStrictEqual(manifestTree(made), manifestTree(from));
  }

  async function judgeEntries(made: string, from: string, isContent: (name: string) => boolean): Promise<void> {
    const [mine, theirs] = [await entriesOf(made), await entriesOf(from)];
    const rest = (entries: ReadonlyMap<string, PackedEntry>) =>
      [...entries].filter(([name]) => !isContent(name) && !name.endsWith('AndroidManifest.xml'));
    deepStrictEqual(rest(mine), rest(theirs));
  }

  const capacitorFiles = {
    'package.json': '{ "dependencies": { "@capacitor/core": "8.5.2" } }',
    'capacitor.config.json': `{ "appId": "${identifier}", "appName": "Shape", "webDir": "www" }`,
    'www/index.html': '<!doctype html><title>New</title>',
    'www/new.js': 'new();'.repeat(100),
  };
  const capacitorAssets = {
    'assets/capacitor.config.json': '{}',
    'assets/public/index.html': '<!doctype html><title>Old</title>'.repeat(4),
    'assets/public/old.js': 'old();'.repeat(100),
    'assets/public/cordova.js': '',
  };

  it('of an APK in the shape of Capacitor contents apksigner, zipalign and aapt2', async () => {
    const from = await base('capacitor-apk', false, capacitorAssets);
    const made = reuse(app('capacitor', 'capacitor', capacitorFiles), from, 'release');
    judgeApk(made, from);
    const isContent = (name: string): boolean => name.startsWith('assets/public/');
    await judgeEntries(made, from, isContent);
    deepStrictEqual([...(await entriesOf(made)).keys()].filter(isContent), [
      'assets/public/cordova.js',
      'assets/public/index.html',
      'assets/public/new.js',
    ]);
  });

  it('of an app bundle in the shape of Capacitor contents jarsigner and bundletool', async () => {
    const from = await base('capacitor-aab', true, capacitorAssets);
    const made = reuse(app('capacitor-bundle', 'capacitor', capacitorFiles), from, 'app-bundle');
    match(askJudge('jarsigner', ['-verify', made]).stdout, /jar verified/);
    const validated = askJudge('bundletool', ['validate', `--bundle=${made}`]);
    strictEqual(validated.exitCode, 0, validated.stdout + validated.stderr);
    const dumped = askJudge('bundletool', ['dump', 'manifest', `--bundle=${made}`]).stdout;
    match(dumped, /android:versionCode="25" android:versionName="2\.5\.0"/);
    const before = askJudge('bundletool', ['dump', 'manifest', `--bundle=${from}`]).stdout;
    strictEqual(dumped.replace('"25"', '"1"').replace('"2.5.0"', '"1.0.0"'), before);
    await judgeEntries(made, from, (name) => name.startsWith('base/assets/public/'));
  });

  it('of an APK in the shape of Cordova contents the same judges', async () => {
    const from = await base('cordova-apk', false, { 'assets/www/index.html': 'old', 'assets/www/cordova.js': 'injected();'.repeat(20) });
    const files = {
      'config.xml': `<widget id="${identifier}" version="1.0.0"><name>Shape</name></widget>`,
      'package.json': '{ "cordova": { "platforms": ["android"] } }',
      'www/index.html': '<!doctype html><title>New</title>',
    };
    const made = reuse(app('cordova', 'cordova', files, 'Neue Form'), from, 'release');
    match(askJudge('aapt2', ['dump', 'badging', made]).stdout, /^application-label:'Neue Form'$/m);
    strictEqual(askJudge('apksigner', ['verify', '--min-sdk-version', '24', made]).exitCode, 0);
    const entries = await entriesOf(made);
    deepStrictEqual(Buffer.from(entries.get('assets/www/index.html')?.bytes ?? []).toString(), '<!doctype html><title>New</title>');
    ok(entries.has('assets/www/cordova.js'));
  });

  it('of an APK in the shape of React Native has the bundle of the real Metro and Hermes', async function () {
    this.timeout(900_000);
    const modules = npmProject('react-native', {
      react: '19.2.3',
      'react-native': '0.87.1',
      '@react-native-community/cli': '20.2.0',
      '@react-native/babel-preset': '0.87.1',
      '@react-native/metro-config': '0.87.1',
    });
    const hermes = join(modules, 'hermes-compiler', 'hermesc', process.platform === 'darwin' ? 'osx-bin' : 'linux64-bin', 'hermesc');
    ok(existsSync(hermes));
    write({ 'old.js': 'print("old")' });
    strictEqual(spawnSync(hermes, ['-emit-binary', '-out', join(folder, 'old.hbc'), join(folder, 'old.js')]).status, 0);
    const from = await base('rn-apk', false, { 'assets/index.android.bundle': new Uint8Array(readFileSync(join(folder, 'old.hbc'))) });
    const project = app('rn', 'react-native', {
      'package.json': '{ "name": "shape", "dependencies": { "react": "19.2.3", "react-native": "0.87.1" } }',
      'index.js': `import { createElement } from 'react';
import { AppRegistry, Image } from 'react-native';
import logo from './src/logo.png';
AppRegistry.registerComponent('shape', () => () => createElement(Image, { source: logo, accessibilityLabel: 'marker-of-the-new-bundle' }));
`,
      'src/logo.png': await plainPng(8, 0xff00ff00),
      'metro.config.js': "module.exports = require('@react-native/metro-config').getDefaultConfig(__dirname);\n",
      'babel.config.js': "module.exports = { presets: ['module:@react-native/babel-preset'] };\n",
      'android/app/build.gradle': `android { defaultConfig { applicationId "${identifier}" } }`,
    });
    // Metro follows links out of the project only where it is told to.
    cpSync(modules, join(project, 'node_modules'), { recursive: true, verbatimSymlinks: true });
    const made = reuse(project, from, 'release');
    judgeApk(made, from);
    const entries = await entriesOf(made);
    const bundle = entries.get('assets/index.android.bundle');
    strictEqual(bundle?.method, 0);
    strictEqual(Buffer.from(bundle.bytes).readUInt32LE(8), Buffer.from(readFileSync(join(folder, 'old.hbc'))).readUInt32LE(8));
    ok(Buffer.from(bundle.bytes).includes('marker-of-the-new-bundle'));
    deepStrictEqual(entries.get('res/drawable-mdpi-v4/src_logo.png')?.bytes, await plainPng(8, 0xff00ff00));
    await judgeEntries(made, from, (name) => name.endsWith('.bundle') || name.endsWith('src_logo.png'));
  });
});
