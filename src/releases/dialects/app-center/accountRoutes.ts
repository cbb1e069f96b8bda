/** App Center's user and tokens. */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { empty, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { enterApp } from '../../use-cases/access.ts';
import { findUser } from '../../use-cases/accounts.ts';
import { type TokenScope } from '../../use-cases/releaseWorld.ts';
import { createToken, deleteToken, listTokens } from '../../use-cases/tokens.ts';
import { requireActor, type DialectWorld } from '../dialect.ts';
import { readFields, type RequestFields } from './requestFields.ts';
import { tokenShape, userShape } from './shapes.ts';

function tokenInput(fields: RequestFields) {
  return { description: fields.text('description') ?? '', scope: scopeOf(fields) };
}

/** What is not understood must not give more than was asked for. */
function scopeOf(fields: RequestFields): TokenScope {
  const asked = new Set([...fields.texts('scope'), fields.text('scope')]);
  if (asked.has('viewer')) return 'read-only';
  if (!fields.has('scope') || asked.has('all')) return 'full';
  throw Failure.of('release-refused', { reason: phrase('the scope must be all or viewer') });
}

export const accountRoutes: readonly Route<DialectWorld>[] = [
  {
    method: 'GET',
    path: '/v0.1/user',
    handle: async (world, request) => json(userShape(await findUser(world, await requireActor(world, request)))),
  },
  {
    method: 'GET',
    path: '/v0.1/api_tokens',
    handle: async (world, request) => json((await listTokens(world, await requireActor(world, request))).map(tokenShape)),
  },
  {
    method: 'POST',
    path: '/v0.1/api_tokens',
    handle: async (world, request) => {
      const actor = await requireActor(world, request);
      const { token, secret } = await createToken(world, actor, tokenInput(await readFields(request)));
      return json({ ...tokenShape(token), api_token: secret.reveal() }, 201);
    },
  },
  {
    method: 'DELETE',
    path: '/v0.1/api_tokens/:id',
    handle: async (world, request, parameter) => {
      await deleteToken(world, await requireActor(world, request), parameter('id'));
      return empty();
    },
  },
  {
    method: 'GET',
    path: '/v0.1/apps/:owner/:app/api_tokens',
    handle: async (world, request, parameter) => {
      const { app, actor } = await enterApp(world.records, await requireActor(world, request), parameter('owner'), parameter('app'));
      return json((await listTokens(world, actor, app)).map(tokenShape));
    },
  },
  {
    method: 'POST',
    path: '/v0.1/apps/:owner/:app/api_tokens',
    handle: async (world, request, parameter) => {
      const { app, actor } = await enterApp(world.records, await requireActor(world, request), parameter('owner'), parameter('app'));
      const { token, secret } = await createToken(world, actor, { ...tokenInput(await readFields(request)), app });
      return json({ ...tokenShape(token), api_token: secret.reveal() }, 201);
    },
  },
  {
    method: 'DELETE',
    path: '/v0.1/apps/:owner/:app/api_tokens/:id',
    handle: async (world, request, parameter) => {
      const { app, actor } = await enterApp(world.records, await requireActor(world, request), parameter('owner'), parameter('app'));
      await deleteToken(world, actor, parameter('id'), app);
      return empty();
    },
  },
];
