/** The portal: what the owner and the team do with releases in a browser. Every change goes through the same use cases as the APIs. */

import { type Answer } from '../../http/answer.ts';
import { renderMessagePage } from '../../pages/htmlPage.ts';
import { renderAppsPage } from '../../pages/portal/portalPages.ts';
import { listApps } from '../../use-cases/apps.ts';
import { waitingDevices } from '../../use-cases/devices.ts';
import { publicMessage, statusOf, type Dialect } from '../dialect.ts';
import { accountRoutes } from './accountRoutes.ts';
import { groupRoutes } from './groupRoutes.ts';
import { linkRoutes } from './linkRoutes.ts';
import { peopleRoutes } from './peopleRoutes.ts';
import { page, redirect, shownApp, shownPage, type PortalAsked } from './portalRoute.ts';
import { rootOf } from './portalSessions.ts';
import { releaseRoutes } from './releaseRoutes.ts';
import { settingsRoutes } from './settingsRoutes.ts';
import { signInRoutes, tooManySignIns } from './signInRoutes.ts';
import { teamRoutes } from './teamRoutes.ts';

async function showApps({ world, actor, session }: PortalAsked): Promise<Answer> {
  const waiting = await waitingDevices(world, actor);
  const apps = (await listApps(world, actor)).map((each) => ({
    ...shownApp(session, each),
    waiting: waiting.filter(({ app }) => app.id === each.id).length,
  }));
  return shownPage(renderAppsPage(session, apps));
}

export const portalDialect: Dialect = {
  prefixes: ['portal'],
  routes: [
    ...signInRoutes,
    page('', showApps),
    ...accountRoutes,
    ...teamRoutes,
    ...releaseRoutes,
    ...groupRoutes,
    ...linkRoutes,
    ...settingsRoutes,
    ...peopleRoutes,
  ],
  failed: (failure, request) => {
    if (failure.code === 'release-unauthorized') return redirect(`${rootOf(request)}/sign-in`);
    return shownPage(renderMessagePage('This did not work', `${publicMessage(failure)}. Go back and try again.`), statusOf(failure));
  },
  unknownPath: () => shownPage(renderMessagePage('Nothing here', 'The portal has no such page.'), 404),
  tooManyRequests: () => tooManySignIns,
};
