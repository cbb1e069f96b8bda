/**
 * Owner tokens where several servers share one storage: each server has its own, and all of them accept it. Of a token only the hash is kept, for
 * some minutes at a time, so that the token of a server that was killed ends by itself.
 */

import { type Json } from '../model/tables.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

const leaseMs = 5 * 60 * 1000;
/** How often a server says that it still runs. */
export const ownerTokenRenewalMs = 60 * 1000;

export async function announceOwnerToken({ records, clock }: ReleaseWorld, hash: string, { userId }: Actor): Promise<void> {
  const now = clock.now();
  const value: Json = { userId, until: new Date(now.getTime() + leaseMs).toISOString() };
  await records.transaction(async (transaction) => {
    await transaction.remove('setting', { name: settingOf(hash) });
    await transaction.insert('setting', { name: settingOf(hash), value });
  });
}

export async function withdrawOwnerToken({ records }: ReleaseWorld, hash: string): Promise<void> {
  await records.transaction(async (transaction) => await transaction.remove('setting', { name: settingOf(hash) }));
}

/** Of a server that runs elsewhere. */
export async function actorOfOwnerToken(
  { records, clock }: Pick<ReleaseWorld, 'records' | 'clock'>,
  hash: string,
): Promise<Actor | undefined> {
  const row = await records.one('setting', { name: settingOf(hash) });
  const value = row?.value;
  if (typeof value !== 'object' || value === null || !('userId' in value) || !('until' in value)) return undefined;
  const { userId, until } = value;
  if (typeof userId !== 'string' || typeof until !== 'string' || until <= clock.now().toISOString()) return undefined;
  return { userId, scope: 'full', appId: null };
}

function settingOf(hash: string): string {
  return `owner-token ${hash}`;
}
