/** App Center's organizations: their people, and the groups that their apps share. */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { type Answer, empty, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { roleOfMembership, withRole } from '../../use-cases/access.ts';
import { createOrganization, findOrganization, listOrganizations, updateOrganization, type MemberOf } from '../../use-cases/accounts.ts';
import { listApps } from '../../use-cases/apps.ts';
import { addMembers, deleteGroup, listMembers, removeMembers, updateGroup, type Group } from '../../use-cases/groups.ts';
import {
  addOrganizationMember,
  changeOrganizationMember,
  findOrganizationMember,
  listOrganizationMembers,
  organizationRoles,
  removeOrganizationMember,
  type Member,
  type OrganizationRole,
} from '../../use-cases/organizationMembers.ts';
import {
  appsOfGroup,
  createSharedGroup,
  findSharedGroup,
  listSharedGroups,
  shareGroup,
  unshareGroup,
} from '../../use-cases/sharedGroups.ts';
import { type DialectWorld } from '../dialect.ts';
import { route, type Asked } from './appCenterRoute.ts';
import { readFields, type RequestFields } from './requestFields.ts';
import { appShape, groupShape, memberOutcomeShape, organizationShape, testerShape, userShape } from './shapes.ts';

type Method = Route<DialectWorld>['method'];

interface InOrganization extends Asked {
  readonly member: MemberOf;
}

function inOrganization(method: Method, path: string, handle: (asked: InOrganization) => Promise<Answer>): Route<DialectWorld> {
  return route(method, `/orgs/:org${path}`, async (asked) => {
    const member = await findOrganization(asked.world, asked.actor, asked.parameter('org'));
    const actor = withRole(asked.actor, roleOfMembership(member.role));
    return await handle({ ...asked, actor, member });
  });
}

function inSharedGroup(
  method: Method,
  path: string,
  handle: (asked: InOrganization & { readonly group: Group }) => Promise<Answer>,
): Route<DialectWorld> {
  return inOrganization(method, `/distribution_groups/:group${path}`, async (asked) => {
    const group = await findSharedGroup(asked.world, asked.member, asked.parameter('group'));
    return await handle({ ...asked, group });
  });
}

function memberShape({ user, role }: Member) {
  const { email, display_name, name, created_at: joinedAt } = userShape(user);
  return { email, display_name, name, role, joined_at: joinedAt };
}

function roleOf(fields: RequestFields): OrganizationRole {
  const text = fields.text('role') ?? 'collaborator';
  const role = organizationRoles.find((known) => known === text);
  if (!role) throw Failure.of('release-refused', { reason: phrase('the role must be admin, collaborator or member') });
  return role;
}

const people: readonly Route<DialectWorld>[] = [
  inOrganization('GET', '/users', async ({ world, member }) => json((await listOrganizationMembers(world, member)).map(memberShape))),
  inOrganization('GET', '/users/:user', async ({ world, member, parameter }) =>
    json(memberShape(await findOrganizationMember(world, member, parameter('user')))),
  ),
  inOrganization('PATCH', '/users/:user', async ({ world, request, actor, member, parameter }) => {
    const user = await findOrganizationMember(world, member, parameter('user'));
    return json(memberShape(await changeOrganizationMember(world, actor, member, user, roleOf(await readFields(request)))));
  }),
  inOrganization('DELETE', '/users/:user', async ({ world, actor, member, parameter }) => {
    await removeOrganizationMember(world, actor, member, await findOrganizationMember(world, member, parameter('user')));
    return empty();
  }),
  // Anyone who is invited belongs to it at once: their administrator gives them a token.
  inOrganization('GET', '/invitations', async () => json([])),
  inOrganization('POST', '/invitations', async ({ world, request, actor, member }) => {
    const fields = await readFields(request);
    await addOrganizationMember(world, actor, member, { email: fields.text('user_email') ?? '', role: roleOf(fields) });
    return empty();
  }),
  inOrganization('GET', '/testers', async ({ world, member }) => {
    const groups = await listSharedGroups(world, member);
    const testers = new Map<string, ReturnType<typeof testerShape>>();
    for (const group of groups) for (const tester of await listMembers(world, group)) testers.set(tester.id, testerShape(tester));
    return json([...testers.values()]);
  }),
];

async function groupDetails({ world, request, member }: InOrganization): Promise<Answer> {
  const limit = Number(request.query('apps_limit') ?? Number.NaN);
  const groups = await listSharedGroups(world, member);
  return json(
    await Promise.all(
      groups.map(async (group) => {
        const apps = await appsOfGroup(world, member, group);
        return {
          ...groupShape(group),
          total_apps_count: apps.length,
          total_users_count: (await listMembers(world, group)).length,
          apps: (Number.isSafeInteger(limit) ? apps.slice(0, Math.max(0, limit)) : apps).map(appShape),
        };
      }),
    ),
  );
}

/** `{"apps": [{"name": "Demo"}]}` */
function appNames(fields: RequestFields): readonly string[] {
  return fields.list('apps').flatMap((app) => app.text('name') ?? []);
}

const sharedGroups: readonly Route<DialectWorld>[] = [
  inOrganization('GET', '/distribution_groups', async ({ world, member }) => json((await listSharedGroups(world, member)).map(groupShape))),
  inOrganization('GET', '/distribution_groups_details', groupDetails),
  inOrganization('POST', '/distribution_groups', async ({ world, request, actor, member }) => {
    const fields = await readFields(request);
    const input = { name: fields.text('name') ?? '', displayName: fields.text('display_name'), isPublic: fields.flag('is_public') };
    return json(groupShape(await createSharedGroup(world, actor, member, input)), 201);
  }),
  inSharedGroup('GET', '', async ({ group }) => json(groupShape(group))),
  inSharedGroup('PATCH', '', async ({ world, request, actor, group }) => {
    const fields = await readFields(request);
    return json(groupShape(await updateGroup(world, actor, group, { name: fields.text('name'), isPublic: fields.flag('is_public') })));
  }),
  inSharedGroup('DELETE', '', async ({ world, actor, group }) => {
    await deleteGroup(world, actor, group);
    return empty();
  }),
  inSharedGroup('GET', '/members', async ({ world, group }) => json((await listMembers(world, group)).map(testerShape))),
  inSharedGroup('POST', '/members', async ({ world, request, actor, group }) => {
    const outcomes = await addMembers(world, actor, group, (await readFields(request)).texts('user_emails'));
    return json(outcomes.map((outcome) => memberOutcomeShape(outcome, 'added')));
  }),
  inSharedGroup('POST', '/members/bulk_delete', async ({ world, request, actor, group }) => {
    const outcomes = await removeMembers(world, actor, group, (await readFields(request)).texts('user_emails'));
    return json(outcomes.map((outcome) => memberOutcomeShape(outcome, 'removed')));
  }),
  inSharedGroup('GET', '/apps', async ({ world, member, group }) => json((await appsOfGroup(world, member, group)).map(appShape))),
  inSharedGroup('POST', '/apps', async ({ world, request, actor, member, group }) => {
    await shareGroup(world, actor, member, group, appNames(await readFields(request)));
    return empty(201);
  }),
  inSharedGroup('POST', '/apps/bulk_delete', async ({ world, request, actor, member, group }) => {
    await unshareGroup(world, actor, member, group, appNames(await readFields(request)));
    return empty();
  }),
];

export const organizationRoutes: readonly Route<DialectWorld>[] = [
  route('GET', '/orgs', async ({ world, actor }) => json((await listOrganizations(world, actor)).map(organizationShape))),
  route('POST', '/orgs', async ({ world, request, actor }) => {
    const fields = await readFields(request);
    const name = fields.text('name');
    const made = await createOrganization(world, actor, { displayName: fields.text('display_name') ?? name ?? '', name });
    return json(organizationShape(made), 201);
  }),
  inOrganization('GET', '', async ({ member }) => json(organizationShape(member))),
  inOrganization('PATCH', '', async ({ world, request, actor, member }) => {
    const fields = await readFields(request);
    const changes = { displayName: fields.text('display_name'), name: fields.text('name') };
    return json(organizationShape(await updateOrganization(world, actor, member, changes)));
  }),
  inOrganization('GET', '/users/:user/apps', async ({ world, actor, member, parameter }) => {
    await findOrganizationMember(world, member, parameter('user'));
    return json((await listApps(world, actor, member.organization.name)).map(appShape));
  }),
  ...people,
  ...sharedGroups,
];
