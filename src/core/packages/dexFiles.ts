/** The Dalvik executables of a package: version and counts, from the header of each. */

import { type ByteSource } from '../base/byteSource.ts';
import { type Issue } from '../base/issue.ts';
import { dexHeaderSize, inspectDexHeader } from '../formats/dex/inspectDexHeader.ts';
import { readEntryPrefix } from '../formats/zip/readEntryPrefix.ts';
import { type ZipEntry } from '../formats/zip/zipEntry.ts';
import { issueInEntry } from './issueInEntry.ts';
import { roleOfEntry, type AndroidFormat } from './packageEntries.ts';

export interface DexFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly version?: string;
  readonly classes?: number;
  readonly methods?: number;
}

/** Large apps have some dozen; what comes after so many is not looked into. */
const maxDexFiles = 500;

export async function inspectDexFiles(
  source: ByteSource,
  entries: readonly ZipEntry[],
  format: AndroidFormat,
): Promise<{ readonly dexFiles: readonly DexFile[]; readonly issues: readonly Issue[] }> {
  const dexEntries = entries.filter((entry) => roleOfEntry(entry, format).part === 'dex').slice(0, maxDexFiles);
  const results = await Promise.all(dexEntries.map((entry) => inspectDexFile(source, entry)));
  return { dexFiles: results.map((result) => result.file), issues: results.flatMap((result) => result.issues) };
}

async function inspectDexFile(source: ByteSource, entry: ZipEntry): Promise<{ readonly file: DexFile; readonly issues: readonly Issue[] }> {
  const file = { path: entry.name, sizeBytes: entry.uncompressedSize };
  const prefix = await readEntryPrefix(source, entry, dexHeaderSize);
  if (prefix.bytes === undefined) return { file, issues: prefix.issues };
  const { header, issues } = inspectDexHeader(prefix.bytes);
  if (!header) return { file, issues: issues.map((issue) => issueInEntry(issue, entry.name)) };
  const { version, class_defs_size: classes, method_ids_size: methods } = header;
  return { file: { ...file, version, classes, methods }, issues: [] };
}
