import assert from 'node:assert/strict';
import { ByteWriter } from '../../../../../src/core/base/byteWriter.ts';
import { latin1, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { dexHeaderSize, inspectDexHeader } from '../../../../../src/core/formats/dex/inspectDexHeader.ts';

function header(change: { magic?: string; headerSize?: number; endian?: number } = {}): Bytes {
  const { magic = 'dex\n039\0', headerSize = dexHeaderSize, endian = 0x12345678 } = change;
  const writer = new ByteWriter();
  writer.bytes(latin1(magic)).u32(0).zeros(20).u32(5200).u32(headerSize).u32(endian).zeros(12);
  for (const count of [100, 20, 30, 40, 250, 7, 900]) writer.u32(count).u32(0);
  return writer.finish();
}

function check(bytes: Bytes, code: IssueCode): void {
  assert.deepEqual(
    inspectDexHeader(bytes).issues.map((issue) => issue.code),
    [code],
  );
}

describe('dex header', () => {
  it('tells version and counts', () => {
    assert.deepEqual(inspectDexHeader(header()).header, {
      version: '039',
      file_size: 5200,
      string_ids_size: 100,
      method_ids_size: 250,
      class_defs_size: 7,
    });
  });

  it('dex-header-invalid', () => {
    check(header({ magic: 'dey\n039\0' }), 'dex-header-invalid');
    check(header({ magic: 'dex\n0x9\0' }), 'dex-header-invalid');
    check(header({ endian: 0x78563412 }), 'dex-header-invalid');
    check(header({ endian: 0 }), 'dex-header-invalid');
    check(header({ headerSize: 8 }), 'dex-header-invalid');
  });

  it('dex-too-short', () => {
    check(new Uint8Array(0), 'dex-too-short');
    check(header().subarray(0, dexHeaderSize - 1), 'dex-too-short');
  });
});
