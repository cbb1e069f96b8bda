/**
 * Feeds of a group, which programs follow that are not ours: App Installer of Windows, Sparkle, F-Droid, Obtainium, AltStore. All of them, with
 * their packages and icons, are below the address of a link to the group.
 */

import { utf8, type Bytes } from '../../../core/base/bytes.ts';
import { isFailure } from '../../../core/base/failure.ts';
import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { renderFeedsPage, renderNewestPackagePage, type ShownFeed } from '../../pages/feedsPage.ts';
import { findReleaseOfGroup } from '../../use-cases/groupReleases.ts';
import { type Release } from '../../use-cases/releases.ts';
import { statusOf, type Dialect, type DialectWorld } from '../dialect.ts';
import { packageAnswer } from '../packageAnswer.ts';
import { altStoreSource, isForAltStore } from './altStore.ts';
import { appcastMediaType, encodeAppcast, isForAppcast } from './appcast.ts';
import { appInstallerMediaType, encodeAppInstaller, isForAppInstaller } from './appInstaller.ts';
import { encodeEntry, encodeIndex, isForFdroid, repositoryAddress } from './fdroidIndex.ts';
import { feedRefusal, nameOf, openFeed, packageAddress, type GroupFeed } from './groupFeed.ts';
import { isForObtainium, obtainiumLink, obtainiumPage } from './obtainium.ts';

const notHere = feedRefusal(404, 'This feed does not exist, or the group has no package for it.');

function content(mediaType: string, body: string | Bytes): Answer {
  return { kind: 'content', mediaType, bytes: typeof body === 'string' ? utf8(body) : body };
}

/** Below `/f/:link`. */
function inFeed(
  path: string,
  handle: (feed: GroupFeed, request: ServerRequest, parameter: (name: string) => string) => Promise<Answer | undefined>,
): Route<DialectWorld> {
  return {
    method: 'GET',
    path: `/f/:link${path}`,
    handle: async (world, request, parameter) => {
      const feed = await openFeed(world, request, parameter('link'));
      if ('refusal' in feed) return feed.refusal;
      return (await handle(feed, request, parameter)) ?? notHere;
    },
  };
}

async function showFeeds(feed: GroupFeed): Promise<Answer> {
  const { address, releases, world } = feed;
  const feeds: ShownFeed[] = [];
  if (releases.some(isForAppInstaller))
    feeds.push({
      name: 'App Installer',
      says: 'Open it on Windows. The app is installed, and looks for updates when it starts.',
      address: `${address}/app.appinstaller`,
    });
  if (releases.some((each) => isForAppcast(feed, each)))
    feeds.push({
      name: 'Sparkle',
      says: 'Set it as SUFeedURL in the Info.plist of the app, with the key as SUPublicEDKey.',
      address: `${address}/appcast.xml`,
      values: world.feeds ? { SUPublicEDKey: await world.feeds.edPublicKey() } : {},
    });
  if (releases.some(isForFdroid) && world.feeds) {
    const fingerprint = await world.feeds.certificateFingerprint();
    const repository = `${repositoryAddress(feed)}?fingerprint=${fingerprint}`;
    feeds.push({
      name: 'F-Droid',
      says: 'Add it as a repository.',
      address: repository,
      opener: repository.replace(/^http/, 'fdroidrepo'),
      values: { Fingerprint: fingerprint },
    });
  }
  const newestApk = releases.find(isForObtainium);
  if (newestApk)
    feeds.push({ name: 'Obtainium', says: 'Open it on the phone.', address: obtainiumPage(feed), opener: obtainiumLink(feed, newestApk) });
  if (releases.some(isForAltStore))
    feeds.push({ name: 'AltStore', says: 'Add it as a source in AltStore or SideStore.', address: `${address}/altstore.json` });
  return { kind: 'page', status: 200, html: renderFeedsPage(feed.app.displayName, feeds) };
}

