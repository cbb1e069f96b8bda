/** Small disk images of macOS, made part by part: an HFS+ volume whose catalog is one leaf, and UDIF around any disk. */

import { deflateSync } from 'node:zlib';
import { concatBytes, latin1, toBase64, utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { ByteWriter } from '../../src/core/base/byteWriter.ts';

const blockBytes = 4096;
const nodeBytes = 8192;
/** After the header of the volume. */
const catalogBlock = 1;
const firstFile = catalogBlock + (2 * nodeBytes) / blockBytes;

export type DiskFiles = Readonly<Record<string, Bytes | string>>;

interface CatalogRow {
  readonly parent: number;
  readonly name: string;
  readonly data: Bytes;
}

/** Files by their paths; what ends with `@` is a link to its content. */
export function hfsVolume(files: DiskFiles): Bytes {
  const rows: CatalogRow[] = [];
  const blocks: Bytes[] = [];
  const folders = new Map([['', 2]]);
  let [nextId, nextBlock] = [16, firstFile];
  const addFolder = (path: string): number => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const parent = addFolder(cut === -1 ? '' : path.slice(0, cut));
    const id = nextId++;
    folders.set(path, id);
    rows.push(
      { parent, name: path.slice(cut + 1), data: record(88, 1, id) },
      { parent: id, name: '', data: new Uint8Array([0, 3, 0, 0, 0, 0, 0, 0, 0, 0]) },
    );
    return id;
  };
  for (const [path, text] of Object.entries(files)) {
    const content = typeof text === 'string' ? utf8(text) : text;
    const cut = path.lastIndexOf('/');
    const parent = addFolder(cut === -1 ? '' : path.slice(0, cut));
    const data = record(248, 2, nextId++);
    const view = new DataView(data.buffer);
    view.setUint16(42, path.endsWith('@') ? 0o120777 : 0o100644);
    const count = Math.ceil(content.length / blockBytes);
    fork(view, 88, content.length, nextBlock, count);
    rows.push({ parent, name: path.slice(cut + 1).replace(/@$/, ''), data });
    const padded = new Uint8Array(count * blockBytes);
    padded.set(content);
    blocks.push(padded);
    nextBlock += count;
  }
  const header = new Uint8Array(blockBytes);
  const view = new DataView(header.buffer);
  header.set(latin1('H+'), 1024);
  view.setUint16(1026, 4);
  view.setUint32(1024 + 40, blockBytes);
  view.setUint32(1024 + 44, nextBlock);
  fork(view, 1024 + 272, 2 * nodeBytes, catalogBlock, firstFile - catalogBlock);
  return concatBytes(header, headerNode(rows.length), leafNode(rows), ...blocks);
}

function record(length: number, kind: number, id: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, kind);
  view.setUint32(8, id);
  return bytes;
}

function fork(view: DataView, at: number, length: number, start: number, count: number): void {
  view.setBigUint64(at, BigInt(length));
  view.setUint32(at + 12, count);
  view.setUint32(at + 16, start);
  view.setUint32(at + 20, count);
}

function headerNode(rowCount: number): Bytes {
  const node = new Uint8Array(nodeBytes);
  const view = new DataView(node.buffer);
  node[8] = 1;
  view.setUint16(10, 3);
  view.setUint16(14, 1);
  view.setUint32(16, 1);
  view.setUint32(20, rowCount);
  view.setUint32(24, 1);
  view.setUint32(28, 1);
  view.setUint16(32, nodeBytes);
  view.setUint16(34, 516);
  view.setUint32(36, 2);
  for (const [index, offset] of [14, 120, 248, nodeBytes - 8].entries()) view.setUint16(nodeBytes - 2 - index * 2, offset);
  return node;
}

function leafNode(rows: readonly CatalogRow[]): Bytes {
  const node = new Uint8Array(nodeBytes);
  const view = new DataView(node.buffer);
  node[8] = 0xff;
  node[9] = 1;
  view.setUint16(10, rows.length);
  let at = 14;
  const sorted = rows.toSorted((a, b) => a.parent - b.parent || (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  for (const [index, { parent, name, data }] of sorted.entries()) {
    view.setUint16(nodeBytes - 2 - index * 2, at);
    view.setUint16(at, 6 + name.length * 2);
    view.setUint32(at + 2, parent);
    view.setUint16(at + 6, name.length);
    for (let unit = 0; unit < name.length; unit++) view.setUint16(at + 8 + unit * 2, name.charCodeAt(unit));
    node.set(data, at + 8 + name.length * 2);
    at += 8 + name.length * 2 + data.length;
  }
  view.setUint16(nodeBytes - 2 - rows.length * 2, at);
  return node;
}

export interface Packing {
  /** Of a chunk, as tables name it. */
  readonly kind: number;
  readonly pack: (bytes: Bytes) => Bytes;
}

export const zlibPacking: Packing = { kind: 0x8000_0005, pack: (bytes) => deflateSync(bytes) };
export const rawPacking: Packing = { kind: 1, pack: (bytes) => bytes };

/** Chunks of so many bytes; those of zeros are not stored. */
export function udif(disk: Bytes, { kind, pack }: Packing = zlibPacking, chunkBytes = 16 * 1024): Bytes {
  const data: Bytes[] = [];
  const table = new ByteWriter({ littleEndian: false });
  let [offset, count] = [0, 0];
  const row = (type: number, sector: number, sectors: number, at: number, length: number): void => {
    table.u32(type).u32(0).u64(BigInt(sector)).u64(BigInt(sectors)).u64(BigInt(at)).u64(BigInt(length));
    count++;
  };
  for (let at = 0; at < disk.length; at += chunkBytes) {
    const chunk = disk.subarray(at, at + chunkBytes);
    const isEmpty = chunk.every((byte) => byte === 0);
    const packed = isEmpty ? new Uint8Array() : pack(chunk);
    row(isEmpty ? 0 : kind, at / 512, chunk.length / 512, offset, packed.length);
    data.push(packed);
    offset += packed.length;
  }
  row(0xffff_ffff, disk.length / 512, 0, offset, 0);
  const head = new ByteWriter({ littleEndian: false });
  head
    .bytes(latin1('mish'))
    .u32(1)
    .u64(0n)
    .u64(BigInt(disk.length / 512))
    .u64(0n)
    .u32(chunkBytes / 512 + 8)
    .u32(0)
    .zeros(24 + 136)
    .u32(count);
  const mish = toBase64(concatBytes(head.finish(), table.finish()));
  const list = utf8(
    `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>resource-fork</key><dict><key>blkx</key><array><dict><key>Attributes</key><string>0x0050</string><key>CFName</key><string>whole disk (Apple_HFS : 0)</string><key>Data</key><data>${mish}</data><key>ID</key><string>0</string><key>Name</key><string>whole disk (Apple_HFS : 0)</string></dict></array></dict></dict></plist>`,
  );
  const trailer = new Uint8Array(512);
  const view = new DataView(trailer.buffer);
  trailer.set(latin1('koly'));
  view.setUint32(4, 4);
  view.setUint32(8, 512);
  view.setUint32(12, 1);
  view.setBigUint64(32, BigInt(offset));
  view.setUint32(56, 1);
  view.setUint32(60, 1);
  view.setBigUint64(216, BigInt(offset));
  view.setBigUint64(224, BigInt(list.length));
  view.setUint32(488, 1);
  view.setBigUint64(492, BigInt(disk.length / 512));
  return concatBytes(...data, list, trailer);
}
