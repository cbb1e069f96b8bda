/** Into the portal and out of it: with a token, a password or a provider of OpenID Connect, or by an address that works once. */

import { Secret } from '../../../core/base/secret.ts';
import { json, type Answer } from '../../http/answer.ts';
import { RateLimit } from '../../http/rateLimit.ts';
import { type Route } from '../../http/router.ts';
import { tokenOf, type ServerRequest } from '../../http/serverRequest.ts';
import { renderMessagePage } from '../../pages/htmlPage.ts';
import { renderSignInPage, type SignInProblem } from '../../pages/portal/signInPages.ts';
import { userOfPassword, userOfProvider } from '../../use-cases/credentials.ts';
import { hashOfSecret } from '../../use-cases/identifiers.ts';
import { requireActor, type DialectWorld } from '../dialect.ts';
import { beginOpenId, endedOpenIdCookie, endOpenId } from './openIdConnect.ts';
import { action, redirect, shownPage } from './portalRoute.ts';
import { endedCookie, redeemTicket, rootOf, signIn, signOut, ticketFor, type Entering } from './portalSessions.ts';

/** Tries of one client in five minutes, and of those for one name: no one keeps others from signing in by trying their names. */
const mostSignIns = 50;
const mostForName = 10;
const signIns = new RateLimit(mostSignIns);
const signInsForName = new RateLimit(mostForName);

export const tooManySignIns = shownPage(renderMessagePage('Too many requests', 'Wait a few minutes and try again.'), 429);

function signInPage({ openId }: DialectWorld, request: ServerRequest, problem?: SignInProblem): Answer {
  const html = renderSignInPage({ root: rootOf(request), providerName: openId?.issuer.host, problem });
  return shownPage(html, problem === undefined ? 200 : 403);
}

async function enter(world: DialectWorld, request: ServerRequest, entering: Entering | undefined, problem: SignInProblem): Promise<Answer> {
  const cookie = entering && (await signIn(world, request, entering));
  return cookie === undefined ? signInPage(world, request, problem) : redirect(rootOf(request), { 'Set-Cookie': cookie });
}

async function takeForm(world: DialectWorld, request: ServerRequest): Promise<Answer> {
  const now = world.clock.now().getTime();
  if (signIns.admit(request.client, now) !== undefined) return tooManySignIns;
  const form = await request.form();
  const text = (name: string): string => form.get(name)?.trim() ?? '';
  const token = text('token');
  if (token !== '') return await enter(world, request, { tokenHash: hashOfSecret(new Secret(token)) }, 'token');
  const name = text('name');
  if (signInsForName.admit(`${request.client} ${name.toLowerCase()}`, now) !== undefined) return tooManySignIns;
  const userId = await userOfPassword(world, name, new Secret(form.get('password') ?? ''));
  return await enter(world, request, userId === undefined ? undefined : { userId }, 'password');
}

async function goToProvider(world: DialectWorld, request: ServerRequest): Promise<Answer> {
  const { openId } = world;
  if (!openId) return redirect(`${rootOf(request)}/sign-in`);
  if (signIns.admit(request.client, world.clock.now().getTime()) !== undefined) return tooManySignIns;
  try {
    const { address, cookie } = await beginOpenId(world, request, openId);
    return redirect(address, { 'Set-Cookie': cookie });
  } catch (error) {
    world.report(error);
    return signInPage(world, request, 'provider');
  }
}

async function comeBack(world: DialectWorld, request: ServerRequest): Promise<Answer> {
  const { openId } = world;
  if (!openId) return redirect(`${rootOf(request)}/sign-in`);
  try {
    const vouched = await endOpenId(world, request, openId);
    if (!vouched) return signInPage(world, request, 'too-late');
    const userId = await userOfProvider(world, vouched);
    return await enter(world, request, userId === undefined ? undefined : { userId }, 'unknown-user');
  } catch (error) {
    world.report(error);
    const answer = signInPage(world, request, 'provider');
    return answer.kind === 'page' ? { ...answer, headers: { 'Set-Cookie': endedOpenIdCookie(request) } } : answer;
  }
}

export const signInRoutes: readonly Route<DialectWorld>[] = [
  { method: 'GET', path: '/portal/sign-in', handle: async (world, request) => await Promise.resolve(signInPage(world, request)) },
  { method: 'POST', path: '/portal/sign-in', handle: takeForm },
  { method: 'GET', path: '/portal/oidc', handle: goToProvider },
  { method: 'GET', path: '/portal/oidc/callback', handle: comeBack },
  {
    // The editor and the command line have a token, which must not be in an address: they get one that works once.
    method: 'POST',
    path: '/portal/tickets',
    handle: async (world, request) => {
      await requireActor(world, request);
      const token = tokenOf(request);
      if (!token) throw new TypeError('an actor without a token');
      return json({ url: `${request.baseUrl}/portal/enter/${(await ticketFor(world, token)).reveal()}` }, 201);
    },
  },
  {
    method: 'GET',
    path: '/portal/enter/:ticket',
    handle: async (world, request, parameter) =>
      await enter(world, request, await redeemTicket(world, new Secret(parameter('ticket'))), 'token'),
  },
  action('/sign-out', async ({ world, request }) => {
    await signOut(world, request);
    return redirect(`${rootOf(request)}/sign-in`, { 'Set-Cookie': endedCookie(request) });
  }),
];
