/**
 * Reads what the main executable of an app says of itself, in each architecture: for which system it was built, and what its signature
 * contains. Of a packed executable everything up to the signature has to be inflated, but is not kept.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { inspectCodeSignature, type CodeSignature } from '../../formats/code-signature/inspectCodeSignature.ts';
import { fatHeaderBytes, inspectFatHeader } from '../../formats/mach-o/inspectFatHeader.ts';
import { inspectMachO } from '../../formats/mach-o/inspectMachO.ts';
import { type FatSlice, type FileRange, type MachO } from '../../formats/mach-o/machO.ts';
import { readEntryPrefix } from '../../formats/zip/readEntryPrefix.ts';
import { readEntryRanges, type EntryRanges } from '../../formats/zip/readEntryRanges.ts';
import { type ZipEntry } from '../../formats/zip/zipEntry.ts';
import { issueInEntry } from '../issueInEntry.ts';

export interface ExecutableSlice {
  readonly file: MachO;
  /** Absent when it is not signed, or when that cannot be read. */
  readonly signature?: CodeSignature;
}

export interface ReadExecutable {
  readonly slices: readonly ExecutableSlice[];
  readonly issues: readonly Issue[];
}

/** Load commands of large apps take some kilobytes. */
const usualHeader = 32 * 1024;
const largestHeader = 1024 * 1024;
/** 20 and 32 bytes for each 4 KB of an executable of a gigabyte. */
const largestSignature = 16 * 1024 * 1024;
const largestExecutable = 1024 * 1024 * 1024;
/** iOS packages have one or two. */
const mostSlices = 6;

export async function readExecutable(source: ByteSource, entry: ZipEntry, signal?: AbortSignal): Promise<ReadExecutable> {
  const read = async (ranges: readonly FileRange[]): Promise<EntryRanges> =>
    await readEntryRanges(source, entry, ranges, { maxBytes: largestExecutable, signal });
  const prefix = await readEntryPrefix(source, entry, Math.max(usualHeader, fatHeaderBytes));
  if (!prefix.bytes) return { slices: [], issues: prefix.issues };
  const { slices: fatSlices, issues } = inspectFatHeader(prefix.bytes, entry.uncompressedSize);
  const ranges = (fatSlices ?? [{ offset: 0, length: entry.uncompressedSize }]).slice(0, mostSlices);
  const parts = fatSlices ? await read(ranges.map(headerOf)) : { pieces: [prefix.bytes], issues: [] };
  const found: Issue[] = [...issues, ...parts.issues];
  const files: SlicedFile[] = [];
  for (const [index, slice] of ranges.entries()) {
    const piece = parts.pieces?.[index];
    if (!piece) continue;
    const inspected = await inspectHeader(piece, slice, read);
    found.push(...inspected.issues);
    if (inspected.file) files.push({ slice, file: inspected.file });
  }
  const signed = await readSignatures(files, read);
  return { slices: signed.slices, issues: [...found, ...signed.issues].map((issue) => issueInEntry(issue, entry.name)) };
}

type ReadRanges = (ranges: readonly FileRange[]) => Promise<EntryRanges>;

interface SlicedFile {
  readonly slice: FatSlice;
  readonly file: MachO;
}

function headerOf({ offset, length }: FatSlice): FileRange {
  return { offset, length: Math.min(length, usualHeader) };
}

async function inspectHeader(
  piece: Bytes,
  slice: FatSlice,
  read: ReadRanges,
): Promise<{ file: MachO | undefined; issues: readonly Issue[] }> {
  const inspected = inspectMachO(piece);
  if (inspected.file) return inspected;
  const { headerBytes = 0 } = inspected;
  // Only where there is more to read than was read.
  if (headerBytes <= piece.length || headerBytes > Math.min(slice.length, largestHeader)) return inspected;
  const longer = await read([{ offset: slice.offset, length: headerBytes }]);
  return longer.pieces?.[0] ? inspectMachO(longer.pieces[0]) : { file: undefined, issues: longer.issues };
}

async function readSignatures(files: readonly SlicedFile[], read: ReadRanges): Promise<ReadExecutable> {
  const issues: Issue[] = [];
  const wanted: (FileRange & SlicedFile)[] = [];
  for (const sliced of files) {
    const { slice, file } = sliced;
    if (!file.codeSignature) continue;
    const { offset, length } = file.codeSignature;
    if (offset + length > slice.length || length > largestSignature)
      issues.push(createIssue('code-signature-outside', { architecture: file.architecture }));
    else wanted.push({ ...sliced, offset: slice.offset + offset, length });
  }
  const { pieces, issues: unread } = wanted.length > 0 ? await read(wanted) : { pieces: [], issues: [] };
  issues.push(...unread);
  const signatures = new Map<MachO, CodeSignature | undefined>();
  for (const [index, { file }] of wanted.entries()) {
    const piece = pieces?.[index];
    if (!piece) continue;
    const inspected = inspectCodeSignature(piece);
    issues.push(...inspected.issues);
    signatures.set(file, inspected.signature);
  }
  return { slices: files.map(({ file }) => ({ file, ...present('signature', signatures.get(file)) })), issues };
}
