/**
 * A segment of a Mach-O file and its sections (Apple, mach-o/loader.h). Numbers of 64 bits become `number`s: beyond 2^53 a position is no
 * longer exact, and is outside of any file all the same.
 *
 *   segment_command(_64): segname[16] · vmaddr · vmsize · fileoff · filesize (u32, or u64) · maxprot · initprot · nsects · flags, u32 each
 *   section(_64): sectname[16] · segname[16] · addr · size (u32, or u64) · offset · align · reloff · nreloc · flags · reserved1 ·
 *                 reserved2, u32 each (· reserved3)
 */

import { type ByteReader } from '../../base/byteReader.ts';
import { fromLatin1, type Bytes } from '../../base/bytes.ts';
import { type MachOSection, type MachOSegment } from './machO.ts';

/** `fields` are those behind `cmd` and `cmdsize`. Throws `OutOfBytes`, before anything is kept, for more sections than are there. */
export function readSegment(fields: ByteReader, bits: 32 | 64, command: number): MachOSegment {
  const size = (): number => (bits === 64 ? Number(fields.u64()) : fields.u32());
  const segname = nameOf(fields.take(16));
  size();
  const [vmsize, fileoff, filesize] = [size(), size(), size()];
  fields.skip(8);
  const nsects = fields.u32();
  fields.skip(4);
  const sections: MachOSection[] = [];
  for (let index = 0; index < nsects; index++) {
    const sectname = nameOf(fields.take(16));
    fields.skip(16);
    size();
    const sectionSize = size();
    const offset = fields.u32();
    fields.skip(12);
    const flags = fields.u32();
    fields.skip(bits === 64 ? 12 : 8);
    sections.push({ sectname, offset, size: sectionSize, type: flags & 0xff });
  }
  return { segname, fileoff, filesize, vmsize, command, sections };
}

/** Sixteen bytes, or up to the first zero. */
function nameOf(bytes: Bytes): string {
  const end = bytes.indexOf(0);
  return fromLatin1(end < 0 ? bytes : bytes.subarray(0, end));
}
