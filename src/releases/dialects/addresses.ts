/** Addresses that people and devices open without a token. Anyone who has one of a release can see and download it. */

import { withoutEnd } from '../../core/base/withoutEnd.ts';
import { type Release } from '../use-cases/releases.ts';

/** A release, or one as another link leads to it. */
type Linked = Pick<Release, 'link' | 'fileName'>;

/** A path of this server as browsers see it: behind a proxy, with what that one puts in front. */
export function pathBelow(baseUrl: string, path: string): string {
  return `${withoutEnd(new URL(baseUrl).pathname, '/')}${path}`;
}

/** The install page. */
export function pageAddress(baseUrl: string, { link }: Linked): string {
  return `${baseUrl}/i/${link}`;
}

/** The feeds of a group, below a link to it. */
export function feedsAddress(baseUrl: string, link: string): string {
  return `${baseUrl}/f/${link}`;
}

/** What an app asks for updates, by a link to a group: App Center's in-app update endpoints have the same answers. */
export function updatesAddress(baseUrl: string, link: string): string {
  return `${baseUrl}/v0.1/public/sdk/links/${link}/releases/latest`;
}

/** Its last part is the name that programs save the package under. */
export function downloadAddress(baseUrl: string, { link, fileName }: Linked): string {
  return `${baseUrl}/d/${link}/${encodeURIComponent(nameOfDownload({ fileName }))}`;
}

/** The address of an external package may end without a name. */
export function nameOfDownload({ fileName }: Pick<Release, 'fileName'>): string {
  return fileName === '' ? 'package' : fileName;
}

export function iconAddress(baseUrl: string, { link }: Linked): string {
  return `${baseUrl}/i/${link}/icon`;
}

/** What iOS shows while it installs. */
export function displayImageAddress(baseUrl: string, { link }: Linked, size: number): string {
  return `${baseUrl}/i/${link}/icon-${size}.png`;
}

/** What iOS reads before it installs. */
export function manifestAddress(baseUrl: string, { link }: Linked): string {
  return `${baseUrl}/i/${link}/manifest.plist`;
}
