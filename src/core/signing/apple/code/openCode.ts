/**
 * Opens a file that may be code: thin or universal Mach-O, with the headers of every slice. What is not a Mach-O, and what is not code that is
 * loaded (objects, symbols, Java classes), is `undefined` without an issue.
 */

import { type Bytes } from '../../../base/bytes.ts';
import { createIssue, type Issue } from '../../../base/issue.ts';
import { fatHeaderBytes, inspectFatHeader } from '../../../formats/mach-o/inspectFatHeader.ts';
import { inspectMachO } from '../../../formats/mach-o/inspectMachO.ts';
import { isLoadedFile, type FatSlice, type FileRange, type MachO } from '../../../formats/mach-o/machO.ts';
import { type FileContent } from '../fileContent.ts';

export interface CodeSlice {
  readonly range: FatSlice;
  readonly file: MachO;
  /** The beginning of the slice: all load commands, and what follows them as far as it was read. */
  readonly header: Bytes;
}

export interface OpenedCode {
  readonly size: number;
  /** Of a universal file: how wide its offsets are. */
  readonly fatBits?: 32 | 64;
  readonly slices: readonly [CodeSlice, ...CodeSlice[]];
}

/** `isCode`: it begins as a Mach-O file that is loaded, whether the rest can be read or not. */
export type OpenedFile =
  | { readonly code: OpenedCode; readonly isCode: true; readonly issues: readonly Issue[] }
  | { readonly code: undefined; readonly isCode: boolean; readonly issues: readonly Issue[] };

/** Load commands of large apps take some kilobytes. */
const usualHeader = 32 * 1024;
const largestHeader = 1024 * 1024;
/** Room for the load command that a signature needs. */
const roomForCommand = 16;

const noCode: OpenedFile = { code: undefined, isCode: false, issues: [] };

/** Mach-O and universal files, in both byte orders, by their first four bytes. */
export function beginsAsCode(bytes: Bytes): boolean {
  if (bytes.length < 4) return false;
  const magic = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  return [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe, 0xcafebabf].includes(magic);
}

export async function openCode(content: FileContent): Promise<OpenedFile> {
  const { size } = content;
  const [prefix] = await content.readRanges([{ offset: 0, length: Math.min(size, Math.max(usualHeader, fatHeaderBytes)) }]);
  if (!prefix || !beginsAsCode(prefix)) return noCode;
  const { slices, bits, issues } = inspectFatHeader(prefix, size);
  if (!slices) return await openThin(content, prefix);
  // A Java class begins like a universal file; its version is more than there are processors.
  if (slices.length === 0 && issues.some(({ code }) => code === 'macho-header-invalid')) return noCode;
  if (issues.length > 0) return { code: undefined, isCode: true, issues };
  const pieces = await content.readRanges(slices.map(headerRange));
  return await finish(
    content,
    slices.map((range, index) => ({ range, header: pieces[index] ?? new Uint8Array(0) })),
    bits,
  );
}

async function openThin(content: FileContent, header: Bytes): Promise<OpenedFile> {
  const range = { cputype: 0, cpusubtype: 0, align: 0, offset: 0, length: content.size };
  return await finish(content, [{ range, header }], undefined);
}

function headerRange({ offset, length }: FatSlice): FileRange {
  return { offset, length: Math.min(length, usualHeader) };
}

interface SliceHeader {
  readonly range: FatSlice;
  readonly header: Bytes;
}

async function finish(content: FileContent, headers: readonly SliceHeader[], fatBits: 32 | 64 | undefined): Promise<OpenedFile> {
  const slices: CodeSlice[] = [];
  const issues: Issue[] = [];
  let isCode = false;
  for (const { range, header } of await lengthened(content, headers)) {
    const inspected = inspectMachO(header);
    if (inspected.file) {
      isCode ||= isLoadedFile(inspected.file);
      slices.push({ range, file: inspected.file, header });
    } else {
      isCode ||= inspected.issues.some(({ code }) => code !== 'macho-not-an-executable');
      issues.push(...inspected.issues);
    }
  }
  const [first, ...others] = slices;
  if (!isCode) return noCode;
  if (issues.length > 0 || !first) return { code: undefined, isCode, issues };
  const unloaded = slices.find(({ file }) => !isLoadedFile(file));
  if (unloaded)
    return { code: undefined, isCode, issues: [createIssue('macho-header-invalid', { field: 'filetype', value: unloaded.file.filetype })] };
  return { code: { size: content.size, slices: [first, ...others], ...(fatBits && { fatBits }) }, isCode, issues: [] };
}

/** Reads again where the load commands are longer than was read. */
async function lengthened(content: FileContent, headers: readonly SliceHeader[]): Promise<readonly SliceHeader[]> {
  const wanted = headers.map(({ range, header }) => {
    const inspected = inspectMachO(header);
    const needed = (inspected.file ? headerEnd(inspected.file) : (inspected.headerBytes ?? 0)) + roomForCommand;
    const length = Math.min(needed, range.length);
    return length > header.length && length <= largestHeader ? { offset: range.offset, length } : undefined;
  });
  const ranges = wanted.filter((range) => range !== undefined);
  if (ranges.length === 0) return headers;
  const pieces = await content.readRanges(ranges);
  return headers.map((each, index) => {
    const range = wanted[index];
    return range ? { range: each.range, header: pieces[ranges.indexOf(range)] ?? each.header } : each;
  });
}

function headerEnd({ bits, sizeofcmds }: MachO): number {
  return (bits === 64 ? 32 : 28) + sizeofcmds;
}

const largestInfo = 1024 * 1024;

/** The Info.plist that each slice of loose code may contain itself. */
export async function readEmbeddedInfo(content: FileContent, { slices }: OpenedCode): Promise<ReadonlyMap<CodeSlice, Bytes>> {
  const found = slices.flatMap((slice) => {
    const range = embeddedInfoRange(slice);
    return range ? [{ slice, range }] : [];
  });
  const pieces = found.length > 0 ? await content.readRanges(found.map(({ range }) => range)) : [];
  return new Map(found.map(({ slice }, index) => [slice, pieces[index] ?? new Uint8Array(0)]));
}

/** Its place in the whole file. */
function embeddedInfoRange({ file, range }: CodeSlice): FileRange | undefined {
  const text = file.segments.find(({ segname }) => segname === '__TEXT');
  const section = text?.sections.find(({ sectname }) => sectname === '__info_plist');
  if (!section || section.size > largestInfo || section.offset + section.size > range.length) return undefined;
  return { offset: range.offset + section.offset, length: section.size };
}
