/** What a row of the model brings by itself, shown by rows that the product does not have. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { parseTree } from 'jsonc-parser';
import { settingsPage } from '../../../../../scripts/docs/settingsPage.ts';
import { readSettingsOptions, settingsOptions } from '../../../../../src/cli/commands/settingsOptions.ts';
import { CommandInput } from '../../../../../src/cli/grammar/commandInput.ts';
import { posixPaths } from '../../../../support/memoryFiles.ts';
import { type Issue } from '../../../../../src/core/base/issue.ts';
import { readField } from '../../../../../src/core/settings/readField.ts';
import { fieldAt, type ObjectField } from '../../../../../src/core/settings/settingsField.ts';
import { settingsModel } from '../../../../../src/core/settings/settingsModel.ts';
import { settingsSchema } from '../../../../../src/core/settings/settingsSchema.ts';
import { fieldRowsOf } from '../../../../../src/extension/settings-editor/form/formFields.ts';

const model: ObjectField = {
  ...settingsModel,
  fields: {
    ...settingsModel.fields,
    android: {
      ...settingsModel.fields.android,
      fields: {
        ...settingsModel.fields.android.fields,
        minSdk: {
          type: 'integer',
          label: 'Minimum SDK',
          description: 'The oldest Android the app runs on.',
          minimum: 21,
          maximum: 99,
          default: 24,
          inForm: true,
          option: { name: 'min-sdk' },
        },
        splits: {
          type: 'boolean',
          label: 'Splits',
          description: 'One APK for each processor.',
          default: false,
          inForm: true,
          option: { name: 'splits' },
        },
        rules: {
          type: 'string',
          label: 'Rules',
          description: 'Rules of the shrinker.',
          holds: 'file',
          endings: ['pro'],
          inForm: true,
          option: { name: 'rules' },
        },
      },
    },
  },
};

function read(text: string): { readonly value: unknown; readonly codes: readonly string[] } {
  const root = parseTree(text);
  ok(root);
  const issues: Issue[] = [];
  const value = readField(model, root, [], { issues, noteRange: () => undefined, place: (pointer) => ({ pointer }) });
  return { value, codes: issues.map(({ code, place }) => `${code} ${place?.pointer}`) };
}

describe('a new row of the settings model', () => {
  it('is read, and reported when it is wrong', () => {
    const right = { android: { minSdk: 26, splits: true, rules: 'a.pro' } };
    deepStrictEqual(read(JSON.stringify(right)), { value: right, codes: [] });
    deepStrictEqual(read('{ "android": { "minSdk": 5, "splits": "yes" } }'), {
      value: { android: {} },
      codes: ['settings-out-of-range /android/minSdk', 'settings-wrong-type /android/splits'],
    });
  });

  it('is in the JSON schema, which completes it', () => {
    const schema = JSON.stringify(settingsSchema(model));
    match(
      schema,
      /"minSdk":\{"type":"integer","description":"The oldest Android the app runs on\.","minimum":21,"maximum":99,"default":24\}/,
    );
    match(schema, /"splits":\{"type":"boolean","description":"One APK for each processor\.","default":false\}/);
  });

  it('is in the form, in its place', () => {
    const rows = fieldRowsOf(model).slice(-3);
    deepStrictEqual(
      rows.map(({ id, kind }) => [id, kind]),
      [
        ['android.minSdk', 'number'],
        ['android.splits', 'switch'],
        ['android.rules', 'file'],
      ],
    );
  });

  it('is an option of the command line', () => {
    const options = settingsOptions(model);
    deepStrictEqual(
      ['min-sdk', 'splits', 'rules'].map((name) => options[name]?.type),
      ['integer', 'flag', 'path'],
    );
    const values = new Map<string, string | true>([
      ['min-sdk', '28'],
      ['splits', true],
      ['rules', 'a.pro'],
    ]);
    deepStrictEqual(readSettingsOptions(new CommandInput(options, values, [], { workingFolder: '/work', paths: posixPaths }), model), {
      minSdk: 28,
      splits: true,
      rules: '/work/a.pro',
    });
  });

  it('is found by hovers and documented', () => {
    strictEqual(fieldAt(model, ['android', 'minSdk'])?.label, 'Minimum SDK');
    match(settingsPage(model), /\| `minSdk` \| 21 to 99 \| The oldest Android the app runs on\. Default: `24`\. \| `--min-sdk` \|/);
  });
});

describe('the settings model', () => {
  it('has a label for every field of the form and no two options of one name on a platform', () => {
    for (const row of fieldRowsOf(settingsModel)) if (row.kind !== 'password') ok(row.field.label, row.id);
    for (const { fields } of [settingsModel.fields.android, settingsModel.fields.ios]) {
      const names = Object.values(fields).flatMap((field) => ('option' in field ? [field.option.name] : []));
      strictEqual(new Set(names).size, names.length);
    }
  });
});
