/** Who belongs to an organization. Its administrators add people by their address of mail, who then see its apps with their own tokens. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { isMailAddress, nameFor, problemOfDisplayName } from '../model/names.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { requireWrite } from './access.ts';
import { type Account, type MemberOf } from './accounts.ts';
import { audit } from './auditLog.ts';
import { newId } from './identifiers.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

/** As App Center called them. */
export const organizationRoles = ['admin', 'collaborator', 'member'] as const;
export type OrganizationRole = (typeof organizationRoles)[number];

export interface Member {
  readonly user: Account;
  readonly role: string;
}

function requireAdmin(actor: Actor, { role }: MemberOf): void {
  requireWrite(actor);
  if (role !== 'admin') throw Failure.of('release-forbidden', { reason: phrase('only administrators of the organization may do this') });
}

/** By name. */
export async function listOrganizationMembers({ records }: ReleaseWorld, { organization }: MemberOf): Promise<readonly Member[]> {
  const memberships = await records.find('membership', { where: { organizationId: organization.id } });
  const roles = new Map(memberships.map(({ userId, role }) => [userId, role]));
  const users = await records.find('account', { where: { id: [...roles.keys()] }, order: [['name', 'ascending']] });
  return users.map((user) => ({ user, role: roles.get(user.id) ?? 'member' }));
}

/** By name or address. Fails with `release-not-found`. */
export async function findOrganizationMember(world: ReleaseWorld, member: MemberOf, name: string): Promise<Member> {
  const found = (await listOrganizationMembers(world, member)).find(({ user }) => user.name === name || user.email === name.toLowerCase());
  if (!found) throw Failure.of('release-not-found', { what: phrase('User'), name });
  return found;
}

/** Makes an account for an address that has none. Someone who belongs to it already takes the new role. */
export async function addOrganizationMember(
  world: ReleaseWorld,
  actor: Actor,
  member: MemberOf,
  { email: address, role }: { readonly email: string; readonly role: OrganizationRole },
): Promise<Member> {
  requireAdmin(actor, member);
  if (!isMailAddress(address)) throw Failure.of('release-refused', { reason: phrase('it contains an invalid mail address') });
  const email = address.toLowerCase();
  const organizationId = member.organization.id;
  return await world.records.transaction(async (transaction) => {
    const user = (await transaction.one('account', { kind: 'user', email })) ?? (await createUser(world, transaction, email));
    const key = { organizationId, userId: user.id };
    if (!(await transaction.insert('membership', { ...key, role }))) await transaction.update('membership', key, { role });
    await audit(world, transaction, actor, { action: 'organization.add', subject: organizationId, details: { user: user.id, role } });
    return { user, role };
  });
}

async function createUser(world: ReleaseWorld, transaction: RecordTransaction, email: string): Promise<Account> {
  const local = nameFor(email.split('@', 1).join('')).toLowerCase();
  for (let number = 1; ; number++) {
    const name = `${local === '' ? 'user' : local}${number === 1 ? '' : `-${number}`}`;
    const user: Account = {
      id: newId(world.random),
      kind: 'user',
      name,
      displayName: problemOfDisplayName(local) === undefined ? local : email,
      email,
      createdAt: world.clock.now().toISOString(),
    };
    if (await transaction.insert('account', user)) return user;
  }
}

export async function changeOrganizationMember(
  world: ReleaseWorld,
  actor: Actor,
  member: MemberOf,
  { user }: Member,
  role: OrganizationRole,
): Promise<Member> {
  requireAdmin(actor, member);
  await changeMemberships(world, actor, member, user, async (transaction, key) => {
    await transaction.update('membership', key, { role });
  });
  return { user, role };
}

export async function removeOrganizationMember(world: ReleaseWorld, actor: Actor, member: MemberOf, { user }: Member): Promise<void> {
  requireAdmin(actor, member);
  await changeMemberships(world, actor, member, user, async (transaction, key) => {
    await transaction.remove('membership', key);
  });
}

/** An organization is never left without an administrator. */
async function changeMemberships(
  world: ReleaseWorld,
  actor: Actor,
  { organization }: MemberOf,
  user: Account,
  change: (transaction: RecordTransaction, key: { readonly organizationId: string; readonly userId: string }) => Promise<void>,
): Promise<void> {
  const organizationId = organization.id;
  await world.records.transaction(async (transaction) => {
    await change(transaction, { organizationId, userId: user.id });
    if ((await transaction.count('membership', { organizationId, role: 'admin' })) === 0)
      throw Failure.of('release-refused', { reason: phrase('the organization would have no administrator') });
    await audit(world, transaction, actor, { action: 'organization.change', subject: organizationId, details: { user: user.id } });
  });
}
