import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { type EntryPrefix, readEntryPrefix } from '../../../../../src/core/formats/zip/readEntryPrefix.ts';
import { smallArchive } from '../../../../support/smallPackages.ts';

async function prefixOf(
  content: Bytes,
  method: 'stored' | 'deflated',
  length: number,
  damage?: (archive: Bytes) => void,
): Promise<EntryPrefix> {
  const archive = await smallArchive([{ name: 'lib/x86/liba.so', bytes: content, method }]);
  damage?.(archive);
  const source = bytesSource(archive);
  const entry = (await inspectZip(source)).archive.entries[0];
  assert.ok(entry);
  return readEntryPrefix(source, entry, length);
}

describe('beginning of an entry', () => {
  const text = new Uint8Array(Buffer.from('A line that packs well, and again. '.repeat(5000)));
  const noise = new Uint8Array(randomBytes(100_000));

  it('is read without the rest', async () => {
    for (const content of [text, noise, text.subarray(0, 10), new Uint8Array(0)]) {
      for (const method of ['stored', 'deflated'] as const) {
        for (const length of [1, 112, 1024, 65_536]) {
          const { bytes } = await prefixOf(content, method, length);
          assert.deepEqual(bytes, content.slice(0, length), `${method} ${length}`);
        }
      }
    }
  });

  it('says where the data begins', async () => {
    assert.equal((await prefixOf(noise, 'stored', 1)).dataOffset, 16_384);
  });

  it('takes what packs a thousandfold', async () => {
    const { bytes } = await prefixOf(new Uint8Array(50_000_000), 'deflated', 1024);
    assert.deepEqual(bytes, new Uint8Array(1024));
  });

  it('zip-deflate-corrupt, zip-local-header-missing', async () => {
    const corrupt = await prefixOf(text, 'deflated', 1024, (archive) => archive.fill(0xff, 45, 80));
    assert.deepEqual(corrupt.issues[0]?.code, 'zip-deflate-corrupt');
    const missing = await prefixOf(text, 'deflated', 1024, (archive) => archive.fill(0, 0, 4));
    assert.deepEqual(missing.issues[0]?.code, 'zip-local-header-missing');
  });
});
