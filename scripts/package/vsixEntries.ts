/** What a .vsix holds. It is a zip, and the product reads zips. */

import { bytesSource } from '../../src/core/base/byteSource.ts';
import { inspectZip } from '../../src/core/formats/zip/inspectZip.ts';
import { type ZipEntry } from '../../src/core/formats/zip/zipEntry.ts';

export async function vsixEntries(bytes: Uint8Array<ArrayBuffer>): Promise<readonly ZipEntry[]> {
  const { archive, issues } = await inspectZip(bytesSource(bytes));
  const issue = issues.find(({ severity }) => severity === 'error');
  if (issue) throw new Error(issue.message);
  return archive.entries.toSorted((a, b) => a.name.localeCompare(b.name));
}
