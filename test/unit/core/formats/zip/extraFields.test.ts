import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { type Bytes, concatBytes } from '../../../../../src/core/base/bytes.ts';
import { encodeExtraFields, parseExtraFields } from '../../../../../src/core/formats/zip/extraFields.ts';

function check(extra: number[] | Bytes, expected: number[]): void {
  deepStrictEqual(
    parseExtraFields(Uint8Array.from(extra)).map((field) => field.id),
    expected,
  );
}

describe('extra fields', () => {
  const field = fc.record({ id: fc.integer({ min: 1, max: 0xffff }), data: fc.uint8Array({ maxLength: 40 }) }, { noNullPrototype: true });

  it('are parsed as they are encoded, whatever padding follows', () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 6 }), fc.nat(6), (fields, padding) => {
        deepStrictEqual(parseExtraFields(concatBytes(encodeExtraFields(fields), new Uint8Array(padding))), fields);
      }),
    );
  });

  it('end at a field that is longer than the rest', () => check([1, 0, 0, 0, 2, 0, 9, 0, 1], [1]));
  it('may be absent', () => check([], []));
  it('may be too short for one', () => check([1, 0, 0], []));
});
