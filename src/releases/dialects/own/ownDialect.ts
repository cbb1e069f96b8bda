/**
 * Our own API, version 1: what the command line and the editor ask for. Every request has a token; every failure is `{error: {code, message}}`
 * with the code of the product's own table.
 */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { type Answer, empty, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { unknownFacts } from '../../model/packageFacts.ts';
import { packageKindOf } from '../../model/releaseKinds.ts';
import { findApp, requireWrite, type App } from '../../use-cases/access.ts';
import { ensureOrganization } from '../../use-cases/accounts.ts';
import { createApp, listApps } from '../../use-cases/apps.ts';
import { addDestinations, destinationsOf, removeDestination, requireInstallable } from '../../use-cases/destinations.ts';
import {
  addMembers,
  createGroup,
  deleteGroup,
  findGroup,
  listGroups,
  listMembers,
  removeMembers,
  requireTesterAddress,
  updateGroup,
} from '../../use-cases/groups.ts';
import { cancelUpload, publishUpload } from '../../use-cases/publishUpload.ts';
import { deleteRelease, findRelease, listReleases, updateRelease, type Release } from '../../use-cases/releases.ts';
import { type Actor } from '../../use-cases/releaseWorld.ts';
import { createToken, deleteToken, listTokens } from '../../use-cases/tokens.ts';
import { createUpload, describeUpload, findUpload, finishUpload, missingChunks, writeChunk, type Upload } from '../../use-cases/uploads.ts';
import { publicMessage, requireActor, statusOf, type Dialect, type DialectWorld } from '../dialect.ts';
import { appShape, groupShape, releaseShape, testerShape, tokenShape } from './ownShapes.ts';
import {
  appBody,
  destinationsBody,
  groupBody,
  groupChangeBody,
  membersBody,
  publishBody,
  readBody,
  releaseBody,
  tokenBody,
  uploadBody,
} from './schemas.ts';

interface Asked {
  readonly world: DialectWorld;
  readonly request: ServerRequest;
  readonly actor: Actor;
  readonly parameter: (name: string) => string;
}

interface InApp extends Asked {
  readonly app: App;
}

type Method = Route<DialectWorld>['method'];

function route(method: Method, path: string, handle: (asked: Asked) => Promise<Answer>): Route<DialectWorld> {
  return {
    method,
    path: `/api/v1${path}`,
    handle: async (world, request, parameter) => await handle({ world, request, parameter, actor: await requireActor(world, request) }),
  };
}

function inApp(method: Method, path: string, handle: (asked: InApp) => Promise<Answer>): Route<DialectWorld> {
  return route(method, `/apps/:owner/:app${path}`, async (asked) => {
    const app = await findApp(asked.world.records, asked.actor, asked.parameter('owner'), asked.parameter('app'));
    return await handle({ ...asked, app });
  });
}

const appRoutes: readonly Route<DialectWorld>[] = [
  route('GET', '/apps', async ({ world, actor }) => json({ apps: (await listApps(world, actor)).map(appShape) })),
  route('POST', '/apps', async ({ world, request, actor }) => {
    const { owner, displayName, platform = 'Unknown', ...rest } = await readBody(request, appBody);
    if (owner !== undefined) await ensureOrganization(world, actor, owner);
    return json(appShape(await createApp(world, actor, { ...rest, platform, displayName: displayName ?? rest.name }, owner)), 201);
  }),
  inApp('GET', '', async ({ app }) => json(appShape(app))),
];

/** A group that is missing and an address that is none are said before the package is sent. */
async function requireTargets({ world, app }: InApp, groups: readonly string[], testers: readonly string[]): Promise<void> {
  for (const group of groups) await findGroup(world.records, app, group);
  for (const email of testers) requireTesterAddress(email);
}

async function uploadAnswer({ world }: Asked, upload: Upload, missing?: readonly number[], status = 200): Promise<Answer> {
  const { id, state, chunkBytes, sizeBytes } = upload;
  return json({ id, state, chunkBytes, sizeBytes, missing: missing ?? (await missingChunks(world, upload)) }, status);
}

const uploadRoutes: readonly Route<DialectWorld>[] = [
  inApp('POST', '/uploads', async (asked) => {
    const { world, request, actor, app } = asked;
    const { fileName, sizeBytes, version, shortVersion, groups = [], testers = [] } = await readBody(request, uploadBody);
    await requireTargets(asked, groups, testers);
    if (groups.length + testers.length > 0) requireInstallable(unknownFacts(packageKindOf(fileName)?.extension ?? ''));
    const { upload: made } = await createUpload(world, actor, app, { version, shortVersion });
    // An upload that cannot be used must not count as one that is unfinished.
    const { upload, missing } = await describeUpload(world, made, { fileName, sizeBytes }).catch(async (error: unknown) => {
      await cancelUpload(world, actor, made);
      throw error;
    });
    return await uploadAnswer(asked, upload, missing, 201);
  }),
  inApp('GET', '/uploads/:id', async (asked) => await uploadAnswer(asked, await findUpload(asked.world, asked.app, asked.parameter('id')))),
  {
    ...inApp('PUT', '/uploads/:id/chunks/:number', async ({ world, request, actor, app, parameter }) => {
      requireWrite(actor);
      const upload = await findUpload(world, app, parameter('id'));
      await writeChunk(world, upload, Number(parameter('number')), request.pieces());
      return empty();
    }),
    isUncounted: true,
  },
  inApp('POST', '/uploads/:id/publish', async (asked) => {
    const { world, request, actor, app, parameter } = asked;
    const { groups = [], testers = [], notes, isMandatory = false, notifiesTesters = true, build } = await readBody(request, publishBody);
    await requireTargets(asked, groups, testers);
    const upload = await findUpload(world, app, parameter('id'));
    requireWrite(actor);
    // No release is left behind that does not go where it was meant to go.
    if (groups.length + testers.length > 0) requireInstallable((await finishUpload(world, upload)).facts);
    const published = await publishUpload(world, actor, app, upload);
    if (published.kind === 'refused') throw Failure.of('package-refused', { reason: published.problem });
    const { branch = null, commit = null, message = null } = build ?? {};
    const release = await updateRelease(world, actor, published.release, { notes, build: build && { branch, commit, message } });
    await addDestinations(world, actor, app, release, targetsOf(groups, testers), { isMandatory, notifiesTesters });
    return await releaseAnswer(asked, release, published.isNew ? 201 : 200);
  }),
];

function targetsOf(groups: readonly string[], testers: readonly string[]) {
  return [...groups.map((group) => ({ kind: 'group', group }) as const), ...testers.map((email) => ({ kind: 'tester', email }) as const)];
}

async function releaseAnswer({ world, request }: Asked, release: Release, status = 200): Promise<Answer> {
  const destinations = (await destinationsOf(world, [release])).get(release.id) ?? [];
  return json(releaseShape(release, destinations, request.baseUrl), status);
}

const pageLength = 100;

const releaseRoutes: readonly Route<DialectWorld>[] = [
  inApp('GET', '/releases', async ({ world, request, app }) => {
    const before = request.query('before');
    const asked = Number(request.query('limit'));
    const limit = Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, pageLength) : pageLength;
    const releases = await listReleases(world, app, { limit, before: before === undefined ? undefined : Number(before) || 0 });
    const destinations = await destinationsOf(world, releases);
    return json({ releases: releases.map((release) => releaseShape(release, destinations.get(release.id) ?? [], request.baseUrl)) });
  }),
  inApp('GET', '/releases/:release', async (asked) => {
    const { world, app, parameter } = asked;
    return await releaseAnswer(asked, await findRelease(world, app, parameter('release')));
  }),
  inApp('PATCH', '/releases/:release', async (asked) => {
    const { world, request, actor, app, parameter } = asked;
    const release = await findRelease(world, app, parameter('release'));
    return await releaseAnswer(asked, await updateRelease(world, actor, release, await readBody(request, releaseBody)));
  }),
  inApp('DELETE', '/releases/:release', async ({ world, actor, app, parameter }) => {
    await deleteRelease(world, actor, await findRelease(world, app, parameter('release')));
    return empty();
  }),
];

