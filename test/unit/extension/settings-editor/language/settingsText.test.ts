import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { inspectSettings } from '../../../../../src/core/settings/inspectSettings.ts';
import { assetReferences } from '../../../../../src/extension/settings-editor/language/assetReferences.ts';
import { cursorPlace, settingsPlaceAt } from '../../../../../src/extension/settings-editor/language/settingsCursor.ts';
import { writtenAt } from '../../../../../src/extension/settings-editor/language/writtenAt.ts';

const text = `{
  "version": "1.0",
  "web": { "webDir": "www", "themeColor": "#fff", "names": { "fr": "Bonjour" } },
  "android": { "keystore": "a/b.p12" }
}`;
const inspected = inspectSettings(text);

describe('the cursor in a settings file', () => {
  const check = (line: number, column: number, path: readonly string[] | undefined): void =>
    deepStrictEqual(settingsPlaceAt(inspected, { line, column })?.path, path);

  it('is on the innermost key or value', () => {
    check(1, 3, ['version']);
    check(1, 16, ['version']);
    check(2, 4, ['web']);
    check(2, 13, ['web', 'webDir']);
    check(2, 68, ['web', 'names', 'fr']);
    check(3, 30, ['android', 'keystore']);
  });

  it('is on nothing between them', () => {
    check(0, 0, undefined);
    check(3, 12, undefined);
    check(9, 9, undefined);
  });

  it('knows where typing goes, in text that is not complete', () => {
    deepStrictEqual(cursorPlace('{ "android": { "buildType": ', 28), { path: ['android', 'buildType'], isKey: false });
    strictEqual(cursorPlace('{ "android": { "bu', 18).isKey, true);
  });
});

describe('what a settings file names', () => {
  it('is files and folders, with the place between the quotes', () => {
    deepStrictEqual(
      assetReferences(text, inspected).map(({ path, value, range }) => [
        path.join('.'),
        value,
        text.split('\n')[range.line]?.slice(range.column, range.endColumn),
      ]),
      [
        ['web.webDir', 'www', 'www'],
        ['android.keystore', 'a/b.p12', 'a/b.p12'],
      ],
    );
  });

  it('is read by path', () => {
    strictEqual(writtenAt(text, ['android', 'keystore']), 'a/b.p12');
    strictEqual(writtenAt(text, ['android', '__proto__', 'x']), undefined);
  });
});
