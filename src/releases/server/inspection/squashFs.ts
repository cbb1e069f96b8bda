/**
 * Reads single small files of a squashfs image (version 4.0): directories, links inside, and files, packed with zlib, zstd or xz. Nothing is written,
 * and nothing is followed out of the image.
 *
 * Layout: https://dr-emann.github.io/squashfs/squashfs.html
 */

import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { fromLatin1, fromUtf8, type Bytes } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { unpackXz } from './unpackXz.ts';

const superblockBytes = 96;
const metadataBytes = 8192;
const smallestBlock = 4096;
const largestBlock = 1024 * 1024;
/** Of one list of a folder, or one inode. */
const largestMetadata = 4 * 1024 * 1024;
const mostEntries = 10_000;
const mostLinks = 10;

interface Inode {
  readonly kind: 'folder' | 'file' | 'link' | 'other';
  /** Of a folder: block and offset of its list, and the size of that. Of a file: see `readFile`. */
  readonly block: number;
  readonly offset: number;
  readonly size: number;
  readonly fragment: number;
  readonly sizes: readonly number[];
  readonly target: string;
}

export interface SquashEntry {
  readonly name: string;
  readonly reference: number;
}

export class SquashFs {
  readonly #source: ByteSource;
  readonly #start: number;
  readonly #unpack: (bytes: Bytes) => Bytes;
  readonly #blockBytes: number;
  readonly #inodes: number;
  readonly #directories: number;
  readonly #fragments: number;
  readonly #root: number;

  private constructor(source: ByteSource, start: number, view: DataView, unpack: (bytes: Bytes) => Bytes) {
    this.#source = source;
    this.#start = start;
    this.#unpack = unpack;
    const long = (at: number): number => Number(view.getBigUint64(at, true));
    this.#blockBytes = view.getUint32(12, true);
    this.#root = long(32);
    this.#inodes = long(64);
    this.#directories = long(72);
    this.#fragments = long(80);
  }

  /** `undefined` for what is not such an image, or is packed in another way. */
  static async open(source: ByteSource, start: number): Promise<SquashFs | undefined> {
    if (start + superblockBytes > source.size) return undefined;
    const bytes = await source.read(start, superblockBytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (fromLatin1(bytes.subarray(0, 4)) !== 'hsqs' || view.getUint16(28, true) !== 4 || !isBlockSize(view.getUint32(12, true)))
      return undefined;
    const limit = { maxOutputLength: largestBlock };
    const ways: Readonly<Record<number, (packed: Bytes) => Bytes>> = {
      1: (packed) => inflateSync(packed, limit),
      4: (packed) => unpackXz(packed, largestBlock),
      6: (packed) => zstdDecompressSync(packed, limit),
    };
    const unpack = ways[view.getUint16(20, true)];
    return unpack && new SquashFs(source, start, view, unpack);
  }

  /** Of the folder at the top. */
  async rootEntries(): Promise<readonly SquashEntry[]> {
    return await this.#list(await this.#inode(this.#root));
  }

  /** A file by its path from the top; `undefined` when there is none, or it has more bytes. Links lead on within the image. */
  async readFile(path: string, maxBytes: number): Promise<Bytes | undefined> {
    let parts = path.split('/');
    for (let links = 0; links < mostLinks; links++) {
      const found = await this.#walk(parts);
      if (!found) return undefined;
      const { inode, at } = found;
      if (inode.kind === 'file') return inode.size > maxBytes ? undefined : await this.#content(inode);
      if (inode.kind !== 'link') return undefined;
      parts = resolved([...(inode.target.startsWith('/') ? [] : parts.slice(0, at)), ...inode.target.split('/'), ...parts.slice(at + 1)]);
    }
    return undefined;
  }

  /** Up to the end, or the first link on the way: `at` is its place. */
  async #walk(parts: readonly string[]): Promise<{ readonly inode: Inode; readonly at: number } | undefined> {
    let inode = await this.#inode(this.#root);
    for (const [at, part] of parts.entries()) {
      const entry = (await this.#list(inode)).find(({ name }) => name === part);
      if (!entry) return undefined;
      inode = await this.#inode(entry.reference);
      if (inode.kind === 'link' || at === parts.length - 1) return { inode, at };
    }
    return undefined;
  }

  /** Bytes of the stream of metadata blocks that begins at a place of the image. */
  async #metadata(table: number, block: number, offset: number, length: number): Promise<Bytes> {
    if (length > largestMetadata) throw new TypeError('it has too many files');
    const pieces: Bytes[] = [];
    let at = this.#start + table + block;
    let skip = offset;
    let missing = length;
    while (missing > 0) {
      const head = await this.#source.read(at, 2);
      const header = (head[0] ?? 0) + (head[1] ?? 0) * 256;
      const size = header & 0x7fff;
      if (size === 0 || size > metadataBytes || at + 2 + size > this.#source.size) throw new TypeError('it ends too early');
      const stored = await this.#source.read(at + 2, size);
      const plain = (header & 0x8000) === 0 ? this.#unpack(stored) : stored;
      const piece = plain.subarray(skip, skip + missing);
      pieces.push(piece);
      missing -= piece.length;
      skip = Math.max(0, skip - plain.length);
      if (plain.length === 0) throw new TypeError('it ends too early');
      at += 2 + size;
    }
    return new Uint8Array(Buffer.concat(pieces));
  }

  async #inode(reference: number): Promise<Inode> {
    const [block, offset] = [Math.floor(reference / 65_536), reference % 65_536];
    const read = async (length: number): Promise<DataView> => {
      const bytes = await this.#metadata(this.#inodes, block, offset, length);
      return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    };
    const kind = (await read(16)).getUint16(0, true);
    const nothing = { block: 0, offset: 0, size: 0, fragment: 0xffff_ffff, sizes: [], target: '' };
    if (kind === 1) {
      const view = await read(32);
      return {
        ...nothing,
        kind: 'folder',
        block: view.getUint32(16, true),
        size: view.getUint16(24, true),
        offset: view.getUint16(26, true),
      };
    }
    if (kind === 8) {
      const view = await read(40);
      return {
        ...nothing,
        kind: 'folder',
        size: view.getUint32(20, true),
        block: view.getUint32(24, true),
        offset: view.getUint16(34, true),
      };
    }
    if (kind === 3 || kind === 10) {
      const size = Math.min((await read(24)).getUint32(20, true), 4096);
      const view = await read(24 + size);
      return { ...nothing, kind: 'link', target: fromUtf8(new Uint8Array(view.buffer, view.byteOffset + 24, size)) };
    }
    if (kind !== 2 && kind !== 9) return { ...nothing, kind: 'other' };
    const isLong = kind === 9;
    const head = isLong ? 56 : 32;
    const view = await read(head);
    const size = isLong ? Number(view.getBigUint64(24, true)) : view.getUint32(28, true);
    const fragment = view.getUint32(isLong ? 44 : 20, true);
    const count = fragment === 0xffff_ffff ? Math.ceil(size / this.#blockBytes) : Math.floor(size / this.#blockBytes);
    const large = { kind: 'file', size, fragment, offset: view.getUint32(isLong ? 48 : 24, true), target: '' } as const;
    const start = isLong ? Number(view.getBigUint64(16, true)) : view.getUint32(16, true);
    // Of a file that is too large to be read, no one needs the blocks.
    if (count > mostEntries) return { ...large, block: start, sizes: [] };
    const sizes = await read(head + count * 4);
    return { ...large, block: start, sizes: Array.from({ length: count }, (_, index) => sizes.getUint32(head + index * 4, true)) };
  }

  async #list({ kind, block, offset, size }: Inode): Promise<readonly SquashEntry[]> {
    if (kind !== 'folder' || size <= 3) return [];
    const bytes = await this.#metadata(this.#directories, block, offset, size - 3);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entries: SquashEntry[] = [];
    for (let at = 0; at + 12 <= bytes.length;) {
      const [count, start] = [view.getUint32(at, true) + 1, view.getUint32(at + 4, true)];
      at += 12;
      for (let index = 0; index < count && at + 8 <= bytes.length; index++) {
        const length = view.getUint16(at + 6, true) + 1;
        entries.push({ name: fromUtf8(bytes.subarray(at + 8, at + 8 + length)), reference: start * 65_536 + view.getUint16(at, true) });
        if (entries.length > mostEntries) throw new TypeError('it has too many files');
        at += 8 + length;
      }
    }
    return entries;
  }

