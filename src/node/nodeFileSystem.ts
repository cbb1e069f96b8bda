/** The file system of this machine. Every error is a failure that names the path; nothing is ever half written. */

import { closeSync, constants, type BigIntStats, type Dirent, readSync, type Stats, statSync } from 'node:fs';
import { copyFile, type FileHandle, lstat, open, readdir, readlink, realpath, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Bytes, concatBytes } from '../core/base/bytes.ts';
import { Failure } from '../core/base/failure.ts';
import { phrase } from '../core/base/phrase.ts';
import {
  type Confined,
  type DirectoryEntry,
  type FileStat,
  type FileSystem,
  type FileToWrite,
  type NewFile,
  type OpenFile,
  type ReadOptions,
  type SameFile,
  type WriteOptions,
} from '../core/ports/fileSystem.ts';
import { AtOnce } from './atOnce.ts';
import { errorCode, readFailure, writeFailure } from './fileFailure.ts';
import { makeFolder } from './makeFolder.ts';
import { requireSameFile, fileIdentity } from './fileIdentity.ts';
import { settleMoves } from './moveJournal.ts';
import { moveOver, NodeNewFile } from './nodeNewFile.ts';
import { closeLater, NodeOpenFile, openAtOnce, openRegular, readLater } from './nodeOpenFile.ts';
import { isPipe, readPipe } from './readPipe.ts';
import { placeFor, requireWithin } from './writePlace.ts';
import { writeTogether } from './writeTogether.ts';

const readChunk = 64 * 1024;

export interface NodeFileSystemOptions {
  /** Whether this thread may look at files and read small ones by itself: the process has no one to answer meanwhile. */
  readonly readsAtOnce?: boolean;
}

/** What is read at once as a whole. Files of /proc say that they are empty, and some of them wait for what happens next. */
const isSmall = (sizeBytes: number): boolean => sizeBytes > 0 && sizeBytes <= 1024 * 1024;

export class NodeFileSystem implements FileSystem {
  /** Not `#atOnce`: proxies and objects that inherit from one of these have no such member. */
  private readonly atOnce: AtOnce | undefined;

  constructor({ readsAtOnce = false }: NodeFileSystemOptions = {}) {
    this.atOnce = readsAtOnce ? new AtOnce() : undefined;
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const found = await statOrAbsent(path, this.atOnce);
    return found && toFileStat(found);
  }

  async readLink(path: string): Promise<string | undefined> {
    try {
      return await readlink(path);
    } catch (error) {
      // What is not a link, or is not there.
      if (['EINVAL', 'ENOENT', 'ENOTDIR', 'UNKNOWN'].includes(errorCode(error) ?? '')) return undefined;
      throw readFailure(error, path);
    }
  }

  async realPath(path: string): Promise<string | undefined> {
    try {
      return await realpath(path);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw readFailure(error, path);
    }
  }

  async readFile(path: string, options: Partial<ReadOptions> = {}): Promise<Bytes> {
    const limit = options.maxBytes ?? Infinity;
    if (options.mayBePipe && (await isPipe(path))) return await readPipe(path, limit, options.mayBePipe.signal);
    const atOnce = this.atOnce;
    try {
      const { fd, found } = atOnce?.mayGoOn() ? atOnce.timed(() => openAtOnce(path)) : await openRegular(path);
      try {
        requireSameFile(found, options, path);
        const sizeBytes = Number(found.size);
        if (sizeBytes > limit) throw Failure.of('file-too-large', { path, sizeBytes, limitBytes: limit });
        return await readToEnd({ fd, atOnce: isSmall(sizeBytes) ? atOnce : undefined }, sizeBytes, limit, path);
      } finally {
        if (atOnce) closeSync(fd);
        else await closeLater(fd);
      }
    } catch (error) {
      throw error instanceof Failure ? error : readFailure(error, path);
    }
  }

  async readDirectory(path: string): Promise<readonly DirectoryEntry[]> {
    try {
      const found = await readdir(path, { withFileTypes: true });
      const entries: DirectoryEntry[] = [];
      const links: Dirent[] = [];
      // One promise for each of thousands of files would take longer than to read the folder.
      for (const entry of found)
        if (entry.isSymbolicLink()) links.push(entry);
        else entries.push({ name: entry.name, kind: kindOfStats(entry) });
      entries.push(
        ...(await Promise.all(links.map(async ({ name }) => ({ name, kind: await kindOfTarget(join(path, name)), isLink: true })))),
      );
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      if (errorCode(error) === 'ENOTDIR')
        throw Failure.of('file-unreadable', { path, reason: phrase('it is not a folder') }, { cause: error });
      throw readFailure(error, path);
    }
  }

  openFile(path: string, options?: SameFile): Promise<OpenFile> {
    return NodeOpenFile.open(path, { ...options, atOnce: this.atOnce });
  }

  async settle(path: string): Promise<void> {
    try {
      await settleMoves((await this.realPath(path)) ?? path);
    } catch (error) {
      throw error instanceof Failure ? error : writeFailure(error, path);
    }
  }

