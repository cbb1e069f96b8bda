/**
 * Work that is done after the answer, and again when it fails: an outbox. A job is written in the transaction of what causes it, so that neither is
 * there without the other. Anyone who takes one has it for some minutes; then it is taken for lost, and another process may take it.
 */

import { type Json, type Row } from '../model/tables.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { newId } from './identifiers.ts';
import { type ReleaseWorld } from './releaseWorld.ts';

export type Job = Row<'job'>;
type JobWorld = Pick<ReleaseWorld, 'records' | 'clock' | 'random'>;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** After each attempt that failed; after the last one the job has failed. */
const waits = [10 * second, minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour] as const;
const leaseMs = 5 * minute;
/** A receiver may ask for more patience than the longest wait. */
const longestWaitMs = 48 * hour;
/** For people who look why a message did not come. */
const keptMs = 7 * 24 * hour;

export async function enqueue(
  { clock, random }: Pick<JobWorld, 'clock' | 'random'>,
  transaction: RecordTransaction,
  kind: string,
  payload: Json,
): Promise<void> {
  const now = clock.now().toISOString();
  const job: Job = {
    id: newId(random),
    kind,
    payload,
    state: 'waiting',
    dueAt: now,
    attempts: 0,
    problem: null,
    createdAt: now,
    endedAt: null,
  };
  await transaction.insert('job', job);
}

/** Up to `limit` that are due, oldest first. No one else gets them while the lease lasts. */
export async function takeJobs({ records, clock }: JobWorld, limit: number): Promise<readonly Job[]> {
  const now = clock.now();
  const where = { state: ['waiting', 'running'] };
  const query = { where, order: [['dueAt', 'ascending']], until: now.toISOString(), limit } as const;
  // Looked at before, as most of the time there is nothing to do and no one has to wait.
  if ((await records.find('job', { ...query, limit: 1 })).length === 0) return [];
  const taken = await records.claim('job', query, { state: 'running', dueAt: new Date(now.getTime() + leaseMs).toISOString() });
  return taken.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
}

/** Of one that takes longer than its lease: no one else gets it. */
export async function keepJob({ records, clock }: JobWorld, job: Job): Promise<void> {
  const dueAt = new Date(clock.now().getTime() + leaseMs).toISOString();
  await records.transaction(async (transaction) => await transaction.update('job', { id: job.id, state: 'running' }, { dueAt }));
}

export type JobOutcome =
  /** `changed`: another payload; `note`: what is left to people. */
  | { readonly kind: 'done'; readonly changed?: Json; readonly note?: string | null }
  /** `isFinal` when another attempt cannot help. */
  | { readonly kind: 'failed'; readonly problem: string; readonly isFinal: boolean; readonly retryAfterMs?: number | undefined };

const longestProblem = 500;

export async function settleJob(world: JobWorld, job: Job, outcome: JobOutcome): Promise<void> {
  const now = world.clock.now();
  const attempts = job.attempts + 1;
  const wait = waits[attempts - 1];
  const changes: Partial<Job> =
    outcome.kind === 'done'
      ? {
          state: 'done',
          attempts,
          problem: outcome.note ?? null,
          endedAt: now.toISOString(),
          ...(outcome.changed !== undefined && { payload: outcome.changed }),
        }
      : outcome.isFinal || wait === undefined
        ? { state: 'failed', attempts, problem: outcome.problem.slice(0, longestProblem), endedAt: now.toISOString() }
        : {
            state: 'waiting',
            attempts,
            problem: outcome.problem.slice(0, longestProblem),
            dueAt: new Date(now.getTime() + Math.max(wait, outcome.retryAfterMs ?? 0)).toISOString(),
          };
  await world.records.transaction(async (transaction) => await transaction.update('job', { id: job.id }, changes));
}

/** Of one kind, newest first: what is waiting, and what came of the others in the last week. */
export async function listJobs({ records }: JobWorld, kind: string, limit: number): Promise<readonly Job[]> {
  return await records.find('job', { where: { kind }, order: [['createdAt', 'descending']], limit });
}

/** A clock that was ahead and was set back leaves jobs that are due much later than anything is. They are due now. */
export async function recallJobs({ records, clock }: JobWorld): Promise<void> {
  const now = clock.now();
  const latest = new Date(now.getTime() + longestWaitMs).toISOString();
  const where = { state: ['waiting', 'running'] };
  await records.claim(
    'job',
    { where, order: [['dueAt', 'descending']], until: latest, limit: 1000 },
    { state: 'waiting', dueAt: now.toISOString() },
  );
}

export async function forgetOldJobs(world: JobWorld): Promise<void> {
  const before = new Date(world.clock.now().getTime() - keptMs).toISOString();
  const ended = await world.records.find('job', { where: { state: ['done', 'failed'] }, order: [['dueAt', 'ascending']] });
  const old = ended.filter(({ endedAt }) => endedAt !== null && endedAt < before).map(({ id }) => id);
  if (old.length > 0) await world.records.transaction(async (transaction) => await transaction.remove('job', { id: old }));
}
