import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { androidAlignment, encodeAlignmentField } from '../../../../../src/core/formats/zip/androidAlignment.ts';
import { findExtraField } from '../../../../../src/core/formats/zip/extraFields.ts';

describe('alignment for Android', () => {
  const cases: [string, number][] = [
    ['resources.arsc', 4],
    ['lib/arm64-v8a/libx.so', 16_384],
    ['lib/x86/deep/libx.so', 16_384],
    ['assets/lib/x.so', 4],
    ['lib/arm64-v8a/wrap.sh', 4],
  ];
  for (const [name, expected] of cases) it(`wants ${expected} for ${name}`, () => strictEqual(androidAlignment(name), expected));

  it('pads with one field that states the alignment, and not at all when there is no need', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(1, 2, 4, 4096, 16_384), (offset, alignment) => {
        const field = encodeAlignmentField(offset, alignment);
        strictEqual((offset + field.length) % alignment, 0);
        if (offset % alignment === 0) strictEqual(field.length, 0);
        else deepStrictEqual(findExtraField(field, 0xd935)?.slice(0, 2), new Uint8Array([alignment & 0xff, alignment >> 8]));
      }),
    );
  });
});
