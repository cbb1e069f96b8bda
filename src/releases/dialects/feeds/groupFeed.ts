/**
 * What a feed is made of: the releases that a group has, under the address of a link to that group. The address opens them, so a feed of a private
 * group needs no other secret, and ends when its link ends.
 */

import { type Answer } from '../../http/answer.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { type PackageFacts } from '../../model/packageFacts.ts';
import { readFacts } from '../../model/storedJson.ts';
import { type Row } from '../../model/tables.ts';
import { renderMessagePage } from '../../pages/htmlPage.ts';
import { releasesOfGroup } from '../../use-cases/groupReleases.ts';
import { openAddress, type Link } from '../../use-cases/links.ts';
import { type Release } from '../../use-cases/releases.ts';
import { feedsAddress } from '../addresses.ts';
import { type DialectWorld } from '../dialect.ts';

export interface GroupFeed {
  readonly world: DialectWorld;
  readonly app: Row<'app'>;
  readonly link: Link;
  readonly groupId: string;
  /** `https://releases.example.com/f/…`, with the key of a link that has a password. */
  readonly address: string;
  /** Those that are enabled and whose package is on this server, newest first. */
  readonly releases: readonly FeedRelease[];
}

export interface FeedRelease {
  readonly release: Release;
  readonly facts: PackageFacts;
}

/** Clients look for what is new: no one asks a feed for last year's. */
const mostReleases = 50;

export function feedRefusal(status: number, text: string): Answer {
  return { kind: 'page', status, html: renderMessagePage('No feed', text) };
}

/** Or the answer that says why there is none. */
export async function openFeed(
  world: DialectWorld,
  request: ServerRequest,
  text: string,
): Promise<GroupFeed | { readonly refusal: Answer }> {
  const opened = await openAddress(world, text);
  if (opened?.kind === 'ended') return { refusal: feedRefusal(410, 'This link has ended. Ask the person who sent it for a new one.') };
  if (opened?.kind === 'locked')
    return { refusal: feedRefusal(401, 'This link has a password. Open it in a browser first, then use the address that it leads to.') };
  const link = opened?.kind === 'open' || opened?.kind === 'empty' ? opened.link : undefined;
  const app = link && (await world.records.one('app', { id: link.appId }));
  const groupId = link?.groupId ?? null;
  if (!link || !app || groupId === null)
    return { refusal: feedRefusal(404, 'This link leads to no group. A feed has the releases of a group.') };
  const found = await releasesOfGroup(world, app, { id: groupId }, { isEnabled: true, most: mostReleases });
  const releases = found.flatMap((release) => (release.externalUrl === null ? [{ release, facts: readFacts(release.facts) }] : []));
  return { world, app, link, groupId, address: feedsAddress(request.baseUrl, text), releases };
}

/** The package of one release, under a name of its own: some clients read the version from it. */
export function packageAddress({ address }: GroupFeed, { release, facts }: FeedRelease): string {
  return `${address}/d/${release.number}/${encodeURIComponent(`${release.shortVersion}.${facts.extension}`)}`;
}

export function feedIconAddress({ address }: GroupFeed, { release }: FeedRelease): string {
  return `${address}/icon/${release.number}`;
}

export function nameOf({ app }: GroupFeed, { name }: PackageFacts): string {
  return name ?? app.displayName;
}
