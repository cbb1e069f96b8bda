/**
 * What people and devices open without a token: the install page of a release, its icon, the manifest for iOS and the package itself, all
 * behind an unguessable link, which may have a password. Nothing here changes anything but the count of downloads.
 */

import { isFailure } from '../../../core/base/failure.ts';
import { createDisplayImage, displayImageSizes } from '../../../core/packages/ipa/displayImages.ts';
import { Secret } from '../../../core/base/secret.ts';
import { type Answer } from '../../http/answer.ts';
import { readMultipartForm } from '../../http/multipartForm.ts';
import { RateLimit } from '../../http/rateLimit.ts';
import { type Route } from '../../http/router.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { readFacts } from '../../model/storedJson.ts';
import { renderMessagePage } from '../../pages/htmlPage.ts';
import { renderInstallPage, type EarlierRelease } from '../../pages/installPage.ts';
import { clientHints, visitorOf } from '../../pages/visitor.ts';
import { renderPasswordPage } from '../../pages/passwordPage.ts';
import { installPageContent } from './installPageContent.ts';
import { destinationsOf } from '../../use-cases/destinations.ts';
import { findEnrolled, isProvisionedFor } from '../../use-cases/devices.ts';
import { addFeedback } from '../../use-cases/feedback.ts';
import { releasesOfGroup } from '../../use-cases/groupReleases.ts';
import { openAddress, unlockLink, type Link } from '../../use-cases/links.ts';
import { type Release } from '../../use-cases/releases.ts';
import { nameOfDownload, pageAddress } from '../addresses.ts';
import { statusOf, type Dialect, type DialectWorld } from '../dialect.ts';
import { installManifest } from '../installManifest.ts';
import { packageAnswer } from '../packageAnswer.ts';
import { challengeOf, registrationRoutes } from './deviceRegistration.ts';
import { trustAddress, trustRoutes } from './trustAuthority.ts';
import { setUpUpdates } from './updateSetup.ts';
import { openFor, rememberTester, sendInvitation, signInFor, signTesterOut } from './testerSignIn.ts';

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
  readonly testerId: string | null;
  /** The release under the address that was asked for: what the page links to must open as the page did. */
  readonly shown: Release;
}

/** The release, or the answer that says why there is none. */
async function open(world: DialectWorld, request: ServerRequest, text: string): Promise<Opened | { readonly refusal: Answer }> {
  const opened = await openFor(world, request, text);
  if (!opened) return { refusal: notHere };
  if (opened.kind === 'empty') return { refusal: empty };
  if (opened.kind === 'ended') return { refusal: endings[opened.reason] };
  if (opened.kind === 'locked') return { refusal: passwordPage(401, text, false) };
  if (opened.kind === 'sign-in') return { refusal: await signInFor(world, request, opened.release) };
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
  const opened = await open(world, request, text);
  if ('refusal' in opened) return opened.refusal;
  const { release, link, shown } = opened;
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
      visitor: visitorOf({
        userAgent: request.header('user-agent'),
        platformVersion: request.header('sec-ch-ua-platform-version'),
        architecture: request.header('sec-ch-ua-arch'),
        bitness: request.header('sec-ch-ua-bitness'),
      }),
      isProvisioned: await isProvisioned(world, request, release),
      earlier: await earlierReleases(world, request, opened),
      isAttended: world.isAttended,
      trustPath: trustAddress(world, request),
    }),
  );
  const signedIn = await rememberTester(world, request, link?.testerId ?? null);
  return {
    kind: 'page',
    status: 200,
    html,
    headers: { 'Accept-CH': clientHints, 'Critical-CH': clientHints, Vary: clientHints, ...signedIn },
  };
}

/** Devices that registered from a page carry what they answered with. */
async function isProvisioned(world: DialectWorld, request: ServerRequest, { facts }: Release): Promise<boolean | null> {
  const challenge = challengeOf(request);
  const enrolled = challenge && (await findEnrolled(world, challenge));
  return enrolled ? isProvisionedFor(readFacts(facts), enrolled.device.udid) : null;
}

const mostEarlier = 5;

/** Of the group that the link is for, else of the public groups of the release: a link to one release opens no other private one. */
async function earlierReleases(world: DialectWorld, request: ServerRequest, { release, link }: Opened): Promise<readonly EarlierRelease[]> {
  const { records } = world;
  // The addresses of releases have neither end nor password: a link that has one must not give them away.
  const isLimited = link !== undefined && (link.passwordHash !== null || link.expiresAt !== null || link.installLimit !== null);
  const ofLink = isLimited ? undefined : link?.groupId;
  const destinations = await records.find('destination', { where: { releaseId: release.id } });
  const groupIds = destinations.filter(({ kind }) => kind === 'group').map(({ targetId }) => targetId);
  const groups = (await records.find('group', { where: { id: groupIds } })).filter(({ id, isPublic }) => isPublic || id === ofLink);
  const found = new Map<string, Release>();
  for (const group of groups)
    for (const each of await releasesOfGroup(world, { id: release.appId }, group, {
      before: release.number,
      isEnabled: true,
      most: mostEarlier,
    }))
      found.set(each.id, each);
  const newest = [...found.values()].toSorted((a, b) => b.number - a.number).slice(0, mostEarlier);
  return newest.map((each) => ({
    version: each.version === each.shortVersion ? each.shortVersion : `${each.shortVersion} (${each.version})`,
    createdAt: each.uploadedAt,
    pagePath: pageAddress(request.baseUrl, each),
  }));
}

