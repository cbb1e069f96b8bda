import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { readChunkHeader } from '../../../../../src/core/formats/resource-chunks/chunkHeader.ts';
import { decodeModifiedUtf8, encodeModifiedUtf8 } from '../../../../../src/core/base/modifiedUtf8.ts';
import { StringPool } from '../../../../../src/core/formats/resource-chunks/stringPool.ts';
import { encodeStringPool, StringPoolBuilder } from '../../../../../src/core/formats/resource-chunks/stringPoolBuilder.ts';
import { texts } from '../../../../support/resourceArbitraries.ts';

function poolOf(bytes: Uint8Array): StringPool {
  const header = readChunkHeader(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
  if (header === undefined) throw new Error('no header');
  return new StringPool(bytes, header);
}

describe('string pools', () => {
  for (const encoding of ['utf-8', 'utf-16'] as const) {
    it(`give back what was encoded in ${encoding}`, () => {
      fc.assert(
        fc.property(fc.array(texts), (strings) => {
          const pool = poolOf(encodeStringPool(strings, encoding));
          deepStrictEqual(
            strings.map((_, index) => pool.get(index)),
            strings,
          );
        }),
        { numRuns: 60 },
      );
    });

    it(`hold long strings in ${encoding}`, () => {
      for (const length of [0x7f, 0x80, 0xff, 0x7fff]) {
        const text = 'x'.repeat(length);
        strictEqual(poolOf(encodeStringPool([text], encoding)).get(0), text, `${length}`);
      }
    });
  }

  it('contain strings that are longer than UTF-8 pools allow in UTF-16 alone', () => {
    const text = 'é'.repeat(0x12345);
    strictEqual(poolOf(encodeStringPool([text], 'utf-16')).get(0), text);
    strictEqual(poolOf(encodeStringPool([text], 'utf-8')).get(0), 'STRING_TOO_LARGE', 'as aapt2 writes it');
  });

  it('put styled strings first and keep their spans', () => {
    const builder = new StringPoolBuilder();
    const spans = [{ name: 'b', first: 0, last: 3 }];
    builder.add('another');
    builder.add('bold', spans);
    builder.add('bold');
    const pool = poolOf(builder.close('utf-8'));
    const index = builder.indexOf('bold', spans);
    deepStrictEqual([index, pool.get(index), pool.spans(index)], [0, 'bold', spans]);
    deepStrictEqual([pool.get(builder.indexOf('bold')), pool.spans(builder.indexOf('bold'))], ['bold', undefined]);
  });

  it('give nothing for what is outside', () => {
    const bytes = encodeStringPool(['one', 'two'], 'utf-8').slice();
    const view = new DataView(bytes.buffer);
    view.setUint32(28, 0x10000, true);
    deepStrictEqual(
      [poolOf(bytes).get(0), poolOf(bytes).get(1), poolOf(bytes).get(2), poolOf(bytes).get(-1)],
      [undefined, 'two', undefined, undefined],
    );
    view.setUint32(8, 0xffffffff, true);
    strictEqual(poolOf(bytes).get(0x7fffffff), undefined);
  });

  it('stop decoding when overlapping strings add up to more than the pool', () => {
    const count = 20_000;
    const bytes = encodeStringPool([...Array.from({ length: count }, () => ''), 'x'.repeat(0x7000)], 'utf-8').slice();
    const view = new DataView(bytes.buffer);
    const long = view.getUint32(28 + 4 * count, true);
    for (let index = 0; index < count; index += 1) view.setUint32(28 + 4 * index, long, true);
    const pool = poolOf(bytes);
    strictEqual(pool.get(5), pool.get(count), 'the same place is read once');
    // Every offset inside the long string begins another string of 0x7878 bytes.
    for (let index = 0; index < count; index += 1) view.setUint32(28 + 4 * index, long + 8 + index, true);
    const hostile = poolOf(bytes);
    let total = 0;
    for (let index = 0; index < count; index += 1) total += hostile.get(index)?.length ?? 0;
    strictEqual(total < 3 * bytes.length, true);
  });
});

describe('modified UTF-8', () => {
  it('writes characters above U+FFFF as two surrogates, and reads both forms', () => {
    strictEqual(Buffer.from(encodeModifiedUtf8('😀')).toString('hex'), 'eda0bdedb880');
    strictEqual(decodeModifiedUtf8(encodeModifiedUtf8('a😀é中')), 'a😀é中');
    strictEqual(decodeModifiedUtf8(utf8('😀')), '😀');
  });

  it('replaces what is malformed', () => {
    strictEqual(decodeModifiedUtf8(Uint8Array.of(0x61, 0xff, 0xe4, 0x62)), 'a\uFFFD\uFFFDb');
  });
});
