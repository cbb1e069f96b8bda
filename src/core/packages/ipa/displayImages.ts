/** The two pictures that iOS shows while it installs an app from a web page: squares without transparency. */

import { type Bytes } from '../../base/bytes.ts';
import { drawOver } from '../../formats/image/composeImage.ts';
import { drawLetter } from '../../formats/image/drawLetter.ts';
import { encodePng } from '../../formats/image/encodePng.ts';
import { inspectPng } from '../../formats/image/inspectPng.ts';
import { createImage, type RgbaImage } from '../../formats/image/rgbaImage.ts';
import { scaleImage } from '../../formats/image/scaleImage.ts';

export const displayImageSizes = { small: 57, large: 512 } as const;
export type DisplayImages = Readonly<Record<keyof typeof displayImageSizes, Bytes>>;

const white = 0xffff_ffff;
const letterColor = 0xff2f_6feb;

/** Of the app's icon; of the first letter of its name, when there is none that can be read. */
export async function createDisplayImages(icon: Bytes | undefined, name: string): Promise<DisplayImages> {
  const picture = icon && inspectPng(icon).image;
  const draw = async (size: number): Promise<Bytes> => await encodePng(picture ? onWhite(picture, size) : letter(name, size));
  return { small: await draw(displayImageSizes.small), large: await draw(displayImageSizes.large) };
}

function onWhite(picture: RgbaImage, size: number): RgbaImage {
  return drawOver(createImage(size, size, white), scaleImage(picture, size, size), 0, 0);
}

function letter(name: string, size: number): RgbaImage {
  return drawOver(createImage(size, size, letterColor), drawLetter(name, size, size / 2, white), 0, 0);
}
