import { deepStrictEqual, throws } from 'node:assert/strict';
import { ByteReader, OutOfBytes } from '../../../../../src/core/base/byteReader.ts';
import { emptyBytes } from '../../../../../src/core/base/bytes.ts';
import {
  encodePrefixed,
  encodePrefixedSequence,
  readI32,
  readPrefixed,
  readPrefixedSequence,
  u32Bytes,
} from '../../../../../src/core/signing/android/lengthPrefixed.ts';

describe('length-prefixed fields', () => {
  it('have their length before them', () => {
    deepStrictEqual([...encodePrefixed(Uint8Array.of(1, 2), Uint8Array.of(3))], [3, 0, 0, 0, 1, 2, 3]);
    deepStrictEqual([...encodePrefixed()], [0, 0, 0, 0]);
    deepStrictEqual([...encodePrefixedSequence([Uint8Array.of(9), emptyBytes])], [9, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0]);
    deepStrictEqual([...u32Bytes(-2)], [0xfe, 0xff, 0xff, 0xff]);
  });

  it('are read one by one', () => {
    const reader = new ByteReader(Uint8Array.of(2, 0, 0, 0, 7, 8, 9));
    deepStrictEqual([[...readPrefixed(reader)], reader.remaining], [[7, 8], 1]);
    const sequence = Uint8Array.of(1, 0, 0, 0, 5, 0, 0, 0, 0);
    deepStrictEqual(
      Array.from(readPrefixedSequence(sequence), (element) => [...element]),
      [[5], []],
    );
    deepStrictEqual([...readPrefixedSequence(emptyBytes)], []);
    throws(() => [...readPrefixedSequence(Uint8Array.of(2, 0, 0, 0, 5))], OutOfBytes);
  });

  it('begin with a number, where they are long enough', () => {
    deepStrictEqual(
      [readI32(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 1)), readI32(Uint8Array.of(1, 0, 0)), readI32(emptyBytes)],
      [-1, undefined, undefined],
    );
  });
});