/** Three screenshots of 5 MB, with what is around them. */
const largestFeedback = 16 * 1024 * 1024;
const mostFeedback = 20;
const feedbackLimit = new RateLimit(mostFeedback);

async function takeFeedback(world: DialectWorld, request: ServerRequest, text: string): Promise<Answer> {
  const opened = await open(world, request, text);
  if ('refusal' in opened) return opened.refusal;
  const { release, testerId } = opened;
  if (feedbackLimit.admit(release.id, world.clock.now().getTime()) !== undefined) return tooMany;
  try {
    const form = await readMultipartForm(request.header('content-type'), request.pieces(), largestFeedback);
    await addFeedback(world, release, {
      text: form.text('text') ?? '',
      author: form.text('author'),
      device: request.header('user-agent'),
      testerId: testerId ?? undefined,
      screenshots: form.files('screenshot'),
    });
  } catch (error) {
    if (!isFailure(error, 'release-refused')) throw error;
    return message(400, 'The feedback was not sent', `${String(error.params['reason'])}. Go back and try again.`);
  }
  return message(200, 'Thank you', 'The developer has your feedback. You can close this page.');
}

async function sendPackage(world: DialectWorld, request: ServerRequest, text: string, fileName: string): Promise<Answer> {
  const opened = await open(world, request, text);
  if ('refusal' in opened) return opened.refusal;
  const { release, link, testerId } = opened;
  if (fileName !== nameOfDownload(release)) return notHere;
  return (await packageAnswer(world, request, release, { link, testerId })) ?? gone;
}

async function showManifest(world: DialectWorld, request: ServerRequest, text: string): Promise<Answer> {
  const opened = await open(world, request, text);
  return 'refusal' in opened ? opened.refusal : (installManifest(opened.shown, request.baseUrl) ?? notHere);
}

async function showIcon(world: DialectWorld, request: ServerRequest, text: string): Promise<Answer> {
  const opened = await open(world, request, text);
  if ('refusal' in opened) return opened.refusal;
  const icon = await world.records.one('icon', { sha256: opened.release.sha256 });
  return icon ? { kind: 'content', mediaType: icon.mediaType, bytes: icon.bytes } : notHere;
}

/** Also where the app has no icon. */
async function showDisplayImage(world: DialectWorld, request: ServerRequest, text: string, size: number): Promise<Answer> {
  const opened = await open(world, request, text);
  if ('refusal' in opened) return opened.refusal;
  const facts = readFacts(opened.release.facts);
  const icon = await world.records.one('icon', { sha256: opened.release.sha256 });
  return {
    kind: 'content',
    mediaType: 'image/png',
    bytes: await createDisplayImage(icon?.bytes, facts.name ?? facts.identifier ?? '', size),
  };
}

/** What opens a release, and nothing more. */
const openingRoutes: readonly Route<DialectWorld>[] = [
  { method: 'GET', path: '/i/:link', handle: async (world, request, parameter) => await showPage(world, request, parameter('link')) },
  { method: 'GET', path: '/i/:link/icon', handle: async (world, request, parameter) => await showIcon(world, request, parameter('link')) },
  ...Object.values(displayImageSizes).map((size): Route<DialectWorld> => ({
    method: 'GET',
    path: `/i/:link/icon-${size}.png`,
    handle: async (world, request, parameter) => await showDisplayImage(world, request, parameter('link'), size),
  })),
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

/** What people and devices send. */
const sendingRoutes: readonly Route<DialectWorld>[] = [
  { method: 'POST', path: '/i/:link', handle: async (world, request, parameter) => await unlock(world, request, parameter('link')) },
  {
    method: 'POST',
    path: '/i/:link/feedback',
    handle: async (world, request, parameter) => await takeFeedback(world, request, parameter('link')),
  },
  { method: 'POST', path: '/i/sign-out', handle: signTesterOut },
  {
    method: 'POST',
    path: '/i/:link/invitation',
    handle: async (world, request, parameter) => await sendInvitation(world, request, parameter('link')),
  },
  ...registrationRoutes,
  {
    method: 'GET',
    path: '/i/apps/:secret/private-update-setup',
    handle: async (world, request, parameter) => await setUpUpdates(world, request, parameter('secret')),
  },
];

export const installDialect: Dialect = {
  prefixes: ['i', 'd', 'trust'],
  routes: [...openingRoutes, ...sendingRoutes, ...trustRoutes(notHere)],
  failed: (failure) =>
    message(Math.max(500, statusOf(failure)), 'Something went wrong', 'The server could not finish the request. Try again later.'),
  unknownPath: (methods) => (methods.length === 0 ? notHere : message(405, '405', 'This request is refused.')),
  tooManyRequests: () => tooMany,
};

/** For a server that only hands out what a person shares. */
export const sharingDialect: Dialect = { ...installDialect, routes: openingRoutes };
