/** Groups and testers of an app in the portal; each group has a page with its link. */

import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { renderDeleteGroupPage, renderGroupPage, renderGroupsPage } from '../../pages/portal/groupPages.ts';
import { releasesOfGroup } from '../../use-cases/groupReleases.ts';
import {
  addMembers,
  createGroup,
  deleteGroup,
  findGroup,
  listGroups,
  listMembers,
  removeMembers,
  updateGroup,
  type Group,
} from '../../use-cases/groups.ts';
import { createLink, openLinkOf, revokeLink } from '../../use-cases/links.ts';
import { asksToSignIn, askToSignIn } from '../../use-cases/releaseAccess.ts';
import { feedsAddress, pageAddress, updatesAddress } from '../addresses.ts';
import { type DialectWorld } from '../dialect.ts';
import { action, inApp, page, paged, redirect, shownPage, versionText, type PortalInApp } from './portalRoute.ts';

const releasesShown = 24;
const testersShown = 24;

function pathOf({ path }: PortalInApp, { id }: Group): string {
  return `${path}/groups/${encodeURIComponent(id)}`;
}

async function groupOf({ world, app, parameter }: PortalInApp): Promise<Group> {
  return await findGroup(world.records, app, parameter('group'));
}

async function showGroups(asked: PortalInApp): Promise<Answer> {
  const { world, app, session, shown } = asked;
  const groups = await Promise.all(
    (await listGroups(world, app)).map(async (group) => {
      const [newest] = await releasesOfGroup(world, app, group, { most: 1 });
      const testers = await world.records.count('member', { groupId: group.id });
      const { name, isPublic } = group;
      return { path: pathOf(asked, group), name, isPublic, testers, newest: newest ? `${newest.number}, ${versionText(newest)}` : '' };
    }),
  );
  return shownPage(renderGroupsPage(session, shown, { groups, asksToSignIn: await asksToSignIn(world, app.id) }));
}

async function showGroup(asked: PortalInApp): Promise<Answer> {
  const { world, request, app, session, shown } = asked;
  const group = await groupOf(asked);
  const link = await openLinkOf(asked.world, asked.app, group.id);
  const html = renderGroupPage(session, shown, {
    path: pathOf(asked, group),
    name: group.name,
    isPublic: group.isPublic,
    isShared: group.appId === null,
    testers: paged(
      request,
      (await listMembers(world, group)).map(({ email }) => email),
      testersShown,
    ),
    link: link && {
      page: pageAddress(request.baseUrl, { link: link.address, fileName: '' }),
      feeds: feedsAddress(request.baseUrl, link.address),
      updates: updatesAddress(request.baseUrl, link.address),
    },
    releases: (await releasesOfGroup(world, app, group, { most: releasesShown })).map((release) => {
      const { number, uploadedAt, isEnabled } = release;
      return { number, version: versionText(release), uploadedAt, isEnabled };
    }),
  });
  return shownPage(html);
}

/** Does something with a group and shows it, or the list of groups. */
function change(
  name: string,
  work: (asked: PortalInApp, group: Group, form: URLSearchParams) => Promise<unknown>,
  next: 'group' | 'list' = 'group',
): Route<DialectWorld> {
  return action(
    `/apps/:owner/:app/groups/:group/${name}`,
    inApp(async (asked) => {
      const group = await groupOf(asked);
      await work(asked, group, await asked.request.form());
      return redirect(next === 'group' ? pathOf(asked, group) : `${asked.path}/groups`);
    }),
  );
}

export const groupRoutes: readonly Route<DialectWorld>[] = [
  page('/apps/:owner/:app/groups', inApp(showGroups)),
  action(
    '/apps/:owner/:app/groups',
    inApp(async ({ world, actor, app, request, path }) => {
      const form = await request.form();
      await createGroup(world, actor, app, { name: form.get('name')?.trim() ?? '', isPublic: form.has('public') });
      return redirect(`${path}/groups`);
    }),
  ),
  action(
    '/apps/:owner/:app/groups/sign-in',
    inApp(async ({ world, actor, app, request, path }) => {
      await askToSignIn(world, actor, app, (await request.form()).get('needed') === 'yes');
      return redirect(`${path}/groups`);
    }),
  ),
  page('/apps/:owner/:app/groups/:group', inApp(showGroup)),
  page(
    '/apps/:owner/:app/groups/:group/delete',
    inApp(async (asked) => {
      const group = await groupOf(asked);
      return shownPage(renderDeleteGroupPage(asked.session, asked.shown, { path: pathOf(asked, group), name: group.name }));
    }),
  ),
  change('add', async ({ world, actor }, group, form) => await addMembers(world, actor, group, addressesOf(form.get('emails')))),
  change('remove', async ({ world, actor }, group, form) => await removeMembers(world, actor, group, [form.get('email') ?? ''])),
  change('kind', async ({ world, actor }, group, form) => {
    await updateGroup(world, actor, group, { isPublic: form.get('public') === 'yes' });
  }),
  change('link', async (asked, group) => {
    const { world, actor, app } = asked;
    const before = await openLinkOf(asked.world, asked.app, group.id);
    await createLink(world, actor, app, { group: group.id, label: group.name });
    if (before) await revokeLink(world, actor, app, before.id);
  }),
  change('delete', async ({ world, actor, app }, group) => await deleteGroup(world, actor, group, app), 'list'),
];

function addressesOf(text: string | null): readonly string[] {
  return (text ?? '').split(/[\s,;]+/).filter((each) => each !== '');
}
