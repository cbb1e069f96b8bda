import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { inspectSettings } from '../../../../src/core/settings/inspectSettings.ts';
import { withinProcessorTime } from '../../../support/processorTime.ts';

/** The issues of a text as `severity code line:column message`, positions zero-based. */
function check(text: string, expected: readonly string[]): void {
  const found = inspectSettings(text).issues.map(
    ({ severity, code, place, message }) => `${severity} ${code} ${place?.range?.line}:${place?.range?.column} ${message}`,
  );
  deepStrictEqual(found, expected);
}

describe('inspectSettings', () => {
  it('reads every field, with comments and trailing commas', () => {
    const { settings, issues } = inspectSettings(`\uFEFF{
      // the app
      "name": "Hello Web", /* shared */ "version": "1.4.0",
      "web": { "webDir": "www", "permissions": ["camera"], "names": { "fr": "Bonjour" }, },
      "android": { "appIdentifier": "com.acme.hello", "buildType": "release", "versionCode": 12 },
    }`);
    deepStrictEqual(issues, []);
    deepStrictEqual(settings, {
      name: 'Hello Web',
      version: '1.4.0',
      web: { webDir: 'www', permissions: ['camera'], names: { fr: 'Bonjour' } },
      android: { appIdentifier: 'com.acme.hello', buildType: 'release', versionCode: 12 },
    });
  });

  it('knows where every value stands, the unknown ones included', () => {
    const { ranges } = inspectSettings('{\n  "android": {\n    "versionCode": 12,\n    "x": [1]\n  }\n}');
    deepStrictEqual([...ranges.keys()], ['', '/android', '/android/versionCode', '/android/x', '/android/x/0']);
    deepStrictEqual(ranges.get('/android/versionCode'), {
      value: { line: 2, column: 19, endLine: 2, endColumn: 21 },
      key: { line: 2, column: 4, endLine: 2, endColumn: 17 },
      written: 12,
    });
  });

  it('settings-wrong-type', () => {
    check('{ "name": 3 }', ['error settings-wrong-type 0:10 name must be a text, not a number']);
    check('{ "android": { "versionCode": "12" } }', [
      'error settings-wrong-type 0:30 android.versionCode must be a whole number, not a text',
    ]);
    check('{ "android": { "versionCode": 1.5 } }', [
      'error settings-wrong-type 0:30 android.versionCode must be a whole number, not a number',
    ]);
    check('[]', ['error settings-wrong-type 0:0 the file must be an object in braces, not a list']);
    check('{ "web": { "permissions": "camera" } }', ['error settings-wrong-type 0:26 web.permissions must be a list, not a text']);
  });

  it('settings-wrong-choice', () => {
    check('{ "android": { "buildType": "relase" } }', ['error settings-wrong-choice 0:28 android.buildType cannot be "relase"']);
  });

  it('settings-out-of-range', () => {
    check('{ "android": { "versionCode": 2100000001 } }', [
      'error settings-out-of-range 0:30 android.versionCode is 2100000001; it must be from 1 to 2100000000',
    ]);
    check('{ "android": { "versionCode": 0 } }', [
      'error settings-out-of-range 0:30 android.versionCode is 0; it must be from 1 to 2100000000',
    ]);
  });

  it('settings-unknown-key and settings-misspelled-key', () => {
    check('{ "fastlane": {} }', ['info settings-unknown-key 0:2 Unknown key fastlane; it has no effect']);
    check('{ "android": { "verionCode": 1 } }', ['warning settings-misspelled-key 0:15 Unknown key verionCode; did you mean versionCode?']);
    check('{ "$schema": "x", "__proto__": {} }', ['info settings-unknown-key 0:18 Unknown key __proto__; it has no effect']);
  });

  it('settings-secret', () => {
    check('{ "android": { "keystorePassword": "hunter2" } }', [
      'error settings-secret 0:15 The key keystorePassword looks like a password, and this file is committed',
    ]);
  });

  it('settings-duplicate-key', () => {
    check('{ "name": "a",\n "name": "b" }', [
      'warning settings-duplicate-key 1:1 The key name appears more than once; the last one is used',
    ]);
    strictEqual(inspectSettings('{ "name": "a", "name": "b" }').settings.name, 'b');
  });

  it('settings-syntax', () => {
    check('', [
      'error settings-syntax 0:0 The settings are not valid JSON: the file is empty'.replace('the file is empty', 'a value is expected'),
    ]);
    check('{\n  "name" "x"\n}', ['error settings-syntax 1:9 The settings are not valid JSON: a colon is expected']);
    check('{ "name": "x', ['error settings-syntax 0:10 The settings are not valid JSON: this text is not closed']);
  });

  it('uses what can be read of a broken file', () => {
    strictEqual(inspectSettings('{ "name": "x", "version": }').settings.name, 'x');
  });

  it('settings-too-deep and settings-too-large', () => {
    strictEqual(inspectSettings('['.repeat(200_000)).issues[0]?.code, 'settings-too-deep');
    strictEqual(inspectSettings(`{${'"a":['.repeat(40)}`).issues[0]?.code, 'settings-too-deep');
    strictEqual(inspectSettings(' '.repeat(2_000_000)).issues[0]?.code, 'settings-too-large');
  });

  it('stays quick on a file full of unknown keys', async () => {
    const text = `{${Array.from({ length: 60_000 }, (_, index) => `"nam${index}":1`).join(',')}}`;
    const { issues } = await withinProcessorTime(3000, () => inspectSettings(text));
    ok(issues.length <= 200);
  });
});
