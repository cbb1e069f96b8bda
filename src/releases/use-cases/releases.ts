/** Releases of an app: found by number, edited, deleted. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { longestNotes } from '../model/names.ts';
import { type BuildOrigin } from '../model/packageFacts.ts';
import { readOrigin } from '../model/storedJson.ts';
import { type Row } from '../model/tables.ts';
import { requireWrite, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { removeUnused } from './blobUse.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

export type Release = Row<'release'>;

export interface ReleasePage {
  /** Only releases with lower numbers. */
  readonly before?: number | undefined;
  readonly limit?: number | undefined;
}

/** Newest first. */
export async function listReleases({ records }: ReleaseWorld, app: App, { before, limit }: ReleasePage = {}): Promise<readonly Release[]> {
  return await records.find('release', {
    where: { appId: app.id },
    order: [['number', 'descending']],
    ...(before !== undefined && { after: before }),
    ...(limit !== undefined && { limit }),
  });
}

/** A number, or `latest`: the newest that is enabled. Fails with `release-not-found`. */
export async function findRelease(world: ReleaseWorld, app: App, name: string): Promise<Release> {
  const number = /^\d{1,15}$/.test(name) ? Number(name) : undefined;
  const found =
    name === 'latest'
      ? (await world.records.find('release', { where: { appId: app.id, isEnabled: true }, order: [['number', 'descending']], limit: 1 }))[0]
      : number === undefined
        ? undefined
        : await world.records.one('release', { appId: app.id, number });
  if (!found) throw Failure.of('release-not-found', { what: phrase('Release'), name });
  return found;
}

/** By the unguessable part of its address. */
export async function findReleaseByLink({ records }: ReleaseWorld, link: string): Promise<Release | undefined> {
  return await records.one('release', { link });
}

export interface ReleaseChanges {
  readonly notes?: string | undefined;
  readonly isEnabled?: boolean | undefined;
  /** What is `null` stays as it was. */
  readonly build?: BuildOrigin | undefined;
}

export async function updateRelease(world: ReleaseWorld, actor: Actor, release: Release, changes: ReleaseChanges): Promise<Release> {
  requireWrite(actor);
  const { notes, isEnabled, build } = changes;
  if (notes !== undefined) requireNotes(notes);
  const changed = {
    ...(notes !== undefined && { notes }),
    ...(isEnabled !== undefined && { isEnabled }),
    ...(build && { build: mergeOrigin(readOrigin(release.build), build) }),
  };
  await world.records.transaction(async (transaction) => {
    await transaction.update('release', { id: release.id }, changed);
    await audit(world, transaction, actor, { action: 'release.update', subject: release.id, details: { fields: Object.keys(changed) } });
  });
  return { ...release, ...changed };
}

function mergeOrigin(before: BuildOrigin, { branch, commit, message }: BuildOrigin): BuildOrigin {
  return { branch: branch ?? before.branch, commit: commit ?? before.commit, message: message ?? before.message };
}

/** Fails with `release-refused` above App Center's limit. */
function requireNotes(notes: string): void {
  if (notes.length > longestNotes)
    throw Failure.of('release-refused', { reason: phrase('the release notes are longer than 5,000 characters') });
}

export async function deleteRelease(world: ReleaseWorld, actor: Actor, release: Release): Promise<void> {
  requireWrite(actor);
  await world.records.transaction(async (transaction) => {
    await transaction.remove('release', { id: release.id });
    // The upload it came from would keep the package.
    await transaction.update('upload', { appId: release.appId, releaseNumber: release.number }, { sha256: null });
    await audit(world, transaction, actor, { action: 'release.delete', subject: release.id, details: { number: release.number } });
  });
  await removeUnused(world, [release.sha256]);
}
