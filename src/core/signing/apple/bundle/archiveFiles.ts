/** The files of an app in an archive (.ipa). Modes of Unix tell links from files; content stays packed until it is read. */

import { fromUtf8 } from '../../../base/bytes.ts';
import { type ByteSource } from '../../../base/byteSource.ts';
import { createIssue, type Issue } from '../../../base/issue.ts';
import { entryPieces } from '../../../formats/zip/entryPieces.ts';
import { shownName } from '../../../formats/zip/entryName.ts';
import { readEntry } from '../../../formats/zip/readEntry.ts';
import { readEntryRanges } from '../../../formats/zip/readEntryRanges.ts';
import { type ZipArchive, type ZipEntry } from '../../../formats/zip/zipEntry.ts';
import { methodStored } from '../../../formats/zip/zipRecords.ts';
import { ZipContentError } from '../../../formats/zip/zipContentError.ts';
import { type FileContent } from '../fileContent.ts';
import { type AppEntry, type AppFiles } from './appFiles.ts';

export interface ArchiveFiles {
  readonly files: AppFiles;
  /** Of names that no device can have; such entries are left out. */
  readonly issues: readonly Issue[];
}

/** `PATH_MAX` of Apple's systems. */
const longestPath = 1024;
const largestLink = 4096;
const largestEntry = 16 * 1024 * 1024 * 1024;

export async function openArchiveFiles(source: ByteSource, { entries }: ZipArchive): Promise<ArchiveFiles> {
  const files = new Map<string, AppEntry>();
  const issues: Issue[] = [];
  for (const entry of entries) {
    if (entry.isDirectory) continue;
    if (entry.name.length > longestPath) issues.push(createIssue('ipa-path-too-long', { path: shownName(entry.name) }));
    else if (isLink(entry)) {
      const { bytes, issues: found } = await readEntry(source, entry, { maxBytes: largestLink });
      if (bytes) files.set(entry.name, { kind: 'link', target: fromUtf8(bytes) });
      else issues.push(...found);
    } else files.set(entry.name, { kind: 'file', content: contentOfEntry(source, entry) });
  }
  issues.push(...filesThatAreFolders(files));
  return { files, issues };
}

/** The first of them: the archive is not a package then. */
function filesThatAreFolders(files: AppFiles): readonly Issue[] {
  for (const name of files.keys()) {
    for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      const path = name.slice(0, end);
      if (files.has(path)) return [createIssue('ipa-file-and-folder', { path: shownName(path) }, { entry: path })];
    }
  }
  return [];
}

const S_IFMT = 0o170000;
const S_IFLNK = 0o120000;
/** The systems whose external attributes contain a mode of Unix: Unix itself, and macOS (APPNOTE.TXT 4.4.2). */
const unixSystems: ReadonlySet<number> = new Set([3, 19]);

function isLink({ versionMadeBy, externalAttributes }: Pick<ZipEntry, 'versionMadeBy' | 'externalAttributes'>): boolean {
  return unixSystems.has(versionMadeBy >>> 8) && ((externalAttributes >>> 16) & S_IFMT) === S_IFLNK;
}

/** Reading throws `ZipContentError` for what is damaged. */
function contentOfEntry(source: ByteSource, entry: ZipEntry): FileContent {
  return {
    size: entry.uncompressedSize,
    isPacked: entry.method !== methodStored,
    readRanges: async (ranges) => {
      const { pieces, issues } = await readEntryRanges(source, entry, ranges, { maxBytes: largestEntry });
      if (!pieces) throw new ZipContentError(issues[0]);
      return pieces;
    },
    pieces: () => entryPieces(source, entry),
  };
}
