import { deepStrictEqual, ok, rejects } from 'node:assert/strict';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { concatBytes, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { deflateChunks } from '../../../../../src/core/formats/zip/deflate.ts';

async function* cut(bytes: Bytes, size: number): AsyncGenerator<Bytes> {
  // One buffer for all: a chunk is valid until the next one is asked for.
  const buffer = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    buffer.set(part);
    yield buffer.subarray(0, part.length);
  }
}

async function deflated(chunks: AsyncIterable<Bytes>, level?: number): Promise<Bytes> {
  const parts: Bytes[] = [];
  for await (const part of deflateChunks(chunks, level)) parts.push(part);
  return concatBytes(...parts);
}

const mebibyte = 1024 * 1024;

describe('deflating in blocks', () => {
  it('gives one stream, the same however the content was cut', async () => {
    const sizes = fc.constantFrom(0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte, 5 * mebibyte + 7);
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1000, max: 2 * mebibyte }), async (size, piece) => {
        const content = Uint8Array.from({ length: size }, (_, index) => (index % 7919) ^ (index >> 9));
        const result = await deflated(cut(content, piece));
        ok(Buffer.compare(inflateRawSync(result), content) === 0);
        deepStrictEqual(await deflated(cut(content, mebibyte)), result);
      }),
      { numRuns: 14 },
    );
  });

  it('packs nearly as small as in one piece', async () => {
    const content = Uint8Array.from({ length: 4 * mebibyte }, (_, index) => ((index * index) >> 13) ^ (index % 251));
    const [one, blocks] = [deflateRawSync(content, { level: 5 }).length, (await deflated(cut(content, 100_000), 5)).length];
    ok(blocks < one * 1.01, `${blocks} and ${one}`);
  });

  it('ends with the error of what comes in', async () => {
    const failing = async function* (): AsyncGenerator<Bytes> {
      yield new Uint8Array(3 * mebibyte);
      throw new Error('the disk is gone');
    };
    await rejects(deflated(failing()), /the disk is gone/);
  });

  it('stops reading when no one takes the result any more', async () => {
    let taken = 0;
    const endless = async function* (): AsyncGenerator<Bytes> {
      for (;;) {
        taken++;
        yield new Uint8Array(mebibyte);
      }
    };
    for await (const _ of deflateChunks(endless())) break;
    ok(taken < 10);
  });
});
