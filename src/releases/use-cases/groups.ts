/** Distribution groups of an app, and the testers in them. A tester is an address of mail, the same in every group. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { isMailAddress, problemOfDisplayName } from '../model/names.ts';
import { type Row } from '../model/tables.ts';
import { type ReadableRecords, type RecordTransaction } from '../ports/records.ts';
import { requireWrite, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { newId } from './identifiers.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

export type Group = Row<'group'>;
export type Tester = Row<'tester'>;

/** As App Center's documentation said. */
const mostGroups = 100;
const mostMembers = 30_000;

/** Its own, then those that its organization shares with it. */
export async function listGroups({ records }: Pick<ReleaseWorld, 'records'>, app: Pick<App, 'id'>): Promise<readonly Group[]> {
  const own = await records.find('group', { where: { appId: app.id }, order: [['createdAt', 'ascending']] });
  return [...own, ...(await sharedWith(records, app))];
}

async function sharedWith(records: ReadableRecords, app: Pick<App, 'id'>): Promise<readonly Group[]> {
  const shared = await records.find('groupApp', { where: { appId: app.id } });
  if (shared.length === 0) return [];
  return await records.find('group', { where: { id: shared.map(({ groupId }) => groupId) }, order: [['createdAt', 'ascending']] });
}

/** By name or identifier; a group of the app before a shared one of the same name. Fails with `release-not-found`. */
export async function findGroup(records: ReadableRecords, app: Pick<App, 'id'>, name: string): Promise<Group> {
  const group =
    (await records.one('group', { appId: app.id, name })) ??
    (await records.one('group', { appId: app.id, id: name })) ??
    (await sharedWith(records, app)).find((shared) => shared.name === name || shared.id === name);
  if (!group) throw Failure.of('release-not-found', { what: phrase('Group'), name });
  return group;
}

export interface GroupInput {
  readonly name: string;
  readonly displayName?: string | undefined;
  readonly isPublic?: boolean | undefined;
}

export interface GroupChanges {
  readonly name?: string | undefined;
  readonly displayName?: string | undefined;
  readonly isPublic?: boolean | undefined;
}

export async function createGroup(world: ReleaseWorld, actor: Actor, app: App, input: GroupInput): Promise<Group> {
  requireWrite(actor);
  const { name, displayName = name, isPublic = false } = input;
  const reason = problemOfDisplayName(name) ?? problemOfDisplayName(displayName);
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  const createdAt = world.clock.now().toISOString();
  const group = { id: newId(world.random), appId: app.id, organizationId: null, name, displayName, isPublic, createdAt };
  await world.records.transaction(async (transaction) => {
    if ((await transaction.count('group', { appId: app.id })) >= mostGroups)
      throw Failure.of('release-refused', { reason: phrase('the app has 100 groups already') });
    if (!(await transaction.insert('group', group))) throw Failure.of('release-conflict', { what: phrase('Group'), name });
    await audit(world, transaction, actor, { action: 'group.create', subject: group.id, appId: app.id, details: { name } });
  });
  return group;
}

export async function updateGroup(world: ReleaseWorld, actor: Actor, group: Group, changes: GroupChanges): Promise<Group> {
  requireWrite(actor);
  const { name = group.name, displayName = changes.name ?? group.displayName, isPublic = group.isPublic } = changes;
  const reason = problemOfDisplayName(name) ?? problemOfDisplayName(displayName);
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  return await world.records.transaction(async (transaction) => {
    const same = await transaction.one('group', { appId: group.appId, organizationId: group.organizationId, name });
    if (same && same.id !== group.id) throw Failure.of('release-conflict', { what: phrase('Group'), name });
    await transaction.update('group', { id: group.id }, { name, displayName, isPublic });
    await audit(world, transaction, actor, { action: 'group.update', subject: group.id, appId: group.appId, details: { name, isPublic } });
    return { ...group, name, displayName, isPublic };
  });
}

/** Releases stay; they are no longer in this group. A shared group stays as well when it is removed from one app. */
export async function deleteGroup(world: ReleaseWorld, actor: Actor, group: Group, app?: Pick<App, 'id'>): Promise<void> {
  requireWrite(actor);
  await world.records.transaction(async (transaction) => {
    if (app && group.appId === null) {
      const releases = await transaction.pick('release', ['id'], { where: { appId: app.id } });
      await transaction.remove('destination', { targetId: group.id, releaseId: releases.map(({ id }) => id) });
      await transaction.remove('groupApp', { groupId: group.id, appId: app.id });
      await audit(world, transaction, actor, { action: 'group.unshare', subject: group.id, appId: app.id });
      return;
    }
    await transaction.remove('destination', { targetId: group.id });
    await transaction.remove('group', { id: group.id });
    await audit(world, transaction, actor, {
      action: 'group.delete',
      subject: group.id,
      appId: group.appId,
      details: { name: group.name },
    });
  });
}

