/**
 * Tokens of the API: shown once when they are made, kept as hashes. A token may be read-only, and valid for one app. The owner token of a
 * running server is no row here: it ends with the server.
 */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type Secret } from '../../core/base/secret.ts';
import { type Row } from '../model/tables.ts';
import { requireAccountToken, requireWrite, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { hashOfSecret, newId, newSecret } from './identifiers.ts';
import { actorOfOwnerToken } from './ownerTokens.ts';
import { type Actor, type ReleaseWorld, type TokenScope } from './releaseWorld.ts';

export type Token = Row<'token'>;

const longestDescription = 200;

export interface TokenInput {
  readonly description: string;
  readonly scope: TokenScope;
  readonly app?: App | undefined;
}

export async function createToken(
  world: ReleaseWorld,
  actor: Actor,
  { description, scope, app }: TokenInput,
): Promise<{ readonly token: Token; readonly secret: Secret }> {
  requireWrite(actor);
  if (!app) requireAccountToken(actor);
  if (description.length > longestDescription || /\p{Cc}/u.test(description))
    throw Failure.of('release-refused', { reason: phrase('the description is longer than 200 characters or contains control characters') });
  const secret = newSecret(world.random);
  const token: Token = {
    id: newId(world.random),
    hash: hashOfSecret(secret),
    userId: actor.userId,
    scope,
    appId: app?.id ?? null,
    description,
    createdAt: world.clock.now().toISOString(),
  };
  await world.records.transaction(async (transaction) => {
    await transaction.insert('token', token);
    await audit(world, transaction, actor, { action: 'token.create', subject: token.id, details: { scope, appId: token.appId } });
  });
  return { token, secret };
}

/** Of one app, or those that are valid for all. */
export async function listTokens({ records }: ReleaseWorld, actor: Actor, app?: App): Promise<readonly Token[]> {
  if (!app) requireAccountToken(actor);
  return await records.find('token', { where: { userId: actor.userId, appId: app?.id ?? null }, order: [['createdAt', 'ascending']] });
}

/** Fails with `release-not-found`. */
export async function deleteToken(world: ReleaseWorld, actor: Actor, id: string, app?: App): Promise<void> {
  requireWrite(actor);
  if (!app) requireAccountToken(actor);
  await world.records.transaction(async (transaction) => {
    const count = await transaction.remove('token', { id, userId: actor.userId, appId: app?.id ?? null });
    if (count === 0) throw Failure.of('release-not-found', { what: phrase('Token'), name: id });
    await audit(world, transaction, actor, { action: 'token.delete', subject: id });
  });
}

/** Looked up by its hash, so that the time it takes says nothing about tokens there are. `undefined` when there is no such token. */
export async function actorOfToken(world: Pick<ReleaseWorld, 'records' | 'clock'>, secret: Secret): Promise<Actor | undefined> {
  return await actorOfTokenHash(world, hashOfSecret(secret));
}

export async function actorOfTokenHash(world: Pick<ReleaseWorld, 'records' | 'clock'>, hash: string): Promise<Actor | undefined> {
  const token = await world.records.one('token', { hash });
  if (!token) return await actorOfOwnerToken(world, hash);
  return { userId: token.userId, scope: token.scope === 'full' ? 'full' : 'read-only', appId: token.appId };
}
