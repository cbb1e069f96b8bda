/** Who changed what, in the same transaction as the change. Details never hold a secret. */

import { type Json } from '../model/tables.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { newId } from './identifiers.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

interface AuditEntry {
  /** `release.create` */
  readonly action: string;
  /** Identifier of what was changed. */
  readonly subject: string;
  readonly details?: Json;
}

export async function audit(
  { clock, random }: Pick<ReleaseWorld, 'clock' | 'random'>,
  transaction: RecordTransaction,
  actor: Pick<Actor, 'userId'>,
  { action, subject, details = {} }: AuditEntry,
): Promise<void> {
  await transaction.insert('audit', { id: newId(random), at: clock.now().toISOString(), actor: actor.userId, action, subject, details });
}