  async #content({ block, offset, size, fragment, sizes }: Inode): Promise<Bytes> {
    const pieces: Bytes[] = [];
    let at = this.#start + block;
    for (const each of sizes) {
      pieces.push(await this.#block(at, each));
      at += each & 0xff_ffff;
    }
    const rest = size - pieces.reduce((sum, { length }) => sum + length, 0);
    if (rest > 0 && fragment !== 0xffff_ffff) pieces.push((await this.#fragment(fragment)).subarray(offset, offset + rest));
    return new Uint8Array(Buffer.concat(pieces)).subarray(0, size);
  }

  async #block(at: number, stored: number): Promise<Bytes> {
    const length = stored & 0xff_ffff;
    // A block of zeros is not stored.
    if (length === 0) return new Uint8Array(this.#blockBytes);
    if (length > largestBlock || at + length > this.#source.size) throw new TypeError('it ends too early');
    const bytes = await this.#source.read(at, length);
    return (stored & 0x100_0000) === 0 ? this.#unpack(bytes) : bytes;
  }

  async #fragment(index: number): Promise<Bytes> {
    const perBlock = metadataBytes / 16;
    const pointer = await this.#source.read(this.#start + this.#fragments + Math.floor(index / perBlock) * 8, 8);
    const table = Number(new DataView(pointer.buffer, pointer.byteOffset, 8).getBigUint64(0, true));
    const entry = await this.#metadata(table, 0, (index % perBlock) * 16, 16);
    const view = new DataView(entry.buffer, entry.byteOffset, 16);
    return await this.#block(this.#start + Number(view.getBigUint64(0, true)), view.getUint32(8, true));
  }
}

function isBlockSize(bytes: number): boolean {
  return bytes >= smallestBlock && bytes <= largestBlock;
}

/** Without `.` and `..`, which end at the top. */
function resolved(parts: readonly string[]): string[] {
  const way: string[] = [];
  for (const part of parts) {
    if (part === '..') way.pop();
    else if (part !== '' && part !== '.') way.push(part);
  }
  return way;
}
