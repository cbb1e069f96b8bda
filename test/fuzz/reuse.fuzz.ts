/** Packages that are reused: whatever a base contains, a package comes out of it or a reason why none does. */

import { isFailure } from '../../src/core/base/failure.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { utf8 } from '../../src/core/base/bytes.ts';
import { readBaseFacts } from '../../src/core/engines/reuse/baseFacts.ts';
import { openResourceFiles } from '../../src/core/engines/reuse/bundle/pictureResources.ts';
import { editManifest } from '../../src/core/engines/reuse/editManifest.ts';
import { type NewContent, rewritePackage } from '../../src/core/engines/reuse/rewritePackage.ts';
import { readEntry } from '../../src/core/formats/zip/readEntry.ts';
import { ZipContentError } from '../../src/core/formats/zip/zipContentError.ts';
import { MemoryFiles } from '../support/memoryFiles.ts';
import { MemorySink } from '../support/memorySink.ts';
import { smallApkEntries, smallArchive, smallBundleEntries } from '../support/smallPackages.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const maxBytes = 16 * 1024 * 1024;

export const target: FuzzTarget = {
  name: 'reuse',
  seeds: async () => [
    await smallArchive(
      smallApkEntries().map((entry) => ({ ...entry, method: 'stored' as const })),
      () => 1,
    ),
    await smallArchive([
      ...smallApkEntries(),
      { name: 'assets/public/index.html', bytes: utf8('<p>old</p>'.repeat(20)), method: 'deflated' },
    ]),
    await smallArchive(smallBundleEntries(), () => 1),
  ],
  run: async (bytes) => {
    const source = bytesSource(bytes);
    const { facts } = await readBaseFacts(source);
    if (!facts || facts.format === 'ipa') return undefined;
    const { format, archive } = facts;
    const contents = new Map<string, NewContent>([['assets/public/index.html', { kind: 'bytes', bytes: utf8('<p>new</p>') }]]);
    for (const entry of archive.entries) {
      const isManifest = entry.name.endsWith('AndroidManifest.xml');
      const isTable = /(?:^|\/)resources\.(?:arsc|pb)$/.test(entry.name);
      const read = isManifest || isTable ? await readEntry(source, entry, { maxBytes }) : undefined;
      if (!read?.bytes) continue;
      if (isTable) openResourceFiles(read.bytes, format, '').files?.entryOf('drawable-mdpi/icon.png');
      const edited = isManifest ? editManifest(read.bytes, format, { version: '2.0', versionCode: 2, name: 'New' }).bytes : undefined;
      if (edited) contents.set(entry.name, { kind: 'bytes', bytes: edited });
    }
    const isContent = (name: string): boolean => name.startsWith('assets/public/');
    const context = { files: new MemoryFiles({}), signal: new AbortController().signal, report: () => undefined };
    try {
      return await rewritePackage(source, archive, { format, contents, isContent, isRemoved: isContent }, new MemorySink(), context);
    } catch (error) {
      if (error instanceof ZipContentError || isFailure(error)) return undefined;
      throw error;
    }
  },
};
