import { utf8 } from '../../../../src/core/base/bytes.ts';
import { detectApp } from '../../../../src/core/projects/detectApp.ts';
import { findEntitlements } from '../../../../src/core/projects/iosEntitlements.ts';
import { ProjectFolder } from '../../../../src/core/projects/projectFolder.ts';
import { readImportFiles } from '../../../../src/core/settings/import/proposeImport.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { withinProcessorTime } from '../../../support/processorTime.ts';

/** What a file begins with to be looked into at all, and what else its folder holds. */
const projects: Readonly<Record<string, { readonly head?: string; readonly others?: Readonly<Record<string, string>> }>> = {
  'pubspec.yaml': { head: 'dependencies:\n  flutter:\n    sdk: flutter\n' },
  'package.json': {},
  'app.json': { head: '{ "expo": {', others: { 'package.json': '{ "dependencies": { "expo": "1" } }' } },
  'app.config.ts': { head: 'export default {', others: { 'package.json': '{ "dependencies": { "expo": "1" } }' } },
  'capacitor.config.ts': { head: 'export default {' },
  'nativescript.config.ts': {},
  'config.xml': { head: '<widget id="a.b">' },
  'Hello.csproj': { head: '<Project><PropertyGroup><UseMaui>true</UseMaui></PropertyGroup>' },
  'settings.gradle': { others: { 'app/build.gradle': 'apply plugin: "com.android.application"' } },
  'app/build.gradle': { head: 'apply plugin: "com.android.application"\nandroid { defaultConfig {\n', others: { 'settings.gradle': '' } },
  'app/build.gradle.kts': { head: 'plugins { id("com.android.application") }\n', others: { 'settings.gradle': '' } },
  'gradle.properties': { others: { 'settings.gradle': '', 'app/build.gradle': 'apply plugin: "com.android.application"' } },
  'gradle/libs.versions.toml': {
    head: '[versions]\n',
    others: { 'settings.gradle': '', 'app/build.gradle': 'apply plugin: "com.android.application"' },
  },
  'app/src/main/AndroidManifest.xml': { others: { 'settings.gradle': '', 'app/build.gradle': 'apply plugin: "com.android.application"' } },
  'Hello.xcodeproj/project.pbxproj': { head: '{ objects = {' },
  'Hello/Info.plist': {
    head: '<?xml version="1.0"?><plist version="1.0"><dict>',
    others: {
      'Hello.xcodeproj/project.pbxproj':
        '{ objects = { T = { isa = PBXNativeTarget; productType = "com.apple.product-type.application"; buildConfigurationList = L; }; L = { isa = XCConfigurationList; buildConfigurations = (C); }; C = { isa = XCBuildConfiguration; buildSettings = { INFOPLIST_FILE = Hello/Info.plist; }; name = Release; }; }; }',
    },
  },
  'vite.config.ts': { head: 'export default {', others: { 'package.json': '{ "devDependencies": { "vite": "7" } }' } },
  'angular.json': { head: '{ "projects": { "a": {', others: { 'package.json': '{ "dependencies": { "@angular/core": "20" } }' } },
  'src-tauri/tauri.conf.json': { head: '{' },
  'eas.json': { head: '{ "build": {', others: { 'package.json': '{ "dependencies": { "expo": "1" } }' } },
  'credentials.json': { head: '{ "android": {' },
  'ExportOptions.plist': { head: '<?xml version="1.0"?><plist version="1.0"><dict>' },
  'key.properties': {},
  'A.xcconfig': {
    others: {
      'Hello.xcodeproj/project.pbxproj':
        '{ objects = { F = { isa = PBXFileReference; path = A.xcconfig; }; T = { isa = PBXNativeTarget; productType = "com.apple.product-type.application"; buildConfigurationList = L; }; L = { isa = XCConfigurationList; buildConfigurations = (C); }; C = { isa = XCBuildConfiguration; baseConfigurationReference = F; buildSettings = { }; name = Release; }; }; }',
    },
  },
};

/** Tried in every file. */
const pieces = ['\n', ' ', '{', '[', '"', '`${', '/*', '<!--', '&', '\\'];

/** Tried in the files whose name ends so. */
const ownPieces: readonly (readonly [end: RegExp, pieces: readonly string[]])[] = [
  [
    /gradle(\.kts)?$/,
    ['a{', '(', "'", 'a = b + b\n', 'versionCode 5\n', 'def a = b\n', '"${a}"', 'if (a)\n', 'a.', 'private ', 'if (a) {'],
  ],
  [/\.ts$|\.json$/, ["'", 'x: {', '{a:"b",', 'x: ...a, ', 'const a = {', '/=', 'a.b = 1;']],
  [
    /xml$|plist$|csproj$/,
    [
      '<a>',
      '<a b="c"/>',
      '<a xmlns:b="c">',
      '<key>a</key><string>b</string>',
      '<![CDATA[',
      '<PropertyGroup><A>$(A)$(A)</A></PropertyGroup>',
    ],
  ],
  [/pbxproj$/, ['a = (', 'A = { isa = PBXNativeTarget; };', 'a,', "'"]],
  [/xcconfig$/, ['A=$(A)$(A)\n', '#include "A.xcconfig"\n', 'A[', '$(']],
  [/yaml$|toml$|properties$/, ['  flutter:\n', 'a: b\n', 'a = "b"\n', "'", 'a: {', '- ', 'a\\\n']],
];

const bytes = 1_000_000;
const mostMs = 1000;

describe('project files that are something else', () => {
  for (const [name, { head = '', others = {} }] of Object.entries(projects)) {
    it(`${name} takes less than a second, whatever a megabyte of it holds`, async () => {
      for (const piece of [...pieces, ...ownPieces.flatMap(([end, own]) => (end.test(name) ? own : []))]) {
        const text = head + piece.repeat(Math.ceil(bytes / piece.length));
        const memory = new MemoryFiles(
          Object.fromEntries(Object.entries({ ...others, [name]: text }).map(([file, each]) => [`/app/${file}`, utf8(each)])),
        );
        const look = async (): Promise<void> => {
          await detectApp(memory, posixPaths, '/app');
          const folder = new ProjectFolder(memory, posixPaths, '/app');
          await findEntitlements(folder, 'com.acme.hello');
          await readImportFiles(folder);
        };
        await withinProcessorTime(mostMs, look, JSON.stringify(piece));
      }
    });
  }
});
