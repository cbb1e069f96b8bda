/** Organizations of the portal's user: who belongs to them, and with which role. */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { renderTeamPage } from '../../pages/portal/teamPages.ts';
import { findOrganization, listOrganizations, type MemberOf } from '../../use-cases/accounts.ts';
import {
  addOrganizationMember,
  changeOrganizationMember,
  findOrganizationMember,
  listOrganizationMembers,
  organizationRoles,
  removeOrganizationMember,
  type OrganizationRole,
} from '../../use-cases/organizationMembers.ts';
import { type DialectWorld } from '../dialect.ts';
import { action, page, redirect, shownPage, type PortalAsked } from './portalRoute.ts';

async function showTeam({ world, actor, session }: PortalAsked): Promise<Answer> {
  const organizations = await Promise.all(
    (await listOrganizations(world, actor)).map(async (member) => ({
      name: member.organization.name,
      displayName: member.organization.displayName,
      role: member.role,
      members: (await listOrganizationMembers(world, member)).map(({ user, role }) => {
        return { name: user.name, displayName: user.displayName, email: user.email ?? '', role };
      }),
    })),
  );
  return shownPage(renderTeamPage(session, organizations));
}

function change(
  name: string,
  work: (asked: PortalAsked, member: MemberOf, form: URLSearchParams) => Promise<unknown>,
): Route<DialectWorld> {
  return action(`/people/:org${name}`, async (asked) => {
    const member = await findOrganization(asked.world, asked.actor, asked.parameter('org'));
    await work(asked, member, await asked.request.form());
    return redirect(`${asked.session.root}/people`);
  });
}

function roleIn(form: URLSearchParams): OrganizationRole {
  const role = organizationRoles.find((known) => known === form.get('role'));
  if (!role) throw Failure.of('release-refused', { reason: phrase('the role is not known') });
  return role;
}

export const teamRoutes: readonly Route<DialectWorld>[] = [
  page('/people', showTeam),
  change('', async ({ world, actor }, member, form) => {
    await addOrganizationMember(world, actor, member, { email: form.get('email')?.trim() ?? '', role: roleIn(form) });
  }),
  change('/role', async ({ world, actor }, member, form) => {
    const found = await findOrganizationMember(world, member, form.get('user') ?? '');
    await changeOrganizationMember(world, actor, member, found, roleIn(form));
  }),
  change('/remove', async ({ world, actor }, member, form) => {
    await removeOrganizationMember(world, actor, member, await findOrganizationMember(world, member, form.get('user') ?? ''));
  }),
];
