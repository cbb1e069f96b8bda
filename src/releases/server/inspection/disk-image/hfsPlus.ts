/**
 * Reads single files of an HFS+ volume by their path. Nothing is written, and links are not followed. Not read: files of more than eight pieces, and those that
 * the file system packs itself.
 *
 * Layout: Apple, Technical Note TN1150; numbers are big-endian.
 */

import { type Bytes } from '../../../../core/base/bytes.ts';
import { type ByteSource } from '../../../../core/base/byteSource.ts';
import { viewOf } from './diskImage.ts';
import { type VolumeEntry, type VolumeFile, type VolumeFolder } from './volume.ts';

const headerOffset = 1024;
const headerBytes = 512;
const rootFolder = 2;
const catalogFork = 272;
const piecesOfFork = 8;
const largestNode = 32 * 1024;
/** Of the tree, from its root to a leaf. */
const deepest = 16;
/** Of one folder. */
const mostEntries = 20_000;
const mostNodes = 4000;
const packedFlag = 0x20;
const kindMask = 0o170000;
const plainFile = 0o100000;

/** `undefined` when no such volume begins there. */
export async function openHfsPlus(disk: ByteSource, start: number): Promise<VolumeFolder | undefined> {
  if (start + headerOffset + headerBytes > disk.size) return undefined;
  const header = await disk.read(start + headerOffset, headerBytes);
  const view = viewOf(header);
  const mark = view.getUint16(0);
  // `H+`, and `HX` where names differ by case.
  if (mark !== 0x482b && mark !== 0x4858) return undefined;
  const blockBytes = view.getUint32(40);
  if (blockBytes < 512 || blockBytes > 1024 * 1024) return undefined;
  const catalog = new Fork(disk, start, blockBytes, view, catalogFork);
  const tree = viewOf(await catalog.read(0, 512));
  const [root, nodeBytes] = [tree.getUint32(16), tree.getUint16(32)];
  if (nodeBytes < 512 || nodeBytes > largestNode) return undefined;
  const volume = { disk, start, blockBytes, catalog, root, nodeBytes };
  return { kind: 'folder', entries: async () => await entriesOf(volume, rootFolder) };
}

interface Volume {
  readonly disk: ByteSource;
  readonly start: number;
  readonly blockBytes: number;
  readonly catalog: Fork;
  /** Number of the node. */
  readonly root: number;
  readonly nodeBytes: number;
}

/** The content of a file: up to eight pieces of the volume. */
class Fork implements VolumeFile {
  readonly kind = 'file';
  readonly size: number;
  readonly #disk: ByteSource;
  readonly #pieces: readonly { readonly offset: number; readonly length: number }[];

  constructor(disk: ByteSource, start: number, blockBytes: number, view: DataView, at: number) {
    this.#disk = disk;
    this.size = Number(view.getBigUint64(at));
    this.#pieces = Array.from({ length: piecesOfFork }, (_, index) => ({
      offset: start + view.getUint32(at + 16 + index * 8) * blockBytes,
      length: view.getUint32(at + 20 + index * 8) * blockBytes,
    }));
  }

  async read(offset: number, length: number): Promise<Bytes> {
    if (offset + length > this.size) throw new RangeError('the file ends too early');
    const parts: Bytes[] = [];
    let [skipped, missing] = [offset, length];
    for (const piece of this.#pieces) {
      if (missing === 0) break;
      if (skipped < piece.length) {
        const part = await this.#disk.read(piece.offset + skipped, Math.min(missing, piece.length - skipped));
        parts.push(part);
        missing -= part.length;
      }
      skipped = Math.max(0, skipped - piece.length);
    }
    if (missing > 0) throw new RangeError('the file has more pieces than are read');
    return parts.length === 1 ? (parts[0] ?? new Uint8Array()) : new Uint8Array(Buffer.concat(parts));
  }
}

interface Node {
  readonly view: DataView;
  readonly bytes: Bytes;
  readonly isLeaf: boolean;
  readonly next: number;
  /** Where records begin. */
  readonly records: readonly number[];
}

async function readNode({ catalog, nodeBytes }: Volume, number: number): Promise<Node> {
  const bytes = await catalog.read(number * nodeBytes, nodeBytes);
  const view = viewOf(bytes);
  const [kind, count] = [view.getInt8(8), view.getUint16(10)];
  if (kind !== -1 && kind !== 0) throw new RangeError('a node of the catalog is of no known kind');
  if (count > (nodeBytes - 14) / 2) throw new RangeError('a node of the catalog has too many records');
  const records = Array.from({ length: count }, (_, index) => view.getUint16(nodeBytes - 2 - index * 2));
  return { view, bytes, isLeaf: kind === -1, next: view.getUint32(0), records };
}

/** Whose child a record is, its name, and where its data begins. */
function keyAt(
  { view, bytes }: Node,
  at: number,
): { readonly parent: number; readonly nameAt: number; readonly units: number; readonly data: number } {
  const [length, units] = [view.getUint16(at), view.getUint16(at + 6)];
  if (units * 2 + 6 > length || at + 2 + length > bytes.length) throw new RangeError('a key of the catalog is too long');
  return { parent: view.getUint32(at + 2), nameAt: at + 8, units, data: at + 2 + length + (length % 2) };
}

/** All children of a folder are next to each other; the record before them is of the folder itself and has no name. */
async function entriesOf(volume: Volume, folder: number): Promise<readonly VolumeEntry[]> {
  let node = await readNode(volume, volume.root);
  for (let depth = 0; !node.isLeaf; depth++) {
    if (depth > deepest) throw new RangeError('the catalog is too deep');
    let child: number | undefined;
    for (const at of node.records) {
      const key = keyAt(node, at);
      if (child !== undefined && (key.parent > folder || (key.parent === folder && key.units > 0))) break;
      child = node.view.getUint32(key.data);
    }
    if (child === undefined) return [];
    node = await readNode(volume, child);
  }
  const entries: VolumeEntry[] = [];
  for (let nodes = 0; nodes < mostNodes; nodes++) {
    for (const at of node.records) {
      const key = keyAt(node, at);
      if (key.parent > folder) return entries;
      const entry = key.parent === folder && key.units > 0 ? entryAt(volume, node, key) : undefined;
      if (entry) entries.push(entry);
      if (entries.length > mostEntries) throw new RangeError('a folder has too many files');
    }
    if (node.next === 0) return entries;
    node = await readNode(volume, node.next);
  }
  throw new RangeError('a folder has too many files');
}

function entryAt(volume: Volume, { view, bytes }: Node, { nameAt, units, data }: ReturnType<typeof keyAt>): VolumeEntry | undefined {
  const name = new TextDecoder('utf-16be').decode(bytes.subarray(nameAt, nameAt + units * 2)).normalize('NFC');
  const kind = view.getUint16(data);
  if (kind === 1) {
    const id = view.getUint32(data + 8);
    return { name, content: { kind: 'folder', entries: async () => await entriesOf(volume, id) } };
  }
  const mode = view.getUint16(data + 42) & kindMask;
  const isPacked = ((bytes[data + 41] ?? 0) & packedFlag) !== 0;
  if (kind !== 2 || isPacked || (mode !== plainFile && mode !== 0)) return undefined;
  return { name, content: new Fork(volume.disk, volume.start, volume.blockBytes, view, data + 88) };
}
