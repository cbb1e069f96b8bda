import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { applyFix } from '../../../../../src/core/settings/fixes/fixEdits.ts';
import { encodeLedgerLine } from '../../../../../src/core/versions/ledger.ts';
import { type EditorFix, editorFixes, isTextAction } from '../../../../../src/extension/app/fixes/editorFixes.ts';
import { AppChecker, type CheckedApp } from '../../../../../src/extension/app/checks/appChecker.ts';
import { type PlacedIssue } from '../../../../../src/extension/app/checks/issuePlacement.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';
import { workflowWorld, rightPassword, testKeystore } from '../../../../support/workflowWorld.ts';

const settingsPath = '/app/mobile-distribution.json';
const ledger = encodeLedgerLine(packageRecord({ version: '1.4.0', versionCode: 12 }));

async function inspect(text: string): Promise<CheckedApp> {
  const files = new MemoryFiles({
    [settingsPath]: text,
    '/app/www/index.html': '<!doctype html>',
    '/app/upload.p12': await testKeystore(),
    '/app/.mobile-distribution/packages.jsonl': ledger,
  });
  const world = workflowWorld(files);
  const checker = new AppChecker({
    loadWorld: async () => world,
    unsaved: () => undefined,
    passwords: { ask: async () => new Secret(rightPassword) },
  });
  return await checker.check('/app', new AbortController().signal, { mayAsk: false });
}

function fixesOf({ app, near }: CheckedApp, { issue, pointer, platform }: PlacedIssue): readonly EditorFix[] {
  const place = pointer === undefined ? issue.place : { pointer, ...issue.place };
  return editorFixes(app, platform ?? 'android', { ...issue, ...(place && { place }) }, near);
}

/** The issue is there, and its best fix takes it away without bringing an error. */
async function check(code: IssueCode, text: string, expected: string): Promise<void> {
  const checked = await inspect(text);
  const placed = checked.issues.find(({ issue }) => issue.code === code);
  ok(placed, `${code} is not among ${checked.issues.map(({ issue }) => issue.code).join()}`);
  const [fix] = fixesOf(checked, placed).toSorted((a, b) => Number(b.isPreferred) - Number(a.isPreferred));
  ok(fix && isTextAction(fix.action));
  const fixed = applyFix(text, fix.action);
  strictEqual(fixed, expected);
  const after = await inspect(fixed);
  deepStrictEqual(
    after.issues.filter(({ issue, severity }) => issue.code === code || severity === 'error').map(({ issue }) => issue.message),
    [],
  );
}

const settings = (android: string, rest = ''): string =>
  `{ "name": "Hello", ${rest}"web": { "webDir": "www" }, "android": { ${android} } }`;
const identifier = '"appIdentifier": "com.acme.hello"';

describe('editorFixes', () => {
  it('fixes keys', async () => {
    await check('settings-misspelled-key', settings(identifier, '"verison": "2", '), settings(identifier, '"version": "2", '));
    await check(
      'settings-misspelled-key',
      settings(identifier, '"version": "2", "verison": "3", '),
      settings(identifier, '"version": "2", '),
    );
    await check('settings-unknown-key', settings(identifier, '"zzz": 1, '), settings(identifier));
    await check('settings-secret', settings(`${identifier}, "storePassword": "x"`), settings(identifier));
    await check(
      'settings-duplicate-key',
      settings(`"versionCode": 13, ${identifier}, "versionCode": 14`),
      settings(`${identifier}, "versionCode": 14`),
    );
  });

  it('fixes types, choices and ranges', async () => {
    await check('settings-wrong-type', settings(`${identifier}, "versionCode": "13"`), settings(`${identifier}, "versionCode": 13`));
    await check('settings-wrong-type', settings(identifier, '"version": 2, '), settings(identifier, '"version": "2", '));
    await check('settings-wrong-choice', settings(`${identifier}, "buildType": "debgu"`), settings(`${identifier}, "buildType": "debug"`));
    await check(
      'settings-out-of-range',
      settings('"appIdentifier": "com.acme.other", "versionCode": 0'),
      settings('"appIdentifier": "com.acme.other", "versionCode": 1'),
    );
  });

  it('fixes identifiers', async () => {
    await check('identifier-character', settings('"appIdentifier": "com.acme.my-app"'), settings('"appIdentifier": "com.acme.my_app"'));
    await check('identifier-java-keyword', settings('"appIdentifier": "com.acme.new"'), settings('"appIdentifier": "com.acme.newapp"'));
    await check('identifier-empty-segment', settings('"appIdentifier": "com..acme"'), settings('"appIdentifier": "com.acme"'));
    await check('identifier-segment-start', settings('"appIdentifier": "com.1a"'), settings('"appIdentifier": "com.app1a"'));
  });

  it('sets what the last package allows', async () => {
    await check('version-lower', settings(identifier, '"version": "1.3.9", '), settings(identifier, '"version": "1.4.0", '));
    await check('version-code-not-higher', settings(`${identifier}, "versionCode": 12`), settings(`${identifier}, "versionCode": 13`));
    await check('version-form', settings(identifier, '"version": " v2.0", '), settings(identifier, '"version": "2.0", '));
    await check('name-changed', settings(identifier).replace('Hello', 'Bye'), settings(identifier));
  });

  it('finds the alias that was meant', async () => {
    const android = (alias: string): string =>
      settings(`${identifier}, "buildType": "release", "keystore": "upload.p12", "keyAlias": "${alias}"`);
    await check('keystore-alias-missing', android('uplaod'), android('upload'));
  });

  it('offers a keystore that is there, a new one, a dialog, and debug packages', async () => {
    const text = settings(`${identifier}, "buildType": "release", "keystore": "gone.p12"`);
    const checked = await inspect(text);
    const placed = checked.issues.find(({ issue }) => issue.code === 'signing-keystore-missing');
    ok(placed);
    deepStrictEqual(
      fixesOf(checked, placed).map(({ action }) => action.kind),
      ['set', 'browse', 'createKeystore', 'set'],
    );
  });

  it('offers nothing that hurts: another spelling of the identifier of an app that has packages', async () => {
    const text = settings('"appIdentifier": "com.acme.Hello"');
    const checked = await inspect(text);
    const placed = checked.issues.find(({ issue }) => issue.code === 'identifier-upper-case');
    ok(placed);
    deepStrictEqual(fixesOf(checked, placed), []);
  });
});
