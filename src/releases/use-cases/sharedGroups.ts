/** Groups that an organization shares between its apps: the same testers, and releases of each app. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { problemOfDisplayName } from '../model/names.ts';
import { requireWrite, type App } from './access.ts';
import { type MemberOf } from './accounts.ts';
import { audit } from './auditLog.ts';
import { type Group, type GroupInput } from './groups.ts';
import { newId } from './identifiers.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

const mostGroups = 100;

export async function listSharedGroups({ records }: ReleaseWorld, { organization }: MemberOf): Promise<readonly Group[]> {
  return await records.find('group', { where: { organizationId: organization.id }, order: [['createdAt', 'ascending']] });
}

/** By name or identifier. Fails with `release-not-found`. */
export async function findSharedGroup(world: ReleaseWorld, member: MemberOf, name: string): Promise<Group> {
  const group = (await listSharedGroups(world, member)).find((each) => each.name === name || each.id === name);
  if (!group) throw Failure.of('release-not-found', { what: phrase('Group'), name });
  return group;
}

export async function createSharedGroup(world: ReleaseWorld, actor: Actor, { organization }: MemberOf, input: GroupInput): Promise<Group> {
  requireWrite(actor);
  const { name, displayName = name, isPublic = false } = input;
  const reason = problemOfDisplayName(name) ?? problemOfDisplayName(displayName);
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  const organizationId = organization.id;
  const createdAt = world.clock.now().toISOString();
  const group: Group = { id: newId(world.random), appId: null, organizationId, name, displayName, isPublic, createdAt };
  await world.records.transaction(async (transaction) => {
    if ((await transaction.count('group', { organizationId })) >= mostGroups)
      throw Failure.of('release-refused', { reason: phrase('the organization has 100 groups already') });
    if (!(await transaction.insert('group', group))) throw Failure.of('release-conflict', { what: phrase('Group'), name });
    await audit(world, transaction, actor, { action: 'group.create', subject: group.id, details: { name, organizationId } });
  });
  return group;
}

/** The apps that the group gets releases of, by name. */
export async function appsOfGroup({ records }: ReleaseWorld, { organization }: MemberOf, group: Group): Promise<readonly App[]> {
  const shared = await records.find('groupApp', { where: { groupId: group.id } });
  const apps = await records.find('app', { where: { id: shared.map(({ appId }) => appId) }, order: [['name', 'ascending']] });
  return apps.map((app) => ({ ...app, owner: organization }));
}

/** By names; apps of others are not found. */
export async function shareGroup(
  world: ReleaseWorld,
  actor: Actor,
  member: MemberOf,
  group: Group,
  names: readonly string[],
): Promise<void> {
  await change(world, actor, member, group, names, 'share');
}

export async function unshareGroup(
  world: ReleaseWorld,
  actor: Actor,
  member: MemberOf,
  group: Group,
  names: readonly string[],
): Promise<void> {
  await change(world, actor, member, group, names, 'unshare');
}

async function change(
  world: ReleaseWorld,
  actor: Actor,
  { organization }: MemberOf,
  group: Group,
  names: readonly string[],
  action: 'share' | 'unshare',
): Promise<void> {
  requireWrite(actor);
  await world.records.transaction(async (transaction) => {
    for (const name of names) {
      const app = await transaction.one('app', { ownerId: organization.id, name });
      if (!app) throw Failure.of('release-not-found', { what: phrase('App'), name: `${organization.name}/${name}` });
      const row = { groupId: group.id, appId: app.id };
      if (action === 'share') await transaction.insert('groupApp', row);
      else await transaction.remove('groupApp', row);
      await audit(world, transaction, actor, { action: `group.${action}`, subject: group.id, appId: app.id });
    }
  });
}
