import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes, latin1, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import {
  encodeApkSigningBlock,
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
});
