/** What the central directory alone says about its entries: names, methods, duplicates, and bytes that two entries claim. */

import { createIssue } from '../../base/issue.ts';
import { dangerOfName, shownName } from './entryName.ts';
import { type IssueCollector } from './issueCollector.ts';
import { type ZipEntry } from './zipEntry.ts';
import * as zip from './zipRecords.ts';

export function checkEntries(entries: readonly ZipEntry[], endOfEntries: number, issues: IssueCollector): void {
  const names = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    checkEntry(entry, index, issues);
    if (names.has(entry.name)) issues.add(createIssue('zip-duplicate-entry', { entry: shownName(entry.name) }, { entry: entry.name }));
    names.add(entry.name);
  }
  // The local extra field is not known here, so this is the least that each entry takes.
  const ends = entries.map((entry) => entry.headerOffset + zip.localFileHeaderSize + entry.nameBytes.length + entry.compressedSize);
  checkOverlaps(entries, ends, endOfEntries, issues);
}

function checkEntry(entry: ZipEntry, index: number, issues: IssueCollector): void {
  const place = { entry: entry.name };
  if (entry.name === '') issues.add(createIssue('zip-name-empty', { index }, place));
  const danger = dangerOfName(entry.name);
  if (danger !== undefined) issues.add(createIssue(danger, { entry: shownName(entry.name) }, place));
  const problem = unreadableBecause(entry);
  if (problem !== undefined) issues.add(problem);
}

/** Why the content of an entry cannot be read at all. */
export function unreadableBecause(entry: ZipEntry): ReturnType<typeof createIssue> | undefined {
  const shown = shownName(entry.name);
  if ((entry.flags & (zip.flagEncrypted | zip.flagStrongEncryption | zip.flagMaskedHeader)) !== 0)
    return createIssue('zip-encrypted-entry', { entry: shown }, { entry: entry.name });
  if (entry.method !== zip.methodStored && entry.method !== zip.methodDeflated)
    return createIssue('zip-unsupported-method', { entry: shown, method: entry.method }, { entry: entry.name });
  return undefined;
}

/** `ends[i]` is where the bytes of entry i end; one pass over the entries in the order of their bytes. */
export function checkOverlaps(entries: readonly ZipEntry[], ends: readonly number[], endOfEntries: number, issues: IssueCollector): void {
  const order = Uint32Array.from(entries.keys()).sort((a, b) => (entries[a]?.headerOffset ?? 0) - (entries[b]?.headerOffset ?? 0));
  let furthest = 0;
  let owner: ZipEntry | undefined;
  for (const index of order) {
    const entry = entries[index];
    const end = ends[index];
    if (entry === undefined || end === undefined) continue;
    const place = { entry: entry.name, offset: entry.headerOffset };
    if (end > endOfEntries) issues.add(createIssue('zip-entry-outside', { entry: shownName(entry.name) }, place));
    else if (owner !== undefined && entry.headerOffset < furthest)
      issues.add(createIssue('zip-overlapping-entries', { entry: shownName(entry.name), other: shownName(owner.name) }, place));
    if (end > furthest && end <= endOfEntries) {
      furthest = end;
      owner = entry;
    }
  }
}
