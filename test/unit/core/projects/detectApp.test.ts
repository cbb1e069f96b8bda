import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { detectApp } from '../../../../src/core/projects/detectApp.ts';
import { type ProjectFacts } from '../../../../src/core/projects/projectFacts.ts';
import { type Sourced } from '../../../../src/core/settings/origin.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';

/** Facts as `value (file)`, so that every origin is seen too. */
function flatten(facts: ProjectFacts): Record<string, string> {
  const { engine, framework: _, ...rest } = facts;
  const show = ({ value, origin }: Sourced<string | number>) => `${value} (${'file' in origin ? origin.file : origin.kind})`;
  return { engine, ...Object.fromEntries(Object.entries(rest).map(([name, fact]) => [name, show(fact)])) };
}

async function check(files: Record<string, string>, expected: Record<string, string> | undefined): Promise<void> {
  const memory = new MemoryFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [posixPaths.join('/app', name), text])));
  const app = await detectApp(memory, posixPaths, '/app');
  deepStrictEqual(app?.project && flatten(app.project), expected);
}

const gradle =
  'plugins { id "com.android.application" }\nandroid { defaultConfig {\n // applicationId "no.no"\n applicationId "com.acme.native"\n versionCode 7\n versionName "1.2" } }';
const pbxproj = 'PRODUCT_BUNDLE_IDENTIFIER = com.acme.HelloTests;\nPRODUCT_BUNDLE_IDENTIFIER = com.acme.Hello;\nMARKETING_VERSION = 2.1;';

