import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createIssue, type Issue } from '../../../../../src/core/base/issue.ts';
import { openApp, type OpenedApp } from '../../../../../src/core/workflow/openApp.ts';
import { placeIssues } from '../../../../../src/extension/app/checks/issuePlacement.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

const text = `{
  "name": "Hello",
  "web": {
    "webDir": "www",
    "icon": "icon.png"
  },
  "android": {
    "appIdentifier": "com.acme.hello",
    "keystore": "a.p12"
  },
  "ios": { "certificate": "b.p12" }
}
`;

async function app(): Promise<OpenedApp> {
  return await openApp({ files: new MemoryFiles({ '/app/mobile-distribution.json': text }), paths: posixPaths }, '/app');
}

async function check(issue: Issue, file: string, line: number, column: number, platform?: 'android' | 'ios'): Promise<void> {
  const [placed] = placeIssues(await app(), [{ issue, ...(platform && { platform }) }]);
  ok(placed);
  deepStrictEqual([placed.file, placed.range.line, placed.range.column], [file, line, column]);
  strictEqual(placed.range.line, placed.range.endLine);
}

const settings = '/app/mobile-distribution.json';

describe('placeIssues', () => {
  it('keeps a place in the settings', async () => {
    const range = { line: 7, column: 21, endLine: 7, endColumn: 37 };
    await check(
      createIssue('identifier-placeholder', { identifier: 'x' }, { file: settings, pointer: '/android/appIdentifier', range }),
      settings,
      7,
      21,
    );
  });

  it('finds the place of a pointer that has none yet', async () => {
    await check(createIssue('web-color-wrong', { value: 'x' }, { pointer: '/web/icon' }), settings, 4, 12);
  });

  it('shows what is wrong with a folder, a picture or a keystore where the settings name it', async () => {
    await check(createIssue('web-folder-missing', { folder: '/app/www' }, { file: '/app/www' }), settings, 3, 14);
    await check(
      createIssue('web-not-built', { folder: 'www', command: 'npm run build' }, { file: '/app/www' }),
      settings,
      3,
      14,
      'android',
    );
    await check(createIssue('web-icon-small', { icon: 'i', width: 1, height: 1 }, { file: '/app/icon.png' }), settings, 4, 12);
    await check(createIssue('file-empty', { what: 'a keystore' }, { file: '/app/a.p12' }), settings, 8, 16, 'android');
    await check(createIssue('file-empty', { what: 'a keystore' }, { file: '/app/b.p12' }), settings, 10, 26, 'ios');
    // What is not set is shown at the section it belongs into.
    await check(createIssue('keystore-alias-needed', { aliases: 'a, b' }, { file: '/app/a.p12' }), settings, 6, 2, 'android');
  });

  it('leads to the right file, where there is one to open', async () => {
    const aboutOf = async (issue: Issue): Promise<string | undefined> => placeIssues(await app(), [{ issue }])[0]?.about;
    strictEqual(await aboutOf(createIssue('file-empty', { what: 'a keystore' }, { file: '/app/a.p12' })), '/app/a.p12');
    strictEqual(await aboutOf(createIssue('web-folder-missing', { folder: '/app/www' }, { file: '/app/www' })), undefined);
    strictEqual(await aboutOf(createIssue('signing-keystore-missing', { path: 'a.p12' }, { file: '/app/a.p12' })), undefined);
  });

  it('does not call an error what the editor asks for', async () => {
    const issue = createIssue('variant-not-chosen', { choices: 'free, paid' }, { file: settings, pointer: '/android/variant' });
    strictEqual(placeIssues(await app(), [{ issue, platform: 'android' }])[0]?.severity, 'info');
  });

  it('marks the key of a section, not all its lines', async () => {
    const range = { line: 2, column: 9, endLine: 5, endColumn: 3 };
    await check(createIssue('web-manifest-not-found', {}, { file: settings, pointer: '/web', range }), settings, 2, 2);
  });

  it('leaves an issue at a text file of the person', async () => {
    await check(createIssue('web-manifest-not-found', {}, { file: '/app/www/index.html' }), '/app/www/index.html', 0, 0);
    const key = '/app/keys/AuthKey_ABC.p8';
    await check(createIssue('store-key-tracked', { path: 'keys/AuthKey_ABC.p8' }, { file: key }), key, 0, 0);
    const range = { line: 3, column: 0, endLine: 3, endColumn: 5 };
    const ledger = '/app/.mobile-distribution/packages.jsonl';
    await check(createIssue('ledger-duplicate', { line: 4 }, { file: ledger, range }), ledger, 3, 0);
  });

  it('believes what a build says of a place in the project, whatever kind of file it is', async () => {
    const range = { line: 6, column: 3, endLine: 6, endColumn: 4 };
    const inLog = (file: string): Issue => createIssue('log-compile-error', { text: 'x' }, { file, range, logLine: 9 });
    const names = 'A.java A.kt A.swift A.m a.dart A.cs a.rs a.tsx project.pbxproj a.xcconfig libs.versions.toml Podfile'.split(' ');
    for (const name of names) await check(inLog(`/app/src/${name}`), `/app/src/${name}`, 6, 3, 'android');
    const outside = ['/application/A.kt', '/home/me/A.java', '/app/../home/A.kt', 'http://localhost/app/a.ts', '/home/me/page.html'];
    for (const file of outside) {
      await check(inLog(file), settings, 0, 0);
      strictEqual(placeIssues(await app(), [{ issue: inLog(file) }])[0]?.about, undefined);
    }
    strictEqual(placeIssues(await app(), [{ issue: inLog('C:\\Work\\a.kt') }], 'c:\\work')[0]?.file, 'C:\\Work\\a.kt');
    // The workspace may have more than the app.
    strictEqual(placeIssues(await app(), [{ issue: inLog('/home/me/A.java') }], '/home')[0]?.file, '/home/me/A.java');
  });

  it('does not take an address for a file', async () => {
    const address = 'https://app.example/index.html';
    await check(createIssue('web-address-unreachable', { address, reason: 'x' }, { file: address }), settings, 2, 2);
  });

  it('tells once what both platforms report, and nothing that is not a problem of a file', async () => {
    const issue = createIssue('name-missing', {}, { file: settings, pointer: '/name' });
    const quiet = createIssue('keystore-password-missing', {}, { file: '/app/a.p12' });
    const placed = placeIssues(await app(), [
      { issue, platform: 'android' },
      { issue, platform: 'ios' },
      { issue: quiet, platform: 'android' },
    ]);
    strictEqual(placed.length, 1);
  });

  it('says nothing of keys in text that is not JSON', async () => {
    const broken = createIssue('settings-syntax', { problem: 'x' }, { file: settings });
    const echo = createIssue('settings-unknown-key', { key: ',' }, { file: settings });
    deepStrictEqual(
      placeIssues(await app(), [{ issue: echo }, { issue: broken }]).map(({ issue }) => issue.code),
      ['settings-syntax'],
    );
  });

  it('warns of a version code that was just used, and calls a lower one an error', async () => {
    const used = createIssue('version-code-not-higher', { versionCode: 5, lastVersionCode: 5, lowestAllowed: 6 });
    const lower = createIssue('version-code-not-higher', { versionCode: 4, lastVersionCode: 5, lowestAllowed: 6 });
    deepStrictEqual(
      placeIssues(await app(), [
        { issue: used, platform: 'android' },
        { issue: lower, platform: 'android' },
      ]).map(({ severity }) => severity),
      ['warning', 'error'],
    );
  });

  it('does not call an app for iOS wrong because this machine cannot build it', async () => {
    const issue = createIssue('engine-not-available', { engine: 'flutter', platform: 'iOS' });
    strictEqual(placeIssues(await app(), [{ issue, platform: 'ios' }])[0]?.severity, 'info');
  });
});
