/** Opens a package that is to be signed: what is malformed ends here, with the issues that say what. */

import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { inspectArchiveSections, type ArchiveSections } from './archiveSections.ts';
import { EntryUnreadable } from './entryContent.ts';

const zip64Sentinel = 0xffffffff;

export async function openSignableArchive(source: ByteSource): Promise<ArchiveSections> {
  const { sections, issues } = await inspectArchiveSections(source);
  if (!sections) throw issuesFound(issues);
  const names = new Set<string>();
  for (const entry of sections.entries) {
    const { name, compressedSize, uncompressedSize, headerOffset } = entry;
    if (names.has(name)) throw issuesFound([createIssue('jar-duplicate-entry', { name }, { entry: name })]);
    names.add(name);
    if (Math.max(compressedSize, uncompressedSize, headerOffset) === zip64Sentinel)
      throw Failure.of('signing-impossible', { reason: phrase('it uses Zip64, which Android cannot read') });
  }
  return sections;
}

/** Turns what was thrown about an entry into a failure with its issue. */
export async function refuseUnreadable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EntryUnreadable) throw issuesFound([error.issue], { cause: error });
    throw error;
  }
}
