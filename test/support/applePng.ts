/** Pictures as Xcode packs them into apps: a chunk `CgBI`, BGRA multiplied by alpha, deflated without a header. */

import { crc32, deflateRawSync } from 'node:zlib';
import { concatBytes, latin1, type Bytes } from '../../src/core/base/bytes.ts';
import { ByteWriter } from '../../src/core/base/byteWriter.ts';

/** `bgra`: rows of `width` pixels of four bytes. */
export function applePng(width: number, height: number, bgra: Bytes): Bytes {
  const header = new ByteWriter({ littleEndian: false }).u32(width).u32(height).u8(8).u8(6).u8(0).u8(0).u8(0).finish();
  const rows: Bytes[] = [];
  for (let y = 0; y < height; y++) rows.push(Uint8Array.of(0), bgra.subarray(y * width * 4, (y + 1) * width * 4));
  return concatBytes(
    latin1('\x89PNG\r\n\x1a\n'),
    chunk('CgBI', Uint8Array.of(0x50, 0, 0x20, 2)),
    chunk('IHDR', header),
    chunk('IDAT', new Uint8Array(deflateRawSync(concatBytes(...rows)))),
    chunk('IEND', new Uint8Array(0)),
  );
}

function chunk(type: string, data: Bytes): Bytes {
  const name = latin1(type);
  return new ByteWriter({ littleEndian: false, capacity: data.length + 12 })
    .u32(data.length)
    .bytes(name)
    .bytes(data)
    .u32(crc32(data, crc32(name)))
    .finish();
}
