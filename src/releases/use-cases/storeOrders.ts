/** How far the server is with bringing releases to stores, as its outbox says. */

import { textIn } from '../model/storedJson.ts';
import { type ReleaseWorld } from './releaseWorld.ts';

/** `submitted` is App Center's word for what the store has and people do not get yet. */
export type StoreState = 'waiting' | 'publishing' | 'submitted' | 'published' | 'failed';

export interface StoreOrderState {
  readonly state: StoreState;
  readonly problem: string | null;
}

/** Of the newest orders, while the outbox remembers them: by the release and the name of the store. */
export async function storeOrders({
  records,
}: Pick<ReleaseWorld, 'records'>): Promise<(release: { readonly id: string }, store: string) => StoreOrderState | undefined> {
  const jobs = await records.find('job', { where: { kind: 'store' } });
  const newest = new Map<string, StoreOrderState>();
  for (const { payload, state, problem } of jobs.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))) {
    const isSubmitted = state === 'done' && textIn(payload, 'outcome') === 'submitted';
    newest.set(`${textIn(payload, 'releaseId')} ${textIn(payload, 'store')}`, {
      state: isSubmitted ? 'submitted' : (states[state] ?? 'waiting'),
      problem,
    });
  }
  return ({ id }, store) => newest.get(`${id} ${store}`);
}

const states: Readonly<Record<string, StoreState>> = { waiting: 'waiting', running: 'publishing', done: 'published', failed: 'failed' };
