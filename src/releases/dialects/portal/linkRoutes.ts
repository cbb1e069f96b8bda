/** Links of an app in the portal. */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { Secret } from '../../../core/base/secret.ts';
import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { renderLinksPage, type PortalLink } from '../../pages/portal/linkPages.ts';
import { listGroups } from '../../use-cases/groups.ts';
import { createLink, findLinks, linkIds, revokeLink, type Link } from '../../use-cases/links.ts';
import { pageAddress } from '../addresses.ts';
import { type DialectWorld } from '../dialect.ts';
import { action, inApp, page, paged, redirect, shownPage, type PortalInApp } from './portalRoute.ts';

const linksShown = 20;
const dayMs = 24 * 60 * 60 * 1000;

async function showLinks({ world, request, app, session, shown }: PortalInApp): Promise<Answer> {
  const { records } = world;
  const now = world.clock.now().toISOString();
  const groups = await listGroups(world, app);
  const { items: ids, ...place } = paged(request, await linkIds(world, app), linksShown);
  const items = await findLinks(world, ids);
  const releases = await records.find('release', { where: { id: items.flatMap(({ releaseId }) => releaseId ?? []) } });
  const testers = await records.find('tester', { where: { id: items.flatMap(({ testerId }) => testerId ?? []) } });
  const links = items.map((link): PortalLink => {
    const { id, address, label, installs, installLimit, expiresAt } = link;
    const number = releases.find((each) => each.id === link.releaseId)?.number;
    return {
      id,
      url: pageAddress(request.baseUrl, { link: address, fileName: '' }),
      target: number === undefined ? (groups.find((each) => each.id === link.groupId)?.name ?? '') : `Release ${number}`,
      owner: testers.find((each) => each.id === link.testerId)?.email ?? label,
      installs: installLimit === null ? String(installs) : `${installs} of ${installLimit}`,
      expiresAt,
      state: stateOf(link, now),
    };
  });
  return shownPage(renderLinksPage(session, shown, { links: { items: links, ...place }, groups: groups.map(({ name }) => name) }));
}

function stateOf({ isRevoked, expiresAt, installLimit, installs, passwordHash }: Link, now: string): PortalLink['state'] {
  if (isRevoked) return 'withdrawn';
  if (expiresAt !== null && expiresAt <= now) return 'ended';
  if (installLimit !== null && installs >= installLimit) return 'used up';
  return passwordHash === null ? 'open' : 'open, with password';
}

async function makeLink(asked: PortalInApp): Promise<Answer> {
  const { world, actor, app, request, path } = asked;
  const form = await request.form();
  const text = (name: string): string | undefined => form.get(name)?.trim() || undefined;
  const days = numberIn(text('days'));
  const group = text('group');
  await createLink(world, actor, app, {
    ...(group === undefined ? { release: text('release') ?? '' } : { group }),
    label: text('label'),
    expiresAt: days === undefined ? undefined : new Date(world.clock.now().getTime() + days * dayMs),
    installLimit: numberIn(text('installs')),
    // Blanks may be part of it.
    password: form.get('password') ? new Secret(form.get('password') ?? '') : undefined,
  });
  return redirect(`${path}/links`);
}

/** Fails with `release-refused` for what is not a number. */
function numberIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw Failure.of('release-refused', { reason: `${phrase('a field of the form is not a number')}: ${text.slice(0, 20)}` });
  return Number(text);
}

export const linkRoutes: readonly Route<DialectWorld>[] = [
  page('/apps/:owner/:app/links', inApp(showLinks)),
  action('/apps/:owner/:app/links', inApp(makeLink)),
  action(
    '/apps/:owner/:app/links/withdraw',
    inApp(async ({ world, actor, app, request, path }) => {
      await revokeLink(world, actor, app, (await request.form()).get('id') ?? '');
      return redirect(`${path}/links`);
    }),
  ),
];
