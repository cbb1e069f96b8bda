/** A value of the server that is made when it is first needed and then stays the same, also on other servers of the same storage and in a backup: keys. */

import { type Json } from '../model/tables.ts';
import { type ReleaseWorld } from '../use-cases/releaseWorld.ts';

export async function madeOnce({ records }: Pick<ReleaseWorld, 'records'>, name: string, make: () => Promise<Json>): Promise<Json> {
  const known = await records.one('setting', { name });
  if (known) return known.value;
  const value = await make();
  // Another server may have been faster.
  await records.transaction(async (transaction) => await transaction.insert('setting', { name, value }));
  const kept = await records.one('setting', { name });
  return kept?.value ?? value;
}
