/**
 * The icons that were made last of a picture: a process that makes several packages of an app scales and packs its picture once. The picture
 * itself is the key, and `PictureMemory` gives the same one for the same bytes only; what else decides is compared.
 */

import { type RgbaImage } from '../../formats/image/rgbaImage.ts';
import { type IconStyle } from './iconShapes.ts';
import { type IconPictures } from './webApp.ts';

interface Made<Icons> {
  readonly pictures: IconPictures;
  readonly style: string;
  readonly icons: Promise<Icons>;
}

export class MadeIcons<Icons> {
  readonly #make: (pictures: IconPictures, style: IconStyle) => Promise<Icons>;
  readonly #made = new WeakMap<RgbaImage, Made<Icons>>();

  constructor(make: (pictures: IconPictures, style: IconStyle) => Promise<Icons>) {
    this.#make = make;
  }

  async of(pictures: IconPictures, iconStyle: IconStyle): Promise<Icons> {
    const key = pictures.maskable ?? pictures.any;
    if (!key) return await this.#make(pictures, iconStyle);
    const style = JSON.stringify(iconStyle);
    const known = this.#made.get(key);
    if (known?.style === style && isSame(known.pictures, pictures)) return await known.icons;
    const icons = this.#make(pictures, iconStyle);
    // An error is met by who awaits them.
    icons.catch(() => this.#made.delete(key));
    this.#made.set(key, { pictures, style, icons });
    return await icons;
  }
}

function isSame(a: IconPictures, b: IconPictures): boolean {
  return a.any === b.any && a.maskable === b.maskable && a.monochrome === b.monochrome;
}
