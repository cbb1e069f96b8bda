/** Icons as pages show them. */

import { latin1, startsWithBytes, type Bytes } from '../../../core/base/bytes.ts';
import { pngSignature } from '../../../core/formats/image/encodePng.ts';
import { type ReadPackage } from '../../ports/packageReader.ts';

export const largestIcon = 512 * 1024;
/** 72 pixels, on screens of three pixels for one. */
export const shownPixels = 216;

/** `null` for what is not a PNG, or too large. */
export function pngIcon(bytes: Bytes | undefined): ReadPackage['icon'] {
  const isShown = bytes !== undefined && bytes.length <= largestIcon && startsWithBytes(bytes, latin1(pngSignature));
  return isShown ? { mediaType: 'image/png', bytes } : null;
}
