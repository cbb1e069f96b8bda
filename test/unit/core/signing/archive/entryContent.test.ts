/** The content of entries as the verifiers read it: small ones at once, large ones in pieces, and nothing that the headers do not agree on. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { crc32, deflateRawSync } from 'node:zlib';
import { concatBytes, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource, type ByteSource } from '../../../../../src/core/base/byteSource.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { type ArchiveEntry } from '../../../../../src/core/signing/archive/archiveSections.ts';
import { EntryUnreadable, feedEntry, locateEntry, readEntryContent } from '../../../../../src/core/signing/archive/entryContent.ts';
import { openSignableArchive } from '../../../../../src/core/signing/archive/signableArchive.ts';
import { smallArchive } from '../../../../support/smallPackages.ts';

const small = new Uint8Array(3000).map((_, index) => index >> 4);
// Beyond what is inflated at once, and of a kind that does not shrink to nothing.
const large = new Uint8Array(2_500_000).map((_, index) => (Math.imul(index, 2_654_435_761) >>> 24) & 0x3f);

interface Opened {
  readonly bytes: Bytes;
  readonly entry: ArchiveEntry;
  readonly limit: number;
}

async function opened(content: Bytes, method: 'stored' | 'deflated'): Promise<Opened> {
  const bytes = await smallArchive([{ name: 'one.bin', bytes: content, method }]);
  const sections = await openSignableArchive(bytesSource(bytes));
  const [entry] = sections.entries;
  ok(entry);
  return { bytes, entry, limit: sections.centralDirectoryOffset };
}

/** Declares other sizes, in the local header and in the record that is read. */
function declared(
  { bytes, entry, limit }: Opened,
  change: Partial<Pick<ArchiveEntry, 'uncompressedSize' | 'compressedSize' | 'crc32'>>,
): Opened {
  const changed = { ...entry, ...change };
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  view.setUint32(entry.headerOffset + 14, changed.crc32, true);
  view.setUint32(entry.headerOffset + 18, changed.compressedSize, true);
  view.setUint32(entry.headerOffset + 22, changed.uncompressedSize, true);
  return { bytes: copy, entry: changed, limit };
}

async function contentOf({ bytes, entry, limit }: Opened, source: ByteSource = bytesSource(bytes)): Promise<Bytes> {
  const pieces: Bytes[] = [];
  await feedEntry(source, entry, limit, (piece) => void pieces.push(new Uint8Array(piece)));
  return concatBytes(...pieces);
}

const refused =
  (reason: string) =>
  (error: unknown): boolean => {
    ok(error instanceof EntryUnreadable);
    strictEqual(error.message, reason);
    deepStrictEqual([error.name, error.issue.code, error.issue.place?.entry], ['EntryUnreadable', 'package-entry-malformed', 'one.bin']);
    return true;
  };

const wrongLength = 'its content does not have the declared length';

