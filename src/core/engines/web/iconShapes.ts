/** What icons of every platform have in common: their shape, and the colors around a picture. */

import { present } from '../../base/present.ts';
import { centerImage } from '../../formats/image/composeImage.ts';
import { type RgbaImage } from '../../formats/image/rgbaImage.ts';
import { isLightColor } from '../../formats/web-manifest/cssColor.ts';
import { type WebApp } from './webApp.ts';

export interface IconStyle {
  readonly name: string;
  /** 0xFFRRGGBB. */
  readonly themeColor?: number;
  readonly background: number;
}

export function iconStyleOf(app: WebApp): IconStyle {
  return { name: app.name, background: app.backgroundColor.light, ...present('themeColor', app.themeColor) };
}

/** When the app names no colour: a calm blue. */
const defaultColor = 0xff2f_6feb;

/** Behind a letter, and the letter's own. */
export function letterColors({ themeColor = defaultColor }: IconStyle): { readonly background: number; readonly ink: number } {
  return { background: themeColor, ink: isLightColor(themeColor) ? 0xff1f_1f1f : 0xffff_ffff };
}

/** One that is not square keeps its shape, with nothing at its edges. */
export function squared(picture: RgbaImage): RgbaImage {
  return picture.width === picture.height ? picture : centerImage(picture, Math.max(picture.width, picture.height));
}

/** The colour of the corners, when all four have the same, and nothing shines through. */
export function cornerColor({ width, height, data }: RgbaImage): number | undefined {
  const at = (x: number, y: number): number => {
    const offset = (y * width + x) * 4;
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(offset, offset + 4);
    return ((alpha << 24) | (red << 16) | (green << 8) | blue) >>> 0;
  };
  const first = at(0, 0);
  const isSolid =
    first >>> 24 === 255 && [at(width - 1, 0), at(0, height - 1), at(width - 1, height - 1)].every((color) => color === first);
  return isSolid ? first : undefined;
}
