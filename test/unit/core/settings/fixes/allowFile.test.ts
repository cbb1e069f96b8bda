import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { allowFile } from '../../../../../src/core/settings/fixes/allowFile.ts';
import { inspectSettings } from '../../../../../src/core/settings/inspectSettings.ts';

const file = 'assets/demo-key.pem';

function check(text: string, expected: string, list: 'build' | 'web' = 'build'): void {
  const after = allowFile(text, { kind: 'allowFile', list, file });
  strictEqual(after, expected);
  deepStrictEqual(inspectSettings(after).settings[list]?.allowedFiles?.at(-1), file);
  // A second press changes nothing.
  strictEqual(allowFile(after, { kind: 'allowFile', list, file }), after);
}

describe('allowFile', () => {
  it('makes the list where there is none', () => {
    check(
      '{\n  "name": "Shop"\n}\n',
      '{\n  "name": "Shop",\n  "build": {\n    "allowedFiles": [\n      "assets/demo-key.pem"\n    ]\n  }\n}\n',
    );
    check('{ "web": { "webDir": "www" } }', '{ "web": { "webDir": "www", "allowedFiles": [ "assets/demo-key.pem" ] } }', 'web');
    check('{ "build": { "allowedFiles": [] } }', '{ "build": { "allowedFiles": [\n      "assets/demo-key.pem"\n    ] } }');
  });

  it('adds to the list, with its lines and comments', () => {
    check('{ "build": { "allowedFiles": ["a.pem"] } }', '{ "build": { "allowedFiles": ["a.pem", "assets/demo-key.pem"] } }');
    const lines = '{\n  "build": {\n    "allowedFiles": [\n      // of the test server\n      "a.pem"ITEM // public\n    ]\n  }\n}\n';
    check(lines.replace('ITEM', ''), lines.replace('ITEM', ',\n      "assets/demo-key.pem"'));
    check('\uFEFF{ "build": { "allowedFiles": ["a.pem",] } }', '\uFEFF{ "build": { "allowedFiles": ["a.pem", "assets/demo-key.pem",] } }');
  });
});
