/** Mach-O files that can be signed: with segments, sections, room behind the load commands, and content. For tests; nothing runs them. */

import { latin1, type Bytes } from '../../src/core/base/bytes.ts';
import { ByteWriter } from '../../src/core/base/byteWriter.ts';
import { arm64 } from './machOFiles.ts';

export interface SignableSketch {
  readonly bits?: 32 | 64;
  readonly cpu?: { readonly cputype: number; readonly cpusubtype: number };
  /** 2 an executable, 6 a library. */
  readonly filetype?: number;
  /** As `LC_BUILD_VERSION` numbers it: 2 is iOS; `null` leaves it out. */
  readonly platform?: number | null;
  readonly minos?: number;
  readonly codeBytes?: number;
  /** Free bytes behind the load commands. */
  readonly room?: number;
  readonly cryptid?: number;
  /** A section `__TEXT,__info_plist`. */
  readonly info?: Bytes;
  readonly linkeditBytes?: number;
  /** Behind `__LINKEDIT`. */
  readonly appended?: number;
  readonly hasLinkedit?: boolean;
  /** Makes files differ. */
  readonly seed?: number;
}

const uuid = Uint8Array.from({ length: 16 }, (_, index) => index * 17);

export function signableMachO(sketch: SignableSketch = {}): Bytes {
  const { bits = 64, cpu = arm64, filetype = 2, platform = 2, minos = 15, codeBytes = 20_000, room = 64, seed = 1 } = sketch;
  const { cryptid, info, linkeditBytes = 100, appended = 0, hasLinkedit = true } = sketch;
  const headerSize = bits === 64 ? 32 : 28;
  const sections = [{ sectname: '__text', size: codeBytes }, ...(info ? [{ sectname: '__info_plist', size: info.length }] : [])];
  const [segmentSize, sectionSize] = bits === 64 ? [72, 80] : [56, 68];
  const otherSize = 24 + (platform === null ? 0 : 24) + (cryptid === undefined ? 0 : bits === 64 ? 24 : 20);
  const sizeofcmds = segmentSize + sections.length * sectionSize + (hasLinkedit ? segmentSize : 0) + otherSize;
  const contentStart = headerSize + sizeofcmds + room;
  const contentBytes = sections.reduce((sum, { size }) => sum + size, 0);
  const linkeditStart = Math.ceil((contentStart + contentBytes) / 0x1000) * 0x1000;
  const writer = new ByteWriter();
  const word = (value: number): unknown => (bits === 64 ? writer.u64(BigInt(value)) : writer.u32(value));
  const name = (text: string): unknown => writer.bytes(latin1(text.padEnd(16, '\0')));
  const segment = (segname: string, fileoff: number, filesize: number, count: number): void => {
    writer.u32(bits === 64 ? 0x19 : 1).u32(segmentSize + count * sectionSize);
    name(segname);
    for (const value of [fileoff, filesize, fileoff, filesize]) word(value);
    writer.u32(5).u32(5).u32(count).u32(0);
  };
  const ncmds = 2 + (hasLinkedit ? 1 : 0) + (platform === null ? 0 : 1) + (cryptid === undefined ? 0 : 1);
  for (const value of [bits === 64 ? 0xfeedfacf : 0xfeedface, cpu.cputype, cpu.cpusubtype, filetype, ncmds, sizeofcmds, 0])
    writer.u32(value);
  if (bits === 64) writer.u32(0);
  segment('__TEXT', 0, linkeditStart, sections.length);
  let at = contentStart;
  for (const { sectname, size } of sections) {
    name(sectname);
    name('__TEXT');
    word(at);
    word(size);
    writer.u32(at).zeros(bits === 64 ? 28 : 24);
    at += size;
  }
  if (hasLinkedit) segment('__LINKEDIT', linkeditStart, linkeditBytes, 0);
  writer.u32(0x1b).u32(24).bytes(uuid);
  if (platform !== null)
    writer
      .u32(0x32)
      .u32(24)
      .u32(platform)
      .u32(minos * 0x10000)
      .u32(26 * 0x10000)
      .u32(0);
  if (cryptid !== undefined) {
    writer
      .u32(bits === 64 ? 0x2c : 0x21)
      .u32(bits === 64 ? 24 : 20)
      .u32(0)
      .u32(0)
      .u32(cryptid);
    if (bits === 64) writer.u32(0);
  }
  writer.zeros(room);
  for (let index = 0; index < codeBytes; index++) writer.u8((index * 31 + seed * 7 + (index >> 8)) & 0xff);
  if (info) writer.bytes(info);
  writer.zeros(linkeditStart - writer.length);
  for (let index = 0; index < linkeditBytes; index++) writer.u8(index & 0x7f);
  return writer.zeros(appended).finish();
}
