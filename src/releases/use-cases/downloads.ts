/** Packages on their way to people, and who fetched them. */

import { type Row } from '../model/tables.ts';
import { type OpenBlob } from '../ports/blobs.ts';
import { type App } from './access.ts';
import { newId } from './identifiers.ts';
import { type Link } from './links.ts';
import { type ReleaseWorld } from './releaseWorld.ts';
import { type Release } from './releases.ts';

/** `undefined` when the package is gone or lies elsewhere, or the release is disabled. */
export async function openDownload({ blobs }: ReleaseWorld, release: Release): Promise<OpenBlob | undefined> {
  return release.isEnabled && release.externalUrl === null ? await blobs.open(release.sha256) : undefined;
}

export interface DownloadInput {
  /** What the client says it is. */
  readonly client: string;
  /** Through which it came. */
  readonly link?: Link | undefined;
  /** Of someone who signed in. */
  readonly testerId?: string | null;
}

const longestClient = 200;

export async function recordDownload(
  world: ReleaseWorld,
  release: Release,
  { client, link, testerId = null }: DownloadInput,
): Promise<void> {
  const row: Row<'download'> = {
    id: newId(world.random),
    releaseId: release.id,
    at: world.clock.now().toISOString(),
    client: client.slice(0, longestClient),
    linkId: link?.id ?? null,
    testerId: link?.testerId ?? testerId,
  };
  await world.records.transaction(async (transaction) => {
    // It may have been deleted while it was sent, and its link with it.
    if (!(await transaction.one('release', { id: release.id }))) return;
    const current = link && (await transaction.one('link', { id: link.id }));
    await transaction.insert('download', { ...row, linkId: current?.id ?? null });
    if (current) await transaction.update('link', { id: current.id }, { installs: current.installs + 1 });
  });
}

/** Of one release, or of all that the app has. */
export async function countDownloads({ records }: ReleaseWorld, app: Pick<App, 'id'>, release?: Release): Promise<number> {
  if (release) return await records.count('download', { releaseId: release.id });
  const releases = await records.pick('release', ['id'], { where: { appId: app.id, deletedAt: null } });
  return await records.count('download', { releaseId: releases.map(({ id }) => id) });
}

export interface ShownDownload {
  readonly download: Row<'download'>;
  readonly release: Release;
  readonly testerEmail: string | null;
  /** Of the link, as its owner named it. */
  readonly linkLabel: string | null;
}

/** Newest first; of one release, or of all that the app has. */
export async function listDownloads(
  { records }: ReleaseWorld,
  app: Pick<App, 'id'>,
  { number, limit }: { readonly number?: number | undefined; readonly limit: number },
): Promise<readonly ShownDownload[]> {
  const all = await records.pick('release', ['id'], {
    where: { appId: app.id, deletedAt: null, ...(number !== undefined && { number }) },
  });
  const downloads = await records.find('download', { where: { releaseId: all.map(({ id }) => id) }, order: [['at', 'descending']], limit });
  const releases = await records.find('release', { where: { id: [...new Set(downloads.map(({ releaseId }) => releaseId))] } });
  const byId = new Map(releases.map((release) => [release.id, release]));
  const testers = await records.find('tester', { where: { id: downloads.flatMap(({ testerId }) => testerId ?? []) } });
  const links = await records.find('link', { where: { id: downloads.flatMap(({ linkId }) => linkId ?? []) } });
  const emails = new Map(testers.map(({ id, email }) => [id, email]));
  const labels = new Map(links.map(({ id, label }) => [id, label]));
  return downloads.flatMap((download) => {
    const release = byId.get(download.releaseId);
    return release
      ? [
          {
            download,
            release,
            testerEmail: emails.get(download.testerId ?? '') ?? null,
            linkLabel: labels.get(download.linkId ?? '') ?? null,
          },
        ]
      : [];
  });
}
