/** All entries of an .ipa in memory, to be changed and packed again. */

import { fromUtf8, type Bytes } from '../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../src/core/base/byteSource.ts';
import { inspectZip } from '../../../src/core/formats/zip/inspectZip.ts';
import { readEntry } from '../../../src/core/formats/zip/readEntry.ts';
import { type AppContent } from '../../support/sealedApps.ts';

export async function contentOfIpa(ipa: Bytes): Promise<AppContent> {
  const source = bytesSource(ipa);
  const { archive } = await inspectZip(source);
  const content: Record<string, Bytes | string> = {};
  for (const entry of archive.entries) {
    const { bytes } = await readEntry(source, entry, { maxBytes: 100_000_000 });
    if (!bytes || entry.name.endsWith('/')) continue;
    const isLink = entry.externalAttributes >>> 28 === 0xa;
    content[entry.name] = isLink ? fromUtf8(bytes) : bytes;
  }
  return content;
}
