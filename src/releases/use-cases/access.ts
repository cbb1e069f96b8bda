/** Who may do what: owners and members of the owning organization, within the scope of the token. What someone may not see does not exist for them. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type Row } from '../model/tables.ts';
import { type ReadableRecords } from '../ports/records.ts';
import { type Actor } from './releaseWorld.ts';

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

/** The accounts whose apps someone sees: their own, and those of their organizations. */
export async function ownedAccounts(records: ReadableRecords, actor: Actor): Promise<ReadonlySet<string>> {
  const memberships = await records.find('membership', { where: { userId: actor.userId } });
  return new Set([actor.userId, ...memberships.map(({ organizationId }) => organizationId)]);
}

/** Fails with `release-forbidden` for a token that only reads. */
export function requireWrite(actor: Actor): void {
  if (actor.scope !== 'full') throw Failure.of('release-forbidden', { reason: phrase('it is read-only') });
}

/** For what belongs to no single app. */
export function requireAccountToken(actor: Actor): void {
  if (actor.appId !== null) throw Failure.of('release-forbidden', { reason: phrase('it is valid for one app only') });
}
