/** Mutated archives must be inspected, and their entries read or refused, never more. */

import { type Bytes, concatBytes, utf8 } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { androidAlignment } from '../../src/core/formats/zip/androidAlignment.ts';
import { inspectLocalHeaders } from '../../src/core/formats/zip/inspectLocalHeaders.ts';
import { inspectZip } from '../../src/core/formats/zip/inspectZip.ts';
import { readEntry } from '../../src/core/formats/zip/readEntry.ts';
import { ZipContentError } from '../../src/core/formats/zip/zipContentError.ts';
import { ZipWriter } from '../../src/core/formats/zip/zipWriter.ts';
import { extraField, rawZip, zip64Extra } from '../unit/core/formats/zip/support/rawZip.ts';
import { type FuzzTarget } from './fuzzTarget.ts';
import { MemorySink } from '../support/memorySink.ts';

const maxBytes = 1_000_000;
const text = utf8('text that repeats, text that repeats');

async function writtenSeed(): Promise<Bytes> {
  const sink = new MemorySink();
  const writer = new ZipWriter(sink, { alignment: androidAlignment, comment: utf8('a comment') });
  void writer.addEntry({ name: 'AndroidManifest.xml', method: 'deflated', bytes: concatBytes(text, text, text) });
  void writer.addEntry({ name: 'assets/é', method: 'stored', bytes: text });
  await writer.finish();
  return sink.bytes();
}

function zip64Seed(): Bytes {
  const central = { compressedSize: 0xffffffff, uncompressedSize: 0xffffffff, headerOffset: 0xffffffff, extra: zip64Extra(36n, 36n, 0n) };
  const local = { flags: 8, crc32: 0, compressedSize: 0, uncompressedSize: 0 };
  const entries = [{ name: 'wide', data: text, central, local, after: new Uint8Array(16) }, { name: 'folder/' }];
  return rawZip({ entries, zip64: {}, end: { count: 0xffff, size: 0xffffffff, offset: 0xffffffff } });
}

function oddSeed(): Bytes {
  const extra = extraField(0x7075, concatBytes(new Uint8Array([1, 0x27, 0x21, 0x0e, 0x26]), utf8('é')));
  return rawZip({
    entries: [
      { name: new Uint8Array([0x82]), header: { extra } },
      { name: 'a', data: text },
      { name: 'a', data: text, central: { headerOffset: 0 } },
    ],
  });
}

export const target: FuzzTarget = {
  name: 'zip',
  seeds: async () => [await writtenSeed(), zip64Seed(), oddSeed(), rawZip({ entries: [] })],
  async run(bytes) {
    const source = bytesSource(bytes);
    const { archive } = await inspectZip(source);
    await inspectLocalHeaders(source, archive);
    for (const entry of archive.entries.slice(0, 4)) await readEntry(source, entry, { maxBytes });
    const [first] = archive.entries;
    if (first === undefined) return;
    try {
      await new ZipWriter(new MemorySink(), { alignment: androidAlignment }).copyEntry(source, first);
    } catch (error) {
      if (!(error instanceof ZipContentError)) throw error;
    }
  },
};