describe('detectApp', () => {
  it('a web app by its built files, its manifest and package.json', () =>
    check(
      {
        'index.html': 'source',
        'package.json': '{ "name": "hello", "version": "1.2.3" }',
        'dist/index.html': '<link rel="manifest" href="/app.json">',
        'dist/app.json': '{ "name": "Hello Web", "short_name": "Hello" }',
        'dist/manifest.json': '{ "name": "other" }',
      },
      { engine: 'web', name: 'Hello Web (dist/app.json)', version: '1.2.3 (package.json)', webDir: 'dist (dist/index.html)' },
    ));

  it('a web app that is nothing but a page', () => check({ 'index.html': '' }, { engine: 'web', webDir: '. (index.html)' }));

  it('reads no manifest outside the app', async () => {
    for (const link of [
      '../../secret.json',
      '..%2Fsecret.json',
      '%2e%2e/%2E%2E%2Fsecret.json',
      'a/..%5C..%5Csecret.json',
      '//x/secret.json',
    ])
      await check(
        { 'index.html': `<link rel=manifest href="${link}">`, '../secret.json': '{ "name": "Secret" }' },
        { engine: 'web', webDir: '. (index.html)' },
      );
  });

  it('goes by the link of the page alone, as the engine does', () =>
    check(
      { 'index.html': '<!-- <link rel=manifest href=no.json> --><link href=a%20b.json rel=manifest>', 'a b.json': '{"name":"A"}' },
      { engine: 'web', webDir: '. (index.html)', name: 'A (a b.json)' },
    ));

  it('Flutter', () =>
    check(
      {
        'pubspec.yaml': 'name: hello_flutter\nversion: 1.4.0+12\ndependencies:\n  flutter:\n    sdk: flutter\n',
        'android/app/build.gradle.kts': 'applicationId = "com.acme.flutter"',
        'ios/Runner.xcodeproj/project.pbxproj': pbxproj,
      },
      {
        engine: 'flutter',
        name: 'hello_flutter (pubspec.yaml)',
        version: '1.4.0 (pubspec.yaml)',
        versionCode: '12 (pubspec.yaml)',
        appIdentifier: 'com.acme.flutter (android/app/build.gradle.kts)',
        iosAppIdentifier: 'com.acme.Hello (ios/Runner.xcodeproj/project.pbxproj)',
      },
    ));

  it('a Dart package is no Flutter app', () => check({ 'pubspec.yaml': 'name: tool\nversion: 1.0.0\n' }, undefined));

  it('Expo before React Native', () =>
    check(
      {
        'package.json': '{ "dependencies": { "expo": "*", "react-native": "*" }, "version": "0.1.0" }',
        'app.json':
          '{ "expo": { "name": "Hello", "android": { "package": "com.acme.expo", "versionCode": 3 }, "ios": { "bundleIdentifier": "com.acme.iexpo" } } }',
        'android/app/build.gradle': gradle,
      },
      {
        engine: 'expo',
        name: 'Hello (app.json)',
        version: '0.1.0 (package.json)',
        appIdentifier: 'com.acme.expo (app.json)',
        iosAppIdentifier: 'com.acme.iexpo (app.json)',
        versionCode: '3 (app.json)',
      },
    ));

  it('React Native', () =>
    check(
      {
        'package.json': '{ "name": "hello", "dependencies": { "react-native": "*" } }',
        'app.json': '{ "displayName": "Hello RN" }',
        'android/app/build.gradle': gradle,
      },
      { engine: 'react-native', name: 'Hello RN (app.json)', appIdentifier: 'com.acme.native (android/app/build.gradle)' },
    ));

  it('Capacitor before the web files it holds', () =>
    check(
      { 'capacitor.config.ts': "export default { appId: 'com.acme.cap', appName: 'Hello Cap', webDir: 'dist' };", 'dist/index.html': '' },
      {
        engine: 'capacitor',
        name: 'Hello Cap (capacitor.config.ts)',
        appIdentifier: 'com.acme.cap (capacitor.config.ts)',
        webDir: 'dist (capacitor.config.ts)',
      },
    ));

  it('Cordova, and no other config.xml', async () => {
    await check(
      {
        'config.xml': '<widget id="com.acme.cordova" version="1.0.2" android-versionCode="9"><name>Hello Cordova</name></widget>',
        'www/index.html': '',
      },
      {
        engine: 'cordova',
        name: 'Hello Cordova (config.xml)',
        version: '1.0.2 (config.xml)',
        appIdentifier: 'com.acme.cordova (config.xml)',
        iosAppIdentifier: 'com.acme.cordova (config.xml)',
        versionCode: '9 (config.xml)',
      },
    );
    await check({ 'config.xml': '<server/>' }, undefined);
  });

  it('NativeScript', () =>
    check(
      { 'nativescript.config.ts': "export default { id: 'com.acme.ns' }", 'package.json': '{ "version": "3.0.0" }' },
      { engine: 'nativescript', version: '3.0.0 (package.json)', appIdentifier: 'com.acme.ns (nativescript.config.ts)' },
    ));

  it('.NET MAUI', () =>
    check(
      {
        'Hello.csproj':
          '<Project><UseMaui>true</UseMaui><ApplicationTitle>Hello</ApplicationTitle><ApplicationId>com.acme.maui</ApplicationId><ApplicationDisplayVersion>1.0</ApplicationDisplayVersion><ApplicationVersion>4</ApplicationVersion></Project>',
      },
      {
        engine: 'maui',
        name: 'Hello (Hello.csproj)',
        version: '1.0 (Hello.csproj)',
        versionCode: '4 (Hello.csproj)',
        appIdentifier: 'com.acme.maui (Hello.csproj)',
      },
    ));

  it('Android with Gradle', () =>
    check(
      { 'settings.gradle': '', 'mobile/build.gradle': gradle },
      {
        engine: 'gradle',
        appIdentifier: 'com.acme.native (mobile/build.gradle)',
        version: '1.2 (mobile/build.gradle)',
        versionCode: '7 (mobile/build.gradle)',
      },
    ));

  it('iOS with Xcode', () =>
    check(
      { 'Hello.xcodeproj/project.pbxproj': pbxproj, 'Pods.xcodeproj/project.pbxproj': '' },
      {
        engine: 'xcode',
        name: 'Hello (Hello.xcodeproj)',
        version: '2.1 (Hello.xcodeproj/project.pbxproj)',
        iosAppIdentifier: 'com.acme.Hello (Hello.xcodeproj/project.pbxproj)',
      },
    ));

  it('settings alone make an app, and nothing makes none', async () => {
    const files = new MemoryFiles({ '/app/mobile-distribution.json': '{}' });
    deepStrictEqual(await detectApp(files, posixPaths, '/app'), { folder: '/app', hasSettings: true, project: undefined });
    strictEqual(await detectApp(new MemoryFiles({ '/app/README.md': '' }), posixPaths, '/app'), undefined);
  });

  it('stays quick and quiet on project files that are something else', () =>
    check(
      { 'package.json': '['.repeat(100_000), 'config.xml': '<widget '.repeat(100_000), 'pubspec.yaml': ' flutter:\n'.repeat(50_000) },
      undefined,
    ));
});
