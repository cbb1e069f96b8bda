/**
 * Puts the web files into the package: several are read ahead and deflated at the same time, and they are written in their
 * order. Memory is bounded by what is under way; large files are never in memory as a whole.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { present } from '../../base/present.ts';
import { type ZipWriter } from '../../formats/zip/zipWriter.ts';
import { type FileSystem } from '../../ports/fileSystem.ts';
import { type WorkContext } from '../engine/buildPlan.ts';
import { isStoredWebFile } from './webFileName.ts';
import { type WebFile } from './webApp.ts';

const largeBytes = 8 * 1024 * 1024;
const readsAhead = 16;
const bytesUnderWay = 64 * 1024 * 1024;

export interface WebFileTarget {
  readonly zip: ZipWriter;
  /** The folder of the web files in the package, with a slash at its end. */
  readonly prefix: string;
  /** Default: none, as Android has it. */
  readonly unixMode?: number;
}

export async function addWebFiles(
  { zip, prefix, unixMode }: WebFileTarget,
  files: readonly WebFile[],
  fs: FileSystem,
  context: Omit<WorkContext, 'output'>,
): Promise<void> {
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let doneBytes = 0;
  const report = (bytes: number): void => context.report(totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes));
  const writes = new PendingWrites((sizeBytes) => {
    doneBytes += sizeBytes;
    report(doneBytes);
  });
  for await (const { file, bytes } of readInOrder(files, fs)) {
    throwIfCancelled(context.signal);
    const method = isStoredWebFile(file.path) ? 'stored' : 'deflated';
    const entry = { name: prefix + file.path, method, ...present('unixMode', unixMode) } as const;
    if (bytes === undefined) {
      const source = await fs.openFile(file.absolutePath, present('identity', file.identity));
      try {
        let readBytes = 0;
        const onRead = (length: number): void => {
          throwIfCancelled(context.signal);
          readBytes += length;
          // It is read twice.
          report(doneBytes + readBytes / 2);
        };
        await zip.addSource({ ...entry, source: watched(source, onRead) });
      } finally {
        await source.close();
      }
    }
    await writes.add(bytes === undefined ? Promise.resolve() : zip.addEntry({ ...entry, bytes }), file.sizeBytes);
  }
  await writes.drain();
}

/** A large file takes as long as many small ones: it can be cancelled and shows how far it is, too. */
function watched(source: ByteSource, onRead: (length: number) => void): ByteSource {
  const { size, path } = source;
  return {
    size,
    ...present('path', path),
    read: async (offset, length) => {
      onRead(length);
      return await source.read(offset, length);
    },
  };
}

interface ReadFile {
  readonly file: WebFile;
  /** Absent for a large file, which is read piece by piece. */
  readonly bytes: Bytes | undefined;
}

async function* readInOrder(files: readonly WebFile[], fs: FileSystem): AsyncGenerator<ReadFile, void, undefined> {
  const reads: Promise<ReadFile>[] = [];
  let next = 0;
  while (next < files.length || reads.length > 0) {
    for (const file of files.slice(next, next + readsAhead - reads.length)) {
      const read = readOne(file, fs);
      // An error is met when the file's turn comes; until then it must not end the process.
      read.catch(() => undefined);
      reads.push(read);
      next++;
    }
    const first = reads.shift();
    if (first) yield await first;
  }
}

async function readOne(file: WebFile, fs: FileSystem): Promise<ReadFile> {
  if (file.sizeBytes > largeBytes) return { file, bytes: undefined };
  return { file, bytes: await fs.readFile(file.absolutePath, { ...present('identity', file.identity), maxBytes: largeBytes * 2 }) };
}

/** Writes that were begun, in order. Adding waits while too many bytes are under way. */
class PendingWrites {
  readonly #onDone: (sizeBytes: number) => void;
  readonly #writes: { readonly written: Promise<void>; readonly sizeBytes: number }[] = [];
  #heldBytes = 0;

  constructor(onDone: (sizeBytes: number) => void) {
    this.#onDone = onDone;
  }

  async add(written: Promise<void>, sizeBytes: number): Promise<void> {
    this.#writes.push({ written, sizeBytes });
    this.#heldBytes += sizeBytes;
    while (this.#heldBytes > bytesUnderWay && this.#writes.length > 0) await this.#finishFirst();
  }

  async drain(): Promise<void> {
    while (this.#writes.length > 0) await this.#finishFirst();
  }

  async #finishFirst(): Promise<void> {
    const first = this.#writes.shift();
    if (first === undefined) return;
    await first.written;
    this.#heldBytes -= first.sizeBytes;
    this.#onDone(first.sizeBytes);
  }
}
