/**
 * A link that adds the app to Obtainium, which then looks at a page of ours with the newest APK. The version is the name of the file, and the link
 * says how to find it.
 */

import { nameOf, type FeedRelease, type GroupFeed } from './groupFeed.ts';

export function isForObtainium({ facts: { extension, identifier } }: FeedRelease): boolean {
  return extension === 'apk' && identifier !== null;
}

/** The page that it looks at. */
export function obtainiumPage({ address }: GroupFeed): string {
  return `${address}/obtainium`;
}

export function obtainiumLink(feed: GroupFeed, newest: FeedRelease): string {
  const settings = { versionExtractionRegEx: String.raw`/d/\d+/(.+)\.apk$`, matchGroupToUse: '1', versionDetection: true };
  const app = {
    id: newest.facts.identifier,
    url: obtainiumPage(feed),
    author: feed.app.displayName,
    name: nameOf(feed, newest.facts),
    overrideSource: 'HTML',
    additionalSettings: JSON.stringify(settings),
  };
  return `obtainium://app/${encodeURIComponent(JSON.stringify(app))}`;
}
