/** Opens a package that is to be signed: what is malformed ends here, with the issues that say what. */

import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { Failure } from '../../base/failure.ts';
import { inspectArchiveSections, type ArchiveSections } from './archiveSections.ts';
import { EntryUnreadable } from './entryContent.ts';

const zip64Sentinel = 0xffffffff;

export async function openSignableArchive(source: ByteSource): Promise<ArchiveSections> {
  const { sections, issues } = await inspectArchiveSections(source);
  if (!sections) throw malformed(issues);
  const names = new Set<string>();
  for (const entry of sections.entries) {
    const { name, compressedSize, uncompressedSize, headerOffset } = entry;
    if (names.has(name)) throw malformed([createIssue('jar-duplicate-entry', { name }, { entry: name })]);
    names.add(name);
    if (Math.max(compressedSize, uncompressedSize, headerOffset) === zip64Sentinel)
      throw Failure.of('signing-impossible', { reason: 'it uses Zip64, which Android cannot read' });
  }
  return sections;
}

/** Turns what was thrown about an entry into a failure with its issue. */
export async function refuseUnreadable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EntryUnreadable) throw malformed([error.issue], error);
    throw error;
  }
}

function malformed(issues: readonly Issue[], cause?: unknown): Failure {
  const summary = issues[0]?.message ?? 'The package is malformed';
  return Failure.of('issues-found', { summary }, { issues, ...(cause !== undefined && { cause }) });
}
