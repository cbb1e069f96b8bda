/**
 * Testers sign in by opening the link of an invitation: from then on their browser opens what went to their groups. Where a link alone is not enough, a
 * browser that is not signed in shows a page that says so; after an address is entered there, the invitation is sent again.
 */

import { cookieHeader, cookieOf } from '../../http/cookies.ts';
import { type Answer } from '../../http/answer.ts';
import { RateLimit } from '../../http/rateLimit.ts';
import { tokenOf, type ServerRequest } from '../../http/serverRequest.ts';
import { renderMessagePage } from '../../pages/htmlPage.ts';
import { renderTesterSignInPage } from '../../pages/testerSignInPage.ts';
import { ownedAccounts } from '../../use-cases/access.ts';
import { enqueue } from '../../use-cases/jobs.ts';
import { openAddress, type OpenedAddress } from '../../use-cases/links.ts';
import { isForTester, passTo } from '../../use-cases/releaseAccess.ts';
import { type Release } from '../../use-cases/releases.ts';
import { beginSession, endSession, findSession, sessionSeconds } from '../../use-cases/sessions.ts';
import { pathBelow } from '../addresses.ts';
import { requireActor, type DialectWorld } from '../dialect.ts';

const cookieName = 'mdist-tester';

function testerCookie(request: ServerRequest, value: string, seconds: number): string {
  return cookieHeader(request, { name: cookieName, value, path: pathBelow(request.baseUrl, '/i'), seconds });
}

export async function testerOf(world: DialectWorld, request: ServerRequest): Promise<string | undefined> {
  const cookie = cookieOf(request, cookieName);
  return (cookie && (await findSession(world, 'tester', cookie)))?.testerId ?? undefined;
}

/** The header that signs the browser in, unless someone is: a link that a stranger sends takes no one's place. */
export async function rememberTester(
  world: DialectWorld,
  request: ServerRequest,
  testerId: string | null,
): Promise<Readonly<Record<string, string>>> {
  if (testerId === null || (await testerOf(world, request)) !== undefined) return {};
  const secret = await beginSession(world, 'tester', { testerId });
  return { 'Set-Cookie': testerCookie(request, secret.reveal(), sessionSeconds('tester')) };
}

/** What an address leads to for this request: the team sees its own releases with a token of the API. */
export async function openFor(world: DialectWorld, request: ServerRequest, text: string): Promise<OpenedAddress | undefined> {
  const opened = await openAddress(world, text);
  if (opened?.kind !== 'sign-in' || !tokenOf(request)) return opened;
  const actor = await requireActor(world, request).catch(() => undefined);
  const app = await world.records.one('app', { id: opened.release.appId });
  const isTheirs = actor && app && (actor.appId ?? app.id) === app.id && (await ownedAccounts(world.records, actor)).has(app.ownerId);
  return isTheirs === true ? { kind: 'open', release: opened.release, link: undefined, testerId: null } : opened;
}

/** To an address of their own for testers who may have the release, else the page that says what is missing. */
export async function signInFor(world: DialectWorld, request: ServerRequest, release: Release): Promise<Answer> {
  const testerId = await testerOf(world, request);
  if (testerId !== undefined && (await isForTester(world, release, testerId))) {
    const pass = await passTo(world, release, testerId);
    return { kind: 'redirect', status: 303, location: pathBelow(request.baseUrl, `/i/${release.link}.${pass.reveal()}`) };
  }
  const tester = testerId === undefined ? undefined : await world.records.one('tester', { id: testerId });
  const html = renderTesterSignInPage({
    invitePath: pathBelow(request.baseUrl, `/i/${release.link}/invitation`),
    signOutPath: pathBelow(request.baseUrl, '/i/sign-out'),
    sendsMail: world.sendsMail,
    signedInAs: tester?.email,
  });
  return { kind: 'page', status: 403, html };
}

const mostInvitations = 20;
const invitations = new RateLimit(mostInvitations);

/** The answer is the same whether the address is one of a tester or not. */
export async function sendInvitation(world: DialectWorld, request: ServerRequest, text: string): Promise<Answer> {
  const opened = await openAddress(world, text);
  const done: Answer = {
    kind: 'page',
    status: 200,
    html: renderMessagePage(
      'Check your mail',
      'If the address belongs to a tester of this app, an invitation is on its way. Open its link in this browser.',
    ),
  };
  if (opened?.kind !== 'sign-in' || !world.sendsMail) return done;
  const { release } = opened;
  if (invitations.admit(release.id, world.clock.now().getTime()) !== undefined)
    return { kind: 'page', status: 429, html: renderMessagePage('Too many requests', 'Wait a few minutes and try again.') };
  const email = ((await request.form()).get('email') ?? '').trim().toLowerCase();
  const { records } = world;
  const tester = await records.one('tester', { email });
  if (!tester || !(await isForTester(world, release, tester.id))) return done;
  const destinations = await records.find('destination', { where: { releaseId: release.id, kind: 'group' } });
  const [member] = await records.find('member', {
    where: { testerId: tester.id, groupId: destinations.map(({ targetId }) => targetId) },
    limit: 1,
  });
  await records.transaction(async (transaction) => {
    await enqueue(world, transaction, 'mail', { releaseId: release.id, testerId: tester.id, groupId: member?.groupId ?? null });
  });
  return done;
}

export async function signTesterOut(world: DialectWorld, request: ServerRequest): Promise<Answer> {
  const cookie = cookieOf(request, cookieName);
  if (cookie) await endSession(world, 'tester', cookie);
  const html = renderMessagePage('Signed out', 'Open the link of an invitation to sign in again.');
  return { kind: 'page', status: 200, html, headers: { 'Set-Cookie': testerCookie(request, '', 0) } };
}
