/** Addresses that people and devices open without a token. Whoever has one of a release can see and download it. */

import { type Release } from '../use-cases/releases.ts';

type Linked = Pick<Release, 'link' | 'fileName'>;

/** The install page. */
export function pageAddress(baseUrl: string, { link }: Linked): string {
  return `${baseUrl}/i/${link}`;
}

/** Its last part is the name that programs save the package under. */
export function downloadAddress(baseUrl: string, { link, fileName }: Linked): string {
  return `${baseUrl}/d/${link}/${encodeURIComponent(fileName)}`;
}

export function iconAddress(baseUrl: string, { link }: Linked): string {
  return `${baseUrl}/i/${link}/icon`;
}

/** What iOS reads before it installs. */
export function manifestAddress(baseUrl: string, { link }: Linked): string {
  return `${baseUrl}/i/${link}/manifest.plist`;
}
