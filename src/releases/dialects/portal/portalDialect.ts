/** The portal: what the owner and the team do with releases in a browser. Every change goes through the same use cases as the APIs. */

import { Secret } from '../../../core/base/secret.ts';
import { json, type Answer } from '../../http/answer.ts';
import { RateLimit } from '../../http/rateLimit.ts';
import { type Route } from '../../http/router.ts';
import { tokenOf, type ServerRequest } from '../../http/serverRequest.ts';
import { renderMessagePage } from '../../pages/htmlPage.ts';
import { renderAppsPage, renderSignInPage, renderTokensPage, type PortalToken } from '../../pages/portal/portalPages.ts';
import { listApps } from '../../use-cases/apps.ts';
import { waitingDevices } from '../../use-cases/devices.ts';
import { createToken, deleteToken, listTokens } from '../../use-cases/tokens.ts';
import { publicMessage, requireActor, statusOf, type Dialect, type DialectWorld } from '../dialect.ts';
import { peopleRoutes } from './peopleRoutes.ts';
import { action, page, redirect, sessionsOf, shownApp, shownPage, type PortalAsked } from './portalRoute.ts';
import { endedCookie, rootOf } from './portalSessions.ts';
import { releaseRoutes } from './releaseRoutes.ts';

/** Tries in five minutes, of everybody together. */
const mostSignIns = 100;
const signIns = new RateLimit(mostSignIns);

async function enter(world: DialectWorld, request: ServerRequest, token: Secret | undefined): Promise<Answer> {
  const cookie = token && (await sessionsOf(world).signIn(world, request, token));
  return cookie === undefined
    ? shownPage(renderSignInPage(rootOf(request), true), 403)
    : redirect(rootOf(request), { 'Set-Cookie': cookie });
}

const signInRoutes: readonly Route<DialectWorld>[] = [
  {
    method: 'GET',
    path: '/portal/sign-in',
    handle: async (_world, request) => await Promise.resolve(shownPage(renderSignInPage(rootOf(request), false))),
  },
  {
    method: 'POST',
    path: '/portal/sign-in',
    handle: async (world, request) => {
      if (signIns.admit('', world.clock.now().getTime()) !== undefined) return tooMany;
      return await enter(world, request, new Secret((await request.form()).get('token')?.trim() ?? ''));
    },
  },
  {
    // The editor and the command line have a token, which must not be in an address: they get one that works once.
    method: 'POST',
    path: '/portal/tickets',
    handle: async (world, request) => {
      await requireActor(world, request);
      const token = tokenOf(request);
      if (!token) throw new TypeError('an actor without a token');
      return json({ url: `${request.baseUrl}/portal/enter/${sessionsOf(world).ticket(world, token).reveal()}` }, 201);
    },
  },
  {
    method: 'GET',
    path: '/portal/enter/:ticket',
    handle: async (world, request, parameter) =>
      await enter(world, request, sessionsOf(world).redeem(world, new Secret(parameter('ticket')))),
  },
  action('/sign-out', async ({ world, request }) => {
    sessionsOf(world).signOut(request);
    return await Promise.resolve(redirect(`${rootOf(request)}/sign-in`, { 'Set-Cookie': endedCookie(request) }));
  }),
];

async function showApps({ world, actor, session }: PortalAsked): Promise<Answer> {
  const waiting = await waitingDevices(world, actor);
  const apps = (await listApps(world, actor)).map((each) => ({
    ...shownApp(session, each),
    waiting: waiting.filter(({ app }) => app.id === each.id).length,
  }));
  return shownPage(renderAppsPage(session, apps));
}

async function showTokens({ world, actor, session }: PortalAsked, made?: string): Promise<Answer> {
  const tokens = (await listTokens(world, actor)).map(({ id, description, scope, createdAt }): PortalToken => {
    return { id, description, scope, createdAt };
  });
  return shownPage(renderTokensPage(session, { tokens, made }));
}

const tokenRoutes: readonly Route<DialectWorld>[] = [
  page('/tokens', async (asked) => await showTokens(asked)),
  action('/tokens', async (asked) => {
    const form = await asked.request.form();
    const scope = form.get('scope') === 'full' ? 'full' : 'read-only';
    const { secret } = await createToken(asked.world, asked.actor, { description: form.get('description') ?? '', scope });
    return await showTokens(asked, secret.reveal());
  }),
  action('/tokens/delete', async ({ world, actor, request, session }) => {
    await deleteToken(world, actor, (await request.form()).get('id') ?? '');
    return redirect(`${session.root}/tokens`);
  }),
];

const tooMany = shownPage(renderMessagePage('Too many requests', 'Wait a few minutes and try again.'), 429);

export const portalDialect: Dialect = {
  prefixes: ['portal'],
  routes: [...signInRoutes, page('', showApps), ...tokenRoutes, ...releaseRoutes, ...peopleRoutes],
  failed: (failure, request) => {
    if (failure.code === 'release-unauthorized') return redirect(`${rootOf(request)}/sign-in`);
    return shownPage(renderMessagePage('This did not work', `${publicMessage(failure)}. Go back and try again.`), statusOf(failure));
  },
  unknownPath: () => shownPage(renderMessagePage('Nothing here', 'The portal has no such page.'), 404),
  tooManyRequests: () => tooMany,
};
