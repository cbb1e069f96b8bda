import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { type Bytes, concatBytes, emptyBytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { bytesSource, type ByteSource } from '../../../../../src/core/base/byteSource.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { extraField, type RawArchive, rawZip, zip64Extra } from './support/rawZip.ts';
import { withinProcessorTime } from '../../../../support/processorTime.ts';

const a = { name: 'a', data: utf8('content of a') };
const b = { name: 'b', data: utf8('content of b') };
const max32 = 0xffffffff;

async function codes(bytes: Bytes): Promise<IssueCode[]> {
  return (await inspectZip(bytesSource(bytes))).issues.map((issue) => issue.code);
}

describe('inspectZip', () => {
  it('gives entries and layout', async () => {
    const bytes = rawZip({ entries: [a, { name: 'folder/' }, b], end: { comment: utf8('hello') } });
    const { archive, issues } = await inspectZip(bytesSource(bytes));
    deepStrictEqual(issues, []);
    deepStrictEqual(
      archive.entries.map(({ name, isDirectory, compressedSize }) => [name, isDirectory, compressedSize]),
      [
        ['a', false, 12],
        ['folder/', true, 0],
        ['b', false, 12],
      ],
    );
    const { layout } = archive;
    strictEqual(layout.endRecordOffset, bytes.length - 27);
    strictEqual(layout.centralDirectoryOffset + layout.centralDirectorySize, layout.endRecordOffset);
    deepStrictEqual([layout.comment, layout.isZip64], [utf8('hello'), false]);
  });

  it('takes an archive without entries', async () => deepStrictEqual(await codes(rawZip({ entries: [] })), []));

  it('finds the end behind the longest comment, and is not misled by a record inside of it', async () => {
    const inner = rawZip({ entries: [] });
    const comment = concatBytes(inner, new Uint8Array(0xffff - inner.length).fill(0x50));
    const { archive, issues } = await inspectZip(bytesSource(rawZip({ entries: [a], end: { comment } })));
    deepStrictEqual([issues, archive.entries.length], [[], 1]);
  });

  it('leaves room for what is between entries and directory, such as a signing block', async () =>
    deepStrictEqual(await codes(rawZip({ entries: [a], beforeDirectory: new Uint8Array(5000) })), []));

  it('reads Zip64 values wherever a plain one is saturated', async () => {
    const central = { compressedSize: max32, uncompressedSize: max32, headerOffset: max32, extra: zip64Extra(12n, 12n, 0n) };
    const saturated = { count: 0xffff, size: max32, offset: max32 };
    const { archive, issues } = await inspectZip(bytesSource(rawZip({ entries: [{ ...a, central }], zip64: {}, end: saturated })));
    deepStrictEqual(issues, []);
    deepStrictEqual([archive.layout.isZip64, archive.entries[0]?.compressedSize, archive.entries[0]?.headerOffset], [true, 12, 0]);
  });

  it('reads kilobytes of a large archive', async () => {
    const directory = rawZip({ entries: [{ name: 'a' }], end: { offset: 100_000_000 } }).subarray(31);
    const source: ByteSource & { readBytes: number } = {
      size: 100_000_000 + directory.length,
      readBytes: 0,
      async read(offset, length) {
        this.readBytes += length;
        const bytes = new Uint8Array(length);
        for (let index = 0; index < length; index++) bytes[index] = directory[offset + index - 100_000_000] ?? 0;
        return bytes;
      },
    };
    const { archive, issues } = await inspectZip(source);
    deepStrictEqual([archive.entries.length, issues], [1, []]);
    ok(source.readBytes < 20_000);
  });

  const cases: [IssueCode, string, RawArchive | Bytes, number?][] = [
    ['zip-not-an-archive', 'nothing', emptyBytes],
    ['zip-not-an-archive', 'another file', utf8('PK\u0003\u0004 but not really')],
    ['zip-not-an-archive', 'an archive that was cut', rawZip({ entries: [a] }).subarray(0, -1)],
    ['zip-trailing-bytes', 'bytes behind the end', { entries: [a], trailing: new Uint8Array(3) }, 1],
    ['zip-several-disks', 'a disk number', { entries: [a], end: { disk: 1 } }, 1],
    ['zip-several-disks', 'the disk of the directory', { entries: [a], end: { directoryDisk: 1 } }, 1],
    ['zip-several-disks', 'the disk of an entry', { entries: [{ ...a, central: { disk: 2 } }] }, 1],
    ['zip-zip64-record-invalid', 'no record', { entries: [a], zip64: { signature: 1 } }, 1],
    ['zip-zip64-record-invalid', 'a record far away', { entries: [a], zip64: { recordOffset: 2n ** 63n } }, 1],
    ['zip-zip64-record-invalid', 'a record longer than its place', { entries: [a], zip64: { recordSize: 45n } }, 1],
    ['zip-zip64-field-missing', 'no field', { entries: [{ ...a, central: { uncompressedSize: max32 } }] }, 1],
    [
      'zip-zip64-field-missing',
      'a short field',
      { entries: [{ ...a, central: { uncompressedSize: max32, extra: extraField(1, utf8('short')) } }] },
      1,
    ],
    ['zip-end-records-disagree', 'the count', { entries: [a], zip64: { count: 2n } }, 1],
    ['zip-directory-outside', 'the offset', { entries: [a], end: { offset: 5_000_000 } }, 0],
    ['zip-directory-outside', 'the size', { entries: [a], end: { size: 5_000_000 } }, 0],
    ['zip-directory-outside', 'the largest Zip64 numbers', { entries: [a], zip64: { size: 2n ** 64n - 1n }, end: { size: max32 } }, 0],
    ['zip-directory-gap', 'bytes before the end record', { entries: [a], afterDirectory: new Uint8Array(4) }, 1],
    ['zip-directory-corrupt', 'another signature', { entries: [a, { ...b, central: { signature: 7 } }], end: { count: 1 } }, 1],
    ['zip-moved', 'a prefix that moves the directory', concatBytes(utf8('#!/bin/sh\n'), rawZip({ entries: [a] })), 0],
    ['zip-entry-count-mismatch', 'fewer than there are', { entries: [a, b], end: { count: 1 } }, 2],
    ['zip-entry-count-mismatch', 'more than there are', { entries: [a, b], end: { count: 3 } }, 2],
    ['zip-name-empty', 'no name', { entries: [{ name: '' }] }, 1],
    ['zip-name-absolute', 'a leading slash', { entries: [{ name: '/etc/passwd' }] }, 1],
    ['zip-name-absolute', 'a drive', { entries: [{ name: 'C:/x' }] }, 1],
    ['zip-name-absolute', 'a leading backslash', { entries: [{ name: '\\\\host\\x' }] }, 1],
    ['zip-name-parent', 'at the beginning', { entries: [{ name: '../x' }] }, 1],
    ['zip-name-parent', 'in the middle', { entries: [{ name: 'a/../../x' }] }, 1],
    ['zip-name-parent', 'at the end', { entries: [{ name: 'a/..' }] }, 1],
    ['zip-name-parent', 'with backslashes', { entries: [{ name: 'a\\..\\x' }] }, 1],
    ['zip-name-backslash', 'a backslash', { entries: [{ name: 'a\\b' }] }, 1],
    ['zip-name-control-character', 'NUL', { entries: [{ name: 'a\0b' }] }, 1],
    ['zip-name-control-character', 'an escape sequence', { entries: [{ name: 'a\u001b[2Jb' }] }, 1],
    ['zip-name-not-utf8', 'a broken sequence', { entries: [{ name: new Uint8Array([0x61, 0xc3]), header: { flags: 0x800 } }] }, 1],
    ['zip-duplicate-entry', 'the same name', { entries: [a, { ...b, name: 'a' }] }, 2],
    ['zip-overlapping-entries', 'the same bytes', { entries: [a, { ...b, central: { headerOffset: 0 } }] }, 2],
    ['zip-overlapping-entries', 'bytes of the next entry', { entries: [{ ...a, central: { compressedSize: 20 } }, b] }, 2],
    ['zip-entry-outside', 'data', { entries: [{ ...a, central: { compressedSize: 5000 } }] }, 1],
    ['zip-entry-outside', 'the header', { entries: [{ ...a, central: { headerOffset: 5000 } }] }, 1],
    ['zip-encrypted-entry', 'a password', { entries: [{ ...a, header: { flags: 1 } }] }, 1],
    ['zip-unsupported-method', 'bzip2', { entries: [{ ...a, header: { method: 12 } }] }, 1],
  ];
  for (const [code, what, archive, entryCount] of cases)
    it(`reports ${code}: ${what}`, async () => {
      const result = await inspectZip(bytesSource(archive instanceof Uint8Array ? archive : rawZip(archive)));
      strictEqual(result.issues[0]?.code, code, JSON.stringify(result.issues));
      strictEqual(result.archive.entries.length, entryCount ?? 0);
    });

  for (const name of ['a..b', '..a/b', 'a/...', 'a b', 'xy:z', 'res/.hidden', 'é/ü', 'a/./b'])
    it(`has nothing against the name ${name}`, async () =>
      deepStrictEqual(await codes(rawZip({ entries: [{ name, header: { flags: 0x800 } }] })), []));

  it('keeps control characters and endless names out of messages', async () => {
    const name = `\u001b[31m${'x'.repeat(60_000)}`;
    const { issues } = await inspectZip(bytesSource(rawZip({ entries: [{ name }] })));
    ok((issues[0]?.message.length ?? 0) < 400 && !issues[0]?.message.includes('\u001b'));
  });

  it('lists a bounded number of mistakes of each kind', async () => {
    const entries = Array.from({ length: 2000 }, () => ({ name: '../a' }));
    const found = await codes(rawZip({ entries }));
    strictEqual(found.length, 102);
    deepStrictEqual(found.slice(-2), ['zip-more-issues', 'zip-more-issues']);
  });

  it('is quick with many entries at one place', async () => {
    const entries = Array.from({ length: 60_000 }, (_, index) => ({ name: `${index}`, central: { headerOffset: 0 } }));
    const bytes = rawZip({ entries, end: { count: 60_000 } });
    await withinProcessorTime(3000, async () => await codes(bytes));
  });

  it('returns for any bytes around an end record', async () => {
    const bytes = rawZip({ entries: [a, b], zip64: {}, end: { offset: max32, count: 0xffff } });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 }), async (changes) => {
        const changed = bytes.slice();
        for (const [offset, value] of changes) changed[offset] = value;
        await inspectZip(bytesSource(changed));
      }),
      { numRuns: 300 },
    );
  });
});
