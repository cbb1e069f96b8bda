/** A web app manifest as the product uses it (W3C Web Application Manifest), with every address made absolute. */

/** What build tools call the file; looked for next to a start page that does not link to one. */
export const usualManifestNames = ['manifest.webmanifest', 'site.webmanifest', 'manifest.json', 'app.webmanifest'] as const;

export const manifestDisplays = ['fullscreen', 'standalone', 'minimal-ui', 'browser'] as const;
export type ManifestDisplay = (typeof manifestDisplays)[number];

export const manifestOrientations = [
  'any',
  'natural',
  'landscape',
  'landscape-primary',
  'landscape-secondary',
  'portrait',
  'portrait-primary',
  'portrait-secondary',
] as const;
export type ManifestOrientation = (typeof manifestOrientations)[number];

export type IconPurpose = 'any' | 'maskable' | 'monochrome';

export interface ManifestIcon {
  readonly src: string;
  /** The largest side of `sizes`; 0 when they are absent, Infinity for `any`. */
  readonly size: number;
  readonly type?: string;
  readonly purposes: readonly IconPurpose[];
}

export interface ManifestShortcut {
  readonly name: string;
  readonly shortName?: string;
  readonly url: string;
  readonly icons: readonly ManifestIcon[];
}

export interface WebManifest {
  readonly name?: string | undefined;
  readonly shortName?: string | undefined;
  readonly description?: string | undefined;
  readonly startUrl?: string | undefined;
  readonly scope?: string | undefined;
  readonly display?: ManifestDisplay | undefined;
  readonly orientation?: ManifestOrientation | undefined;
  /** 0xAARRGGBB. */
  readonly themeColor?: number | undefined;
  readonly backgroundColor?: number | undefined;
  readonly icons: readonly ManifestIcon[];
  readonly shortcuts: readonly ManifestShortcut[];
  /** BCP 47. */
  readonly lang?: string | undefined;
  readonly dir?: 'ltr' | 'rtl' | 'auto' | undefined;
  /** By BCP 47 tag: `name_localized`, or `translations` of the older proposal. */
  readonly names: Readonly<Record<string, string>>;
  readonly shortNames: Readonly<Record<string, string>>;
}
