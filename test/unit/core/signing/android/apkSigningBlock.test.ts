import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes, emptyBytes, latin1, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import {
  encodeApkSigningBlock,
  findSigningBlockPair,
  readApkSigningBlock,
  verityPaddingBlockId,
} from '../../../../../src/core/signing/android/apkSigningBlock.ts';

async function read(before: Bytes, block: Bytes, gap = 0) {
  const directory = new Uint8Array(10);
  const source = bytesSource(concatBytes(before, block, directory, new Uint8Array(gap + 22)));
  const centralDirectoryOffset = before.length + block.length;
  return readApkSigningBlock(source, {
    centralDirectoryOffset,
    centralDirectorySize: directory.length,
    endRecordOffset: centralDirectoryOffset + directory.length + gap,
  });
}

describe('the APK signing block', () => {
  it('is read as it was written, in whole pages', async () => {
    const pair = fc.record({ id: fc.nat(0xffffffff), value: fc.uint8Array({ maxLength: 5000 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { maxLength: 4 }), async (pairs) => {
        const encoded = encodeApkSigningBlock(pairs);
        strictEqual(encoded.length % 4096, 0);
        const block = await read(new Uint8Array(100), encoded);
        deepStrictEqual({ offset: block?.offset, size: block?.size }, { offset: 100, size: encoded.length });
        const kept = block?.pairs.slice(0, pairs.length).map(({ id, value }) => ({ id, value: [...value] }));
        deepStrictEqual(
          kept,
          pairs.map(({ id, value }) => ({ id, value: [...value] })),
        );
        deepStrictEqual(
          block?.pairs.slice(pairs.length).map(({ id }) => id),
          [verityPaddingBlockId].slice(0, (block?.pairs.length ?? 0) - pairs.length),
        );
      }),
      { numRuns: 60 },
    );
  });

  const whole = encodeApkSigningBlock([{ id: 1, value: Uint8Array.of(1, 2, 3) }]);
  const changed = (offset: number, value: number): Bytes => whole.map((byte, index) => (index === offset ? value : byte));
  const absent: readonly (readonly [string, Bytes, number?])[] = [
    ['without its magic', changed(whole.length - 1, 0)],
    ['whose two sizes differ', changed(0, 1)],
    ['with a size beyond the file', changed(whole.length - 24 + 3, 0x7f)],
    [
      'with a size below the smallest',
      concatBytes(changed(whole.length - 24, 4).subarray(0, -23), new Uint8Array(7), latin1('APK Sig Block 42')),
    ],
    ['when the end record does not follow the directory', whole, 5],
    ['cut short', whole.subarray(whole.length - 20)],
  ];
  for (const [what, bytes, gap] of absent)
    it(`is not there ${what}`, async () => {
      strictEqual(await read(new Uint8Array(64), bytes, gap), undefined);
    });

  it('is not there, and not looked for, before the shortest one would fit', async () => {
    for (let length = 0; length < 32; length++) strictEqual(await read(emptyBytes, whole.subarray(whole.length - length)), undefined);
  });

  it('ends at the first malformed pair', async () => {
    const two = encodeApkSigningBlock([
      { id: 1, value: Uint8Array.of(1) },
      { id: 2, value: Uint8Array.of(2) },
    ]);
    const broken = two.map((byte, index) => (index === 8 + 13 ? 2 : byte));
    deepStrictEqual(
      (await read(new Uint8Array(8), broken))?.pairs.map(({ id }) => id),
      [1],
    );
  });

  const u64 = (value: number | bigint): Bytes => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    return new Uint8Array(bytes);
  };
  const u32 = (value: number): Bytes => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return new Uint8Array(bytes);
  };
  /** A block around these bytes, whatever they are. */
  const framed = (pairs: Bytes, size: number | bigint = pairs.length + 24, first = size): Bytes =>
    concatBytes(u64(first), pairs, u64(size), latin1('APK Sig Block 42'));

  async function checkPairs(pairs: Bytes, expected: readonly (readonly [number, readonly number[]])[], before = 0): Promise<void> {
    const block = await read(new Uint8Array(before), framed(pairs));
    deepStrictEqual(
      { offset: block?.offset, size: block?.size, pairs: block?.pairs.map(({ id, value }) => [id, [...value]]) },
      { offset: before, size: pairs.length + 32, pairs: expected },
    );
  }

  it('is there without pairs, and at the beginning of the file', () => checkPairs(emptyBytes, []));
  it('has a pair without a value', () => checkPairs(concatBytes(u64(4), u32(7)), [[7, []]], 5));
  it('has the pairs before one that is too short for an id', () =>
    checkPairs(concatBytes(u64(5), u32(7), Uint8Array.of(1), u64(3), u32(8)), [[7, [1]]], 5));
  it('has the pairs before one that is longer than what is left', () =>
    checkPairs(concatBytes(u64(5), u32(7), Uint8Array.of(1), u64(6), u32(8), Uint8Array.of(1)), [[7, [1]]], 5));
  it('has a pair that takes all that is left', () => checkPairs(concatBytes(u64(6), u32(8), Uint8Array.of(1, 2)), [[8, [1, 2]]], 5));
  it('has the pairs before a length that is cut short', () =>
    checkPairs(concatBytes(u64(5), u32(7), Uint8Array.of(1), u64(6).subarray(0, 7)), [[7, [1]]], 5));
  it('has the pairs before a length beyond all numbers', () =>
    checkPairs(concatBytes(u64(5), u32(7), Uint8Array.of(1), u64(2n ** 64n - 1n), u32(8)), [[7, [1]]], 5));

  it('is not there when its size is too small or beyond the file', async () => {
    for (const size of [0, 23, 24 + 1, 2n ** 32n, 2n ** 64n - 1n])
      strictEqual(await read(new Uint8Array(64), framed(emptyBytes, size)), undefined);
    // One byte more than the file has before the directory.
    strictEqual(await read(emptyBytes, framed(emptyBytes, 25)), undefined);
    strictEqual(await read(emptyBytes, framed(emptyBytes).subarray(1)), undefined);
  });

  it('is not there when it would be larger than platforms read', async () => {
    const largest = 128 * 1024 * 1024;
    const reads: number[] = [];
    // Only what is read of it exists.
    const sparse = (size: number) => ({
      size: size + 100,
      read: (offset: number, length: number): Promise<Bytes> => {
        reads.push(length);
        const footer = concatBytes(u64(size - 8), latin1('APK Sig Block 42'));
        return Promise.resolve(offset === size - 24 ? footer : concatBytes(u64(size - 8), new Uint8Array(length - 8)));
      },
    });
    const ask = async (size: number): Promise<boolean> => {
      const sections = { centralDirectoryOffset: size, centralDirectorySize: 10, endRecordOffset: size + 10 };
      return (await readApkSigningBlock(sparse(size), sections)) !== undefined;
    };
    deepStrictEqual([await ask(largest), await ask(largest + 1)], [true, false]);
    deepStrictEqual(reads, [24, largest, 24]);
  });

  it('is padded by a pair where one fits before the end of the page, and by a page more where it does not', () => {
    const lengthWith = (valueLength: number): number => encodeApkSigningBlock([{ id: 1, value: new Uint8Array(valueLength) }]).length;
    // 32 bytes of frame and 12 of the pair.
    deepStrictEqual(
      [4096 - 44, 4096 - 44 - 1, 4096 - 44 - 11, 4096 - 44 - 12, 4096 - 44 + 1].map(lengthWith),
      [4096, 8192, 8192, 4096, 8192],
    );
    const exact = encodeApkSigningBlock([{ id: 1, value: new Uint8Array(4096 - 44) }]);
    strictEqual(exact.length, 4096);
  });

  it('gives the first value of an id', () => {
    const block = {
      offset: 0,
      size: 0,
      pairs: [
        { id: 1, value: Uint8Array.of(1) },
        { id: 2, value: Uint8Array.of(2) },
        { id: 2, value: Uint8Array.of(3) },
      ],
    };
    deepStrictEqual(
      [findSigningBlockPair(block, 2), findSigningBlockPair(block, 4), findSigningBlockPair(undefined, 2)],
      [Uint8Array.of(2), undefined, undefined],
    );
  });
});
