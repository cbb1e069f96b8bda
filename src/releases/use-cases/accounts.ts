/** Users and organizations. A server begins with one user, the local owner. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { nameFor, problemOfDisplayName, problemOfName } from '../model/names.ts';
import { type Row } from '../model/tables.ts';
import { firstUser, requireAccountToken, requireWrite } from './access.ts';
import { audit } from './auditLog.ts';
import { newId } from './identifiers.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

export type Account = Row<'account'>;

/** Makes the first user where there is none. */
export async function ensureOwner(world: ReleaseWorld, displayName: string): Promise<Account> {
  return await world.records.transaction(async (transaction) => {
    const known = await firstUser(transaction);
    if (known) return known;
    const id = newId(world.random);
    const name = nameFor(displayName).toLowerCase();
    const owner: Account = {
      id,
      kind: 'user',
      name: name === '' ? 'owner' : name,
      displayName: problemOfDisplayName(displayName) === undefined ? displayName : 'Owner',
      email: null,
      createdAt: world.clock.now().toISOString(),
    };
    await transaction.insert('account', owner);
    await audit(world, transaction, { userId: id }, { action: 'account.create', subject: id });
    return owner;
  });
}

export async function findUser({ records }: ReleaseWorld, actor: Actor): Promise<Account> {
  const user = await records.one('account', { id: actor.userId });
  if (!user) throw Failure.of('release-unauthorized', {});
  return user;
}

export interface MemberOf {
  readonly organization: Account;
  readonly role: string;
}

/** Fails with `release-forbidden` for a token of one app. */
export async function listOrganizations({ records }: ReleaseWorld, actor: Actor): Promise<readonly MemberOf[]> {
  requireAccountToken(actor);
  const memberships = await records.find('membership', { where: { userId: actor.userId } });
  const found = await records.find('account', {
    where: { id: memberships.map(({ organizationId }) => organizationId) },
    order: [['name', 'ascending']],
  });
  return found.map((organization) => ({
    organization,
    role: memberships.find(({ organizationId }) => organizationId === organization.id)?.role ?? 'collaborator',
  }));
}

/** Fails with `release-not-found`, and `release-forbidden` for a token of one app. */
export async function findOrganization(world: ReleaseWorld, actor: Actor, name: string): Promise<MemberOf> {
  const found = (await listOrganizations(world, actor)).find(({ organization }) => organization.name === name);
  if (!found) throw Failure.of('release-not-found', { what: phrase('Organization'), name });
  return found;
}

/** Makes the organization where no account has the name, so that a first release needs no other command. */
export async function ensureOrganization(world: ReleaseWorld, actor: Actor, name: string): Promise<void> {
  if (!(await world.records.one('account', { name }))) await createOrganization(world, actor, { displayName: name, name });
}

export interface OrganizationInput {
  readonly displayName: string;
  /** Made of the display name when absent. */
  readonly name?: string | undefined;
}

/** The user who makes it administers it. */
export async function createOrganization(world: ReleaseWorld, actor: Actor, input: OrganizationInput): Promise<MemberOf> {
  requireWrite(actor);
  requireAccountToken(actor);
  const { displayName, name = nameFor(displayName) } = input;
  const reason = problemOfDisplayName(displayName) ?? problemOfName(name);
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  const createdAt = world.clock.now().toISOString();
  const organization: Account = { id: newId(world.random), kind: 'organization', name, displayName, email: null, createdAt };
  await world.records.transaction(async (transaction) => {
    if (!(await transaction.insert('account', organization))) throw Failure.of('release-conflict', { what: phrase('Organization'), name });
    await transaction.insert('membership', { organizationId: organization.id, userId: actor.userId, role: 'admin' });
    await audit(world, transaction, actor, { action: 'organization.create', subject: organization.id, details: { name } });
  });
  return { organization, role: 'admin' };
}

/** Only its administrators may; apps keep their owner under the new name. */
export async function updateOrganization(
  world: ReleaseWorld,
  actor: Actor,
  { organization, role }: MemberOf,
  {
    displayName = organization.displayName,
    name = organization.name,
  }: { readonly displayName?: string | undefined; readonly name?: string | undefined },
): Promise<MemberOf> {
  requireWrite(actor);
  if (role !== 'admin') throw Failure.of('release-forbidden', { reason: phrase('only administrators of the organization may do this') });
  const reason = problemOfDisplayName(displayName) ?? problemOfName(name);
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  await world.records.transaction(async (transaction) => {
    const same = await transaction.one('account', { name });
    if (same && same.id !== organization.id) throw Failure.of('release-conflict', { what: phrase('Organization'), name });
    await transaction.update('account', { id: organization.id }, { displayName, name });
    await audit(world, transaction, actor, { action: 'organization.update', subject: organization.id, details: { displayName, name } });
  });
  return { organization: { ...organization, displayName, name }, role };
}