const destinationRoutes: readonly Route<DialectWorld>[] = [
  inApp('POST', '/releases/:release/destinations', async (asked) => {
    const { world, request, actor, app, parameter } = asked;
    const { groups = [], testers = [], isMandatory = false, notifiesTesters = true } = await readBody(request, destinationsBody);
    await requireTargets(asked, groups, testers);
    const release = await findRelease(world, app, parameter('release'));
    await addDestinations(world, actor, app, release, targetsOf(groups, testers), { isMandatory, notifiesTesters });
    return await releaseAnswer(asked, release);
  }),
  inApp('DELETE', '/releases/:release/destinations/:destination', async ({ world, actor, app, parameter }) => {
    const release = await findRelease(world, app, parameter('release'));
    const name = parameter('destination');
    if (!(await removeDestination(world, actor, release, name)))
      throw Failure.of('release-not-found', { what: phrase('Destination'), name });
    return empty();
  }),
];

const groupRoutes: readonly Route<DialectWorld>[] = [
  inApp('GET', '/groups', async ({ world, app }) => json({ groups: (await listGroups(world, app)).map(groupShape) })),
  inApp('POST', '/groups', async ({ world, request, actor, app }) =>
    json(groupShape(await createGroup(world, actor, app, await readBody(request, groupBody))), 201),
  ),
  inApp('PATCH', '/groups/:group', async ({ world, request, actor, app, parameter }) => {
    const group = await findGroup(world.records, app, parameter('group'));
    return json(groupShape(await updateGroup(world, actor, group, await readBody(request, groupChangeBody))));
  }),
  inApp('DELETE', '/groups/:group', async ({ world, actor, app, parameter }) => {
    await deleteGroup(world, actor, await findGroup(world.records, app, parameter('group')));
    return empty();
  }),
  inApp('GET', '/groups/:group/testers', async ({ world, app, parameter }) => {
    const group = await findGroup(world.records, app, parameter('group'));
    return json({ testers: (await listMembers(world, group)).map(testerShape) });
  }),
  ...(['POST', 'DELETE'] as const).map((method) =>
    inApp(method, '/groups/:group/testers', async ({ world, request, actor, app, parameter }) => {
      const group = await findGroup(world.records, app, parameter('group'));
      const { emails } = await readBody(request, membersBody);
      const change = method === 'POST' ? addMembers : removeMembers;
      const outcomes = await change(world, actor, group, emails);
      const of = (isRefused: boolean): readonly string[] =>
        outcomes.filter(({ kind }) => (kind === 'refused') === isRefused).map(({ email }) => email);
      return json({ done: of(false), refused: of(true) });
    }),
  ),
];

