/**
 * Launcher icons for every density, from the pictures of a web app (sizes: Android "Adaptive icons" and "Icon design").
 *
 * An adaptive icon is 108 dp, of which a launcher shows the 72 dp in the middle through a mask of its own; what must be seen lies
 * in the 66 dp circle. The foreground is kept as large as its picture only, and an inset in the icon's XML centres it:
 *
 * - a maskable picture: 82.5 dp, so that its safe circle of 80 % (W3C Web Application Manifest, "purpose") is exactly those 66 dp;
 * - any other whose corners have one solid colour: 66 dp on that colour; else 52 dp, which no mask cuts, on the background colour;
 * - a drawn letter: 66 dp on the app's colour.
 */

import { type Bytes } from '../../base/bytes.ts';
import { centerImage, drawOver, roundCorners } from '../../formats/image/composeImage.ts';
import { drawLetter } from '../../formats/image/drawLetter.ts';
import { encodePng } from '../../formats/image/encodePng.ts';
import { createImage, type RgbaImage } from '../../formats/image/rgbaImage.ts';
import { scaleImage } from '../../formats/image/scaleImage.ts';
import { isLightColor } from '../../formats/web-manifest/cssColor.ts';
import { type IconPictures } from './webApp.ts';

/** Density in dots per inch, and its name in folders. 160 dpi has one pixel a dp. */
const densities = [
  { dpi: 160, name: 'mdpi' },
  { dpi: 240, name: 'hdpi' },
  { dpi: 320, name: 'xhdpi' },
  { dpi: 480, name: 'xxhdpi' },
  { dpi: 640, name: 'xxxhdpi' },
] as const;

export interface DensityIcons {
  readonly dpi: number;
  readonly densityName: string;
  /** 48 dp, for launchers before Android 8. */
  readonly legacy: Bytes;
  /** 48 dp, cut to a circle, for Android 7.1. */
  readonly round: Bytes;
  readonly foreground: Bytes;
  readonly monochrome?: Bytes;
}

export interface LauncherIcons {
  readonly densities: readonly DensityIcons[];
  /** The background layer, 0xFFRRGGBB. */
  readonly background: number;
  /** From the edge of the 108 dp to the foreground, in dp. */
  readonly foregroundInset: number;
  readonly monochromeInset: number;
}

const layerDp = 108;
const shownDp = 72;
const legacyDp = 48;
const monochromeDp = 52;
const maskableDp = 82.5;
const safeDp = 66;

/** When the app names no colour: a calm blue. */
const defaultColor = 0xff2f_6feb;

export interface IconStyle {
  readonly name: string;
  readonly themeColor?: number;
  readonly background: number;
}

/** A picture of one size in dp, by density. */
type Drawing = (dpi: number) => RgbaImage;

interface Layers {
  readonly foreground: Drawing;
  readonly foregroundDp: number;
  readonly background: number;
  readonly monochrome?: Drawing;
  readonly monochromeDp: number;
  /** What Android 7 shows as it is; made of the layers when absent. */
  readonly legacy?: Drawing;
}

export async function createLauncherIcons(pictures: IconPictures, style: IconStyle): Promise<LauncherIcons> {
  const layers = layersOf(pictures, style);
  const made = densities.map(async ({ dpi, name }): Promise<DensityIcons> => {
    const foreground = layers.foreground(dpi);
    const monochrome = layers.monochrome?.(dpi);
    const shown = compose(foreground, layers, (legacyDp * dpi) / 160);
    const [legacy, round, front, themed] = await Promise.all([
      encodePng(layers.legacy?.(dpi) ?? roundCorners(shown, shown.width * 0.18)),
      encodePng(roundCorners(shown, shown.width / 2)),
      encodePng(foreground),
      monochrome && encodePng(monochrome),
    ]);
    return { dpi, densityName: name, legacy, round, foreground: front, ...(themed && { monochrome: themed }) };
  });
  return {
    densities: await Promise.all(made),
    background: layers.background,
    foregroundInset: (layerDp - layers.foregroundDp) / 2,
    monochromeInset: (layerDp - layers.monochromeDp) / 2,
  };
}

/** A picture for one size in dp, for shortcuts. */
export async function createSmallIcon(picture: RgbaImage, pixels: number): Promise<Bytes> {
  return encodePng(scaleImage(squared(picture), pixels, pixels));
}

function layersOf({ any, maskable, monochrome }: IconPictures, style: IconStyle): Layers {
  const themed = monochrome && { monochrome: drawn(monochrome, monochromeDp) };
  const legacy = any && { legacy: drawn(any, legacyDp) };
  if (maskable) {
    const background = cornerColor(maskable) ?? style.background;
    return { foreground: drawn(maskable, maskableDp), foregroundDp: maskableDp, background, monochromeDp, ...themed, ...legacy };
  }
  if (any) {
    const solid = cornerColor(any);
    const foregroundDp = solid === undefined ? 52 : safeDp;
    return {
      foreground: drawn(any, foregroundDp),
      foregroundDp,
      background: solid ?? style.background,
      monochromeDp,
      ...themed,
      ...legacy,
    };
  }
  const background = style.themeColor ?? defaultColor;
  const ink = isLightColor(background) ? 0xff1f_1f1f : 0xffff_ffff;
  const letter: Drawing = (dpi) => {
    const pixels = Math.round((safeDp * dpi) / 160);
    return drawLetter(style.name, pixels, pixels * 0.5, ink);
  };
  if (themed) return { foreground: letter, foregroundDp: safeDp, background, monochromeDp, ...themed };
  return { foreground: letter, foregroundDp: safeDp, background, monochrome: letter, monochromeDp: safeDp };
}

/** A picture at every density. Those of half the density of another are made of that one, which is four times as cheap. */
function drawn(picture: RgbaImage, dp: number): Drawing {
  const source = squared(picture);
  const made = new Map<number, RgbaImage>();
  const draw: Drawing = (dpi) => {
    const known = made.get(dpi);
    if (known) return known;
    const pixels = Math.round((dp * dpi) / 160);
    const image = scaleImage(dpi > 320 ? source : draw(dpi * 2), pixels, pixels);
    made.set(dpi, image);
    return image;
  };
  return draw;
}

/** One that is not square keeps its shape, with nothing at its edges. */
function squared(picture: RgbaImage): RgbaImage {
  return picture.width === picture.height ? picture : centerImage(picture, Math.max(picture.width, picture.height));
}

/** The colour of the corners, when all four have the same, and nothing shines through. */
function cornerColor({ width, height, data }: RgbaImage): number | undefined {
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

/** What a launcher shows of both layers, the 72 dp in the middle, at a size in pixels. */
function compose(foreground: RgbaImage, layers: Layers, pixels: number): RgbaImage {
  const size = Math.round((pixels * layers.foregroundDp) / shownDp);
  const edge = Math.round((pixels - size) / 2);
  return drawOver(createImage(pixels, pixels, layers.background), scaleImage(foreground, size, size), edge, edge);
}
