/** What the core asks of a file system. Paths are absolute and in the system's own form; joining them is `PathTools`' job. */

import { type Bytes } from '../base/bytes.ts';
import { type ByteSink, type ByteSource } from '../base/byteSource.ts';

export interface FileStat {
  readonly kind: 'file' | 'directory' | 'other';
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
  /** POSIX permission bits; absent where the system has none. */
  readonly mode?: number;
  /** Another value when another file is at the path, or when it was written to; absent where the system does not say. */
  readonly identity?: string;
}

export interface DirectoryEntry {
  readonly name: string;
  /** What a link leads to; a link that leads to nothing is `other`. */
  readonly kind: 'file' | 'directory' | 'other';
  readonly isLink?: boolean;
}

/** For reading what was looked at before: a file with another identity fails with `file-changed`. */
export interface SameFile {
  readonly identity?: string;
}

/** Nothing is written through a link that leads out of this folder; such a write fails with `link-leaves-folder`. */
export interface Confined {
  readonly within?: string;
}

export interface WriteOptions extends Confined {
  readonly mode?: number;
}

export interface FileToWrite extends WriteOptions {
  readonly path: string;
  readonly bytes: Bytes;
}

export interface ReadOptions extends SameFile {
  /** Files come from anyone: each kind has a size above which none of it is read. */
  readonly maxBytes: number;
  /** Whether a pipe is read as well, as a shell makes one of `<(…)`. It is given up when nothing comes, or with the signal. */
  readonly mayBePipe?: { readonly signal: AbortSignal };
}

/** A file open for reading at any place. */
export interface OpenFile extends ByteSource {
  close(): Promise<void>;
}

/** A file being written next to its final place. Only `commit` makes it visible, in one rename; `discard` leaves no trace. */
export interface NewFile extends ByteSink {
  /** Where the bytes are until the commit. */
  readonly temporaryPath: string;
  /**
   * Begins the file with the first `length` bytes of another, without reading them through the process where the system
   * can. Only before anything was written. Where it is absent, read and write. What the other file has beyond that stays behind
   * the bytes that follow until `endAtPosition` or the commit.
   */
  copyFrom?(path: string, length: number): Promise<void>;
  /** Ends the file behind the last byte that was written; for anyone who opens it before the commit. */
  endAtPosition?(): Promise<void>;
  /** With others of the same file system: all of them appear, or none. */
  commit(...beside: readonly NewFile[]): Promise<void>;
  discard(): Promise<void>;
}

export interface FileSystem {
  /** `undefined` when nothing is there. Follows symbolic links. */
  stat(path: string): Promise<FileStat | undefined>;
  /** The path without links, as long as something is there. */
  realPath(path: string): Promise<string | undefined>;
  /** What a symbolic link says, as it is written there; `undefined` when the path is not a link. */
  readLink(path: string): Promise<string | undefined>;
  /** Of regular files alone. Fails with `file-not-found`, `file-unreadable` or, above `maxBytes`, `file-too-large`. */
  readFile(path: string, options: ReadOptions): Promise<Bytes>;
  /** Sorted by name. An absent directory is empty. */
  readDirectory(path: string): Promise<readonly DirectoryEntry[]>;
  openFile(path: string, options?: SameFile): Promise<OpenFile>;
  /** Atomic: a killed process leaves the old file or the new one. Makes the parent directories. */
  writeFile(path: string, bytes: Bytes, options?: WriteOptions): Promise<void>;
  /** All of them, or none: they take their places at the same moment. */
  writeFiles(files: readonly FileToWrite[]): Promise<void>;
  /** Finishes, or takes back, what a process that was killed left half done at this place. Every write does so by itself. */
  settle?(path: string): Promise<void>;
  /** Makes the parent directories. Only a regular file is ever replaced, here and elsewhere. */
  createFile(path: string, options?: WriteOptions): Promise<NewFile>;
  /** Appends in one write, so that lines of several processes do not mix. */
  appendFile(path: string, bytes: Bytes, options?: Confined): Promise<void>;
  /** Copies without reading through the process where the system can. */
  copyFile(from: string, to: string): Promise<void>;
  /** Removes a file or a directory with all that is in it; an absent one is not an error. */
  remove(path: string, options?: Confined): Promise<void>;
}

/** Joining and splitting of paths, by the rules of the system the files are on. */
export interface PathTools {
  /** POSIX when absent. */
  readonly system?: 'windows' | 'posix';
  join(...parts: readonly string[]): string;
  resolve(base: string, path: string): string;
  dirname(path: string): string;
  basename(path: string): string;
  /** With forward slashes, as it is written into committed files. */
  relative(from: string, to: string): string;
}
