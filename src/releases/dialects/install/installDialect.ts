/**
 * What people and devices open without a token: the install page of a release, its icon, the manifest for iOS and the package itself, all
 * behind an unguessable link, which may have a password. Nothing here changes anything but the count of downloads.
 */

import { Secret } from '../../../core/base/secret.ts';
import { type Answer } from '../../http/answer.ts';
import { RateLimit } from '../../http/rateLimit.ts';
import { type Route } from '../../http/router.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { readFacts } from '../../model/storedJson.ts';
import { renderMessagePage } from '../../pages/htmlPage.ts';
import { renderInstallPage } from '../../pages/installPage.ts';
import { renderPasswordPage } from '../../pages/passwordPage.ts';
import { installPageContent } from './installPageContent.ts';
import { destinationsOf } from '../../use-cases/destinations.ts';
import { openDownload, recordDownload } from '../../use-cases/downloads.ts';
import { openAddress, unlockLink, type Link } from '../../use-cases/links.ts';
import { type Release } from '../../use-cases/releases.ts';
import { nameOfDownload } from '../addresses.ts';
import { type Dialect, type DialectWorld } from '../dialect.ts';
import { installManifest } from '../installManifest.ts';
import { mediaTypeOf } from './mediaTypes.ts';

function message(status: number, title: string, text: string): Answer {
  return { kind: 'page', status, html: renderMessagePage(title, text) };
}

const notHere = message(404, 'Nothing here', 'This link leads to no release. Check it, or ask the person who sent it for a new one.');
const tooMany = message(429, 'Too many requests', 'Wait a few minutes and try again.');
const gone = message(410, 'This release is not available', 'It was disabled or deleted. Ask the person who sent the link for a newer one.');

const empty = message(404, 'No release yet', 'There is no release behind this link at the moment. Try again later.');

const endings = {
  disabled: gone,
  expired: message(410, 'This link has ended', 'It was valid for a limited time. Ask the person who sent it for a new one.'),
  revoked: message(410, 'This link was withdrawn', 'Ask the person who sent it for a new one.'),
  'used-up': message(
    410,
    'This link is used up',
    'It was for a limited number of installations. Ask the person who sent it for a new one.',
  ),
} as const;

interface Opened {
  readonly release: Release;
  readonly link: Link | undefined;
  /** The release under the address that was asked for: what the page links to must open as the page did. */
  readonly shown: Release;
}

/** The release, or the answer that says why there is none. */
async function open(world: DialectWorld, text: string): Promise<Opened | { readonly refusal: Answer }> {
  const opened = await openAddress(world, text);
  if (!opened) return { refusal: notHere };
  if (opened.kind === 'empty') return { refusal: empty };
  if (opened.kind === 'ended') return { refusal: endings[opened.reason] };
  if (opened.kind === 'locked') return { refusal: passwordPage(401, text, false) };
  return { ...opened, shown: { ...opened.release, link: text } };
}

function passwordPage(status: number, address: string, isWrong: boolean): Answer {
  return { kind: 'page', status, html: renderPasswordPage({ action: address, isWrong }) };
}

/** Wrong passwords of one link in five minutes. */
const mostAttempts = 20;
const attempts = new RateLimit(mostAttempts);

async function unlock(world: DialectWorld, request: ServerRequest, text: string): Promise<Answer> {
  const opened = await openAddress(world, text);
  if (opened?.kind !== 'locked') return { kind: 'redirect', status: 303, location: text };
  if (attempts.admit(opened.link.id, world.clock.now().getTime()) !== undefined) return tooMany;
  const password = new Secret((await request.form()).get('password') ?? '');
  const address = await unlockLink(opened.link, password);
  return address === undefined ? passwordPage(403, text, true) : { kind: 'redirect', status: 303, location: address };
}

async function showPage(world: DialectWorld, request: ServerRequest, text: string): Promise<Answer> {
  const opened = await open(world, text);
  if ('refusal' in opened) return opened.refusal;
  const { release, shown } = opened;
  const { records } = world;
  const app = await records.one('app', { id: release.appId });
  const icon = await records.one('icon', { sha256: release.sha256 });
  const destinations = (await destinationsOf(world, [release])).get(release.id) ?? [];
  const html = renderInstallPage(
    installPageContent({
      release: shown,
      appName: app?.displayName ?? '',
      icon,
      isMandatory: destinations.some(({ isMandatory }) => isMandatory),
      baseUrl: request.baseUrl,
    }),
  );
  return { kind: 'page', status: 200, html };
}

async function sendPackage(world: DialectWorld, request: ServerRequest, text: string, fileName: string): Promise<Answer> {
  const opened = await open(world, text);
  if ('refusal' in opened) return opened.refusal;
  const { release, link } = opened;
  if (fileName !== nameOfDownload(release)) return notHere;
  const download = { client: request.header('user-agent') ?? '', link };
  if (release.externalUrl !== null) {
    await recordDownload(world, release, download);
    return { kind: 'redirect', status: 302, location: release.externalUrl };
  }
  const blob = await openDownload(world, release);
  if (!blob) return gone;
  return {
    kind: 'blob',
    blob,
    sha256: release.sha256,
    mediaType: mediaTypeOf(readFacts(release.facts).extension),
    fileName: release.fileName,
    onSent: async () => await recordDownload(world, release, download),
  };
}

async function showManifest(world: DialectWorld, request: ServerRequest, text: string): Promise<Answer> {
  const opened = await open(world, text);
  return 'refusal' in opened ? opened.refusal : (installManifest(opened.shown, request.baseUrl) ?? notHere);
}

async function showIcon(world: DialectWorld, text: string): Promise<Answer> {
  const opened = await open(world, text);
  if ('refusal' in opened) return opened.refusal;
  const icon = await world.records.one('icon', { sha256: opened.release.sha256 });
  return icon ? { kind: 'content', mediaType: icon.mediaType, bytes: icon.bytes } : notHere;
}

const routes: readonly Route<DialectWorld>[] = [
  { method: 'GET', path: '/i/:link', handle: async (world, request, parameter) => await showPage(world, request, parameter('link')) },
  { method: 'POST', path: '/i/:link', handle: async (world, request, parameter) => await unlock(world, request, parameter('link')) },
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
  tooManyRequests: () => tooMany,
};
