/**
 * Installation over the air: the property list that an `itms-services` link names, and the link itself (Apple, Deploy apps using a
 * manifest). iOS loads the list and everything it names over https alone, and installs what an ad hoc, development or in-house profile
 * allows. Pure: for every server of the product.
 */

import { utf8, type Bytes } from '../../base/bytes.ts';
import { createPlist, type PlainPlist } from '../../formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../formats/plist/xmlPlist.ts';
import { type ProfileKind } from '../../formats/provisioning-profile/provisioningProfile.ts';

export const installManifestMediaType = 'text/xml; charset=utf-8';

export interface InstallManifest {
  /** Of the package file. All addresses are absolute. */
  readonly packageAddress: string;
  /** Equal to the one in the package, else iOS refuses it when it is loaded. */
  readonly appIdentifier: string;
  readonly version: string;
  /** Shown in the question whether to install, and below the icon meanwhile. */
  readonly title: string;
  /** PNG, 57 × 57 pixels. */
  readonly displayImageAddress?: string;
  /** PNG, 512 × 512 pixels. */
  readonly fullSizeImageAddress?: string;
}

export function encodeInstallManifest(manifest: InstallManifest): Bytes {
  const { packageAddress, displayImageAddress, fullSizeImageAddress } = manifest;
  const assets = [
    ['software-package', packageAddress],
    ['display-image', displayImageAddress],
    ['full-size-image', fullSizeImageAddress],
  ] as const;
  const metadata: PlainPlist = {
    'bundle-identifier': manifest.appIdentifier,
    'bundle-version': manifest.version,
    kind: 'software',
    'platform-identifier': 'com.apple.platform.iphoneos',
    title: manifest.title,
  };
  const listed = assets.flatMap(([kind, url]): PlainPlist[] => (url === undefined ? [] : [{ kind, url }]));
  return utf8(encodeXmlPlist(createPlist({ items: [{ assets: listed, metadata }] })));
}

/** What a page links to; `undefined` for an address that iOS does not load a manifest from. */
export function installLink(manifestAddress: string): string | undefined {
  // The whole address is encoded: its own `&` would end it.
  return isInstallAddress(manifestAddress)
    ? `itms-services://?action=download-manifest&url=${encodeURIComponent(manifestAddress)}`
    : undefined;
}

export function isInstallAddress(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}

/** Whether devices install a package with such a profile from a web page. The App Store and TestFlight are the only way for the others. */
export function isInstalledFromWeb(kind: ProfileKind | undefined): boolean {
  return kind === 'ad-hoc' || kind === 'development' || kind === 'in-house';
}
