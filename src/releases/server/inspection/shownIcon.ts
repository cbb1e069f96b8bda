/** Icons as pages show them: PNG of a few kilobytes, as a page contains its icon. */

import { latin1, startsWithBytes, type Bytes } from '../../../core/base/bytes.ts';
import { encodePng, pngSignature } from '../../../core/formats/image/encodePng.ts';
import { inspectPng } from '../../../core/formats/image/inspectPng.ts';
import { scaleImage } from '../../../core/formats/image/scaleImage.ts';
import { maxPageIconBytes } from '../../model/pageIcon.ts';
import { type ReadPackage } from '../../ports/packageReader.ts';

export const largestIcon = 512 * 1024;
/** 72 pixels, on screens of three pixels for one. */
export const shownPixels = 216;
const smallerPixels = [shownPixels, 144, 96, 72];
const largestSide = 1024;

/** A large one is scaled down until a page has room for it. `null` for what is not a PNG, or is too large to be read. */
export async function pngIcon(bytes: Bytes | undefined): Promise<ReadPackage['icon']> {
  if (!bytes || bytes.length > largestIcon || !startsWithBytes(bytes, latin1(pngSignature))) return null;
  if (bytes.length <= maxPageIconBytes) return { mediaType: 'image/png', bytes };
  const { image } = inspectPng(bytes, {}, { sideLimit: largestSide });
  if (!image || image.width !== image.height) return { mediaType: 'image/png', bytes };
  let smaller = bytes;
  for (const side of smallerPixels.filter((each) => each < image.width)) {
    smaller = await encodePng(scaleImage(image, side, side));
    if (smaller.length <= maxPageIconBytes) break;
  }
  return { mediaType: 'image/png', bytes: smaller };
}
