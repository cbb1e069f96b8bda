/**
 * Addresses that people open besides the one that each release has: for one release or the newest of a group, with an end, a password, a limit of
 * installations, or for one tester, whose downloads are known through it.
 */

import { createHash } from 'node:crypto';
import { toBase64, utf8 } from '../../core/base/bytes.ts';
import { Failure, isFailure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { Secret } from '../../core/base/secret.ts';
import { type LinkInput } from '../model/linkInput.ts';
import { type Row } from '../model/tables.ts';
import { requireWrite, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { findReleaseOfGroup } from './groupReleases.ts';
import { ensureTester, findGroup } from './groups.ts';
import { hashOfSecret, isSecretOf, newId, newLink } from './identifiers.ts';
import { hashPassword, isPasswordOf } from './passwordHashes.ts';
import { findPass, needsSignIn } from './releaseAccess.ts';
import { findRelease, type Release } from './releases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

export type Link = Row<'link'>;

const longestLabel = 200;
const mostLinks = 10_000;

export async function createLink(world: ReleaseWorld, actor: Actor, app: App, input: LinkInput): Promise<Link> {
  requireWrite(actor);
  const { release, group, testerEmail, label = '', password, expiresAt, installLimit } = input;
  const now = world.clock.now();
  const reason =
    (release === undefined) === (group === undefined)
      ? phrase('a link is for one release or for one group')
      : label.length > longestLabel || /\p{Cc}/u.test(label)
        ? phrase('the label is longer than 200 characters or contains control characters')
        : expiresAt !== undefined && !(expiresAt.getTime() > now.getTime())
          ? phrase('the link ends in the past')
          : installLimit !== undefined && !(Number.isSafeInteger(installLimit) && installLimit > 0)
            ? phrase('the limit of installations is not a whole number above 0')
            : undefined;
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  const passwordHash = password === undefined ? null : await hashPassword(world.random, password);
  const releaseId = release === undefined ? null : (await findRelease(world, app, release)).id;
  const groupId = group === undefined ? null : (await findGroup(world.records, app, group)).id;
  return await world.records.transaction(async (transaction) => {
    if ((await transaction.count('link', { appId: app.id })) >= mostLinks)
      throw Failure.of('release-refused', { reason: phrase('the app has too many links') });
    const tester = testerEmail === undefined ? undefined : await ensureTester(world, transaction, testerEmail);
    const link: Link = {
      id: newId(world.random),
      appId: app.id,
      address: newLink(world.random),
      releaseId,
      groupId,
      testerId: tester?.id ?? null,
      label,
      passwordHash,
      expiresAt: expiresAt?.toISOString() ?? null,
      installLimit: installLimit ?? null,
      installs: 0,
      isRevoked: false,
      createdAt: now.toISOString(),
      createdBy: actor.userId,
    };
    await transaction.insert('link', link);
    await audit(world, transaction, actor, { action: 'link.create', subject: link.id, appId: app.id, details: { label } });
    return link;
  });
}

export interface LinkPage {
  /** Goes on after this link: its time and identifier. */
  readonly after?: readonly [createdAt: string, id: string] | undefined;
  readonly limit: number;
}

const newestFirst = [
  ['createdAt', 'descending'],
  ['id', 'descending'],
] as const;

/** Newest first. */
export async function listLinks({ records }: ReleaseWorld, app: App, { after, limit }: LinkPage): Promise<readonly Link[]> {
  return await records.find('link', { where: { appId: app.id }, order: newestFirst, limit, ...(after && { after }) });
}

/** Which there are, newest first. */
export async function linkIds({ records }: ReleaseWorld, app: App): Promise<readonly string[]> {
  return (await records.pick('link', ['id'], { where: { appId: app.id }, order: newestFirst })).map(({ id }) => id);
}

/** In the same order. */
export async function findLinks({ records }: ReleaseWorld, ids: readonly string[]): Promise<readonly Link[]> {
  return await records.find('link', { where: { id: ids }, order: newestFirst });
}

/** The one of a group that everybody may have: with no end, no password, no limit and no tester. */
export async function openLinkOf({ records }: ReleaseWorld, app: App, groupId: string): Promise<Link | undefined> {
  const where = { appId: app.id, groupId, testerId: null, passwordHash: null, expiresAt: null, installLimit: null, isRevoked: false };
  return (await records.find('link', { where, order: newestFirst, limit: 1 }))[0];
}

/** Fails with `release-not-found`. */
export async function revokeLink(world: ReleaseWorld, actor: Actor, app: App, id: string): Promise<void> {
  requireWrite(actor);
  await world.records.transaction(async (transaction) => {
    const count = await transaction.update('link', { id, appId: app.id }, { isRevoked: true });
    if (count === 0) throw Failure.of('release-not-found', { what: phrase('Link'), name: id });
    await audit(world, transaction, actor, { action: 'link.revoke', subject: id, appId: app.id });
  });
}

export type OpenedAddress =
  /** `link` is absent for the address that the release has by itself. */
  | {
      readonly kind: 'open';
      readonly release: Release;
      readonly link: Link | undefined;
      /** Who opens it, as far as the address tells. */
      readonly testerId: string | null;
    }
  /** Only for testers of its groups, and the address does not say who asks. */
  | { readonly kind: 'sign-in'; readonly release: Release }
  | { readonly kind: 'ended'; readonly reason: 'disabled' | 'expired' | 'revoked' | 'used-up' }
  /** Of a group that has no release yet. */
  | { readonly kind: 'empty'; readonly link: Link }
  /** It has a password, and the key that the password gives is missing. */
  | { readonly kind: 'locked'; readonly link: Link };

/** An address, and behind a dot the key of one with a password, or a pass of someone who signed in: devices fetch packages without what a browser remembers. */
const addressForm = /^([\w-]{32})(?:\.([\w-]{43}))?$/;

/** What an address leads to now; `undefined` when there is none. */
export async function openAddress(world: ReleaseWorld, text: string): Promise<OpenedAddress | undefined> {
  const { records } = world;
  const [, address = '', key = ''] = addressForm.exec(text) ?? [];
  if (address === '') return undefined;
  const direct = await records.one('release', { link: address, deletedAt: null });
  if (direct) {
    if (!direct.isEnabled) return { kind: 'ended', reason: 'disabled' };
    const pass = await findPass(world, direct, key);
    if (!pass && (await needsSignIn(world, direct))) return { kind: 'sign-in', release: direct };
    return { kind: 'open', release: direct, link: undefined, testerId: pass?.testerId ?? null };
  }
  const link = await records.one('link', { address });
  if (!link) return undefined;
  if (link.isRevoked) return { kind: 'ended', reason: 'revoked' };
  if (link.expiresAt !== null && link.expiresAt <= world.clock.now().toISOString()) return { kind: 'ended', reason: 'expired' };
  if (link.installLimit !== null && link.installs >= link.installLimit) return { kind: 'ended', reason: 'used-up' };
  if (link.passwordHash !== null && !isSecretOf(hashOfSecret(keyOf(link)), new Secret(key))) return { kind: 'locked', link };
  const release = await releaseOf(world, link);
  if (!release) return { kind: 'empty', link };
  return release.isEnabled ? { kind: 'open', release, link, testerId: link.testerId } : { kind: 'ended', reason: 'disabled' };
}

/** The address with its key; `undefined` for a wrong password. */
export async function unlockLink(link: Link, password: Secret): Promise<string | undefined> {
  const isRight = link.passwordHash !== null && (await isPasswordOf(link.passwordHash, password));
  return isRight ? `${link.address}.${keyOf(link).reveal()}` : undefined;
}

/** Follows from what only the server has; another password gives another key. */
function keyOf({ id, passwordHash }: Link): Secret {
  const digest = createHash('sha256')
    .update(utf8(`${id} ${passwordHash ?? ''}`))
    .digest();
  return new Secret(toBase64(digest).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''));
}

async function releaseOf(world: ReleaseWorld, { releaseId, groupId, appId }: Link): Promise<Release | undefined> {
  if (releaseId !== null) return await world.records.one('release', { id: releaseId, deletedAt: null });
  const group = groupId === null ? undefined : await world.records.one('group', { id: groupId });
  try {
    return group && (await findReleaseOfGroup(world, { id: appId }, group, 'latest'));
  } catch (error) {
    if (isFailure(error, 'release-not-found')) return undefined;
    throw error;
  }
}
