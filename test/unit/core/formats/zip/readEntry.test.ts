import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { type Bytes, concatBytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { inspectLocalHeaders } from '../../../../../src/core/formats/zip/inspectLocalHeaders.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { entryDataOffset } from '../../../../../src/core/formats/zip/localHeader.ts';
import { readEntry } from '../../../../../src/core/formats/zip/readEntry.ts';
import { type RawEntry, rawZip, zip64Extra } from './support/rawZip.ts';

const maxBytes = 10_000_000;

async function open(entry: RawEntry) {
  const source = bytesSource(rawZip({ entries: [{ name: 'before', data: utf8('x') }, entry] }));
  const [, found] = (await inspectZip(source)).archive.entries;
  ok(found);
  return { source, entry: found };
}

function deflated(content: Bytes, more: Partial<RawEntry> = {}): RawEntry {
  const { header, ...rest } = more;
  const right = { method: 8, crc32: crc32(content), uncompressedSize: content.length };
  return { name: 'e', data: deflateRawSync(content), header: { ...right, ...header }, ...rest };
}

async function check(raw: RawEntry, expected: Bytes | IssueCode, limit = maxBytes): Promise<void> {
  const { source, entry } = await open(raw);
  const { bytes, issues } = await readEntry(source, entry, { maxBytes: limit });
  if (typeof expected === 'string') {
    deepStrictEqual([bytes, issues.map((issue) => issue.code)], [undefined, [expected]]);
  } else deepStrictEqual(new Uint8Array(bytes ?? []), expected);
}

const text = utf8('some text that repeats, some text that repeats');
const large = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * index) >> 8);

describe('reading an entry', () => {
  it('reads stored content', () => check({ name: 'e', data: text }, text));
  it('reads deflated content', () => check(deflated(text), text));
  it('reads large stored content', () => check({ name: 'e', data: large }, large));
  it('reads large deflated content', () => check(deflated(large), large));
  it('reads empty content of both methods', async () => {
    await check({ name: 'e' }, new Uint8Array(0));
    await check(deflated(new Uint8Array(0)), new Uint8Array(0));
  });
  it('reads content that fills the limit', () => check(deflated(text), text, text.length));
  it('skips a local extra field of any length', () => check({ name: 'e', data: text, local: { extra: new Uint8Array(60_000) } }, text));
  it('reads content with a data descriptor', () =>
    check(
      deflated(text, {
        header: { flags: 8 },
        local: { flags: 8, crc32: 0, compressedSize: 0, uncompressedSize: 0 },
        after: new Uint8Array(16),
      }),
      text,
    ));
  it('reads content whose local sizes are in a Zip64 field', () => {
    const local = { compressedSize: 0xffffffff, uncompressedSize: 0xffffffff, extra: zip64Extra(BigInt(text.length), BigInt(text.length)) };
    return check({ name: 'e', data: text, local }, text);
  });
  it('ignores bytes behind the end of the deflate stream', () =>
    check(deflated(text, { data: concatBytes(deflateRawSync(text), utf8('more')) }), text));

  const bomb = deflateRawSync(new Uint8Array(5_000_000));
  const cases: [IssueCode, string, RawEntry, number?][] = [
    ['zip-encrypted-entry', 'a password', { name: 'e', data: text, header: { flags: 1 } }],
    ['zip-encrypted-entry', 'strong encryption', { name: 'e', data: text, header: { flags: 0x41 } }],
    ['zip-unsupported-method', 'zstd', { name: 'e', data: text, header: { method: 93 } }],
    ['zip-entry-too-large', 'an honest size', deflated(text), text.length - 1],
    ['zip-entry-too-large', 'a boast', deflated(text, { header: { uncompressedSize: 0xfffffffe } })],
    ['zip-size-mismatch', 'stored sizes that differ', { name: 'e', data: text, header: { uncompressedSize: 5 } }],
    ['zip-size-mismatch', 'a bomb that declares little', { name: 'e', data: bomb, header: { method: 8, crc32: 0, uncompressedSize: 100 } }],
    ['zip-size-mismatch', 'a bomb that declares nothing', { name: 'e', data: bomb, header: { method: 8, crc32: 0, uncompressedSize: 0 } }],
    ['zip-size-mismatch', 'less content than declared', deflated(text, { header: { uncompressedSize: text.length + 1 } })],
    ['zip-crc-mismatch', 'another CRC-32', deflated(text, { header: { crc32: 1 } })],
    ['zip-crc-mismatch', 'another CRC-32, stored', { name: 'e', data: text, header: { crc32: 1 } }],
    ['zip-crc-mismatch', 'another CRC-32, large', deflated(large, { header: { crc32: 1 } })],
    ['zip-deflate-corrupt', 'a reserved block type', deflated(text, { data: utf8('\u0007 is no deflate block') })],
    ['zip-deflate-corrupt', 'a damaged large stream', deflated(large, { data: concatBytes(utf8('\u0007'), deflateRawSync(large)) })],
    ['zip-deflate-truncated', 'a cut stream', deflated(text, { data: deflateRawSync(text).subarray(0, -3) })],
    ['zip-deflate-truncated', 'a cut large stream', deflated(large, { data: deflateRawSync(large).subarray(0, -3) })],
    ['zip-deflate-truncated', 'no stream', deflated(text, { data: new Uint8Array(0) })],
    ['zip-local-header-missing', 'another signature', { name: 'e', data: text, local: { signature: 1 } }],
    ['zip-local-header-mismatch', 'name', { name: 'e', data: text, local: { name: utf8('f') } }],
    ['zip-local-header-mismatch', 'length of the name', { name: 'e', data: text, local: { name: utf8('ee') } }],
    ['zip-local-header-mismatch', 'method', { name: 'e', data: text, local: { method: 8 } }],
    ['zip-local-header-mismatch', 'encryption', { name: 'e', data: text, local: { flags: 1 } }],
    ['zip-local-header-mismatch', 'CRC-32', { name: 'e', data: text, local: { crc32: 1 } }],
    ['zip-local-header-mismatch', 'compressed size', { name: 'e', data: text, local: { compressedSize: 1 } }],
    ['zip-local-header-mismatch', 'uncompressed size', { name: 'e', data: text, local: { uncompressedSize: 1 } }],
    ['zip-entry-outside', 'the header', { name: 'e', data: text, central: { headerOffset: 5_000_000 } }],
    ['zip-entry-outside', 'the data', { name: 'e', data: text, header: { compressedSize: 5_000_000, uncompressedSize: 5_000_000 } }],
  ];
  for (const [code, what, raw, limit] of cases) it(`refuses ${code}: ${what}`, () => check(raw, code, limit));

  it('reads what was written, in any way of deflating', async () => {
    const strategies = fc.record({ level: fc.nat(9), strategy: fc.nat(4), memLevel: fc.integer({ min: 1, max: 9 }) });
    const contents = fc.uint8Array({ maxLength: 300 }).map((part) => concatBytes(...Array.from({ length: 20 }, () => part)));
    await fc.assert(
      fc.asyncProperty(contents, strategies, (content, options) =>
        check(deflated(content, { data: deflateRawSync(content, options) }), content),
      ),
      { numRuns: 60 },
    );
  });

  it('passes a failure of the source on', async () => {
    const { source, entry } = await open(deflated(large));
    const broken = {
      ...source,
      read: (offset: number, length: number) => (length > 100_000 ? Promise.reject(new Error('gone')) : source.read(offset, length)),
    };
    await rejects(readEntry(broken, entry, { maxBytes }), /gone/);
  });
});

