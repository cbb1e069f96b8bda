/** Reads a whole archive and insists that nothing is wrong with it. */

import { deepStrictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../../src/core/base/byteSource.ts';
import { inspectLocalHeaders } from '../../../../../../src/core/formats/zip/inspectLocalHeaders.ts';
import { inspectZip } from '../../../../../../src/core/formats/zip/inspectZip.ts';
import { readEntry } from '../../../../../../src/core/formats/zip/readEntry.ts';
import { type ZipEntry, type ZipLayout } from '../../../../../../src/core/formats/zip/zipEntry.ts';

export interface ReadZip {
  readonly layout: ZipLayout;
  readonly entries: readonly { readonly entry: ZipEntry; readonly dataOffset: number; readonly content: Bytes }[];
}

export async function readZip(archiveBytes: Bytes): Promise<ReadZip> {
  const source = bytesSource(archiveBytes);
  const { archive, issues } = await inspectZip(source);
  const headers = await inspectLocalHeaders(source, archive);
  deepStrictEqual([...issues, ...headers.issues], []);
  const entries = await Promise.all(
    archive.entries.map(async (entry, index) => {
      const { bytes, issues } = await readEntry(source, entry, { maxBytes: 100_000_000 });
      deepStrictEqual(issues, []);
      return { entry, dataOffset: headers.dataOffsets[index] ?? Number.NaN, content: new Uint8Array(bytes ?? []) };
    }),
  );
  return { layout: archive.layout, entries };
}