  async writeFile(path: string, bytes: Bytes, options: WriteOptions = {}): Promise<void> {
    const file = await NodeNewFile.create(path, { ...options, isDurable: true });
    try {
      await file.write(bytes);
      await file.commit();
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  async writeFiles(files: readonly FileToWrite[]): Promise<void> {
    await writeTogether(files);
  }

  /** Not durable against a power cut before the system writes its cache: packages are large and can be made again. */
  createFile(path: string, options: WriteOptions = {}): Promise<NewFile> {
    return NodeNewFile.create(path, options);
  }

  async appendFile(path: string, bytes: Bytes, options: Confined = {}): Promise<void> {
    let handle: FileHandle | undefined;
    try {
      await requireWithin(path, options);
      await makeFolder(dirname(path));
      const place = await placeFor(path);
      await ownFile(place.path);
      handle = await open(place.path, appending);
      if (!(await handle.stat()).isFile()) throw Failure.of('file-unwritable', { path, reason: phrase('it is not a regular file') });
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten !== bytes.length) throw Failure.of('file-unwritable', { path, reason: phrase('the disk is full') });
      await handle.datasync();
    } catch (error) {
      throw error instanceof Failure ? error : writeFailure(error, path);
    } finally {
      await handle?.close();
    }
  }

  async copyFile(from: string, to: string): Promise<void> {
    // Whether an error of the copy is about reading or about writing shows only when the one is tried alone.
    await (await NodeOpenFile.open(from)).close();
    let temporaryPath: string | undefined;
    try {
      await makeFolder(dirname(to));
      const place = await placeFor(to);
      temporaryPath = place.temporaryPath;
      await copyFile(from, temporaryPath, constants.COPYFILE_FICLONE);
      await moveOver(temporaryPath, place.path);
    } catch (error) {
      if (temporaryPath !== undefined) await rm(temporaryPath, { force: true }).catch(() => undefined);
      throw error instanceof Failure ? error : writeFailure(error, to);
    }
  }

  /** A link itself is removed, and not what it leads to. */
  async remove(path: string, options: Confined = {}): Promise<void> {
    try {
      await requireWithin(dirname(path), options);
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      throw error instanceof Failure ? error : writeFailure(error, path);
    }
  }
}

/** A file with a second name, as a backup or an archive may give it, gets its own copy: what is appended is not seen under the other name. */
async function ownFile(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile() || found.nlink < 2) return;
  const copy = await NodeNewFile.create(path, { isDurable: true });
  try {
    await copy.copyFrom(path, found.size);
    await copy.commit();
  } finally {
    await copy.discard();
  }
}

/** The path has no link any more at its end, so one that is there now was put there meanwhile. A pipe would keep the opening waiting. */
const appending = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Links in a circle lead to nothing, as broken ones do. */
async function statOrAbsent(path: string, atOnce?: AtOnce): Promise<BigIntStats | undefined> {
  try {
    return atOnce?.mayGoOn() ? atOnce.timed(() => statSync(path, { bigint: true })) : await stat(path, { bigint: true });
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw readFailure(error, path);
  }
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errorCode(error) ?? '');
}

interface ReadFile {
  readonly fd: number;
  readonly atOnce: AtOnce | undefined;
}

/**
 * A file may grow while it is read, and those of /proc have no size. So it is read until its end, and never beyond the limit. Room for one
 * byte more than is expected shows the end without another allocation.
 */
async function readToEnd({ fd, atOnce }: ReadFile, expected: number, limit: number, path: string): Promise<Bytes> {
  const parts: Bytes[] = [];
  // Not filled with zeros first: only what was read is given out.
  let part: Bytes = new Uint8Array(Buffer.allocUnsafeSlow(expected === 0 ? readChunk : expected + 1).buffer);
  let [size, filled] = [0, 0];
  for (;;) {
    const room = part.subarray(filled);
    const count = atOnce?.mayGoOn()
      ? atOnce.timed(() => readSync(fd, room, 0, room.length, null))
      : (await readLater(fd, room, 0, room.length, null)).bytesRead;
    if (count === 0) break;
    size += count;
    filled += count;
    if (size > limit) throw Failure.of('file-too-large', { path, sizeBytes: size, limitBytes: limit });
    if (filled < part.length) continue;
    parts.push(part);
    part = new Uint8Array(readChunk);
    filled = 0;
  }
  const last = part.subarray(0, filled);
  return parts.length === 0 ? last : concatBytes(...parts, last);
}

function toFileStat(found: BigIntStats): FileStat {
  const mode = process.platform === 'win32' ? {} : { mode: Number(found.mode) & 0o7777 };
  return { kind: kindOfStats(found), sizeBytes: Number(found.size), modifiedAt: found.mtime, identity: fileIdentity(found), ...mode };
}

function kindOfStats(found: BigIntStats | Stats | Dirent): FileStat['kind'] {
  if (found.isFile()) return 'file';
  return found.isDirectory() ? 'directory' : 'other';
}

/** A link is what it leads to; a broken one is `other`. */
async function kindOfTarget(link: string): Promise<FileStat['kind']> {
  const target = await stat(link).catch(() => undefined);
  return target ? kindOfStats(target) : 'other';
}
