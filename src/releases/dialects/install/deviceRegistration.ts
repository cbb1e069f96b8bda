/**
 * An iPhone or iPad registers from the page of a release: it loads a configuration profile, answers with its identifier, and is led back to a
 * page that says whether the app is signed for it already. The browser keeps the challenge, so that later pages know the device.
 */

import { enrollmentMediaType, encodeEnrollmentProfile, parseEnrollmentAnswer } from '../../../core/packages/ipa/enrollmentProfile.ts';
import { type Bytes } from '../../../core/base/bytes.ts';
import { isFailure } from '../../../core/base/failure.ts';
import { Secret } from '../../../core/base/secret.ts';
import { type Answer } from '../../http/answer.ts';
import { cookieHeader, cookieOf } from '../../http/cookies.ts';
import { type Route } from '../../http/router.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { renderMessagePage } from '../../pages/htmlPage.ts';
import { renderRegisteredPage, renderRegisterPage } from '../../pages/registerPages.ts';
import { beginEnrollment, completeEnrollment, findEnrolled, type DeviceInput } from '../../use-cases/devices.ts';
import { openAddress } from '../../use-cases/links.ts';
import { pageAddress, pathBelow } from '../addresses.ts';
import { type DialectWorld } from '../dialect.ts';

const cookieName = 'mdist-device';
const cookieSeconds = 365 * 24 * 60 * 60;
/** A device sends about 5 kB. */
const largestAnswer = 256 * 1024;

/** What the browser of a registered device carries. */
export function challengeOf(request: ServerRequest): Secret | undefined {
  return cookieOf(request, cookieName);
}

function refused(status: number, text: string): Answer {
  return { kind: 'page', status, html: renderMessagePage('This device cannot be registered', text) };
}

const ended = refused(404, 'This link leads to no release. Ask the person who sent it for a new one.');

async function explain(world: DialectWorld, text: string): Promise<Answer> {
  const opened = await openAddress(world, text);
  if (opened?.kind !== 'open') return ended;
  return { kind: 'page', status: 200, html: renderRegisterPage({ profilePath: 'register/profile', backPath: `../${text}` }) };
}

async function giveProfile(world: DialectWorld, request: ServerRequest, text: string): Promise<Answer> {
  const opened = await openAddress(world, text);
  if (opened?.kind !== 'open') return ended;
  const app = await world.records.one('app', { id: opened.release.appId });
  const owner = app && (await world.records.one('account', { id: app.ownerId }));
  const challenge = await beginEnrollment(world, opened.release, opened.testerId);
  const profile = encodeEnrollmentProfile({
    answerAddress: `${pageAddress(request.baseUrl, { ...opened.release, link: text })}/register`,
    challenge: challenge.reveal(),
    title: `Register this device for ${app?.displayName ?? ''}`,
    organization: owner?.displayName ?? '',
  });
  return {
    kind: 'content',
    mediaType: enrollmentMediaType,
    bytes: world.signProfile?.(profile) ?? profile,
    fileName: 'register.mobileconfig',
  };
}

/** Anything but 301 is an "Invalid Profile" for the device. */
async function takeAnswer(world: DialectWorld, request: ServerRequest, text: string): Promise<Answer> {
  const answer = parseEnrollmentAnswer(await readAll(request));
  if (!answer) return refused(400, 'The answer of the device cannot be read. Try again.');
  const { udid, challenge, model, osBuild, serial } = answer;
  const input: DeviceInput = { udid, model, osBuild, serial };
  try {
    await completeEnrollment(world, new Secret(challenge), input);
  } catch (error) {
    if (!isFailure(error) || (error.code !== 'release-unauthorized' && error.code !== 'release-refused')) throw error;
    return refused(403, 'The registration took too long. Open the page again and register once more.');
  }
  return { kind: 'redirect', status: 301, location: `${request.baseUrl}/i/${text}/register/done/${challenge}` };
}

async function readAll(request: ServerRequest): Promise<Bytes> {
  const pieces: Bytes[] = [];
  let size = 0;
  for await (const piece of request.pieces()) {
    size += piece.length;
    if (size > largestAnswer) return new Uint8Array();
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

async function showDone(world: DialectWorld, request: ServerRequest, text: string, challenge: string): Promise<Answer> {
  const enrolled = /^[\w-]{20,100}$/.test(challenge) ? await findEnrolled(world, new Secret(challenge)) : undefined;
  if (!enrolled) return ended;
  const { device, isProvisioned } = enrolled;
  const html = renderRegisteredPage({ udid: device.udid, isProvisioned, installPath: `../../../${text}` });
  const path = pathBelow(request.baseUrl, '/i');
  const cookie = cookieHeader(request, { name: cookieName, value: challenge, path, seconds: cookieSeconds });
  return { kind: 'page', status: 200, html, headers: { 'Set-Cookie': cookie } };
}

export const registrationRoutes: readonly Route<DialectWorld>[] = [
  {
    method: 'GET',
    path: '/i/:link/register',
    handle: async (world, _request, parameter) => await explain(world, parameter('link')),
  },
  {
    method: 'GET',
    path: '/i/:link/register/profile',
    handle: async (world, request, parameter) => await giveProfile(world, request, parameter('link')),
  },
  {
    method: 'POST',
    path: '/i/:link/register',
    handle: async (world, request, parameter) => await takeAnswer(world, request, parameter('link')),
  },
  {
    method: 'GET',
    path: '/i/:link/register/done/:challenge',
    handle: async (world, request, parameter) => await showDone(world, request, parameter('link'), parameter('challenge')),
  },
];
