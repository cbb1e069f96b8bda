/**
 * Writes a picture as PNG: eight bits a channel, RGB when nothing is transparent, else RGBA. Each row takes the filter whose
 * result is smallest by the sum of absolute values, the usual measure. The same picture gives the same bytes.
 */

import { crc32, deflate } from 'node:zlib';
import { type Bytes, concatBytes, emptyBytes, latin1 } from '../../base/bytes.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { paeth } from './pngRows.ts';
import { isOpaque, type RgbaImage } from './rgbaImage.ts';

/** Compresses in the thread pool. */
export async function encodePng(image: RgbaImage): Promise<Bytes> {
  const opaque = isOpaque(image);
  const channels = opaque ? 3 : 4;
  const header = new ByteWriter({ littleEndian: false, capacity: 16 });
  header
    .u32(image.width)
    .u32(image.height)
    .u8(8)
    .u8(opaque ? 2 : 6)
    .u8(0)
    .u8(0)
    .u8(0);
  const rows = filterRows(samplesOf(image, channels), image.height, image.width * channels, channels);
  const compressed = await new Promise<Bytes>((resolve, reject) => {
    deflate(rows, { level: 6 }, (error, result) => (error ? reject(error) : resolve(result)));
  });
  return concatBytes(latin1(pngSignature), pngChunk('IHDR', header.finish()), pngChunk('IDAT', compressed), pngChunk('IEND', emptyBytes));
}

export const pngSignature = '\x89PNG\r\n\x1a\n';

export function pngChunk(type: string, data: Bytes): Bytes {
  const writer = new ByteWriter({ littleEndian: false, capacity: data.length + 12 });
  const name = latin1(type);
  writer.u32(data.length).bytes(name).bytes(data);
  return writer.u32(crc32(data, crc32(name))).finish();
}

function samplesOf(image: RgbaImage, channels: number): Bytes {
  const { data } = image;
  const samples = new Uint8Array(image.width * image.height * channels);
  if (channels === 4) {
    // A pixel that cannot be seen has no colour: it only costs space.
    samples.set(data);
    for (let offset = 0; offset < samples.length; offset += 4) if (samples[offset + 3] === 0) samples.fill(0, offset, offset + 3);
    return samples;
  }
  for (let from = 0, to = 0; to < samples.length; from += 4, to += 3) {
    samples[to] = data[from] ?? 0;
    samples[to + 1] = data[from + 1] ?? 0;
    samples[to + 2] = data[from + 2] ?? 0;
  }
  return samples;
}

function filterRows(samples: Bytes, height: number, rowBytes: number, step: number): Bytes {
  const rows = new Uint8Array(height * (rowBytes + 1));
  const tries = [new Uint8Array(rowBytes), new Uint8Array(rowBytes), new Uint8Array(rowBytes)] as const;
  const [sub, up, mixed] = tries;
  const zeros = new Uint8Array(rowBytes);
  for (let y = 0; y < height; y++) {
    const row = samples.subarray(y * rowBytes, (y + 1) * rowBytes);
    const above = y === 0 ? zeros : samples.subarray((y - 1) * rowBytes, y * rowBytes);
    let costNone = 0;
    let costSub = 0;
    let costUp = 0;
    let costMixed = 0;
    for (let x = 0; x < rowBytes; x++) {
      const value = row[x] ?? 0;
      const b = above[x] ?? 0;
      const a = x < step ? 0 : (row[x - step] ?? 0);
      const c = x < step ? 0 : (above[x - step] ?? 0);
      costNone += value < 128 ? value : 256 - value;
      const bySub = (value - a) & 255;
      sub[x] = bySub;
      costSub += bySub < 128 ? bySub : 256 - bySub;
      const byUp = (value - b) & 255;
      up[x] = byUp;
      costUp += byUp < 128 ? byUp : 256 - byUp;
      const byPaeth = (value - paeth(a, b, c)) & 255;
      mixed[x] = byPaeth;
      costMixed += byPaeth < 128 ? byPaeth : 256 - byPaeth;
    }
    const least = Math.min(costNone, costSub, costUp, costMixed);
    const target = y * (rowBytes + 1);
    const choice = least === costNone ? 0 : least === costUp ? 2 : least === costSub ? 1 : 4;
    rows[target] = choice;
    rows.set(choice === 0 ? row : choice === 1 ? sub : choice === 2 ? up : mixed, target + 1);
  }
  return rows;
}
