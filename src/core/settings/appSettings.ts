/** `mobile-distribution.json` as the product understands it. Paths are as written: relative to the file. */

import { type AndroidBuildType, type IosBuildType } from './platform.ts';

export interface WebSettings {
  /** Folder of the built web files. Exactly one of `webDir` and `address` is needed for the engine `web`. */
  readonly webDir?: string;
  /** HTTPS address of an installed web app (PWA). */
  readonly address?: string;
  /** Path inside `webDir`, or below the address. */
  readonly startPage?: string;
  /** PNG of at least 192 × 192. */
  readonly icon?: string;
  readonly themeColor?: string;
  readonly backgroundColor?: string;
  readonly orientation?: 'any' | 'portrait' | 'landscape';
  readonly display?: 'fullscreen' | 'standalone' | 'minimal-ui' | 'browser';
  /** Names by BCP 47 language tag, such as `fr` or `pt-BR`. */
  readonly names?: Readonly<Record<string, string>>;
  /** What the app may ask the user for, beyond the network. */
  readonly permissions?: readonly WebPermission[];
  /** Other origins that stay inside the app instead of opening in the browser. */
  readonly allowedOrigins?: readonly string[];
  /** Files of `webDir` that are packed although they look like secrets or packages. */
  readonly allowedFiles?: readonly string[];
}

export const webPermissions = ['camera', 'microphone', 'location', 'notifications', 'vibrate'] as const;
export type WebPermission = (typeof webPermissions)[number];

/** What both platforms have; a platform's value wins over the shared one. */
interface SharedPlatformSettings {
  readonly appIdentifier?: string;
  readonly name?: string;
  readonly version?: string;
  readonly versionCode?: number;
  readonly engine?: string;
  readonly engineVersion?: string;
}

export interface AndroidSettings extends SharedPlatformSettings {
  readonly buildType?: AndroidBuildType;
  readonly keystore?: string;
  readonly keyAlias?: string;
}

export interface IosSettings extends SharedPlatformSettings {
  readonly buildType?: IosBuildType;
  readonly certificate?: string;
  /** Name or fingerprint of one of its identities. */
  readonly certificateIdentity?: string;
  readonly provisioningProfile?: string;
  /** UDIDs of devices that development and ad-hoc packages must run on. */
  readonly devices?: readonly string[];
}

export interface AppSettings {
  readonly name?: string;
  readonly version?: string;
  readonly engine?: string;
  readonly web?: WebSettings;
  readonly android?: AndroidSettings;
  readonly ios?: IosSettings;
}
