/** App Center's apps. */

import { isFailure } from '../../../core/base/failure.ts';
import { empty, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { readTexts } from '../../model/storedJson.ts';
import { enterApp, findApp } from '../../use-cases/access.ts';
import { createApp, deleteApp, listApps, updateApp } from '../../use-cases/apps.ts';
import { listTesters, removeTester } from '../../use-cases/groups.ts';
import { listReleases } from '../../use-cases/releases.ts';
import { listWebhooks } from '../../use-cases/webhooks.ts';
import { requireActor, type DialectWorld } from '../dialect.ts';
import { inApp, route } from './appCenterRoute.ts';
import { releaseDetails } from './releaseShape.ts';
import { readFields, type RequestFields } from './requestFields.ts';
import { appShape, testerShape } from './shapes.ts';

function appInput(fields: RequestFields) {
  const name = fields.text('name');
  return {
    displayName: fields.text('display_name') ?? name ?? '',
    name,
    os: fields.text('os') ?? '',
    platform: fields.text('platform') ?? '',
    releaseType: fields.text('release_type'),
    description: fields.text('description'),
  };
}

export const appRoutes: readonly Route<DialectWorld>[] = [
  {
    method: 'GET',
    path: '/v0.1/apps',
    handle: async (world, request) => json((await listApps(world, await requireActor(world, request))).map(appShape)),
  },
  {
    method: 'POST',
    path: '/v0.1/apps',
    handle: async (world, request) => {
      const actor = await requireActor(world, request);
      return json(appShape(await createApp(world, actor, appInput(await readFields(request)))), 201);
    },
  },
  {
    method: 'GET',
    path: '/v0.1/orgs/:org/apps',
    handle: async (world, request, parameter) =>
      json((await listApps(world, await requireActor(world, request), parameter('org'))).map(appShape)),
  },
  {
    method: 'POST',
    path: '/v0.1/orgs/:org/apps',
    handle: async (world, request, parameter) => {
      const actor = await requireActor(world, request);
      return json(appShape(await createApp(world, actor, appInput(await readFields(request)), parameter('org'))), 201);
    },
  },
  {
    method: 'GET',
    path: '/v0.1/apps/:owner/:app',
    handle: async (world, request, parameter) =>
      json(appShape(await findApp(world.records, await requireActor(world, request), parameter('owner'), parameter('app')))),
  },
  {
    method: 'PATCH',
    path: '/v0.1/apps/:owner/:app',
    handle: async (world, request, parameter) => {
      const actor = await requireActor(world, request);
      const fields = await readFields(request);
      const entered = await enterEitherWay(
        parameter('owner'),
        parameter('app'),
        fields.isEmpty,
        async (owner, name) => await enterApp(world.records, actor, owner, name),
      );
      const { name, releaseType, description } = appInput(fields);
      return json(
        appShape(
          await updateApp(world, entered.actor, entered.app, { displayName: fields.text('display_name'), name, releaseType, description }),
        ),
      );
    },
  },
  {
    method: 'DELETE',
    path: '/v0.1/apps/:owner/:app',
    handle: async (world, request, parameter) => {
      const { app, actor } = await enterApp(world.records, await requireActor(world, request), parameter('owner'), parameter('app'));
      await deleteApp(world, actor, app);
      return empty();
    },
  },
  {
    method: 'GET',
    path: '/v0.1/apps/:owner/:app/testers',
    handle: async (world, request, parameter) => {
      const app = await findApp(world.records, await requireActor(world, request), parameter('owner'), parameter('app'));
      return json((await listTesters(world, app)).map(testerShape));
    },
  },
  inApp('GET', '/webhooks', async ({ world, app }) =>
    json({
      values: (await listWebhooks(world, app)).map(({ id, name, url, isEnabled, events }) => ({
        id,
        name,
        // Its path may contain what lets others write there.
        url: new URL(url).origin,
        enabled: isEnabled,
        event_types: readTexts(events).includes('release') ? ['newAppReleased'] : [],
      })),
    }),
  ),
  inApp('DELETE', '/testers/:tester', async ({ world, actor, app, parameter }) => {
    await removeTester(world, actor, app, parameter('tester'));
    return empty(200);
  }),
  route('GET', '/tester/apps', async ({ world, request, actor }) => {
    const apps = await listApps(world, actor);
    const shown = apps.map(async (app) => {
      const newest = (await listReleases(world, app, { limit: 20 })).find(({ isEnabled }) => isEnabled);
      return { ...appShape(app), release: newest ? await releaseDetails(world, app, newest, request.baseUrl) : null };
    });
    return json(await Promise.all(shown));
  }),
];

/** `appcenter apps update` of 3.0.4 swaps owner and app and sends nothing: harmless, and it expects to be understood. */
async function enterEitherWay<Entered>(
  owner: string,
  name: string,
  isEmpty: boolean,
  find: (owner: string, name: string) => Promise<Entered>,
): Promise<Entered> {
  try {
    return await find(owner, name);
  } catch (error) {
    if (!isEmpty || !isFailure(error, 'release-not-found')) throw error;
    return await find(name, owner);
  }
}
