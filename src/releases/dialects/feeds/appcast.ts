/**
 * An appcast of Sparkle (macOS), which WinSparkle reads as well: RSS 2.0 with Sparkle's own elements. Each package has an Ed25519 signature: the one
 * that came with the release, in its custom field `edSignature`, else one by the key of this server.
 */

import { readFields } from '../../model/storedJson.ts';
import { destinationsOf } from '../../use-cases/destinations.ts';
import { nameOf, packageAddress, type FeedRelease, type GroupFeed } from './groupFeed.ts';
import { xmlText } from './xmlText.ts';

export const appcastMediaType = 'application/rss+xml; charset=utf-8';

const extensions: ReadonlySet<string> = new Set(['app.zip', 'zip', 'dmg', 'pkg', 'msi']);
/** Sparkle takes the newest; packages are read to be signed. */
const mostItems = 3;
const signatureForm = /^[A-Za-z0-9+/]{86}==$/;

export function isForAppcast({ app }: GroupFeed, { facts }: FeedRelease): boolean {
  return (app.os === 'macOS' || app.os === 'Windows') && extensions.has(facts.extension);
}

export async function encodeAppcast(feed: GroupFeed): Promise<string> {
  const { world, app, groupId } = feed;
  const shown = feed.releases.filter((each) => isForAppcast(feed, each)).slice(0, mostItems);
  const destinations = await destinationsOf(
    world,
    shown.map(({ release }) => release),
  );
  const items: string[] = [];
  for (const each of shown) {
    const { release, facts } = each;
    const own = readFields(release.fields)['edSignature'] ?? '';
    const signature = signatureForm.test(own) ? own : await world.feeds?.edSignature(release.sha256);
    const isMandatory = destinations.get(release.id)?.some(({ id, isMandatory: is }) => id === groupId && is) === true;
    const enclosure = [
      `url="${xmlText(packageAddress(feed, each))}"`,
      `length="${release.sizeBytes}"`,
      'type="application/octet-stream"',
      ...(signature === undefined ? [] : [`sparkle:edSignature="${signature}"`]),
      ...(app.os === 'Windows' ? ['sparkle:os="windows"'] : []),
      ...(facts.extension === 'pkg' ? ['sparkle:installationType="package"'] : []),
    ];
    items.push(`    <item>
      <title>${xmlText(`${nameOf(feed, facts)} ${release.shortVersion}`)}</title>
      <pubDate>${new Date(release.uploadedAt).toUTCString()}</pubDate>
      <sparkle:version>${xmlText(release.version)}</sparkle:version>
      <sparkle:shortVersionString>${xmlText(release.shortVersion)}</sparkle:shortVersionString>
${facts.minimumOs === null ? '' : `      <sparkle:minimumSystemVersion>${xmlText(facts.minimumOs)}</sparkle:minimumSystemVersion>\n`}${
      isMandatory ? '      <sparkle:criticalUpdate></sparkle:criticalUpdate>\n' : ''
    }      <description sparkle:format="markdown">${xmlText(release.notes)}</description>
      <enclosure ${enclosure.join(' ')} />
    </item>
`);
  }
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:sparkle="http://www.andymatuschak.org/xml-namespaces/sparkle">
  <channel>
    <title>${xmlText(app.displayName)}</title>
    <link>${xmlText(`${feed.address}/appcast.xml`)}</link>
${items.join('')}  </channel>
</rss>
`;
}
