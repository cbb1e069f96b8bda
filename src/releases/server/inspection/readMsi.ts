/**
 * What a Windows Installer package (.msi) says of itself: the table of properties, and the template of its summary, in a compound file. Little of the
 * file is read: the tables of sectors, the directory and three streams.
 *
 * Layouts: [MS-CFB], [MS-OLEPS] and the names of streams as Windows Installer writes them, two characters of 64 in one.
 */

import { fromLatin1, fromUtf8, type Bytes } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { shownText, type KnownFacts } from './knownFacts.ts';

const magic = 'd0cf11e0a1b11ae1';
const headerBytes = 512;
/** Of tables of sectors, directory and streams together. */
const mostBytes = 64 * 1024 * 1024;
const largestStream = 16 * 1024 * 1024;
const endOfChain = 0xffff_fffe;
const utf8Page = 65_001;

export async function readMsi(source: ByteSource): Promise<KnownFacts> {
  const file = await CompoundFile.open(source);
  if (!file) return {};
  const [pool, data, table] = [await file.stream('!_StringPool'), await file.stream('!_StringData'), await file.stream('!Property')];
  if (!pool || !data || !table) return {};
  const properties = propertiesOf(stringsOf(pool, data), table);
  const said = (name: string): string | null => shownText(properties.get(name));
  const summary = await file.stream('\u0005SummaryInformation');
  const template = summary && templateOf(summary);
  const version = said('ProductVersion');
  return {
    name: said('ProductName'),
    // The product changes with each version; what can be upgraded is the same app.
    identifier: said('UpgradeCode') ?? said('ProductCode'),
    version,
    shortVersion: version,
    publisher: said('Manufacturer'),
    architectures: architecturesOf(template ?? ''),
  };
}

/** `x64;1033`: the platforms before the languages. */
function architecturesOf(template: string): readonly string[] {
  const names: Readonly<Record<string, string>> = { Intel: 'x86', x64: 'x64', AMD64: 'x64', Arm64: 'arm64', Intel64: 'ia64' };
  return (template.split(';')[0] ?? '').split(',').flatMap((each) => names[each.trim()] ?? []);
}

interface StringPool {
  readonly texts: readonly string[];
  /** Of a reference to a text, in bytes. */
  readonly width: 2 | 3;
}

function stringsOf(pool: Bytes, data: Bytes): StringPool {
  const view = new DataView(pool.buffer, pool.byteOffset, pool.byteLength);
  const decode = view.getUint16(0, true) === utf8Page ? fromUtf8 : fromLatin1;
  const texts = [''];
  let offset = 0;
  for (let at = 4; at + 4 <= pool.length; at += 4) {
    let length = view.getUint16(at, true);
    // A text of 64 KB or more: its length is in the next entry.
    if (length === 0 && view.getUint16(at + 2, true) !== 0 && at + 8 <= pool.length) {
      at += 4;
      length = view.getUint32(at, true);
    }
    texts.push(decode(data.subarray(offset, offset + length)));
    offset += length;
    if (offset > data.length) break;
  }
  return { texts, width: (view.getUint16(2, true) & 0x8000) === 0 ? 2 : 3 };
}

/** Column after column: all names, then all values. */
function propertiesOf({ texts, width }: StringPool, table: Bytes): ReadonlyMap<string, string> {
  const rows = Math.floor(table.length / (2 * width));
  const at = (index: number): string => {
    const place = index * width;
    const reference = (table[place] ?? 0) + (table[place + 1] ?? 0) * 256 + (width === 3 ? (table[place + 2] ?? 0) * 65_536 : 0);
    return texts[reference] ?? '';
  };
  return new Map(Array.from({ length: rows }, (_, row) => [at(row), at(rows + row)]));
}

const templateProperty = 7;
const textType = 30;

/** Of the first section of a property set. */
function templateOf(summary: Bytes): string | undefined {
  const view = new DataView(summary.buffer, summary.byteOffset, summary.byteLength);
  if (summary.length < 48) return undefined;
  const section = view.getUint32(44, true);
  if (section + 8 > summary.length) return undefined;
  const count = Math.min(view.getUint32(section + 4, true), 100);
  for (let index = 0; index < count; index++) {
    const entry = section + 8 + index * 8;
    if (entry + 8 > summary.length) return undefined;
    const value = section + view.getUint32(entry + 4, true);
    if (view.getUint32(entry, true) !== templateProperty || value + 8 > summary.length) continue;
    if (view.getUint32(value, true) !== textType) return undefined;
    const length = Math.min(view.getUint32(value + 4, true), 100);
    return fromLatin1(summary.subarray(value + 8, value + 8 + length)).split('\0')[0];
  }
  return undefined;
}

interface Entry {
  readonly start: number;
  readonly size: number;
}

class CompoundFile {
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
