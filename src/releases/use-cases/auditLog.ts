/** Who changed what, in the same transaction as the change. Details never contain a secret. */

import { type Json, type Row } from '../model/tables.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { requireServerOwner, type App } from './access.ts';
import { newId } from './identifiers.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

interface AuditEntry {
  /** `release.create` */
  readonly action: string;
  /** Identifier of what was changed. */
  readonly subject: string;
  /** The app it belongs to, where it belongs to one. */
  readonly appId?: string | null;
  readonly details?: Json;
}

export async function audit(
  { clock, random }: Pick<ReleaseWorld, 'clock' | 'random'>,
  transaction: RecordTransaction,
  actor: Pick<Actor, 'userId'>,
  { action, subject, appId = null, details = {} }: AuditEntry,
): Promise<void> {
  await transaction.insert('audit', {
    id: newId(random),
    at: clock.now().toISOString(),
    actor: actor.userId,
    action,
    subject,
    details,
    appId,
  });
}

export interface ShownAudit {
  readonly entry: Row<'audit'>;
  /** Who did it: a user, a tester, or a device. */
  readonly actorName: string;
}

export interface AuditPage {
  /** Goes on after this entry: its time and identifier. */
  readonly after?: readonly [at: string, id: string] | undefined;
  readonly limit: number;
}

/** Newest first; of one app, or of everything. Fails with `release-forbidden` for everything where it is not the owner of the server who asks. */
export async function listAudit(
  { records }: Pick<ReleaseWorld, 'records'>,
  actor: Actor,
  app: Pick<App, 'id'> | undefined,
  { after, limit }: AuditPage,
): Promise<readonly ShownAudit[]> {
  if (!app) await requireServerOwner(records, actor);
  const entries = await records.find('audit', {
    where: app ? { appId: app.id } : {},
    order: [
      ['at', 'descending'],
      ['id', 'descending'],
    ],
    limit,
    ...(after && { after }),
  });
  const ids = [...new Set(entries.map((entry) => entry.actor))];
  const users = (await records.find('account', { where: { id: ids } })).map(({ id, displayName }) => [id, displayName] as const);
  const testers = (await records.find('tester', { where: { id: ids } })).map(({ id, email }) => [id, email] as const);
  const names = new Map([...users, ...testers]);
  return entries.map((entry) => ({ entry, actorName: names.get(entry.actor) ?? entry.actor }));
}
