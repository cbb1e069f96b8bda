/** How users sign in to the portal: with a password of this server, or as someone whose address a provider of OpenID Connect vouches for. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { Secret } from '../../core/base/secret.ts';
import { requireAccountToken, requireWrite } from './access.ts';
import { type Account } from './accounts.ts';
import { audit } from './auditLog.ts';
import { hashPassword, isPasswordOf } from './passwordHashes.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

const local = 'local';
/** As NIST SP 800-63B recommends where a password is the only factor, rounded down for people. */
const shortestPassword = 12;
const longestPassword = 200;

export async function hasPassword({ records }: ReleaseWorld, userId: string): Promise<boolean> {
  return (await records.one('credential', { provider: local, subject: userId })) !== undefined;
}

/** Ends the sessions that an earlier password opened. Fails with `release-refused` for a password that is too short. */
export async function setPassword(world: ReleaseWorld, actor: Actor, password: Secret): Promise<void> {
  requireWrite(actor);
  requireAccountToken(actor);
  const { length } = password.reveal();
  if (length < shortestPassword || length > longestPassword)
    throw Failure.of('release-refused', { reason: phrase('a password has 12 to 200 characters') });
  const passwordHash = await hashPassword(world.random, password);
  const { userId } = actor;
  const key = { provider: local, subject: userId };
  await world.records.transaction(async (transaction) => {
    if (!(await transaction.insert('credential', { ...key, userId, passwordHash })))
      await transaction.update('credential', key, { passwordHash });
    await transaction.remove('session', { kind: 'portal', userId, tokenHash: null });
    await audit(world, transaction, actor, { action: 'password.set', subject: userId });
  });
}

/** So that a name without a password takes as long as a wrong password. */
let decoy: Promise<string> | undefined;

/** The user, by name or address; `undefined` for a wrong password, and for someone who has none. */
export async function userOfPassword(world: ReleaseWorld, name: string, password: Secret): Promise<string | undefined> {
  const { records } = world;
  const user =
    (await records.one('account', { kind: 'user', name })) ??
    (await records.find('account', { where: { kind: 'user', email: name.toLowerCase() } }))[0];
  const credential = user && (await records.one('credential', { provider: local, subject: user.id }));
  decoy ??= hashPassword(world.random, new Secret('no one has this password'));
  const isRight = await isPasswordOf(credential?.passwordHash ?? (await decoy), password);
  return isRight ? credential?.userId : undefined;
}

export interface VouchedUser {
  readonly issuer: string;
  readonly subject: string;
  /** As the provider says it; what it has not verified says nothing. */
  readonly email: string | undefined;
  readonly isEmailVerified: boolean;
}

/**
 * The user whom a provider knows by this subject. The first time, it is the one with the verified address, whom an administrator added before;
 * `undefined` when there is none.
 */
export async function userOfProvider(world: ReleaseWorld, vouched: VouchedUser): Promise<string | undefined> {
  const { issuer: provider, subject, email, isEmailVerified } = vouched;
  return await world.records.transaction(async (transaction) => {
    const known = await transaction.one('credential', { provider, subject });
    if (known) return known.userId;
    if (email === undefined || !isEmailVerified) return undefined;
    const [user, another] = await transaction.find('account', { where: { kind: 'user', email: email.toLowerCase() }, limit: 2 });
    // Someone else of the provider has the address already, or two users do: neither is taken for the other.
    if (!user || another || (await transaction.count('credential', { provider, userId: user.id })) > 0) return undefined;
    await transaction.insert('credential', { provider, subject, userId: user.id, passwordHash: null });
    await audit(world, transaction, { userId: user.id }, { action: 'sign-in.link', subject: user.id, details: { provider } });
    return user.id;
  });
}

/** Of the owner, whom no one adds: so that a provider can vouch for them. */
export async function setOwnerAddress(world: ReleaseWorld, owner: Account, email: string): Promise<void> {
  const address = email.toLowerCase();
  if (owner.email === address) return;
  await world.records.transaction(async (transaction) => {
    await transaction.update('account', { id: owner.id }, { email: address });
    await audit(world, transaction, { userId: owner.id }, { action: 'account.update', subject: owner.id });
  });
}
