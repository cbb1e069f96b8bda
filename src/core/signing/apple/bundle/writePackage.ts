/**
 * Writes the sealed package from its old archive: what does not change is copied packed as it is, in the old order with its modes and
 * times; what changes is packed again in its old place; what is new follows at the end.
 */

import { throwIfCancelled } from '../../../base/cancellation.ts';
import { utf8, type Bytes } from '../../../base/bytes.ts';
import { type ByteSink, type ByteSource } from '../../../base/byteSource.ts';
import { type ZipArchive, type ZipEntry } from '../../../formats/zip/zipEntry.ts';
import { methodStored } from '../../../formats/zip/zipRecords.ts';
import { ZipWriter, type DosTime } from '../../../formats/zip/zipWriter.ts';
import { PieceCursor, type FileContent } from '../fileContent.ts';
import { type CodePiece } from '../code/signCode.ts';
import { type AppFiles } from './appFiles.ts';
import { type SealedApp, type SealedFile } from './sealApp.ts';

export interface PackageOutputOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface OldArchive {
  readonly source: ByteSource;
  readonly archive: ZipArchive;
  /** As they were before sealing, for the ranges that code keeps. */
  readonly files: AppFiles;
}

/** Of deflate: code of apps becomes 0.3 % larger than with level 6, in 80 % of the time. */
const level = 5;
/** `rw-r--r--` of a regular file; what is new is not a program. */
const plainFile = 0o100644;
const link = 0o120755;

export async function writeSealedArchive(
  { source, archive, files }: OldArchive,
  sealed: Pick<SealedApp, 'files' | 'removed'>,
  sink: ByteSink,
  { signal, onProgress }: PackageOutputOptions = {},
): Promise<void> {
  const writer = new ZipWriter(sink, { keepsTimes: true, comment: archive.layout.comment, level });
  const old = new Set<string>();
  let done = 0;
  for (const entry of archive.entries) {
    throwIfCancelled(signal);
    old.add(entry.name);
    onProgress?.(done / Math.max(source.size, 1));
    done += entry.compressedSize;
    const changed = sealed.files.get(entry.name);
    if (changed) await addSealed(writer, entry.name, changed, files, keptAttributes(entry, files.get(entry.name)?.kind === 'link'));
    else if (!sealed.removed.has(entry.name)) await writer.copyEntry(source, entry);
  }
  const time = timeOf(archive);
  for (const [name, changed] of sealed.files) {
    throwIfCancelled(signal);
    if (!old.has(name)) await addSealed(writer, name, changed, files, { unixMode: plainFile, time });
  }
  await writer.finish();
}

/** New files get the time of the first old one, so that the same input gives the same package. */
function timeOf({ entries: [first] }: ZipArchive): DosTime {
  return { dosTime: first?.dosTime ?? 0, dosDate: first?.dosDate ?? 0x21 };
}

interface Attributes {
  readonly unixMode?: number;
  readonly time: DosTime;
  readonly isStored?: boolean;
}

/** Archives of systems without modes have none here; then the files are plain ones, and devices give programs their mode. */
function keptAttributes({ externalAttributes, dosTime, dosDate, method }: ZipEntry, wasLink: boolean): Attributes {
  const mode = externalAttributes >>> 16;
  // What takes the place of a link is a file.
  return { unixMode: mode === 0 || wasLink ? plainFile : mode, time: { dosTime, dosDate }, isStored: method === methodStored };
}

async function addSealed(writer: ZipWriter, name: string, file: SealedFile, files: AppFiles, attributes: Attributes): Promise<void> {
  const { isStored = false, ...kept } = attributes;
  const entry = { name, method: isStored ? 'stored' : 'deflated', ...kept } as const;
  if (file.kind === 'bytes') await writer.addEntry({ ...entry, bytes: file.bytes });
  else {
    const { pieces, sizeBytes } = file;
    const content = files.get(name);
    if (content?.kind !== 'file') throw new Error(`${name} has no old content`);
    await writer.addPieces({ ...entry, sizeBytes, open: () => piecesOf(pieces, content.content) });
  }
}

/** A whole package of files that are in no archive yet, in their order. */
export async function writeNewArchive(
  files: AppFiles,
  modes: ReadonlyMap<string, number>,
  sealed: Pick<SealedApp, 'files' | 'removed'>,
  sink: ByteSink,
  { signal, onProgress }: PackageOutputOptions = {},
): Promise<void> {
  const writer = new ZipWriter(sink, { level });
  let done = 0;
  for (const [name, entry] of files) {
    throwIfCancelled(signal);
    onProgress?.(done++ / files.size);
    const unixMode = modes.get(name) ?? plainFile;
    const changed = sealed.files.get(name);
    if (changed) await addSealed(writer, name, changed, files, { unixMode, time: newTime });
    else if (sealed.removed.has(name)) continue;
    else if (entry.kind === 'link')
      await writer.addEntry({ name, method: 'stored', unixMode: link, time: newTime, bytes: utf8(entry.target) });
    else {
      const { content } = entry;
      await writer.addPieces({ name, method: 'deflated', unixMode, time: newTime, sizeBytes: content.size, open: () => content.pieces() });
    }
  }
  for (const [name, changed] of sealed.files)
    if (!files.has(name)) await addSealed(writer, name, changed, files, { unixMode: plainFile, time: newTime });
  await writer.finish();
}

/** 1980-01-01, the first day that archives know. */
const newTime: DosTime = { dosTime: 0, dosDate: 0x21 };

/** The new content of code: the old file is read once from front to back. */
export async function* piecesOf(pieces: readonly CodePiece[], content: FileContent): AsyncGenerator<Bytes, void, undefined> {
  const cursor = new PieceCursor(content.pieces());
  let position = 0;
  try {
    for (const piece of pieces) {
      if (piece.kind === 'bytes') {
        yield piece.bytes;
        continue;
      }
      await cursor.skip(piece.start - position);
      position = piece.start;
      while (position < piece.end) {
        const bytes = await cursor.next(piece.end - position);
        if (!bytes) return;
        position += bytes.length;
        yield bytes;
      }
    }
  } finally {
    await cursor.close();
  }
}
