import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes } from '../../../../../src/core/base/bytes.ts';
import { BatchedSink } from '../../../../../src/core/formats/zip/batchedSink.ts';

describe('BatchedSink', () => {
  it('passes everything on in order, in few writes', async () => {
    const lengths = fc.array(fc.oneof(fc.nat(100), fc.nat(300_000)), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(lengths, async (lengths) => {
        const parts = lengths.map((length, index) => new Uint8Array(length).fill(index + 1));
        const written: Uint8Array[] = [];
        const sink = new BatchedSink({ write: async (bytes) => void written.push(bytes.slice()) });
        for (const part of parts) await sink.write(part);
        await sink.flush();
        ok(Buffer.compare(concatBytes(...written), concatBytes(...parts)) === 0);
        ok(
          written.length <=
            2 +
              Math.floor(lengths.reduce((sum, length) => sum + length, 0) / (256 * 1024)) +
              lengths.filter((length) => length > 256 * 1024).length,
        );
      }),
      { numRuns: 30 },
    );
    deepStrictEqual(await new BatchedSink({ write: () => Promise.reject(new Error('unused')) }).flush(), undefined);
  });
});
