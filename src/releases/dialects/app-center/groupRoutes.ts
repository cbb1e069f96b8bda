/** App Center's distribution groups, their members and their releases. */

import { empty, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { removeDestination } from '../../use-cases/destinations.ts';
import { findReleaseOfGroup, releasesOfGroup } from '../../use-cases/groupReleases.ts';
import { addMembers, createGroup, deleteGroup, listGroups, listMembers, removeMembers, updateGroup } from '../../use-cases/groups.ts';
import { type DialectWorld } from '../dialect.ts';
import { inApp, inGroup } from './appCenterRoute.ts';
import { pageOfReleases } from './releasePages.ts';
import { releaseDetails } from './releaseShape.ts';
import { readFields } from './requestFields.ts';
import { groupShape, memberOutcomeShape, testerShape } from './shapes.ts';

export const groupRoutes: readonly Route<DialectWorld>[] = [
  inApp('GET', '/distribution_groups', async ({ world, app }) => json((await listGroups(world, app)).map(groupShape))),
  inApp('POST', '/distribution_groups', async ({ world, request, actor, app }) => {
    const fields = await readFields(request);
    const input = { name: fields.text('name') ?? '', displayName: fields.text('display_name'), isPublic: fields.flag('is_public') };
    return json(groupShape(await createGroup(world, actor, app, input)), 201);
  }),
  inGroup('GET', '', async ({ group }) => json(groupShape(group))),
  inGroup('PATCH', '', async ({ world, request, actor, group }) => {
    const fields = await readFields(request);
    return json(groupShape(await updateGroup(world, actor, group, { name: fields.text('name'), isPublic: fields.flag('is_public') })));
  }),
  inGroup('DELETE', '', async ({ world, actor, app, group }) => {
    await deleteGroup(world, actor, group, app);
    return empty();
  }),
  inGroup('GET', '/members', async ({ world, group }) => json((await listMembers(world, group)).map(testerShape))),
  inGroup('POST', '/members', async ({ world, request, actor, group }) => {
    const outcomes = await addMembers(world, actor, group, (await readFields(request)).texts('user_emails'));
    return json(outcomes.map((outcome) => memberOutcomeShape(outcome, 'added')));
  }),
  inGroup('POST', '/members/bulk_delete', async ({ world, request, actor, group }) => {
    const outcomes = await removeMembers(world, actor, group, (await readFields(request)).texts('user_emails'));
    return json(outcomes.map((outcome) => memberOutcomeShape(outcome, 'removed')));
  }),
  inGroup('GET', '/releases', async ({ world, request, app, group }) =>
    pageOfReleases(world, request, app, async (page) => await releasesOfGroup(world, app, group, page)),
  ),
  inGroup('GET', '/releases/:release', async ({ world, request, app, group, parameter }) => {
    const release = await findReleaseOfGroup(world, app, group, parameter('release'));
    return json(await releaseDetails(world, app, release, request.baseUrl));
  }),
  inGroup('DELETE', '/releases/:release', async ({ world, actor, app, group, parameter }) => {
    const release = await findReleaseOfGroup(world, app, group, parameter('release'));
    await removeDestination(world, actor, release, group.id);
    return empty();
  }),
];
