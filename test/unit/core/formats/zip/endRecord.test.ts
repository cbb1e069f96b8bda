import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { concatBytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { encodeEndRecord, parseEndRecord, withCentralDirectoryOffset } from '../../../../../src/core/formats/zip/endRecord.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { rawZip } from './support/rawZip.ts';

describe('the end record', () => {
  it('is encoded as it is parsed', () => {
    const record = { entryCount: 3, centralDirectorySize: 150, centralDirectoryOffset: 4_000_000_000, comment: utf8('hi') };
    deepStrictEqual(parseEndRecord(encodeEndRecord(record)), { diskNumber: 0, diskOfDirectory: 0, ...record });
  });

  it('is preceded by Zip64 records only where a number needs them', () => {
    const small = { entryCount: 65_534, centralDirectorySize: 0xfffffffe, centralDirectoryOffset: 0xfffffffe };
    strictEqual(encodeEndRecord(small).length, 22);
    for (const large of [{ entryCount: 65_535 }, { centralDirectorySize: 0xffffffff }, { centralDirectoryOffset: 2 ** 40 }])
      strictEqual(encodeEndRecord({ ...small, ...large }).length, 98);
  });

  it('can be moved behind a signing block', async () => {
    const bytes = rawZip({ entries: [{ name: 'a', data: utf8('x') }], end: { comment: utf8('c') } });
    const { archive } = await inspectZip(bytesSource(bytes));
    const { centralDirectoryOffset, endRecordOffset } = archive.layout;
    const block = new Uint8Array(4096);
    const end = withCentralDirectoryOffset(bytes.subarray(endRecordOffset), centralDirectoryOffset + block.length);
    const signed = concatBytes(
      bytes.subarray(0, centralDirectoryOffset),
      block,
      bytes.subarray(centralDirectoryOffset, endRecordOffset),
      end,
    );
    const found = await inspectZip(bytesSource(signed));
    deepStrictEqual(
      [found.issues, found.archive.entries.length, found.archive.layout.centralDirectoryOffset],
      [[], 1, centralDirectoryOffset + 4096],
    );
  });
});