describe('inspectLocalHeaders', () => {
  it('gives the offsets of the data and what contradicts', async () => {
    const far = { name: 'far', data: new Uint8Array(100_000) };
    const wrong = { name: 'wrong', data: text, local: { method: 8 } };
    const source = bytesSource(
      rawZip({ entries: [{ name: 'a', data: text, local: { extra: new Uint8Array(40) } }, far, wrong, { name: 'last', data: text }] }),
    );
    const { archive } = await inspectZip(source);
    const { dataOffsets, issues } = await inspectLocalHeaders(source, archive);
    deepStrictEqual(
      issues.map((issue) => issue.code),
      ['zip-local-header-mismatch'],
    );
    strictEqual(dataOffsets[2], undefined);
    for (const index of [0, 1, 3]) {
      const entry = archive.entries[index];
      ok(entry);
      strictEqual(dataOffsets[index], await entryDataOffset(source, entry));
    }
    strictEqual(dataOffsets[0], 71);
  });

  it('reports zip-overlapping-entries: a local extra field that reaches into the next entry', async () => {
    // The inner header is hidden in the outer one's extra field: the directory alone does not show it.
    const inner = rawZip({ entries: [{ name: 'inner', data: text }] }).subarray(0, 35 + text.length);
    const bytes = rawZip({
      entries: [
        { name: 'outer', local: { extra: inner } },
        { name: 'inner', data: text, central: { headerOffset: 35 } },
      ],
    });
    const source = bytesSource(bytes);
    const { archive, issues } = await inspectZip(source);
    deepStrictEqual(issues, []);
    const found = await inspectLocalHeaders(source, archive);
    deepStrictEqual(
      found.issues.map((issue) => issue.code),
      ['zip-overlapping-entries'],
    );
  });

  it('takes headers outside of the source', async () => {
    const source = bytesSource(
      rawZip({
        entries: [
          { name: 'a', data: text },
          { name: 'b', central: { headerOffset: 2 ** 31 } },
          { name: 'c', central: { headerOffset: 200 } },
        ],
      }),
    );
    const { archive } = await inspectZip(source);
    const { dataOffsets } = await inspectLocalHeaders(source, archive);
    deepStrictEqual(dataOffsets, [31, undefined, undefined]);
  });
});
