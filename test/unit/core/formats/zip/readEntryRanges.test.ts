import assert from 'node:assert/strict';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { readEntryRanges, type EntryRanges } from '../../../../../src/core/formats/zip/readEntryRanges.ts';
import { smallArchive } from '../../../../support/smallPackages.ts';
import { type ZipMethod } from '../../../../../src/core/formats/zip/zipWriter.ts';

const content = Uint8Array.from({ length: 1_000_000 }, (_, index) => (index * 7919) % 251);
const ranges = [
  { offset: 999_990, length: 10 },
  { offset: 0, length: 3 },
  { offset: 200_000, length: 300_000 },
];

async function read(method: ZipMethod, change: (archive: Bytes) => void = () => {}, maxBytes = 1e9): Promise<EntryRanges> {
  const bytes = await smallArchive([{ name: 'a', bytes: content, method }]);
  change(bytes);
  const source = bytesSource(bytes);
  const [entry] = (await inspectZip(source)).archive.entries;
  assert.ok(entry);
  return await readEntryRanges(source, entry, ranges, { maxBytes });
}

describe('ranges of an entry', () => {
  for (const method of ['stored', 'deflated'] as const)
    it(`are read of a ${method} one`, async () => {
      const { pieces } = await read(method);
      assert.deepEqual(
        pieces,
        ranges.map(({ offset, length }) => content.slice(offset, offset + length)),
      );
    });

  it('stop where nothing more is wanted', async () => {
    const bytes = await smallArchive([{ name: 'a', bytes: content, method: 'deflated' }]);
    const inner = bytesSource(bytes);
    const [entry] = (await inspectZip(inner)).archive.entries;
    assert.ok(entry);
    // The rest is damaged, and is not looked at.
    bytes.fill(0xff, entry.compressedSize - 100, entry.compressedSize);
    const { pieces } = await readEntryRanges(inner, entry, [{ offset: 0, length: 100 }], { maxBytes: 1e9 });
    assert.deepEqual(pieces?.[0], content.slice(0, 100));
  });

  it('zip-entry-too-large', async () => {
    const { issues } = await read('deflated', undefined, 5000);
    assert.equal(issues[0]?.code, 'zip-entry-too-large');
  });

  it('zip-deflate-corrupt', async () => {
    const { issues } = await read('deflated', (archive) => archive.fill(0xff, 60, 100));
    assert.equal(issues[0]?.code, 'zip-deflate-corrupt');
  });

  it('zip-size-mismatch, before anything is allocated for a size that cannot be', async () => {
    const bytes = await smallArchive([{ name: 'a', bytes: new Uint8Array(10) }]);
    const source = bytesSource(bytes);
    const [entry] = (await inspectZip(source)).archive.entries;
    assert.ok(entry);
    const claimed = { ...entry, method: 8, uncompressedSize: 4_000_000_000 };
    const { issues } = await readEntryRanges(source, claimed, [{ offset: 0, length: 3_900_000_000 }], { maxBytes: 1e12 });
    assert.equal(issues[0]?.code, 'zip-size-mismatch');
  });
});
