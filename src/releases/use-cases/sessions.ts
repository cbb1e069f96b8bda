/**
 * What a browser shows to be known: cookies, addresses that work once, passes to one release. Of each only the hash is kept, so that anyone who reads the
 * records can use none; and each is made here, so that no one can bring one along that someone else knows.
 */

import { type Secret } from '../../core/base/secret.ts';
import { type Json, type Row } from '../model/tables.ts';
import { hashOfSecret, newSecret } from './identifiers.ts';
import { type ReleaseWorld } from './releaseWorld.ts';

export type Session = Row<'session'>;
export type SessionKind = 'portal' | 'ticket' | 'oidc' | 'tester' | 'pass';
type SessionWorld = Pick<ReleaseWorld, 'records' | 'clock' | 'random'>;

const minute = 60 * 1000;
const day = 24 * 60 * minute;

const lasts: Readonly<Record<SessionKind, number>> = {
  portal: 12 * 60 * minute,
  ticket: minute,
  oidc: 10 * minute,
  tester: 90 * day,
  pass: day,
};

/** Anyone can begin to sign in: more than this at a time is no one's business. */
const mostBegun = 1000;

interface SessionInput {
  readonly userId?: string;
  readonly testerId?: string | null;
  readonly tokenHash?: string;
  readonly releaseId?: string;
  readonly data?: Json;
}

export function sessionSeconds(kind: SessionKind): number {
  return lasts[kind] / 1000;
}

export async function beginSession(
  world: SessionWorld,
  kind: SessionKind,
  input: SessionInput,
  secret = newSecret(world.random),
): Promise<Secret> {
  const { userId = null, testerId = null, tokenHash = null, releaseId = null, data = null } = input;
  const now = world.clock.now();
  const expiresAt = new Date(now.getTime() + lasts[kind]).toISOString();
  const row: Session = {
    hash: hashOfSecret(secret),
    kind,
    userId,
    testerId,
    tokenHash,
    releaseId,
    data,
    createdAt: now.toISOString(),
    expiresAt,
  };
  await world.records.transaction(async (transaction) => {
    if (kind === 'oidc' && (await transaction.count('session', { kind })) >= mostBegun) {
      const oldest = await transaction.find('session', { where: { kind }, order: [['expiresAt', 'ascending']], limit: mostBegun / 10 });
      await transaction.remove('session', { hash: oldest.map(({ hash }) => hash) });
    }
    await transaction.insert('session', row);
  });
  return secret;
}

/** `undefined` when there is none, or its time is over. */
export async function findSession(
  world: Pick<ReleaseWorld, 'records' | 'clock'>,
  kind: SessionKind,
  secret: Secret,
): Promise<Session | undefined> {
  const session = await world.records.one('session', { hash: hashOfSecret(secret), kind });
  return session && session.expiresAt > world.clock.now().toISOString() ? session : undefined;
}

/** Finds it once: of two who ask at the same time, one gets nothing. */
export async function takeSession(world: SessionWorld, kind: SessionKind, secret: Secret): Promise<Session | undefined> {
  const session = await findSession(world, kind, secret);
  if (!session) return undefined;
  const count = await world.records.transaction(async (transaction) => await transaction.remove('session', { hash: session.hash, kind }));
  return count === 1 ? session : undefined;
}

export async function endSession(world: Pick<ReleaseWorld, 'records'>, kind: SessionKind, secret: Secret): Promise<void> {
  await world.records.transaction(async (transaction) => await transaction.remove('session', { hash: hashOfSecret(secret), kind }));
}

const removedAtOnce = 10_000;

export async function forgetEndedSessions(world: Pick<ReleaseWorld, 'records' | 'clock'>): Promise<void> {
  const now = world.clock.now().toISOString();
  const oldest = await world.records.find('session', { order: [['expiresAt', 'ascending']], limit: removedAtOnce });
  const ended = oldest.filter(({ expiresAt }) => expiresAt <= now).map(({ hash }) => hash);
  if (ended.length > 0) await world.records.transaction(async (transaction) => await transaction.remove('session', { hash: ended }));
}
