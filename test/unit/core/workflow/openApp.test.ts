import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { describeOrigin } from '../../../../src/core/settings/origin.ts';
import { encodeLedgerLine } from '../../../../src/core/versions/ledger.ts';
import { appOnPlatform, openApp } from '../../../../src/core/workflow/openApp.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { packageRecord } from '../../../support/packageRecords.ts';

async function open(files: Record<string, string>) {
  const memory = new MemoryFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/app/${name}`, text])));
  return openApp({ files: memory, paths: posixPaths }, '/app');
}

const ledger = { '.mobile-distribution/packages.jsonl': encodeLedgerLine(packageRecord()) };
const settings = { 'mobile-distribution.json': '{ "android": { "appIdentifier": "com.acme.hello" } }' };

async function checkNumbers(files: Record<string, string>, version: string, versionCode: string): Promise<void> {
  const { effective } = appOnPlatform(await open(files), 'android');
  deepStrictEqual(
    [effective.version, effective.versionCode].map((field) => `${field.value} (${describeOrigin(field.origin)})`),
    [version, versionCode],
  );
}

describe('openApp', () => {
  it('proposes the numbers of the last package, unless the project is ahead of them', async () => {
    await checkNumbers(settings, '1.0.0 (default)', '1 (default)');
    await checkNumbers({ ...settings, ...ledger }, '1.4.0 (last package)', '13 (last package)');
    const files = { ...settings, ...ledger, 'index.html': '' };
    await checkNumbers({ ...files, 'package.json': '{ "version": "1.3.9" }' }, '1.4.0 (last package)', '13 (last package)');
    await checkNumbers({ ...files, 'package.json': '{ "version": "1.10.0" }' }, '1.10.0 (package.json:1)', '13 (last package)');
  });

  it('follows the numbers of the project only where they are higher than those that come next', async () => {
    const next = ['1.4.0 (last package)', '13 (last package)'] as const;
    const own = 'config.xml:1';
    for (const [version, code, expected] of [
      ['1.3.0', 12, next],
      ['1.4.0', 13, next],
      ['1.4.1', 13, [`1.4.1 (${own})`, next[1]]],
      ['1.4.0', 14, [next[0], `14 (${own})`]],
      ['2.0.0', 9999, [`2.0.0 (${own})`, `9999 (${own})`]],
    ] as const) {
      const cordova = { 'config.xml': `<widget id="com.acme.hello" version="${version}" android-versionCode="${code}"/>` };
      await checkNumbers({ ...settings, ...ledger, ...cordova }, expected[0], expected[1]);
    }
    // Without a package before, the project alone counts.
    const first = { 'config.xml': '<widget id="com.acme.hello" version="0.1.0" android-versionCode="3"/>' };
    await checkNumbers({ ...settings, ...first }, `0.1.0 (${own})`, `3 (${own})`);
  });

  it('reads the manifest of the web folder that the settings name, and none outside the app', async () => {
    const files = {
      'dist/index.html': '',
      'dist/manifest.json': '{ "name": "Dist" }',
      'site/index.html': '',
      'site/manifest.json': '{ "short_name": "Site" }',
    };
    strictEqual((await open(files)).project?.name?.value, 'Dist');
    strictEqual((await open({ ...files, 'mobile-distribution.json': '{ "web": { "webDir": "./site/" } }' })).project?.name?.value, 'Site');
    const outside = await open({ ...files, 'mobile-distribution.json': '{ "web": { "webDir": "../other" } }' });
    strictEqual(outside.project?.name?.value, 'Dist');
  });

  it('takes a web folder that is named for a sign of the engine web', async () => {
    const app = await open({
      'config.xml': '<widget id="com.acme.cordova"/>',
      'www/index.html': '',
      'mobile-distribution.json': '{ "web": { "webDir": "www" } }',
    });
    const { effective } = appOnPlatform(app, 'android');
    deepStrictEqual([effective.engine?.value, effective.appIdentifier?.value], ['web', 'com.acme.cordova']);
  });

  it('points at the value, or at the object where it would stand', async () => {
    const app = appOnPlatform(await open({ 'mobile-distribution.json': '{\n  "android": {\n    "versionCode": 3\n  }\n}' }), 'android');
    const { effective, placeOf } = app;
    deepStrictEqual(placeOf(effective.versionCode, '/x').range, { line: 2, column: 19, endLine: 2, endColumn: 20 });
    deepStrictEqual(placeOf(undefined, '/android/keystore').range, { line: 1, column: 2, endLine: 1, endColumn: 11 });
    deepStrictEqual(placeOf(undefined, '/name').range, { line: 0, column: 0, endLine: 0, endColumn: 1 });
  });

  it('app-not-found and app-settings-missing', async () => {
    deepStrictEqual(
      (await open({ 'README.md': '' })).issues.map(({ code, severity }) => `${severity} ${code}`),
      ['error app-not-found'],
    );
    deepStrictEqual(
      (await open({ 'index.html': '' })).issues.map(({ code, severity }) => `${severity} ${code}`),
      ['info app-settings-missing'],
    );
    const folders = { files: new MemoryFiles({ '/app/notes.txt': '' }), paths: posixPaths };
    for (const [folder, reason] of [
      ['/nowhere', 'it does not exist'],
      ['/app/notes.txt', 'it is a file'],
    ] as const)
      await rejects(
        openApp(folders, folder),
        (error) => isFailure(error, 'app-folder-missing') && error.message.includes(folder) && error.message.includes(reason),
      );
  });
});
