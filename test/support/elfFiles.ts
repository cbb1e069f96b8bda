/** Small ELF files for tests: a header, program headers, and nothing behind them. */

import { ByteWriter } from '../../src/core/base/byteWriter.ts';
import { type Bytes, latin1 } from '../../src/core/base/bytes.ts';

export interface ElfSketch {
  readonly bits?: 32 | 64;
  readonly littleEndian?: boolean;
  readonly machine?: number;
  /** Alignment of each PT_LOAD segment. */
  readonly alignments: readonly number[];
  /** Added to the addresses, so that they no longer agree with the offsets. */
  readonly addressShift?: number;
}

export function encodeElf(sketch: ElfSketch): Bytes {
  const { bits = 64, littleEndian = true, machine = 183, alignments, addressShift = 0 } = sketch;
  const writer = new ByteWriter({ littleEndian });
  const word = (value: number): ByteWriter => (bits === 64 ? writer.u64(BigInt(value)) : writer.u32(value));
  writer
    .bytes(latin1('\u007FELF'))
    .u8(bits / 32)
    .u8(littleEndian ? 1 : 2)
    .u8(1)
    .zeros(9);
  writer.u16(3).u16(machine).u32(1);
  const headerSize = bits === 64 ? 64 : 52;
  word(0);
  word(headerSize);
  word(0);
  writer
    .u32(0)
    .u16(headerSize)
    .u16(bits === 64 ? 56 : 32)
    .u16(alignments.length + 1)
    .zeros(6);
  // PT_PHDR comes first in real libraries, and is not loaded.
  for (const [index, alignment] of [1, ...alignments].entries()) {
    const type = index === 0 ? 6 : 1;
    const offset = index * 0x10000;
    writer.u32(type);
    if (bits === 64) writer.u32(5);
    word(offset);
    word(offset + addressShift);
    word(offset + addressShift);
    word(100);
    word(100);
    if (bits === 32) writer.u32(5);
    word(alignment);
  }
  return writer.finish();
}
