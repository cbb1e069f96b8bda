import { deepStrictEqual, doesNotMatch } from 'node:assert/strict';
import { jsonText } from '../../../src/cli/report/jsonText.ts';

function check(text: string): void {
  const printed = jsonText({ [text]: [text] });
  // What a terminal acts on, what reorders text, and what ends a line somewhere.
  doesNotMatch(printed, /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/);
  deepStrictEqual(JSON.parse(printed), { [text]: [text] });
}

describe('jsonText', () => {
  it('escapes C0, C1 and DEL', () => check('a\u001B[31m\u0000\u007F\u0080\u009B31m\u009F'));
  it('escapes what reorders text', () => check('\u202Egpj.exe\u202C\u2066x\u2069\u200E\u200F\u061C'));
  it('escapes line separators, and what is not seen', () => check('a\u2028b\u2029c\u0085d\uFEFF\u200B\u2060'));
  it('leaves everything else as it is', () => {
    deepStrictEqual(jsonText('Löve 日本 🙂 \\ "'), JSON.stringify('Löve 日本 🙂 \\ "'));
  });
});
