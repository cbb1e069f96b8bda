/** The app in a .zip for macOS (.app.zip). */

import { type ByteSource } from '../../../core/base/byteSource.ts';
import { readExecutable } from '../../../core/packages/ipa/readExecutable.ts';
import { inspectZip } from '../../../core/formats/zip/inspectZip.ts';
import { readEntry } from '../../../core/formats/zip/readEntry.ts';
import { type ZipEntry } from '../../../core/formats/zip/zipEntry.ts';
import { type KnownPackage } from './knownFacts.ts';
import { readMacAppFiles } from './macApp.ts';

export async function readMacZip(source: ByteSource): Promise<KnownPackage> {
  const { archive } = await inspectZip(source);
  const info = archive.entries.find(({ name }) => /^[^/]+\.app\/Contents\/Info\.plist$/.test(name));
  if (!info) return {};
  const root = info.name.slice(0, -'Info.plist'.length);
  const entry = (path: readonly string[]): ZipEntry | undefined => archive.entries.find(({ name }) => name === root + path.join('/'));
  return await readMacAppFiles({
    read: async (path, maxBytes) => {
      const found = entry(path);
      return found && (await readEntry(source, found, { maxBytes })).bytes;
    },
    readExecutable: async (path) => {
      const found = entry(path);
      return found && (await readExecutable(source, found));
    },
  });
}
