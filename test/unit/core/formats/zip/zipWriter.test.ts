import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { type Bytes, concatBytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { type ByteSource, bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { androidAlignment } from '../../../../../src/core/formats/zip/androidAlignment.ts';
import { inspectLocalHeaders } from '../../../../../src/core/formats/zip/inspectLocalHeaders.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { parseExtraFields } from '../../../../../src/core/formats/zip/extraFields.ts';
import { type ZipLayout } from '../../../../../src/core/formats/zip/zipEntry.ts';
import { ZipWriter, type NewZipEntry, type ZipWriterOptions } from '../../../../../src/core/formats/zip/zipWriter.ts';
import { extraField, rawZip } from './support/rawZip.ts';
import { readZip } from './support/readZip.ts';
import { MemorySink } from '../../../../support/memorySink.ts';

class RewritableSink extends MemorySink {
  async rewrite(offset: number, bytes: Bytes): Promise<void> {
    const whole = this.bytes();
    ok(offset + bytes.length <= whole.length);
    whole.set(bytes, offset);
    this.replace(whole);
  }
}

type Content = NewZipEntry & { readonly bytes: Bytes };

async function write(entries: readonly Content[], options: ZipWriterOptions = {}): Promise<{ bytes: Bytes; layout: ZipLayout }> {
  const sink = new MemorySink();
  const writer = new ZipWriter(sink, options);
  await Promise.all(entries.map((entry) => writer.addEntry(entry)));
  const layout = await writer.finish();
  return { bytes: sink.bytes(), layout };
}

const segment = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((text) => !/[\u0000-\u001f\u007f\\/:]|\.\.|[\ud800-\udfff](?![\udc00-\udfff])/.test(text));
const names = fc.uniqueArray(
  fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
  { maxLength: 12 },
);
const contents = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map((part) => concatBytes(...Array.from({ length: 2000 }, () => part))),
);
const archives = names.chain((list) =>
  fc.tuple(
    ...list.map((name) =>
      fc.record({ name: fc.constant(name), method: fc.constantFrom<('stored' | 'deflated')[]>('stored', 'deflated'), bytes: contents }),
    ),
  ),
);

describe('ZipWriter', () => {
  it('writes what is read again, the same every time, with every stored entry aligned', async () => {
    const alignment = (name: string): number => [1, 4, 4096, 16_384][name.length % 4] ?? 1;
    await fc.assert(
      fc.asyncProperty(archives, async (entries) => {
        const { bytes, layout } = await write(entries, { alignment });
        deepStrictEqual((await write(entries, { alignment })).bytes, bytes);
        const found = await readZip(bytes);
        deepStrictEqual(found.layout, layout);
        deepStrictEqual(
          found.entries.map(({ entry, content }) => [entry.name, content]),
          entries.map(({ name, bytes }) => [name, bytes]),
        );
        for (const { entry, dataOffset } of found.entries) if (entry.method === 0) strictEqual(dataOffset % alignment(entry.name), 0);
      }),
      { numRuns: 60 },
    );
  });

  it('aligns as Android wants it, by a well-formed extra field of the local header alone', async () => {
    const { bytes } = await write(
      [
        { name: 'a', method: 'stored', bytes: utf8('123') },
        { name: 'lib/arm64-v8a/libx.so', method: 'stored', bytes: utf8('elf') },
        { name: 'lib/arm64-v8a/libz.so', method: 'deflated', bytes: new Uint8Array(1000) },
        { name: 'resources.arsc', method: 'stored', bytes: utf8('12345') },
      ],
      { alignment: androidAlignment },
    );
    const { entries } = await readZip(bytes);
    strictEqual(entries[1]?.dataOffset, 16_384);
    for (const { entry, dataOffset } of entries) {
      strictEqual(entry.extra.length, 0);
      if (entry.method === 8) continue;
      strictEqual(dataOffset % 4, 0);
      const extra = bytes.subarray(entry.headerOffset + 30 + entry.nameBytes.length, dataOffset);
      const fields = parseExtraFields(extra);
      strictEqual(
        fields.reduce((length, field) => length + 4 + field.data.length, 0),
        extra.length,
      );
      deepStrictEqual(
        fields.map((field) => field.id),
        extra.length === 0 ? [] : [0xd935],
      );
    }
  });

  it('stores what deflating does not make smaller', async () => {
    const { bytes } = await write([
      { name: 'short', method: 'deflated', bytes: utf8('ab') },
      { name: 'empty', method: 'deflated', bytes: utf8('') },
      { name: 'long', method: 'deflated', bytes: new Uint8Array(1000) },
    ]);
    deepStrictEqual(
      (await readZip(bytes)).entries.map(({ entry }) => entry.method),
      [0, 0, 8],
    );
  });

  it('writes the fixed time, no descriptor, and bit 11 where a name needs it', async () => {
    const { bytes } = await write([
      { name: 'plain', method: 'stored', bytes: utf8('x') },
      { name: 'é', method: 'deflated', bytes: new Uint8Array(100) },
    ]);
    deepStrictEqual(
      (await readZip(bytes)).entries.map(({ entry }) => [entry.flags, entry.dosDate, entry.dosTime]),
      [
        [0, 0x0221, 0x0821],
        [0x800, 0x0221, 0x0821],
      ],
    );
  });

  it('writes a comment', async () => {
    const { bytes, layout } = await write([], { comment: utf8('made for a test') });
    deepStrictEqual((await readZip(bytes)).layout, layout);
    deepStrictEqual(layout.comment, utf8('made for a test'));
  });

  it('writes Zip64 records for more than 65534 entries', async () => {
    const entries = Array.from({ length: 65_535 }, (_, index): Content => ({
      name: `${index}`,
      method: 'stored',
      bytes: new Uint8Array(0),
    }));
    const sink = new MemorySink();
    const writer = new ZipWriter(sink);
    for (const entry of entries) void writer.addEntry(entry);
    const layout = await writer.finish();
    ok(layout.isZip64);
    const { archive, issues } = await inspectZip(bytesSource(sink.bytes()));
    deepStrictEqual([issues, archive.entries.length, archive.layout], [[], 65_535, layout]);
  });

  it('writes sources of any size as it writes bytes', async () => {
    const large = Uint8Array.from({ length: 9_000_000 }, (_, index) => (index * index) >> 12);
    for (const method of ['stored', 'deflated'] as const) {
      const sink = new MemorySink();
      const writer = new ZipWriter(sink);
      await writer.addSource({ name: 'large', method, source: bytesSource(large) });
      await writer.addSource({ name: 'small', method, source: bytesSource(large.subarray(0, 100)) });
      await writer.finish();
      const [first, second] = (await readZip(sink.bytes())).entries;
      strictEqual(first?.entry.method, method === 'stored' ? 0 : 8);
      ok(Buffer.compare(first.content, large) === 0);
      deepStrictEqual(second?.content, large.subarray(0, 100));
    }
  });

  it('writes large content while it comes, where the header can be written again', async () => {
    const length = fc.integer({ min: 1_000_000, max: 3_500_000 });
    const kinds = fc.constantFrom<('stored' | 'deflated')[]>('stored', 'deflated');
    await fc.assert(
      fc.asyncProperty(length, kinds, fc.nat(1000), async (size, method, seed) => {
        const large = Uint8Array.from({ length: size }, (_, index) => (index * (index + seed)) >> 11);
        const sink = new RewritableSink();
        const writer = new ZipWriter(sink, { alignment: () => 64 });
        let opened = 0;
        const open = async function* (): AsyncGenerator<Bytes> {
          opened++;
          for (let at = 0; at < size; at += 300_000 + seed) yield large.subarray(at, at + 300_000 + seed);
        };
        await writer.addPieces({ name: 'large', method, sizeBytes: size, open });
        await writer.addEntry({ name: 'behind', method: 'stored', bytes: utf8('x') });
        await writer.finish();
        const [first, second] = (await readZip(sink.bytes())).entries;
        deepStrictEqual([first?.entry.method, first?.entry.flags], [method === 'stored' ? 0 : 8, 0]);
        ok(first && Buffer.compare(first.content, large) === 0);
        if (method === 'stored') strictEqual(first.dataOffset % 64, 0);
        deepStrictEqual(second?.content, utf8('x'));
        if (size >= 1024 * 1024) strictEqual(opened, 1);
      }),
      { numRuns: 12 },
    );
  });

  it('refuses content that has not the size it was announced with', async () => {
    for (const sink of [new RewritableSink(), new MemorySink()]) {
      const writer = new ZipWriter(sink);
      const open = async function* (): AsyncGenerator<Bytes> {
        yield new Uint8Array(2_000_000);
      };
      await rejects(writer.addPieces({ name: 'a', method: 'deflated', sizeBytes: 2_000_001, open }), (error) =>
        isFailure(error, 'file-changed'),
      );
    }
  });

  for (const name of ['', '/a', '../a', 'a/../b', 'a\\b', 'a\0', 'C:/a', 'a\nb', 'x'.repeat(65_536)])
    it(`refuses the name ${JSON.stringify(name.slice(0, 10))}`, async () => {
      const writer = new ZipWriter(new MemorySink());
      await rejects(
        async () => writer.addEntry({ name, method: 'stored', bytes: utf8('x') }),
        (error) => isFailure(error, 'archive-name-refused'),
      );
    });

  it('refuses a name twice, and entries after the end', async () => {
    const writer = new ZipWriter(new MemorySink());
    const entry: Content = { name: 'a', method: 'stored', bytes: utf8('x') };
    await writer.addEntry(entry);
    await rejects(
      async () => writer.addEntry(entry),
      (error) => isFailure(error, 'archive-name-refused'),
    );
    await writer.finish();
    await rejects(async () => writer.addEntry({ ...entry, name: 'b' }), /finished/);
  });

  it('fails at the end with the first error of the sink, also when no entry was awaited', async () => {
    const writer = new ZipWriter({ write: () => Promise.reject(new Error('disk full')) });
    void writer.addEntry({ name: 'a', method: 'stored', bytes: new Uint8Array(1_000_000) });
    void writer.addEntry({ name: 'b', method: 'stored', bytes: new Uint8Array(10) });
    await rejects(writer.finish(), /disk full/);
  });

  it('refuses a source that changes between its two readings', async () => {
    let reads = 0;
    const source = {
      size: 9_000_000,
      read: async (_offset: number, length: number) => new Uint8Array(length).fill(reads++ < 9 ? 0 : reads % 251),
    };
    const writer = new ZipWriter(new MemorySink());
    await rejects(writer.addSource({ name: 'a', method: 'deflated', source }), (error) => isFailure(error, 'file-changed'));
  });
});

describe('ZipWriter.copyEntry', () => {
  async function copy(bytes: Bytes, options: ZipWriterOptions = {}): Promise<Bytes> {
    const source = bytesSource(bytes);
    const { archive } = await inspectZip(source);
    const sink = new MemorySink();
    const writer = new ZipWriter(sink, options);
    for (const entry of archive.entries) void writer.copyEntry(source, entry);
    await writer.finish();
    return sink.bytes();
  }

  it('keeps content and method, and takes its own output as it is', async () => {
    await fc.assert(
      fc.asyncProperty(archives, async (entries) => {
        const { bytes } = await write(entries, { alignment: androidAlignment });
        deepStrictEqual(await copy(bytes, { alignment: androidAlignment }), bytes);
      }),
      { numRuns: 30 },
    );
  });

  it('makes data descriptor, Zip64 and padding again, and keeps the rest', async () => {
    const name = new Uint8Array([0x82]);
    const unicode = extraField(0x7075, concatBytes(new Uint8Array([1, 0x27, 0x21, 0x0e, 0x26]), utf8('é')));
    const kept = extraField(0x5455, new Uint8Array(5));
    const raw = rawZip({
      entries: [
        {
          name,
          data: utf8('abc'),
          header: { flags: 8 },
          local: { crc32: 0, compressedSize: 0, uncompressedSize: 0, extra: new Uint8Array(3) },
          after: new Uint8Array(16),
          central: {
            extra: concatBytes(extraField(1, new Uint8Array(8)), kept, extraField(0xd935, new Uint8Array(2)), unicode),
            comment: utf8('note'),
          },
        },
      ],
    });
    const [found] = (await readZip(await copy(raw, { alignment: () => 64 }))).entries;
    ok(found);
    deepStrictEqual([found.content, found.entry.nameBytes, found.entry.flags, found.entry.comment], [utf8('abc'), name, 0, utf8('note')]);
    deepStrictEqual(found.entry.extra, concatBytes(kept, unicode));
    strictEqual(found.dataOffset % 64, 0);
  });

  it('writes Zip64 fields for sizes and offsets beyond 4 GB', async () => {
    const plain = rawZip({ entries: [{ name: 'huge', local: { compressedSize: 0xffffffff, uncompressedSize: 0xffffffff } }] });
    const size = 2 ** 32 + 5;
    const [small] = (await inspectZip(bytesSource(plain))).archive.entries;
    ok(small);
    const zeros = new Uint8Array(1024 * 1024);
    const huge = sparse([{ offset: 0, bytes: plain.subarray(0, 34) }], size + 34);
    // Keeps what is not zero; four gigabytes go through in no time.
    const kept: { offset: number; bytes: Bytes }[] = [];
    let written = 0;
    const writer = new ZipWriter({
      write: async (bytes) => {
        if (bytes.length < zeros.length / 2) kept.push({ offset: written, bytes: bytes.slice() });
        written += bytes.length;
      },
    });
    void writer.copyEntry(huge, { ...small, compressedSize: size, uncompressedSize: size });
    void writer.addEntry({ name: 'behind', method: 'stored', bytes: utf8('x') });
    const layout = await writer.finish();
    const { archive, issues } = await inspectZip(sparse(kept, written));
    deepStrictEqual([issues, archive.layout, layout.isZip64], [[], layout, true]);
    deepStrictEqual(
      archive.entries.map((entry) => [entry.name, entry.compressedSize, entry.uncompressedSize, entry.headerOffset]),
      [
        ['huge', size, size, 0],
        ['behind', 1, 1, size + 54],
      ],
    );
    deepStrictEqual((await inspectLocalHeaders(sparse(kept, written), archive)).dataOffsets, [54, size + 90]);
  });

  it('rejects an entry whose local header is wrong', async () => {
    await rejects(
      copy(rawZip({ entries: [{ name: 'a', local: { signature: 1 } }] })),
      /local header of a is not at the place that the directory names/,
    );
  });
});

/** A source of zeros, but for these parts. */
function sparse(parts: readonly { readonly offset: number; readonly bytes: Bytes }[], size: number): ByteSource {
  return {
    size,
    read: async (offset, length) => {
      const bytes = new Uint8Array(length);
      for (const part of parts) {
        const from = Math.max(offset, part.offset);
        const to = Math.min(offset + length, part.offset + part.bytes.length);
        if (from < to) bytes.set(part.bytes.subarray(from - part.offset, to - part.offset), from - offset);
      }
      return bytes;
    },
  };
}
