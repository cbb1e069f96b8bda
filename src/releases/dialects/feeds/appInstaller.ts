/**
 * The file that Windows installs an MSIX package from and looks into for updates: the schema `appinstaller/2018` of Microsoft. Windows wants the
 * identity of the package in it, and compares it with the package.
 */

import { packageAddress, type FeedRelease, type GroupFeed } from './groupFeed.ts';
import { xmlText } from './xmlText.ts';

export const appInstallerMediaType = 'application/appinstaller';

const extensions: ReadonlySet<string> = new Set(['msix', 'appx', 'msixbundle', 'appxbundle']);

export function isForAppInstaller({ facts: { extension, identifier, publisher, version } }: FeedRelease): boolean {
  return extensions.has(extension) && identifier !== null && publisher !== null && /^\d+(?:\.\d+){3}$/.test(version ?? '');
}

/** Of the newest such package; `undefined` when there is none. */
export function encodeAppInstaller(feed: GroupFeed): string | undefined {
  const newest = feed.releases.find(isForAppInstaller);
  if (!newest) return undefined;
  const { identifier, publisher, version, extension, architectures } = newest.facts;
  const attribute = (name: string, value: string | null): string => ` ${name}="${xmlText(value ?? '')}"`;
  const isBundle = extension.endsWith('bundle');
  const identity = [
    attribute('Name', identifier),
    attribute('Publisher', publisher),
    attribute('Version', version),
    isBundle ? '' : attribute('ProcessorArchitecture', architectures[0] ?? 'neutral'),
    attribute('Uri', packageAddress(feed, newest)),
  ].join('');
  return `<?xml version="1.0" encoding="utf-8"?>
<AppInstaller xmlns="http://schemas.microsoft.com/appx/appinstaller/2018"${attribute('Version', version)}${attribute('Uri', `${feed.address}/app.appinstaller`)}>
  <Main${isBundle ? 'Bundle' : 'Package'}${identity} />
  <UpdateSettings>
    <OnLaunch HoursBetweenUpdateChecks="0" />
    <AutomaticBackgroundTask />
  </UpdateSettings>
</AppInstaller>
`;
}
