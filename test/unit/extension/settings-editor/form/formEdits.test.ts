import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { editSettings } from '../../../../../src/core/settings/editSettings.ts';
import { type FieldChange, ownValues, settingsChanges } from '../../../../../src/extension/settings-editor/form/formEdits.ts';
import { fieldAtPointer, fieldRows } from '../../../../../src/extension/settings-editor/form/formFields.ts';

function check(text: string, change: FieldChange, expected: string): void {
  strictEqual(editSettings(text, settingsChanges([change])), expected);
}

describe('settingsChanges', () => {
  it('writes a text and keeps comments', () =>
    check('{\n  "name": "A" // mine\n}', { field: 'app.name', value: 'B' }, '{\n  "name": "B" // mine\n}'));
  it('writes a number as one', () =>
    check('{ "android": { "versionCode": 1 } }', { field: 'android.versionCode', value: ' 12 ' }, '{ "android": { "versionCode": 12 } }'));
  it('writes what is not a number as text', () =>
    check('{ "android": { "versionCode": 1 } }', { field: 'android.versionCode', value: '1x' }, '{ "android": { "versionCode": "1x" } }'));
  it('takes an empty value out', () =>
    check('{ "name": "A", "version": "1.0.0" }', { field: 'app.version', value: '' }, '{ "name": "A" }'));
  it('makes the objects on the way', () =>
    check('{ "name": "A" }', { field: 'ios.certificate', value: 'a.p12' }, '{ "name": "A", "ios": { "certificate": "a.p12" } }'));
  it('never writes a password', () => deepStrictEqual(settingsChanges([{ field: 'android.keystorePassword', value: 'marker' }]), []));
});

describe('ownValues', () => {
  it('reads every kind of value as text', () => {
    const own = ownValues('\uFEFF{ "name": "A", "android": { "versionCode": 7, "keystore": true, "engine": null }, "ios": [] }');
    deepStrictEqual(
      [['name'], ['android', 'versionCode'], ['android', 'keystore'], ['android', 'engine'], ['ios', 'version'], ['android']].map((path) =>
        own(path),
      ),
      ['A', '7', 'true', '', '', ''],
    );
  });
  it('reads nothing that the file does not say itself', () => strictEqual(ownValues('{}')(['constructor', 'name']), ''));
  it('reads as far as a broken file goes', () => strictEqual(ownValues('{ "name": "A", "version": ')(['name']), 'A'));
});

describe('fieldRows', () => {
  it('are the fields of the model, each password after what it opens', () =>
    deepStrictEqual(
      fieldRows.map(({ id }) => id),
      [
        ...['name', 'version', 'webDir', 'address', 'startPage', 'icon', 'jdk', 'node', 'flutter', 'xcode'].map((name) => `app.${name}`),
        ...['buildType', 'appIdentifier', 'certificate', 'certificatePassword', 'certificateIdentity', 'provisioningProfile'].map(
          (name) => `ios.${name}`,
        ),
        ...['archive', 'engine', 'engineVersion', 'version', 'versionCode'].map((name) => `ios.${name}`),
        ...['buildType', 'appIdentifier', 'keystore', 'keystorePassword', 'keyAlias', 'keyPassword'].map((name) => `android.${name}`),
        ...['engine', 'engineVersion', 'version', 'versionCode'].map((name) => `android.${name}`),
      ],
    ));
  it('take the issues of their places', () => {
    deepStrictEqual(
      ['/name', '/web/webDir', '/android/versionCode', '/web/names/fr', '/android', ''].map((pointer) => fieldAtPointer(pointer)),
      ['app.name', 'app.webDir', 'android.versionCode', undefined, undefined, undefined],
    );
    deepStrictEqual([fieldAtPointer('/engine', 'ios'), fieldAtPointer('/engine')], ['ios.engine', undefined]);
  });
});
