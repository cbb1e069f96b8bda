/**
 * What people and devices open without a token: the install page of a release, its icon, the manifest for iOS and the package itself, all
 * behind an unguessable link. Nothing here changes anything but the count of downloads.
 */

import { encodeInstallManifest, installManifestMediaType } from '../../../core/packages/ipa/installManifest.ts';
import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { readFacts } from '../../model/storedJson.ts';
import { renderMessagePage } from '../../pages/htmlPage.ts';
import { renderInstallPage } from '../../pages/installPage.ts';
import { installPageContent } from './installPageContent.ts';
import { destinationsOf } from '../../use-cases/destinations.ts';
import { openDownload, recordDownload } from '../../use-cases/downloads.ts';
import { findReleaseByLink, type Release } from '../../use-cases/releases.ts';
import { downloadAddress } from '../addresses.ts';
import { type Dialect, type DialectWorld } from '../dialect.ts';
import { mediaTypeOf } from './mediaTypes.ts';

function message(status: number, title: string, text: string): Answer {
  return { kind: 'page', status, html: renderMessagePage(title, text) };
}

const notHere = message(404, 'Nothing here', 'This link leads to no release. Check it, or ask the person who sent it for a new one.');
const gone = message(410, 'This release is not available', 'It was disabled or deleted. Ask the person who sent the link for a newer one.');

/** The text of links is 32 characters; anything else is not even looked up. */
async function releaseOf(world: DialectWorld, link: string): Promise<Release | undefined> {
  return /^[\w-]{32}$/.test(link) ? await findReleaseByLink(world, link) : undefined;
}

async function showPage(world: DialectWorld, request: ServerRequest, link: string): Promise<Answer> {
  const release = await releaseOf(world, link);
  if (!release) return notHere;
  if (!release.isEnabled) return gone;
  const { records } = world;
  const app = await records.one('app', { id: release.appId });
  const icon = await records.one('icon', { sha256: release.sha256 });
  const destinations = (await destinationsOf(world, [release])).get(release.id) ?? [];
  const html = renderInstallPage(
    installPageContent({
      release,
      appName: app?.displayName ?? '',
      icon,
      isMandatory: destinations.some(({ isMandatory }) => isMandatory),
      baseUrl: request.baseUrl,
    }),
  );
  return { kind: 'page', status: 200, html };
}

async function sendPackage(world: DialectWorld, request: ServerRequest, link: string, fileName: string): Promise<Answer> {
  const release = await releaseOf(world, link);
  if (!release || fileName !== release.fileName) return notHere;
  const blob = await openDownload(world, release);
  if (!blob) return gone;
  return {
    kind: 'blob',
    blob,
    sha256: release.sha256,
    mediaType: mediaTypeOf(readFacts(release.facts).extension),
    fileName: release.fileName,
    onSent: async () => await recordDownload(world, release, request.header('user-agent') ?? ''),
  };
}

/** iOS fetches the package from the address in it, so it is the one under which the device reached this server. */
async function showManifest(world: DialectWorld, request: ServerRequest, link: string): Promise<Answer> {
  const release = await releaseOf(world, link);
  const facts = release && readFacts(release.facts);
  if (!release?.isEnabled || facts?.extension !== 'ipa' || facts.identifier === null) return notHere;
  const bytes = encodeInstallManifest({
    packageAddress: downloadAddress(request.baseUrl, release),
    appIdentifier: facts.identifier,
    version: release.version,
    title: facts.name ?? facts.identifier,
  });
  return { kind: 'content', mediaType: installManifestMediaType, bytes };
}

async function showIcon(world: DialectWorld, link: string): Promise<Answer> {
  const release = await releaseOf(world, link);
  const icon = release?.isEnabled === true && (await world.records.one('icon', { sha256: release.sha256 }));
  return icon ? { kind: 'content', mediaType: icon.mediaType, bytes: icon.bytes } : notHere;
}

const routes: readonly Route<DialectWorld>[] = [
  { method: 'GET', path: '/i/:link', handle: async (world, request, parameter) => await showPage(world, request, parameter('link')) },
  { method: 'GET', path: '/i/:link/icon', handle: async (world, _request, parameter) => await showIcon(world, parameter('link')) },
  {
    method: 'GET',
    path: '/i/:link/manifest.plist',
    handle: async (world, request, parameter) => await showManifest(world, request, parameter('link')),
  },
  {
    method: 'GET',
    path: '/d/:link/:file',
    handle: async (world, request, parameter) => await sendPackage(world, request, parameter('link'), parameter('file')),
  },
];

export const installDialect: Dialect = {
  prefixes: ['i', 'd'],
  routes,
  failed: () => message(500, 'Something went wrong', 'The server could not finish the request. Try again later.'),
  unknownPath: (methods) => (methods.length === 0 ? notHere : message(405, '405', 'This request is refused.')),
  tooManyRequests: () => message(429, 'Too many requests', 'Wait a few minutes and try again.'),
};
