/** Tells webhooks and testers that a release went to a group or to one of them, after the transaction. */

import { type RecordTransaction } from '../ports/records.ts';
import { enqueue } from './jobs.ts';
import { type Release } from './releases.ts';
import { type ReleaseWorld } from './releaseWorld.ts';
import { announce } from './webhooks.ts';

export async function announceRelease(
  world: Pick<ReleaseWorld, 'clock' | 'random'>,
  transaction: RecordTransaction,
  { id: releaseId, appId }: Release,
  target: { readonly kind: 'group' | 'tester'; readonly id: string },
): Promise<void> {
  const groupId = target.kind === 'group' ? target.id : null;
  await announce(world, transaction, { event: 'release', appId, releaseId, groupId });
  if (groupId === null) await enqueue(world, transaction, 'mail', { releaseId, testerId: target.id, groupId });
  else await enqueue(world, transaction, 'mail-group', { releaseId, groupId });
}
