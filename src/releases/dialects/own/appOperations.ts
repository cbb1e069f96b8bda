/** Apps, tokens and the audit log. */

import { enterApp, type App } from '../../use-cases/access.ts';
import { ensureOrganization } from '../../use-cases/accounts.ts';
import { createApp, deleteApp, listApps } from '../../use-cases/apps.ts';
import { listAudit } from '../../use-cases/auditLog.ts';
import { type Actor } from '../../use-cases/releaseWorld.ts';
import { createToken, deleteToken, listTokens } from '../../use-cases/tokens.ts';
import { type DialectWorld } from '../dialect.ts';
import { appAnswer, appsAnswer, auditAnswer, createdTokenAnswer, tokensAnswer } from './answers.ts';
import { inApp, limitOf, operation, type Asked, type Operation, placeOf } from './operation.ts';
import { appShape, tokenShape } from './ownShapes.ts';
import { appBody, tokenBody } from './schemas.ts';

/** `owner/app`, or nothing. */
async function enterNamed(
  { records }: DialectWorld,
  actor: Actor,
  name: string | undefined,
): Promise<{ readonly app: App | undefined; readonly actor: Actor }> {
  if (name === undefined) return { app: undefined, actor };
  const [owner = '', app = ''] = name.split('/');
  return await enterApp(records, actor, owner, app);
}

const appInQuery = { app: 'The one app it is about, as owner/app' } as const;
const pageLength = 200;

async function auditPage({ world, actor, request }: Asked, app: App | undefined) {
  const limit = limitOf(request, pageLength);
  const found = await listAudit(world, actor, app, { limit, after: placeOf(request) });
  const last = found.at(-1)?.entry;
  return {
    entries: found.map(({ entry, actorName }) => {
      const { id, at, action, subject, details } = entry;
      return { id, at, actor: actorName, action, subject, details };
    }),
    next: last && found.length === limit ? `${last.at} ${last.id}` : null,
  };
}

export const appOperations: readonly Operation[] = [
  operation({ method: 'GET', path: '/apps', summary: 'List the apps', answer: appsAnswer }, async ({ world, actor }) => ({
    apps: (await listApps(world, actor)).map(appShape),
  })),
  operation(
    {
      method: 'POST',
      path: '/apps',
      summary: 'Create an app; its owner is created when needed',
      body: appBody,
      answer: appAnswer,
      status: 201,
    },
    async ({ world, actor, body: { owner, displayName, platform = 'Unknown', ...rest } }) => {
      if (owner !== undefined) await ensureOrganization(world, actor, owner);
      return appShape(await createApp(world, actor, { ...rest, platform, displayName: displayName ?? rest.name }, owner));
    },
  ),
  inApp({ method: 'GET', path: '', summary: 'Show an app', answer: appAnswer }, async ({ app }) => appShape(app)),
  inApp({ method: 'DELETE', path: '', summary: 'Delete an app with all its releases' }, async ({ world, actor, app }) => {
    await deleteApp(world, actor, app);
    return undefined;
  }),
  operation(
    { method: 'GET', path: '/tokens', summary: 'List tokens', query: appInQuery, answer: tokensAnswer },
    async ({ world, request, actor }) => {
      const entered = await enterNamed(world, actor, request.query('app'));
      return { tokens: (await listTokens(world, entered.actor, entered.app)).map(tokenShape) };
    },
  ),
  operation(
    {
      method: 'POST',
      path: '/tokens',
      summary: 'Create a token, which is shown once',
      body: tokenBody,
      answer: createdTokenAnswer,
      status: 201,
    },
    async ({ world, actor, body: { description = '', scope = 'full', app: name } }) => {
      const entered = await enterNamed(world, actor, name);
      const { token, secret } = await createToken(world, entered.actor, { description, scope, app: entered.app });
      return { ...tokenShape(token), token: secret.reveal() };
    },
  ),
  operation(
    { method: 'DELETE', path: '/tokens/:id', summary: 'Delete a token', query: appInQuery },
    async ({ world, request, actor, parameter }) => {
      const entered = await enterNamed(world, actor, request.query('app'));
      await deleteToken(world, entered.actor, parameter('id'), entered.app);
      return undefined;
    },
  ),
  operation(
    {
      method: 'GET',
      path: '/audit',
      summary: 'Who changed what, newest first',
      query: { ...appInQuery, limit: 'Entries of a page, at most 200', after: 'The value of next in the page before' },
      answer: auditAnswer,
    },
    async (asked) => await auditPage(asked, (await enterNamed(asked.world, asked.actor, asked.request.query('app'))).app),
  ),
];