async function releaseOf({ world, app, groupId }: GroupFeed, number: string): Promise<Release | undefined> {
  const group = await world.records.one('group', { id: groupId });
  if (!group || !/^\d+$/.test(number)) return undefined;
  try {
    const release = await findReleaseOfGroup(world, app, group, number);
    return release.isEnabled ? release : undefined;
  } catch (error) {
    if (isFailure(error, 'release-not-found')) return undefined;
    throw error;
  }
}

async function sendPackage(feed: GroupFeed, request: ServerRequest, number: string): Promise<Answer | undefined> {
  const release = await releaseOf(feed, number);
  return release && (await packageAnswer(feed.world, request, release, { link: feed.link, testerId: feed.link.testerId }));
}

async function sendIcon(feed: GroupFeed, number: string): Promise<Answer | undefined> {
  const release = await releaseOf(feed, number);
  const icon = release && (await feed.world.records.one('icon', { sha256: release.sha256 }));
  return icon && content(icon.mediaType, icon.bytes);
}

async function sendOfRepository(feed: GroupFeed, request: ServerRequest, file: string): Promise<Answer | undefined> {
  const { world } = feed;
  const [, apk] = /^(\d{1,15})\.apk$/.exec(file) ?? [];
  if (apk !== undefined) return await sendPackage(feed, request, apk);
  const [, named] = /^index-v2(?:-(\d{1,15}))?\.json$/.exec(file) ?? [];
  const now = world.clock.now().getTime();
  if (file.startsWith('index-v2')) {
    const { bytes } = await encodeIndex(feed, named === undefined ? now : Number(named));
    return content('application/json', bytes);
  }
  if (file !== 'entry.jar' && file !== 'entry.json') return undefined;
  const { bytes, count } = await encodeIndex(feed, now);
  const entry = encodeEntry(bytes, now, count);
  if (file === 'entry.json') return content('application/json', entry);
  return world.feeds && content('application/java-archive', await world.feeds.signedArchive('entry.json', entry));
}

const routes: readonly Route<DialectWorld>[] = [
  inFeed('', async (feed) => await showFeeds(feed)),
  inFeed('/d/:number/:file', async (feed, request, parameter) => await sendPackage(feed, request, parameter('number'))),
  inFeed('/icon/:number', async (feed, _request, parameter) => await sendIcon(feed, parameter('number'))),
  inFeed('/app.appinstaller', async (feed) => {
    const text = encodeAppInstaller(feed);
    return await Promise.resolve(text === undefined ? undefined : content(appInstallerMediaType, text));
  }),
  inFeed('/appcast.xml', async (feed) => content(appcastMediaType, await encodeAppcast(feed))),
  inFeed('/altstore.json', async (feed) => await Promise.resolve(content('application/json', JSON.stringify(altStoreSource(feed))))),
  inFeed('/obtainium', async (feed) => {
    const newest = feed.releases.find(isForObtainium);
    const shown = newest && { address: packageAddress(feed, newest), version: newest.release.shortVersion };
    const html = renderNewestPackagePage(newest ? nameOf(feed, newest.facts) : feed.app.displayName, shown);
    return await Promise.resolve({ kind: 'page', status: 200, html });
  }),
  inFeed('/fdroid/repo/:file', async (feed, request, parameter) => await sendOfRepository(feed, request, parameter('file'))),
  inFeed('/fdroid/repo/icon/:number', async (feed, _request, parameter) => await sendIcon(feed, parameter('number'))),
];

export const feedsDialect: Dialect = {
  prefixes: ['f'],
  routes,
  failed: (failure) => feedRefusal(Math.max(500, statusOf(failure)), 'The server could not finish the request. Try again later.'),
  unknownPath: (methods) => (methods.length === 0 ? notHere : feedRefusal(405, 'This request is refused.')),
  tooManyRequests: () => feedRefusal(429, 'Too many requests. Wait a few minutes and try again.'),
};