const tokenRoutes: readonly Route<DialectWorld>[] = [
  route('GET', '/tokens', async ({ world, request, actor }) => {
    const app = await appOfToken(world, actor, request.query('app'));
    return json({ tokens: (await listTokens(world, actor, app)).map(tokenShape) });
  }),
  route('POST', '/tokens', async ({ world, request, actor }) => {
    const { description = '', scope = 'full', app: name } = await readBody(request, tokenBody);
    const app = await appOfToken(world, actor, name);
    const { token, secret } = await createToken(world, actor, { description, scope, app });
    return json({ ...tokenShape(token), token: secret.reveal() }, 201);
  }),
  route('DELETE', '/tokens/:id', async ({ world, request, actor, parameter }) => {
    await deleteToken(world, actor, parameter('id'), await appOfToken(world, actor, request.query('app')));
    return empty();
  }),
];

/** `owner/app`, or nothing. */
async function appOfToken(world: DialectWorld, actor: Actor, name: string | undefined): Promise<App | undefined> {
  if (name === undefined) return undefined;
  const [owner = '', app = ''] = name.split('/');
  return await findApp(world.records, actor, owner, app);
}

function refused(status: number, code: string, text: string): Answer {
  return json({ error: { code, message: text } }, status);
}

export const ownDialect: Dialect = {
  prefixes: ['api'],
  routes: [...appRoutes, ...uploadRoutes, ...releaseRoutes, ...destinationRoutes, ...groupRoutes, ...tokenRoutes],
  failed: (failure) => refused(statusOf(failure), statusOf(failure) >= 500 ? 'internal' : failure.code, publicMessage(failure)),
  unknownPath: (methods) =>
    methods.length === 0
      ? refused(404, 'release-not-found', phrase('This server has no such resource'))
      : refused(405, 'method-not-allowed', `This resource takes ${methods.join(', ')} only`),
  tooManyRequests: () => refused(429, 'too-many-requests', 'Too many requests; wait and try again'),
};
