/** Width and height of a JPEG picture from its frame header (ITU-T T.81, B.2.2), without decoding it. */

import { type Bytes } from '../../base/bytes.ts';
import { type ImageSize } from './imageSize.ts';

/** Start-of-frame markers: C0 to CF without DHT (C4), JPG (C8) and DAC (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** `undefined` when it is none, or damaged before its frame header. */
export function jpegSize(bytes: Bytes): ImageSize | undefined {
  const at = (offset: number): number => bytes[offset] ?? 0;
  const u16 = (offset: number): number => at(offset) * 256 + at(offset + 1);
  if (u16(0) !== 0xff_d8) return undefined;
  for (let offset = 2; offset + 9 <= bytes.length;) {
    if (at(offset) !== 0xff) return undefined;
    const marker = at(offset + 1);
    // Bytes that fill up before a marker.
    if (marker === 0xff) offset += 1;
    else if (isFrame(marker)) return { height: u16(offset + 5), width: u16(offset + 7) };
    else if (u16(offset + 2) < 2) return undefined;
    else offset += 2 + u16(offset + 2);
  }
  return undefined;
}
