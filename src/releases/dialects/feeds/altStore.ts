/** A source of AltStore and SideStore, which sign iOS apps again for their user: https://faq.altstore.io/developers/make-a-source */

import { feedIconAddress, nameOf, packageAddress, type FeedRelease, type GroupFeed } from './groupFeed.ts';

export function isForAltStore({ facts: { extension, identifier } }: FeedRelease): boolean {
  return extension === 'ipa' && identifier !== null;
}

export function altStoreSource(feed: GroupFeed): unknown {
  const byIdentifier = Map.groupBy(feed.releases.filter(isForAltStore), ({ facts }) => facts.identifier ?? '');
  return {
    name: feed.app.displayName,
    apps: [...byIdentifier].flatMap(([bundleIdentifier, releases]) => {
      const [newest] = releases;
      if (!newest) return [];
      return [
        {
          name: nameOf(feed, newest.facts),
          bundleIdentifier,
          developerName: feed.app.displayName,
          localizedDescription: feed.app.description ?? '',
          iconURL: feedIconAddress(feed, newest),
          versions: releases.map((each) => versionOf(feed, each)),
          // Nothing is claimed of what was not read.
          appPermissions: { entitlements: [], privacy: {} },
        },
      ];
    }),
    news: [],
  };
}

function versionOf(feed: GroupFeed, each: FeedRelease) {
  const { release, facts } = each;
  return {
    version: release.shortVersion,
    buildVersion: release.version,
    date: release.uploadedAt,
    localizedDescription: release.notes,
    downloadURL: packageAddress(feed, each),
    size: release.sizeBytes,
    ...(facts.minimumOs !== null && { minOSVersion: facts.minimumOs }),
  };
}
