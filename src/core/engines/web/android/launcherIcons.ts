/**
 * Launcher icons for every density, from the pictures of a web app (sizes: Android "Adaptive icons" and "Icon design").
 *
 * An adaptive icon is 108 dp, of which a launcher shows the 72 dp in the middle through its own mask; what must be seen lies
 * in the 66 dp circle. The foreground is kept as large as its picture only, and an inset in the icon's XML centres it:
 *
 * - a maskable picture: 82.5 dp, so that its safe circle of 80 % (W3C Web Application Manifest, "purpose") is exactly those 66 dp;
 * - any other whose corners have one solid colour: 66 dp on that colour; else 52 dp, which no mask cuts, on the background colour;
 * - a drawn letter: 66 dp on the app's colour.
 */

import { type Bytes } from '../../../base/bytes.ts';
import { drawOver, roundCorners } from '../../../formats/image/composeImage.ts';
import { drawLetter } from '../../../formats/image/drawLetter.ts';
import { encodePng } from '../../../formats/image/encodePng.ts';
import { createImage, type RgbaImage } from '../../../formats/image/rgbaImage.ts';
import { scaleImage } from '../../../formats/image/scaleImage.ts';
import { cornerColor, type IconStyle, letterColors, squared } from '../iconShapes.ts';
import { type IconPictures } from '../webApp.ts';

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
  const { background, ink } = letterColors(style);
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

/** What a launcher shows of both layers, the 72 dp in the middle, at a size in pixels. */
function compose(foreground: RgbaImage, layers: Layers, pixels: number): RgbaImage {
  const size = Math.round((pixels * layers.foregroundDp) / shownDp);
  const edge = Math.round((pixels - size) / 2);
  return drawOver(createImage(pixels, pixels, layers.background), scaleImage(foreground, size, size), edge, edge);
}
