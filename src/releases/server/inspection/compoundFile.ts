/**
 * A compound file, as Windows Installer packages are: streams by their names, of which only those that are asked for are read, with the tables of sectors and the
 * directory.
 *
 * Layout: [MS-CFB], and the names of streams as Windows Installer writes them, two characters of 64 in one.
 */

import { type Bytes } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';

const magic = 'd0cf11e0a1b11ae1';
const headerBytes = 512;
/** Of tables of sectors, directory and streams together. */
const mostBytes = 64 * 1024 * 1024;
const largestStream = 16 * 1024 * 1024;
const endOfChain = 0xffff_fffe;

interface Entry {
  readonly start: number;
  readonly size: number;
}

export class CompoundFile {
  readonly #source: ByteSource;
  readonly #sectorBytes: number;
  readonly #fat: Uint32Array;
  #budget = mostBytes;
  #miniFat: Uint32Array = new Uint32Array();
  #mini: Bytes = new Uint8Array();
  readonly #entries = new Map<string, Entry>();
  #miniLimit = 4096;

  private constructor(source: ByteSource, sectorBytes: number, fat: Uint32Array) {
    this.#source = source;
    this.#sectorBytes = sectorBytes;
    this.#fat = fat;
  }

  static async open(source: ByteSource): Promise<CompoundFile | undefined> {
    const header = await source.read(0, Math.min(headerBytes, source.size));
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    if (header.length < headerBytes || Buffer.from(header.subarray(0, 8)).toString('hex') !== magic) return undefined;
    const shift = view.getUint16(30, true);
    if (shift !== 9 && shift !== 12) return undefined;
    const sectorBytes = 1 << shift;
    const count = view.getUint32(44, true);
    if (count * sectorBytes > mostBytes || count * sectorBytes > source.size) return undefined;
    const places: number[] = [];
    for (let index = 0; index < 109 && places.length < count; index++) places.push(view.getUint32(76 + index * 4, true));
    let more = view.getUint32(68, true);
    while (places.length < count && more < endOfChain) {
      const sector = await readSector(source, sectorBytes, more);
      const numbers = new DataView(sector.buffer, sector.byteOffset, sector.byteLength);
      for (let at = 0; at + 8 <= sector.length && places.length < count; at += 4) places.push(numbers.getUint32(at, true));
      const next = numbers.getUint32(sectorBytes - 4, true);
      if (next === more) return undefined;
      more = next;
    }
    const fat = new Uint32Array(count * (sectorBytes / 4));
    for (const [index, place] of places.entries()) {
      const sector = await readSector(source, sectorBytes, place);
      const numbers = new DataView(sector.buffer, sector.byteOffset, sector.byteLength);
      for (let at = 0; at < sectorBytes; at += 4) fat[(index * sectorBytes + at) / 4] = numbers.getUint32(at, true);
    }
    const file = new CompoundFile(source, sectorBytes, fat);
    await file.#readDirectory(view);
    return file;
  }

  async #readDirectory(header: DataView): Promise<void> {
    this.#miniLimit = header.getUint32(56, true);
    const directory = await this.#chain(header.getUint32(48, true), largestStream);
    const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
    let root: Entry | undefined;
    for (let at = 0; at + 128 <= directory.length; at += 128) {
      const kind = directory[at + 66] ?? 0;
      const length = Math.min(view.getUint16(at + 64, true), 64);
      const units = Array.from({ length: Math.max(0, length / 2 - 1) }, (_, index) => view.getUint16(at + index * 2, true));
      const entry = { start: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) };
      if (kind === 5) root = entry;
      else if (kind === 2) this.#entries.set(streamName(units), entry);
    }
    if (!root) return;
    const numbers = await this.#chain(header.getUint32(60, true), largestStream);
    const miniView = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    this.#miniFat = Uint32Array.from({ length: numbers.length / 4 }, (_, index) => miniView.getUint32(index * 4, true));
    this.#mini = await this.#chain(root.start, Math.min(root.size, largestStream));
  }

  /** `undefined` when there is none of this name, or it is too large. */
  async stream(name: string): Promise<Bytes | undefined> {
    const entry = this.#entries.get(name);
    if (!entry || entry.size > largestStream) return undefined;
    if (entry.size >= this.#miniLimit) return (await this.#chain(entry.start, entry.size)).subarray(0, entry.size);
    const bytes = new Uint8Array(entry.size);
    let sector = entry.start;
    for (let at = 0; at < entry.size; at += 64) {
      if (sector >= endOfChain) return undefined;
      bytes.set(this.#mini.subarray(sector * 64, sector * 64 + Math.min(64, entry.size - at)), at);
      sector = this.#miniFat[sector] ?? endOfChain;
    }
    return bytes;
  }

  /** Whole sectors, up to `most` bytes. A chain that leads in a circle ends there, or at what may be read in all. */
  async #chain(start: number, most: number): Promise<Bytes> {
    const pieces: Bytes[] = [];
    let size = 0;
    for (let sector = start; sector < endOfChain && size < most; sector = this.#fat[sector] ?? endOfChain) {
      this.#budget -= this.#sectorBytes;
      if (this.#budget < 0) throw new TypeError('it is too large');
      pieces.push(await readSector(this.#source, this.#sectorBytes, sector));
      size += this.#sectorBytes;
    }
    return new Uint8Array(Buffer.concat(pieces));
  }
}

async function readSector(source: ByteSource, sectorBytes: number, number: number): Promise<Bytes> {
  const offset = (number + 1) * sectorBytes;
  if (offset >= source.size) throw new TypeError('it ends too early');
  const sector = new Uint8Array(sectorBytes);
  sector.set(await source.read(offset, Math.min(sectorBytes, source.size - offset)));
  return sector;
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._';

function streamName(units: readonly number[]): string {
  return units
    .map((unit) => {
      if (unit === 0x4840) return '!';
      if (unit >= 0x3800 && unit < 0x4800) return `${alphabet.charAt((unit - 0x3800) & 0x3f)}${alphabet.charAt((unit - 0x3800) >> 6)}`;
      return unit >= 0x4800 && unit < 0x4840 ? alphabet.charAt(unit - 0x4800) : String.fromCharCode(unit);
    })
    .join('');
}
