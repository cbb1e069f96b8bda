/**
 * Looks at the local headers of all entries: where the data of each begins (for alignment), and what contradicts the
 * central directory. Headers that stand near each other come with one read; several reads run at the same time.
 */

import { emptyBytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { type Issue } from '../../base/issue.ts';
import { checkOverlaps } from './checkEntries.ts';
import { IssueCollector } from './issueCollector.ts';
import { dataOffsetIn } from './localHeader.ts';
import { ZipContentError } from './zipContentError.ts';
import { type ZipArchive, type ZipEntry } from './zipEntry.ts';
import { localFileHeaderSize } from './zipRecords.ts';

const readsAtOnce = 16;
/** Reading this much for nothing is cheaper than another read. */
const nearby = 8 * 1024;
const longestRead = 256 * 1024;

export interface InspectedLocalHeaders {
  /** In the order of the entries; `undefined` where the header is unusable. */
  readonly dataOffsets: readonly (number | undefined)[];
  readonly issues: readonly Issue[];
}

export async function inspectLocalHeaders(source: ByteSource, archive: ZipArchive): Promise<InspectedLocalHeaders> {
  const { entries, layout } = archive;
  const found = Array.from<number | Issue | undefined>({ length: entries.length });
  const runs = nearbyRuns(entries, source.size).values();
  const work = async (): Promise<void> => {
    for (const run of runs) {
      const bytes = run.end > run.start ? await source.read(run.start, run.end - run.start) : emptyBytes;
      for (const { index, entry } of run.headers) {
        const header = bytes.subarray(entry.headerOffset - run.start);
        found[index] = offsetOrIssue(() => dataOffsetIn(header, source.size, entry));
      }
    }
  };
  await Promise.all(Array.from({ length: readsAtOnce }, work));
  const issues = new IssueCollector();
  const readable: ZipEntry[] = [];
  const ends: number[] = [];
  const dataOffsets = entries.map((entry, index) => {
    const result = found[index];
    if (typeof result === 'object') issues.add(result);
    if (typeof result !== 'number') return undefined;
    readable.push(entry);
    ends.push(result + entry.compressedSize);
    return result;
  });
  // A real local extra field may reach further than the least that the directory tells.
  checkOverlaps(readable, ends, layout.centralDirectoryOffset, issues);
  return { dataOffsets, issues: issues.finish() };
}

interface Run {
  readonly start: number;
  end: number;
  readonly headers: { readonly index: number; readonly entry: ZipEntry }[];
}

function nearbyRuns(entries: readonly ZipEntry[], sourceSize: number): Run[] {
  const headers = entries.map((entry, index) => ({ index, entry })).sort((a, b) => a.entry.headerOffset - b.entry.headerOffset);
  const runs: Run[] = [];
  let run: Run | undefined;
  for (const header of headers) {
    const start = header.entry.headerOffset;
    const end = Math.min(start + localFileHeaderSize + header.entry.nameBytes.length, sourceSize);
    if (run === undefined || start > run.end + nearby || end > run.start + longestRead) {
      run = { start, end, headers: [] };
      runs.push(run);
    }
    run.end = Math.max(run.end, end);
    run.headers.push(header);
  }
  return runs;
}

function offsetOrIssue(find: () => number): number | Issue {
  try {
    return find();
  } catch (error) {
    if (error instanceof ZipContentError) return error.issue;
    throw error;
  }
}
