/**
 * Looks at the local headers of all entries: where the data of each begins (for alignment), and what contradicts the
 * central directory. One small read an entry, several at a time.
 */

import { type ByteSource } from '../../base/byteSource.ts';
import { type Issue } from '../../base/issue.ts';
import { checkOverlaps } from './checkEntries.ts';
import { IssueCollector } from './issueCollector.ts';
import { entryDataOffset } from './localHeader.ts';
import { ZipContentError } from './zipContentError.ts';
import { type ZipArchive, type ZipEntry } from './zipEntry.ts';

const readsAtOnce = 32;

export interface InspectedLocalHeaders {
  /** In the order of the entries; `undefined` where the header is unusable. */
  readonly dataOffsets: readonly (number | undefined)[];
  readonly issues: readonly Issue[];
}

export async function inspectLocalHeaders(source: ByteSource, archive: ZipArchive): Promise<InspectedLocalHeaders> {
  const { entries, layout } = archive;
  const found: (number | Issue)[] = Array.from({ length: entries.length });
  const queue = entries.entries();
  const work = async (): Promise<void> => {
    for (const [index, entry] of queue) found[index] = await offsetOrIssue(source, entry);
  };
  await Promise.all(Array.from({ length: Math.min(readsAtOnce, entries.length) }, work));
  const issues = new IssueCollector();
  const dataOffsets = found.map((result) => {
    if (typeof result === 'number') return result;
    issues.add(result);
    return undefined;
  });
  // A real local extra field may reach further than the least that the directory tells.
  const readable = entries.map((entry, index) => ({ entry, offset: dataOffsets[index] })).filter((row) => row.offset !== undefined);
  const ends = readable.map(({ entry, offset }) => (offset ?? 0) + entry.compressedSize);
  checkOverlaps(
    readable.map(({ entry }) => entry),
    ends,
    layout.centralDirectoryOffset,
    issues,
  );
  return { dataOffsets, issues: issues.finish() };
}

async function offsetOrIssue(source: ByteSource, entry: ZipEntry): Promise<number | Issue> {
  try {
    return await entryDataOffset(source, entry);
  } catch (error) {
    if (error instanceof ZipContentError) return error.issue;
    throw error;
  }
}
