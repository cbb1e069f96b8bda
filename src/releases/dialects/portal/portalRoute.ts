/** Routes of the portal: for those who are signed in, and forms for those who sent the page of this session. */

import { utf8 } from '../../../core/base/bytes.ts';
import { escapeHtml } from '../../../core/base/escapeHtml.ts';
import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { type Paged, type PortalApp, type PortalSession } from '../../pages/portal/portalFrame.ts';
import { enterApp, type App } from '../../use-cases/access.ts';
import { type DialectWorld } from '../dialect.ts';
import { findSignedIn, isCsrf, rootOf, type SignedIn } from './portalSessions.ts';

export interface PortalAsked extends SignedIn {
  readonly world: DialectWorld;
  readonly request: ServerRequest;
  readonly parameter: (name: string) => string;
}

export interface PortalInApp extends PortalAsked {
  readonly app: App;
  /** As pages show it. */
  readonly shown: PortalApp;
  /** Of its pages. */
  readonly path: string;
}

type Handle<Asked> = (asked: Asked) => Promise<Answer>;

export function page(path: string, handle: Handle<PortalAsked>): Route<DialectWorld> {
  return {
    method: 'GET',
    path: `/portal${path}`,
    handle: async (world, request, parameter) => {
      const signedIn = await findSignedIn(world, request);
      return signedIn ? await handle({ world, request, parameter, ...signedIn }) : redirect(`${rootOf(request)}/sign-in`);
    },
  };
}

/** Fails with `release-unauthorized` where no one is signed in, and with `release-refused` for a form of another page. */
export function action(path: string, handle: Handle<PortalAsked>, csrfOf: CsrfOf = csrfOfForm): Route<DialectWorld> {
  return {
    method: 'POST',
    path: `/portal${path}`,
    handle: async (world, request, parameter) => {
      const signedIn = await findSignedIn(world, request);
      if (!signedIn) throw Failure.of('release-unauthorized', {});
      const { csrf, request: read } = await csrfOf(request);
      if (!isCsrf(signedIn.session, csrf)) throw Failure.of('release-refused', { reason: phrase('the form belongs to another session') });
      return await handle({ world, request: read, parameter, ...signedIn });
    },
  };
}

type CsrfOf = (request: ServerRequest) => Promise<{ readonly csrf: string | null | undefined; readonly request: ServerRequest }>;

/** The body can be read once: the handler gets what was read. */
async function csrfOfForm(request: ServerRequest) {
  const form = await request.form();
  return { csrf: form.get('csrf'), request: { ...request, form: async () => await Promise.resolve(form) } };
}

/** Of a form whose body is a file. */
export async function csrfOfQuery(request: ServerRequest) {
  return await Promise.resolve({ csrf: request.query('csrf'), request });
}

/** A browser shows an answer only when it could send its file: what is refused is read to its end, as far as it is bearable. */
export function readToEnd(route: Route<DialectWorld>): Route<DialectWorld> {
  return {
    ...route,
    handle: async (world, request, parameter) => {
      try {
        return await route.handle(world, request, parameter);
      } catch (error) {
        let size = 0;
        for await (const piece of request.pieces()) {
          size += piece.length;
          if (size > mostReadInVain) break;
        }
        throw error;
      }
    },
  };
}

const mostReadInVain = 64 * 1024 * 1024;

export function inApp(handle: Handle<PortalInApp>): Handle<PortalAsked> {
  return async (asked) => {
    const { app, actor } = await enterApp(asked.world.records, asked.actor, asked.parameter('owner'), asked.parameter('app'));
    const shown = shownApp(asked.session, app);
    const session = { ...asked.session, canWrite: actor.scope === 'full', isOwner: actor.role === 'owner' && actor.scope === 'full' };
    return await handle({ ...asked, actor, session, app, shown, path: shown.path });
  };
}

export function shownApp({ root }: PortalSession, { owner, name, displayName, os }: App): PortalApp {
  const path = `${root}/apps/${encodeURIComponent(owner.name)}/${encodeURIComponent(name)}`;
  return { path, owner: owner.name, name, displayName, os };
}

/** What people wrote at length: with its frame a page stays below 30 KB. */
const textBytes = 20_000;

/**
 * The part of a list that the query asks for, from 1 on; the nearest one there is. With texts that people write, a page has fewer than `size`
 * items where those are long.
 */
export function paged<Item>(
  request: Pick<ServerRequest, 'query'>,
  items: readonly Item[],
  size: number,
  textOf: (item: Item) => string = () => '',
): Paged<Item> {
  const pages: Item[][] = [[]];
  let left = textBytes;
  for (const item of items) {
    const bytes = utf8(escapeHtml(textOf(item))).length;
    const page = pages.at(-1);
    if (page && (page.length === 0 || (page.length < size && bytes <= left))) {
      page.push(item);
      left -= bytes;
    } else {
      pages.push([item]);
      left = textBytes - bytes;
    }
  }
  const asked = Number(request.query('page') ?? 1);
  const page = Number.isSafeInteger(asked) ? Math.min(Math.max(asked, 1), pages.length) : 1;
  return { items: pages[page - 1] ?? [], page, pages: pages.length };
}

/** `1.4.0 (12)` */
export function versionText({ version, shortVersion }: { readonly version: string; readonly shortVersion: string }): string {
  return version === shortVersion ? version : `${shortVersion} (${version})`;
}

export function redirect(location: string, headers?: Readonly<Record<string, string>>): Answer {
  return { kind: 'redirect', status: 303, location, ...(headers && { headers }) };
}

export function shownPage(html: string, status = 200): Answer {
  return { kind: 'page', status, html };
}
