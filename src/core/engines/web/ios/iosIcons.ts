/**
 * The icons of an iOS app from the pictures of a web app, as loose files in the form that Apple's asset compiler gives them next to its catalog:
 * `AppIcon60x60@2x.png`. An icon fills its square, and nothing of it is transparent: iOS cuts it to its own shape and shows black where
 * nothing is.
 *
 * - a maskable picture fills the square as it is;
 * - any other whose corners have one solid colour, too;
 * - else it is drawn at four fifths on the background colour of the app;
 * - without a picture, a letter on the app's colour.
 */

import { type Bytes } from '../../../base/bytes.ts';
import { drawOver } from '../../../formats/image/composeImage.ts';
import { drawLetter } from '../../../formats/image/drawLetter.ts';
import { encodePng } from '../../../formats/image/encodePng.ts';
import { createImage, type RgbaImage } from '../../../formats/image/rgbaImage.ts';
import { scaleImage } from '../../../formats/image/scaleImage.ts';
import { cornerColor, type IconStyle, letterColors, squared } from '../iconShapes.ts';
import { type IconPictures } from '../webApp.ts';

export interface IosIcon {
  readonly fileName: string;
  readonly bytes: Bytes;
}

/** Human Interface Guidelines, "App icons": points and scales of notifications, settings, search and home screen. */
const sizes = [
  { points: 20, scale: 2 },
  { points: 20, scale: 3 },
  { points: 29, scale: 2 },
  { points: 29, scale: 3 },
  { points: 40, scale: 2 },
  { points: 40, scale: 3 },
  { points: 60, scale: 2 },
  { points: 60, scale: 3 },
  { points: 76, scale: 2, isForPad: true },
  { points: 83.5, scale: 2, isForPad: true },
] as const satisfies readonly { points: number; scale: number; isForPad?: boolean }[];

/** What Info.plist calls them, without scale and device. */
export const phoneIconNames = namesOf(({ points }) => points <= 60);
export const padIconNames = namesOf(({ points }) => points !== 60);

function namesOf(isMeant: (size: (typeof sizes)[number]) => boolean): readonly string[] {
  return [...new Set(sizes.filter(isMeant).map(nameOf))];
}

function nameOf({ points }: { readonly points: number }): string {
  return `AppIcon${points}x${points}`;
}

export async function createIosIcons(pictures: IconPictures, style: IconStyle): Promise<readonly IosIcon[]> {
  const draw = drawingOf(pictures, style);
  const made = new Map<number, Promise<Bytes>>();
  return await Promise.all(
    sizes.map(async (size): Promise<IosIcon> => {
      const pixels = size.points * size.scale;
      const bytes = made.get(pixels) ?? encodePng(draw(pixels));
      made.set(pixels, bytes);
      return { fileName: `${nameOf(size)}@${size.scale}x${'isForPad' in size ? '~ipad' : ''}.png`, bytes: await bytes };
    }),
  );
}

/** A square of a size in pixels. */
type Drawing = (pixels: number) => RgbaImage;

const insetPart = 0.8;
const largestPixels = 180;

function drawingOf({ any, maskable }: IconPictures, style: IconStyle): Drawing {
  if (maskable) return filling(maskable, cornerColor(maskable) ?? style.background);
  const solid = any && cornerColor(any);
  if (any && solid !== undefined) return filling(any, solid);
  if (any) return inset(any, style.background);
  const { background, ink } = letterColors(style);
  return (pixels) => drawOver(createImage(pixels, pixels, background), drawLetter(style.name, pixels, pixels * 0.5, ink), 0, 0);
}

function filling(picture: RgbaImage, background: number): Drawing {
  const scaled = scaling(picture);
  return (pixels) => drawOver(createImage(pixels, pixels, background), scaled(pixels), 0, 0);
}

function inset(picture: RgbaImage, background: number): Drawing {
  const scaled = scaling(picture);
  return (pixels) => {
    const inside = Math.round(pixels * insetPart);
    const edge = Math.round((pixels - inside) / 2);
    return drawOver(createImage(pixels, pixels, background), scaled(inside), edge, edge);
  };
}

/** What is at most half as large as the largest icon is made of that one, which costs an eighth. */
function scaling(picture: RgbaImage): Drawing {
  const source = squared(picture);
  let largest: RgbaImage | undefined;
  return (pixels) => {
    if (pixels * 2 > largestPixels) return scaleImage(source, pixels, pixels);
    largest ??= scaleImage(source, largestPixels, largestPixels);
    return scaleImage(largest, pixels, pixels);
  };
}
