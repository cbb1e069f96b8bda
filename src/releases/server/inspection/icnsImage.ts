/**
 * The picture of an icon of macOS (.icns) that is shown: a PNG that is not much larger than it is shown with. Older forms of pictures in it are left out.
 *
 * Layout: https://en.wikipedia.org/wiki/Apple_Icon_Image_format; numbers are big-endian.
 */

import { fromLatin1, latin1, startsWithBytes, type Bytes } from '../../../core/base/bytes.ts';
import { pngSignature } from '../../../core/formats/image/encodePng.ts';
import { largestIcon, shownPixels } from './shownIcon.ts';

const mostPictures = 100;

export function icnsImage(bytes: Bytes): Bytes | undefined {
  if (bytes.length < 8 || fromLatin1(bytes.subarray(0, 4)) !== 'icns') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pictures: { readonly width: number; readonly picture: Bytes }[] = [];
  for (let at = 8; at + 8 <= bytes.length && pictures.length < mostPictures;) {
    const length = view.getUint32(at + 4);
    if (length < 8 || at + length > bytes.length) break;
    const picture = bytes.subarray(at + 8, at + length);
    if (startsWithBytes(picture, latin1(pngSignature)) && picture.length >= 24 && picture.length <= largestIcon)
      pictures.push({ width: view.getUint32(at + 24), picture });
    at += length;
  }
  const bySize = pictures.toSorted((a, b) => a.width - b.width);
  return (bySize.find(({ width }) => width >= shownPixels) ?? bySize.at(-1))?.picture;
}
