/** The two pictures that iOS shows while it installs an app from a web page: squares without transparency, drawn when they are asked for. */

import { type Bytes } from '../../base/bytes.ts';
import { drawOver } from '../../formats/image/composeImage.ts';
import { drawLetter } from '../../formats/image/drawLetter.ts';
import { encodePng } from '../../formats/image/encodePng.ts';
import { inspectPng } from '../../formats/image/inspectPng.ts';
import { createImage, type RgbaImage } from '../../formats/image/rgbaImage.ts';
import { scaleImage } from '../../formats/image/scaleImage.ts';

/** Pixels of a side. */
export const displayImageSizes = { small: 57, large: 512 } as const;

const white = 0xffff_ffff;
const letterColor = 0xff2f_6feb;

/** More than any icon has; a stranger's picture must not take more memory than 4 MB. */
const largestSide = 1024;

/** Of the app's icon; of the first letter of its name, when there is none that can be read. */
export async function createDisplayImage(icon: Bytes | undefined, name: string, size: number): Promise<Bytes> {
  const picture = icon && inspectPng(icon, {}, { sideLimit: largestSide }).image;
  return await encodePng(picture ? onWhite(picture, size) : letter(name, size));
}

function onWhite(picture: RgbaImage, size: number): RgbaImage {
  return drawOver(createImage(size, size, white), scaleImage(picture, size, size), 0, 0);
}

function letter(name: string, size: number): RgbaImage {
  return drawOver(createImage(size, size, letterColor), drawLetter(name, size, size / 2, white), 0, 0);
}