export async function listMembers({ records }: ReleaseWorld, group: Group): Promise<readonly Tester[]> {
  const members = await records.find('member', { where: { groupId: group.id } });
  return await records.find('tester', { where: { id: members.map(({ testerId }) => testerId) }, order: [['email', 'ascending']] });
}

/** Everybody who is in a group of the app, or was given a release by themselves. */
export async function listTesters({ records }: ReleaseWorld, app: App): Promise<readonly Tester[]> {
  const groups = await listGroups({ records }, app);
  const members = await records.find('member', { where: { groupId: groups.map(({ id }) => id) } });
  const releases = await records.pick('release', ['id'], { where: { appId: app.id } });
  const direct = await records.pick('destination', ['targetId'], { where: { releaseId: releases.map(({ id }) => id), kind: 'tester' } });
  const ids = [...members.map(({ testerId }) => testerId), ...direct.map(({ targetId }) => targetId)];
  return await records.find('tester', { where: { id: [...new Set(ids)] }, order: [['email', 'ascending']] });
}

export type MemberOutcome = { readonly email: string } & (
  | { readonly kind: 'added' | 'known' | 'removed'; readonly tester: Tester }
  | { readonly kind: 'refused' }
);

/** Addresses that are none are named, and the others are added. */
export async function addMembers(
  world: ReleaseWorld,
  actor: Actor,
  group: Group,
  emails: readonly string[],
): Promise<readonly MemberOutcome[]> {
  requireWrite(actor);
  return await world.records.transaction(async (transaction) => {
    const outcomes: MemberOutcome[] = [];
    let count = await transaction.count('member', { groupId: group.id });
    for (const email of emails) {
      const tester = isMailAddress(email) && count < mostMembers ? await ensureTester(world, transaction, email) : undefined;
      if (!tester) {
        outcomes.push({ kind: 'refused', email });
        continue;
      }
      const row = { groupId: group.id, testerId: tester.id, addedAt: world.clock.now().toISOString() };
      const isNew = await transaction.insert('member', row);
      if (isNew) count += 1;
      outcomes.push({ kind: isNew ? 'added' : 'known', email, tester });
    }
    await audit(world, transaction, actor, {
      action: 'group.add',
      subject: group.id,
      appId: group.appId,
      details: { count: outcomes.length },
    });
    return outcomes;
  });
}

export async function removeMembers(
  world: ReleaseWorld,
  actor: Actor,
  group: Group,
  emails: readonly string[],
): Promise<readonly MemberOutcome[]> {
  requireWrite(actor);
  return await world.records.transaction(async (transaction) => {
    const outcomes: MemberOutcome[] = [];
    for (const email of emails) {
      const tester = await transaction.one('tester', { email: email.toLowerCase() });
      const removed = tester ? await transaction.remove('member', { groupId: group.id, testerId: tester.id }) : 0;
      outcomes.push(tester && removed === 1 ? { kind: 'removed', email, tester } : { kind: 'refused', email });
    }
    await audit(world, transaction, actor, {
      action: 'group.remove',
      subject: group.id,
      appId: group.appId,
      details: { count: outcomes.length },
    });
    return outcomes;
  });
}

/** Addresses are compared in lower case: no provider tells two apart by case. Fails with `release-refused` for what is none. */
export async function ensureTester(world: ReleaseWorld, transaction: RecordTransaction, address: string): Promise<Tester> {
  requireTesterAddress(address);
  const email = address.toLowerCase();
  const known = await transaction.one('tester', { email });
  if (known) return known;
  const [displayName = email] = email.split('@');
  const tester = { id: newId(world.random), email, displayName, createdAt: world.clock.now().toISOString() };
  await transaction.insert('tester', tester);
  return tester;
}

/** Fails with `release-refused`. */
export function requireTesterAddress(address: string): void {
  if (!isMailAddress(address)) throw Failure.of('release-refused', { reason: phrase('it contains an invalid mail address') });
}

/** From every group of the app, and from every release that was given to them alone. Fails with `release-not-found`. */
export async function removeTester(world: ReleaseWorld, actor: Actor, app: App, testerId: string): Promise<void> {
  requireWrite(actor);
  const groups = await world.records.find('group', { where: { appId: app.id } });
  await world.records.transaction(async (transaction) => {
    const releases = await transaction.pick('release', ['id'], { where: { appId: app.id } });
    const count =
      (await transaction.remove('member', { testerId, groupId: groups.map(({ id }) => id) })) +
      (await transaction.remove('destination', { targetId: testerId, releaseId: releases.map(({ id }) => id) }));
    if (count === 0) throw Failure.of('release-not-found', { what: phrase('Tester'), name: testerId });
    await audit(world, transaction, actor, { action: 'tester.remove', subject: testerId, appId: app.id });
  });
}
