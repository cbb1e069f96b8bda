/** Routes of App Center's API by what their path names: a user alone, an app, a group of it, a release of it. */

import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { enterApp, type App } from '../../use-cases/access.ts';
import { findGroup, type Group } from '../../use-cases/groups.ts';
import { findRelease, type Release } from '../../use-cases/releases.ts';
import { type Actor } from '../../use-cases/releaseWorld.ts';
import { requireActor, type DialectWorld } from '../dialect.ts';

type Method = Route<DialectWorld>['method'];

export interface Asked {
  readonly world: DialectWorld;
  readonly request: ServerRequest;
  readonly actor: Actor;
  readonly parameter: (name: string) => string;
}

export interface AskedInApp extends Asked {
  readonly app: App;
}

export interface AskedInGroup extends AskedInApp {
  readonly group: Group;
}

export interface AskedOfRelease extends AskedInApp {
  readonly release: Release;
}

/** Below `/v0.1`. */
export function route(method: Method, path: string, handle: (asked: Asked) => Promise<Answer>): Route<DialectWorld> {
  return {
    method,
    path: `/v0.1${path}`,
    handle: async (world, request, parameter) => await handle({ world, request, parameter, actor: await requireActor(world, request) }),
  };
}

export function inApp(method: Method, path: string, handle: (asked: AskedInApp) => Promise<Answer>): Route<DialectWorld> {
  return route(method, `/apps/:owner/:app${path}`, async (asked) => {
    const { app, actor } = await enterApp(asked.world.records, asked.actor, asked.parameter('owner'), asked.parameter('app'));
    return await handle({ ...asked, app, actor });
  });
}

export function inGroup(method: Method, path: string, handle: (asked: AskedInGroup) => Promise<Answer>): Route<DialectWorld> {
  return inApp(method, `/distribution_groups/:group${path}`, async (asked) => {
    const group = await findGroup(asked.world.records, asked.app, asked.parameter('group'));
    return await handle({ ...asked, group });
  });
}

export function ofRelease(method: Method, path: string, handle: (asked: AskedOfRelease) => Promise<Answer>): Route<DialectWorld> {
  return inApp(method, `/releases/:release${path}`, async (asked) => {
    const release = await findRelease(asked.world, asked.app, asked.parameter('release'));
    return await handle({ ...asked, release });
  });
}
