/** Releases of an app: found by number, made, deleted for good. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { unknownFacts, unknownOrigin } from '../model/packageFacts.ts';
import { readFacts } from '../model/storedJson.ts';
import { type Row } from '../model/tables.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { requireWrite, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { removeUnused } from './blobUse.ts';
import { newId, newLink } from './identifiers.ts';
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
    where: { appId: app.id, deletedAt: null },
    order: [['number', 'descending']],
    ...(before !== undefined && { after: before }),
    ...(limit !== undefined && { limit }),
  });
}

/** A number, or `latest`: the newest that is enabled. Fails with `release-not-found`. */
export async function findRelease(world: ReleaseWorld, app: App, name: string): Promise<Release> {
  const { records } = world;
  const number = /^\d{1,15}$/.test(name) ? Number(name) : undefined;
  const there = { appId: app.id, deletedAt: null };
  const found =
    name === 'latest'
      ? (await records.find('release', { where: { ...there, isEnabled: true }, order: [['number', 'descending']], limit: 1 }))[0]
      : number === undefined
        ? undefined
        : await records.one('release', { ...there, number });
  if (!found) throw Failure.of('release-not-found', { what: phrase('Release'), name });
  return found;
}

type ReleaseContent = Pick<Release, 'version' | 'shortVersion' | 'fileName' | 'sha256' | 'md5' | 'sizeBytes' | 'facts'>;

/** With the next number of the app. */
export async function insertRelease(
  world: ReleaseWorld,
  transaction: RecordTransaction,
  actor: Actor,
  app: App,
  content: ReleaseContent & { readonly externalUrl?: string },
): Promise<Release> {
  const current = await transaction.one('app', { id: app.id });
  if (!current) throw Failure.of('release-not-found', { what: phrase('App'), name: app.name });
  const number = current.lastReleaseNumber + 1;
  const release: Release = {
    externalUrl: null,
    bundleSha256: null,
    ...content,
    id: newId(world.random),
    appId: app.id,
    number,
    notes: '',
    isEnabled: true,
    link: newLink(world.random),
    build: unknownOrigin,
    uploadedAt: world.clock.now().toISOString(),
    uploadedBy: actor.userId,
    labels: [],
    fields: {},
    deletedAt: null,
    packageHash: readFacts(content.facts).packageHash,
  };
  await transaction.insert('release', release);
  await transaction.update('app', { id: app.id }, { lastReleaseNumber: number });
  return release;
}

export interface ExternalInput {
  readonly url: string;
  readonly shortVersion: string;
  readonly version?: string | undefined;
}

const longestAddress = 2000;
const longestVersion = 100;

/** A package that lies elsewhere: nothing of it is known or kept but its address, which must be https. */
export async function createExternalRelease(world: ReleaseWorld, actor: Actor, app: App, input: ExternalInput): Promise<Release> {
  requireWrite(actor);
  const { url, shortVersion, version = shortVersion } = input;
  const isHttps = url.length <= longestAddress && URL.parse(url)?.protocol === 'https:';
  const reason = !isHttps
    ? phrase('the address of an external package must begin with https://')
    : [shortVersion, version].some((text) => text === '' || text.length > longestVersion || /\p{Cc}/u.test(text))
      ? phrase('a version is empty, longer than 100 characters or contains control characters')
      : undefined;
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  const fileName = decodedName(new URL(url).pathname.split('/').at(-1) ?? '');
  const facts = unknownFacts(/\.(\w{1,20})$/.exec(fileName)?.[1]?.toLowerCase() ?? '');
  const content = { version, shortVersion, fileName, sha256: '', md5: '', sizeBytes: 0, facts, externalUrl: new URL(url).href };
  return await world.records.transaction(async (transaction) => {
    const release = await insertRelease(world, transaction, actor, app, content);
    const details = { number: release.number, url: content.externalUrl };
    await audit(world, transaction, actor, { action: 'release.create', subject: release.id, appId: app.id, details });
    return release;
  });
}

function decodedName(segment: string): string {
  try {
    return decodeURIComponent(segment)
      .replace(/[\p{Cc}/\\]/gu, '')
      .slice(0, 255);
  } catch {
    return '';
  }
}

/** Hashes of what the storage keeps for it. */
export function packagesOf({ sha256, bundleSha256 }: Pick<Release, 'sha256' | 'bundleSha256'>): readonly string[] {
  return bundleSha256 === null ? [sha256] : [sha256, bundleSha256];
}

/** For good. */
export async function deleteRelease(world: ReleaseWorld, actor: Actor, release: Release): Promise<void> {
  requireWrite(actor);
  await removeReleases(world, actor, [release], 'release.delete');
}

/** With what belongs to them. No one is asked. */
export async function removeReleases(
  world: ReleaseWorld,
  actor: Pick<Actor, 'userId'>,
  releases: readonly Release[],
  action: string,
): Promise<void> {
  const symbols = await world.records.find('symbols', { where: { releaseId: releases.map(({ id }) => id) } });
  for (const { id, appId, number } of releases)
    await world.records.transaction(async (transaction) => {
      await transaction.remove('release', { id });
      // The upload it came from would keep the package.
      await transaction.update('upload', { appId, releaseNumber: number }, { sha256: null });
      await audit(world, transaction, actor, { action, subject: id, appId, details: { number } });
    });
  await removeUnused(world, [...releases.flatMap(packagesOf), ...symbols.map(({ sha256 }) => sha256)]);
}
