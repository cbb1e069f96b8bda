/** Who may do what: owners and members of the owning organization, within the scope of the token. What someone may not see does not exist for them. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type Row } from '../model/tables.ts';
import { type ReadableRecords } from '../ports/records.ts';
import { type Actor, type Role } from './releaseWorld.ts';

export type App = Row<'app'> & { readonly owner: Row<'account'> };

/** Fails with `release-not-found`. */
export async function findApp(records: ReadableRecords, actor: Actor, ownerName: string, appName: string): Promise<App> {
  const owner = await records.one('account', { name: ownerName });
  const app = owner && (await records.one('app', { ownerId: owner.id, name: appName }));
  const missing = Failure.of('release-not-found', { what: phrase('App'), name: `${ownerName}/${appName}` });
  if (!owner || !app || (actor.appId !== null && actor.appId !== app.id)) throw missing;
  if (!(await ownedAccounts(records, actor)).has(owner.id)) throw missing;
  return { ...app, owner };
}

/** An app and who the actor is in it: a viewer of its organization only reads, whatever the token allows. Fails with `release-not-found`. */
export async function enterApp(
  records: ReadableRecords,
  actor: Actor,
  ownerName: string,
  appName: string,
): Promise<{ readonly app: App; readonly actor: Actor }> {
  const app = await findApp(records, actor, ownerName, appName);
  const membership = await records.one('membership', { organizationId: app.ownerId, userId: actor.userId });
  const role = app.ownerId === actor.userId ? 'owner' : roleOfMembership(membership?.role);
  return { app, actor: withRole(actor, role) };
}

export function withRole(actor: Actor, role: Role): Actor {
  return { ...actor, role, scope: role === 'viewer' ? 'read-only' : actor.scope };
}

/** App Center's roles of organizations as ours. */
export function roleOfMembership(membership: string | undefined): Role {
  return membership === 'admin' ? 'owner' : membership === 'collaborator' ? 'developer' : 'viewer';
}

/** The accounts whose apps someone sees: their own, and those of their organizations. */
export async function ownedAccounts(records: ReadableRecords, actor: Actor): Promise<ReadonlySet<string>> {
  const memberships = await records.find('membership', { where: { userId: actor.userId } });
  return new Set([actor.userId, ...memberships.map(({ organizationId }) => organizationId)]);
}

/** Fails with `release-forbidden` for a token that only reads. */
export function requireWrite(actor: Actor): void {
  if (actor.scope === 'full') return;
  throw Failure.of('release-forbidden', {
    reason: actor.role === 'viewer' ? phrase('viewers only read') : phrase('the token is read-only'),
  });
}

/** For settings of an app. Fails with `release-forbidden`. */
export function requireOwner(actor: Actor): void {
  requireWrite(actor);
  if (actor.role === 'developer') throw Failure.of('release-forbidden', { reason: phrase('only owners may do this') });
}

/** For what concerns the whole server: its first user. Fails with `release-forbidden`. */
export async function requireServerOwner(records: ReadableRecords, actor: Actor): Promise<void> {
  requireAccountToken(actor);
  const first = await firstUser(records);
  if (first?.id !== actor.userId) throw Failure.of('release-forbidden', { reason: phrase('only the owner of the server may do this') });
}

export async function firstUser(records: ReadableRecords): Promise<Row<'account'> | undefined> {
  const [first] = await records.find('account', { where: { kind: 'user' }, order: [['createdAt', 'ascending']], limit: 1 });
  return first;
}

/** For what belongs to no single app. */
export function requireAccountToken(actor: Actor): void {
  if (actor.appId !== null) throw Failure.of('release-forbidden', { reason: phrase('the token is valid for one app only') });
}
