import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes, utf8, type Bytes } from '../../../../src/core/base/bytes.ts';
import { unpackBzip2 } from '../../../../src/releases/server/inspection/disk-image/unpackBzip2.ts';
import { unpackLzfse } from '../../../../src/releases/server/inspection/disk-image/unpackLzfse.ts';
import { bigText, bigTextLzfse, smallText, smallTextBzip2, smallTextLzvn } from '../../../support/packedChunks.ts';

const samples = [
  { name: 'bzip2', unpack: unpackBzip2, packed: smallTextBzip2, plain: smallText },
  { name: 'LZFSE', unpack: unpackLzfse, packed: bigTextLzfse, plain: bigText },
  { name: 'LZVN', unpack: unpackLzfse, packed: smallTextLzvn, plain: smallText },
  {
    name: 'plain LZFSE',
    unpack: unpackLzfse,
    packed: concatBytes(utf8('bvx-'), Uint8Array.of(5, 0, 0, 0), utf8('Hellobvx$')),
    plain: utf8('Hello'),
  },
];

describe('chunks of disk images', () => {
  for (const { name, unpack, packed, plain } of samples) {
    it(`of ${name} are unpacked as the reference implementation packs them`, () => {
      deepStrictEqual(new Uint8Array(unpack(packed, plain.length)), plain);
      deepStrictEqual(new Uint8Array(unpack(packed, plain.length + 1000)), plain);
    });

    it(`of ${name} are refused above the limit, and when they end too early`, () => {
      throws(() => unpack(packed, plain.length - 1), RangeError);
      // The checksum at the end of bzip2 is not compared.
      for (let length = 0; length < packed.length - 5; length += Math.ceil(packed.length / 50))
        throws(() => unpack(packed.subarray(0, length), plain.length), RangeError);
    });

    it(`of ${name} end, and are no larger than asked for, whatever their bytes are`, () => {
      const change = fc.record({ at: fc.nat(packed.length - 1), value: fc.nat(255) });
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
          const bytes = Uint8Array.from(packed);
          for (const { at, value } of changes) bytes[at] = value;
          strictEqual(lengthOf(unpack, bytes, 20_000) <= 20_000, true);
        }),
        { numRuns: 300 },
      );
    });
  }
});

/** 0 for what is refused. */
function lengthOf(unpack: (packed: Bytes, maxBytes: number) => Bytes, bytes: Bytes, maxBytes: number): number {
  try {
    return unpack(bytes, maxBytes).length;
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  }
}
