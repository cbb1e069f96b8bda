import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { plistLines } from '../../../../../src/core/formats/plist/plistLines.ts';
import { createPlist, type PlainPlist, type PlistValue } from '../../../../../src/core/formats/plist/plistValue.ts';

function check(value: PlainPlist, lines: readonly string[]): void {
  deepStrictEqual(plistLines(createPlist(value)), lines);
}

describe('a property list value as lines', () => {
  it('is one line for what is one thing', () => {
    check('production', ['production']);
    check(true, ['true']);
    check(7n, ['7']);
    check(new Date('2026-11-21T10:00:00Z'), ['2026-11-21T10:00:00.000Z']);
    check(Uint8Array.of(1, 254), ['01fe']);
    check([], ['[]']);
    check({}, ['{}']);
  });

  it('has one for each item and key, indented below what contains them', () => {
    check(['a', 'b'], ['a', 'b']);
    check({ groups: ['a', 'b'], name: 'x' }, ['groups:', '  a', '  b', 'name: x']);
    check({ outer: { inner: { deep: 1 } } }, ['outer:', '  inner:', '    deep: 1']);
  });

  it('stays small whatever it is given', () => {
    const wide = plistLines(createPlist(Array.from({ length: 100_000 }, () => 'x')));
    strictEqual(wide.length, 200);
    strictEqual(wide.at(-1), '…');
    let deep: PlistValue = { type: 'string', value: 'core' };
    for (let level = 0; level < 400; level += 1) deep = { type: 'dictionary', entries: new Map([['k', deep]]) };
    strictEqual(plistLines(deep).at(-1)?.trim(), 'k: …');
    ok((plistLines(createPlist('x'.repeat(100_000)))[0] ?? '').length <= 400);
  });
});
