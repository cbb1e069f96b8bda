import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { editSettings, type SettingsChange } from '../../../../src/core/settings/editSettings.ts';

function check(text: string, path: SettingsChange['path'], value: unknown, expected: string): void {
  strictEqual(editSettings(text, [{ path, value }]), expected);
}

const file = `{
  // What people see
  "name": "Hello", // the name
  "android": {
    "versionCode": 12 /* code */
  } // end of android
}
`;

describe('editSettings', () => {
  it('replaces a value and nothing else', () => {
    check(file, ['android', 'versionCode'], 13, file.replace('12', '13'));
    check(file, ['name'], 'Hé "llo"', file.replace('"Hello"', '"Hé \\"llo\\""'));
  });

  it('writes a new key after the last one and leaves that one its comment', () => {
    check(file, ['android', 'keystore'], 'a.p12', file.replace('12 /* code */', '12, /* code */\n    "keystore": "a.p12"'));
    check(file, ['version'], '1.0.0', file.replace('} // end of android', '}, // end of android\n  "version": "1.0.0"'));
  });

  it('makes the objects on the way', () => {
    check('{\n\t"name": "x"\n}', ['ios', 'versionCode'], 7, '{\n\t"name": "x",\n\t"ios": {\n\t\t"versionCode": 7\n\t}\n}');
    check('{}', ['name'], 'x', '{\n  "name": "x"\n}');
    check('', ['name'], 'x', '{\n  "name": "x"\n}\n');
    check('// mine\n', ['name'], 'x', '// mine\n{\n  "name": "x"\n}\n');
    check('{ // mine\n}', ['name'], 'x', '{ // mine\n  "name": "x"\n}');
  });

  it('keeps line endings, byte order mark and trailing commas', () => {
    check('\uFEFF{\r\n    "name": "x",\r\n}\r\n', ['version'], '1', '\uFEFF{\r\n    "name": "x",\r\n    "version": "1",\r\n}\r\n');
  });

  it('stays on one line where the object is on one line', () => {
    check(
      '{ "android": { "versionCode": 1 } }',
      ['android', 'buildType'],
      'debug',
      '{ "android": { "versionCode": 1, "buildType": "debug" } }',
    );
  });

  it('removes a key with its line and with the comma that led to it', () => {
    check(file, ['name'], undefined, file.replace('  "name": "Hello", // the name\n', ''));
    check('{\n  "a": 1, // one\n  "b": 2 // two\n}', ['b'], undefined, '{\n  "a": 1 // one\n}');
    check('{ "a": 1, "b": 2 }', ['b'], undefined, '{ "a": 1 }');
    check('{ "a": 1, "b": 2 }', ['a'], undefined, '{ "b": 2 }');
    check('{ "a": 1, "b": 2, "a": 3 }', ['a'], undefined, '{ "b": 2 }');
    check('{ "a": 1 }', ['missing'], undefined, '{ "a": 1 }');
  });

  it('refuses a file that it would make worse', () => {
    for (const text of ['{ "name": ', '[]', '{} {}', '['.repeat(100)])
      throws(
        () => editSettings(text, [{ path: ['name'], value: 'x' }]),
        (error) => isFailure(error, 'settings-not-editable'),
      );
    throws(
      () => editSettings('{ "android": 1 }', [{ path: ['android', 'versionCode'], value: 1 }]),
      (error) => isFailure(error, 'settings-not-editable'),
    );
  });

  it('changes the value that is asked for and no other, whatever the layout', () => {
    const key = fc.constantFrom('name', 'version', 'a b', 'x/y');
    const json = fc.dictionary(key, fc.oneof(fc.string(), fc.integer(), fc.dictionary(key, fc.string(), { noNullPrototype: true })), {
      noNullPrototype: true,
    });
    const layout = fc.constantFrom(undefined, 2, '\t');
    fc.assert(
      fc.property(json, layout, key, fc.option(fc.string(), { nil: undefined }), fc.boolean(), (before, indent, name, value, commented) => {
        let text = JSON.stringify(before, null, indent);
        if (commented && indent !== undefined) text = text.replaceAll(/,$/gm, ', // note');
        const after: unknown = parse(editSettings(text, [{ path: [name], value }]), undefined, { disallowComments: false });
        const { [name]: _, ...others } = before;
        deepStrictEqual(
          after,
          value === undefined ? others : Object.hasOwn(before, name) ? { ...before, [name]: value } : { ...others, [name]: value },
        );
      }),
      { numRuns: 200 },
    );
  });
});
