/** What a store takes in a listing, and the names of the files for it. Each folder of a language has the same names. */

import { type ImageSize } from '../../../formats/image/imageSize.ts';

export interface TextRule {
  readonly file: string;
  /** In characters. */
  readonly limit: number;
  /** Whether the store refuses a language without it. */
  readonly isNeeded?: boolean;
  /** Whether it is an address of a page. */
  readonly isAddress?: boolean;
}

export interface ImageRule {
  /** Of the file without its extension, or of the folder with the pictures. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly most: number;
  readonly limitBytes: number;
  /** Whether the store takes pictures with an alpha channel. */
  readonly mayHaveAlpha: boolean;
  /** The size that the store wants instead; `undefined` when it takes this one. */
  readonly wantedInstead: (size: ImageSize) => string | undefined;
}

export interface ListingRules<Text extends string = string, Image extends string = string> {
  /** As people know the store. */
  readonly store: string;
  readonly texts: Readonly<Record<Text, TextRule>>;
  readonly images: Readonly<Record<Image, ImageRule>>;
}

/** One of these sizes, and no other. */
export function oneOf(sizes: readonly (readonly [width: number, height: number])[]): ImageRule['wantedInstead'] {
  return ({ width, height }) =>
    sizes.some(([wide, high]) => wide === width && high === height)
      ? undefined
      : sizes.map(([wide, high]) => `${wide} × ${high}`).join(', ');
}