describe('the content of an entry', () => {
  for (const [what, content] of [
    ['small', small],
    ['large', large],
    ['empty', new Uint8Array(0)],
  ] as const)
    for (const method of ['stored', 'deflated'] as const)
      it(`is read: ${what}, ${method}`, async () => {
        ok(Buffer.from(await contentOf(await opened(content, method))).equals(content));
      });

  for (const [what, content] of [
    ['small', small],
    ['large', large],
  ] as const) {
    it(`is refused when it is longer or shorter than declared: ${what}`, async () => {
      const one = await opened(content, 'deflated');
      for (const difference of [1, -1, -content.length])
        await rejects(contentOf(declared(one, { uncompressedSize: content.length + difference })), refused(wrongLength));
    });

    it(`is refused when it cannot be inflated: ${what}`, async () => {
      const one = await opened(content, 'deflated');
      const bytes = one.bytes.slice();
      bytes.fill(0xff, one.entry.headerOffset + 37, one.entry.headerOffset + 67);
      await rejects(contentOf({ ...one, bytes }), refused('its data cannot be inflated'));
    });

    it(`is refused when its data ends too soon: ${what}`, async () => {
      const one = await opened(content, 'deflated');
      await rejects(contentOf(declared(one, { compressedSize: one.entry.compressedSize - 30 })), refused(wrongLength));
    });

    it(`fails as the file fails: ${what}`, async () => {
      const one = await opened(content, 'deflated');
      const source = bytesSource(one.bytes);
      const broken: ByteSource = {
        size: source.size,
        read: async (offset, length) => {
          if (length > 100) throw new TypeError('the disk is gone');
          return await source.read(offset, length);
        },
      };
      await rejects(contentOf(one, broken), /the disk is gone/);
    });
  }

  it('is taken when all of it came, even if the stream does not say that it ends', async () => {
    const data = deflateRawSync(large, { finishFlush: 2 });
    const one = await opened(large, 'deflated');
    const header = one.bytes.slice(0, one.entry.headerOffset + 30 + 7);
    const bytes = concatBytes(header, new Uint8Array(data));
    const endless = { bytes, entry: { ...one.entry, crc32: crc32(large) }, limit: bytes.length };
    const read = await contentOf(declared(endless, { compressedSize: data.length }));
    ok(Buffer.from(read).equals(large));
  });

  it('stops where its reader stops', async () => {
    const { bytes, entry, limit } = await opened(large, 'deflated');
    let pieces = 0;
    const reading = feedEntry(bytesSource(bytes), entry, limit, () => {
      pieces++;
      throw new RangeError('enough');
    });
    await rejects(reading, /enough/);
    strictEqual(pieces, 1);
  });

  it('is read as a whole up to a limit', async () => {
    const { bytes, entry, limit } = await opened(small, 'stored');
    const read = (most: number): Promise<Bytes> => readEntryContent(bytesSource(bytes), entry, limit, most);
    deepStrictEqual(await read(small.length), small);
    await rejects(read(small.length - 1), refused(`it is larger than ${small.length - 1} bytes`));
  });
});

describe('where the data of an entry lies', () => {
  const at = async (change: (one: Opened) => Opened): Promise<unknown> => {
    const { bytes, entry, limit } = change(await opened(small, 'stored'));
    return await locateEntry(bytesSource(bytes), entry, limit);
  };
  const patched =
    (offset: number, ...values: readonly number[]) =>
    (one: Opened): Opened => {
      const bytes = one.bytes.slice();
      bytes.set(values, one.entry.headerOffset + offset);
      return { ...one, bytes };
    };

  it('is behind its local header, however long the extra field is', async () => {
    // 30 bytes, the name, and the field that aligns the data.
    const aligned = { dataOffset: 44, dataSize: 3000, headerSize: 44, hasDataDescriptor: false };
    deepStrictEqual(await at((one) => ({ ...one, limit: 3044 })), aligned);
    const longer = (one: Opened): Opened => patched(28, 3, 0)(one);
    deepStrictEqual(await at(longer), { ...aligned, dataOffset: 40, headerSize: 40 });
  });

  const differ = (what: string): string => `local header and central record differ about ${what}`;
  const rows: readonly (readonly [title: string, change: (one: Opened) => Opened, reason: string])[] = [
    ['without a local header', patched(0, 0), 'it has no local header'],
    ['with a data descriptor in one place only', patched(6, 8), differ('the data descriptor')],
    ['with another CRC-32', patched(14, 1, 2, 3, 4), differ('its size or CRC-32')],
    ['with another packed size', patched(18, 1), differ('its size or CRC-32')],
    ['with another size', patched(22, 1), differ('its size or CRC-32')],
    ['with Zip64', patched(18, 255, 255, 255, 255), 'its local header uses Zip64, which Android does not verify'],
    ['with another name', patched(30, 0x4f), differ('its name')],
    ['with a longer name', patched(26, 8), differ('its name')],
    ['with a shorter name', patched(26, 6), differ('its name')],
    ['beyond the entries', (one) => ({ ...one, limit: 36 }), 'its local header is outside the entries'],
    ['with data beyond the entries', (one) => ({ ...one, limit: 3043 }), 'its data reaches beyond the entries'],
  ];
  for (const [title, change, reason] of rows)
    it(`is not known ${title}`, async () => {
      await rejects(at(change), refused(reason));
    });

  it('agrees with what the readers of packages say', async () => {
    const { bytes } = await opened(small, 'deflated');
    strictEqual((await inspectZip(bytesSource(bytes))).issues.length, 0);
  });
});
