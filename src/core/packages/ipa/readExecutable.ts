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
import { type FileRange, type MachO } from '../../formats/mach-o/machO.ts';
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
  const { slices, issues } = await readExecutableContent({
    sizeBytes: entry.uncompressedSize,
    readPrefix: async (length) => await readEntryPrefix(source, entry, length),
    readRanges: async (ranges) => await readEntryRanges(source, entry, ranges, { maxBytes: largestExecutable, signal }),
  });
  return { slices, issues: issues.map((issue) => issueInEntry(issue, entry.name)) };
}

/** Of an executable, wherever it is. */
export interface ExecutableContent {
  readonly sizeBytes: number;
  /** At most so many bytes from the beginning. */
  readonly readPrefix: (length: number) => Promise<{ readonly bytes: Bytes | undefined; readonly issues: readonly Issue[] }>;
  readonly readRanges: ReadRanges;
}

/** Issues name no file. */
export async function readExecutableContent({ sizeBytes, readPrefix, readRanges }: ExecutableContent): Promise<ReadExecutable> {
  const prefix = await readPrefix(Math.max(usualHeader, fatHeaderBytes));
  if (!prefix.bytes) return { slices: [], issues: prefix.issues };
  const { slices: fatSlices, issues } = inspectFatHeader(prefix.bytes, sizeBytes);
  const ranges = (fatSlices ?? [{ offset: 0, length: sizeBytes }]).slice(0, mostSlices);
  const parts = fatSlices ? await readRanges(ranges.map(headerOf)) : { pieces: [prefix.bytes], issues: [] };
  const headers = await readHeaders(ranges, parts.pieces ?? [], readRanges);
  const signed = await readSignatures(headers.files, readRanges);
  return { slices: signed.slices, issues: [...issues, ...parts.issues, ...headers.issues, ...signed.issues] };
}

type ReadRanges = (ranges: readonly FileRange[]) => Promise<EntryRanges>;

interface SlicedFile {
  readonly slice: FileRange;
  readonly file: MachO;
}

function headerOf({ offset, length }: FileRange): FileRange {
  return { offset, length: Math.min(length, usualHeader) };
}

interface ReadHeaders {
  readonly files: readonly SlicedFile[];
  readonly issues: readonly Issue[];
}

/** Load commands that are longer than usual are read in one go: each reading may inflate the executable from its beginning. */
async function readHeaders(slices: readonly FileRange[], pieces: readonly Bytes[], read: ReadRanges): Promise<ReadHeaders> {
  const first = slices.flatMap((slice, index) => {
    const piece = pieces[index];
    return piece ? [{ slice, piece, inspected: inspectMachO(piece) }] : [];
  });
  const short = first.flatMap(({ slice, piece, inspected }) => {
    const length = inspected.file ? 0 : (inspected.headerBytes ?? 0);
    // Only where there is more to read than was read.
    return length > piece.length && length <= Math.min(slice.length, largestHeader) ? [{ slice, offset: slice.offset, length }] : [];
  });
  const longer: EntryRanges = short.length > 0 ? await read(short) : { pieces: [], issues: [] };
  const again = new Map(short.map(({ slice }, index) => [slice, longer.pieces?.[index]]));
  const issues: Issue[] = [...longer.issues];
  const files: SlicedFile[] = [];
  for (const { slice, inspected: before } of first) {
    const piece = again.get(slice);
    const inspected = piece ? inspectMachO(piece) : before;
    if (inspected.file) files.push({ slice, file: inspected.file });
    else if (piece || !again.has(slice)) issues.push(...inspected.issues);
  }
  return { files, issues };
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
