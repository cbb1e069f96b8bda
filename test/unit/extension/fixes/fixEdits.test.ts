import { strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { inspectSettings } from '../../../../src/core/settings/inspectSettings.ts';
import { applyFix, type TextFix } from '../../../../src/extension/fixes/fixEdits.ts';

function check(text: string, action: TextFix, expected: string): void {
  strictEqual(applyFix(text, action), expected);
}

describe('applyFix', () => {
  it('sets a value and leaves the comments', () => {
    check('{\n  "version": "1" // shown\n}\n', { kind: 'set', path: ['version'], value: '2' }, '{\n  "version": "2" // shown\n}\n');
  });

  it('sets an item of a list', () => {
    const action: TextFix = { kind: 'set', path: ['web', 'allowedOrigins', '1'], value: 'https://b.example' };
    check('{"web": {"allowedOrigins": ["a", "b"]}}', action, '{"web": {"allowedOrigins": ["a", "https://b.example"]}}');
  });

  it('renames a key and keeps its value', () => {
    check('{ "verison": "1" }', { kind: 'rename', path: ['verison'], name: 'version' }, '{ "version": "1" }');
    check('\uFEFF{ "a": 1 }', { kind: 'rename', path: ['a'], name: 'b' }, '\uFEFF{ "b": 1 }');
  });

  it('keeps the last of equal keys, with the lines of the others gone', () => {
    const text = '{\n  "name": "a", // old\n  "version": "1",\n  "name": "b"\n}\n';
    check(text, { kind: 'keepLast', path: ['name'] }, '{\n  "version": "1",\n  "name": "b"\n}\n');
    check('{ "a": 1, "b": 2, "a": 3 }', { kind: 'keepLast', path: ['a'] }, '{ "b": 2, "a": 3 }');
    check('{\r\n  "a": 1,\r\n  "a": 2\r\n}', { kind: 'keepLast', path: ['a'] }, '{\r\n  "a": 2\r\n}');
  });

  it('leaves a text alone in which the place is not', () => {
    check('{ "a": 1 }', { kind: 'rename', path: ['b', 'c'], name: 'd' }, '{ "a": 1 }');
    check('', { kind: 'keepLast', path: ['a'] }, '');
  });

  it('makes any number of equal keys one, whatever is between them', () => {
    const gap = fc.constantFrom(' ', '\n  ', '\n  // note\n  ', ' /* c */ ');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), gap), { minLength: 1, maxLength: 8 }), (parts) => {
        const text = `{${parts.map(([key, space], index) => `${space}"${key}": ${index}`).join(',')}\n}`;
        const fixed = applyFix(applyFix(text, { kind: 'keepLast', path: ['a'] }), { kind: 'keepLast', path: ['b'] });
        const { issues } = inspectSettings(fixed);
        strictEqual(
          issues.some(({ code }) => code === 'settings-duplicate-key' || code === 'settings-syntax'),
          false,
          fixed,
        );
      }),
      { numRuns: 300 },
    );
  });
});
