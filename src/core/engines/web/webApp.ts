/** A web app as the engine packs it: everything from its folder or address, its manifest and the settings, resolved. */

import { type Issue } from '../../base/issue.ts';
import { type RgbaImage } from '../../formats/image/rgbaImage.ts';
import { type ManifestDisplay, type ManifestOrientation } from '../../formats/web-manifest/webManifest.ts';
import { type WebPermission } from '../../settings/webSettings.ts';

/** The host that the Android shell serves the package's files from; Google reserves it for this, so it is never on a network. */
export const packagedOrigin = 'https://appassets.androidplatform.net';

/** One file of the folder of web files. */
export interface WebFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  readonly absolutePath: string;
  readonly sizeBytes: number;
  /** Of the file that was looked at, so that no other one is packed. */
  readonly identity?: string;
}

export interface LightAndDark<T> {
  readonly light: T;
  readonly dark: T;
}

export interface WebShortcut {
  readonly label: string;
  readonly longLabel: string;
  readonly url: string;
  readonly icon?: RgbaImage;
}

/** The pictures that launcher icons are made of; without `any` and `maskable` a letter is drawn. */
export interface IconPictures {
  readonly any?: RgbaImage;
  readonly maskable?: RgbaImage;
  readonly monochrome?: RgbaImage;
}

export interface WebApp {
  /** The app's pages come from an address and not from the package. */
  readonly isRemote: boolean;
  readonly startUrl: string;
  /** Addresses that begin with this belong to the app; the others open in the browser. */
  readonly scope: string;
  readonly otherOrigins: readonly string[];
  readonly name: string;
  /** For under the icon; absent when it is the name. */
  readonly shortName?: string;
  readonly names: Readonly<Record<string, string>>;
  readonly shortNames: Readonly<Record<string, string>>;
  /** 0xFFRRGGBB. */
  readonly barColor: LightAndDark<number>;
  readonly backgroundColor: LightAndDark<number>;
  /** The app's own colour, when it has one. */
  readonly themeColor?: number;
  readonly orientation: ManifestOrientation;
  readonly display: ManifestDisplay;
  readonly permissions: readonly WebPermission[];
  /** The address that the app asks for updates; absent without a check. */
  readonly updateCheck?: string;
  readonly shortcuts: readonly WebShortcut[];
  readonly icons: IconPictures;
  readonly files: readonly WebFile[];
}

/** What opening gives: the app unless an error was found, and all issues. */
export interface WebAppInspection {
  readonly app?: WebApp;
  readonly issues: readonly Issue[];
}
