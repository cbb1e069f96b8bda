/**
 * Lists of releases in pages. App Center's own lists of releases have none and its clients ask for none, so the first page is long; what comes after
 * it is named by the header `Link` (RFC 8288), as other services do, and `top` and `before` ask for another page. Nothing of an app's size is read at once.
 */

import { type Answer, json } from '../../http/answer.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { type App } from '../../use-cases/access.ts';
import { type Release } from '../../use-cases/releases.ts';
import { type ReleaseWorld } from '../../use-cases/releaseWorld.ts';
import { releaseList } from './releaseShape.ts';

/** As many as most apps ever have. */
const longestPage = 1000;

export interface PageQuery {
  readonly most: number;
  /** Only releases with lower numbers. */
  readonly before?: number;
}

/** `read` gives up to `most` releases, newest first. */
export async function pageOfReleases(
  world: ReleaseWorld,
  request: ServerRequest,
  app: App,
  read: (page: PageQuery) => Promise<readonly Release[]>,
): Promise<Answer> {
  const asked = Number(request.query('$top') ?? request.query('top'));
  const length = Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, longestPage) : longestPage;
  const before = request.query('before');
  const found = await read({ most: length + 1, ...(before !== undefined && /^\d{1,15}$/.test(before) && { before: Number(before) }) });
  const shown = found.slice(0, length);
  const last = shown.at(-1);
  const list = await releaseList(world, app, shown);
  if (!last || found.length === shown.length) return json(list);
  return { kind: 'json', status: 200, value: list, headers: { Link: `<${nextAddress(request, length, last.number)}>; rel="next"` } };
}

function nextAddress(request: ServerRequest, top: number, before: number): string {
  const address = new URL(`${request.baseUrl}/${request.path.map(encodeURIComponent).join('/')}`);
  for (const name of ['published_only', 'scope']) {
    const value = request.query(name);
    if (value !== undefined) address.searchParams.set(name, value);
  }
  address.searchParams.set('top', String(top));
  address.searchParams.set('before', String(before));
  return address.href;
}
