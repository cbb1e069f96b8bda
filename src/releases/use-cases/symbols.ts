/** What a release needs to read its crashes (dSYM archives, mapping.txt, source maps): kept with it, under the name it came with. */

import { type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type Row } from '../model/tables.ts';
import { type OpenBlob } from '../ports/blobs.ts';
import { requireWrite } from './access.ts';
import { audit } from './auditLog.ts';
import { removeUnused, whileUsing } from './blobUse.ts';
import { newId } from './identifiers.ts';
import { type Release } from './releases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

export type Symbols = Row<'symbols'>;

const largestFile = 2 * 1024 * 1024 * 1024;
const mostFiles = 50;

/** A file of the same name is replaced. */
export async function putSymbols(
  world: ReleaseWorld,
  actor: Actor,
  release: Release,
  fileName: string,
  pieces: AsyncIterable<Bytes>,
): Promise<Symbols> {
  requireWrite(actor);
  if (fileName === '' || fileName.length > 255 || /[\p{Cc}/\\]/u.test(fileName) || /^\.+$/.test(fileName))
    throw Failure.of('release-refused', { reason: phrase('the file name cannot be used') });
  if ((await world.records.count('symbols', { releaseId: release.id })) >= mostFiles)
    throw Failure.of('release-refused', { reason: phrase('the release has too many symbol files') });
  const uploadId = newId(world.random);
  await world.blobs.beginUpload(uploadId);
  try {
    await world.blobs.writeUpload(uploadId, 0, pieces, largestFile);
    const digest = await world.blobs.digestUpload(uploadId);
    if (!digest || digest.sizeBytes === 0) throw Failure.of('release-refused', { reason: phrase('the file is empty') });
    const { sha256, sizeBytes } = digest;
    const uploadedAt = world.clock.now().toISOString();
    const symbols: Symbols = { id: newId(world.random), releaseId: release.id, fileName, sha256, sizeBytes, uploadedAt };
    const replaced = await whileUsing(world, sha256, async () => {
      // Under the same lock as the removal of what nothing names: no one removes the file before the row is there.
      await world.blobs.placeUpload(uploadId, sha256);
      return await world.records.transaction(async (transaction) => {
        if (!(await transaction.one('release', { id: release.id, deletedAt: null })))
          throw Failure.of('release-not-found', { what: phrase('Release'), name: String(release.number) });
        const before = await transaction.one('symbols', { releaseId: release.id, fileName });
        if (before) await transaction.remove('symbols', { id: before.id });
        await transaction.insert('symbols', symbols);
        const details = { fileName, sha256 };
        await audit(world, transaction, actor, { action: 'symbols.put', subject: release.id, appId: release.appId, details });
        return before?.sha256;
      });
    }).catch(async (error: unknown) => {
      await removeUnused(world, [sha256]);
      throw error;
    });
    if (replaced !== undefined) await removeUnused(world, [replaced]);
    return symbols;
  } finally {
    await world.blobs.discardUpload(uploadId);
  }
}

export async function listSymbols({ records }: ReleaseWorld, release: Release): Promise<readonly Symbols[]> {
  return await records.find('symbols', { where: { releaseId: release.id }, order: [['fileName', 'ascending']] });
}

export interface OpenSymbols {
  readonly symbols: Symbols;
  readonly blob: OpenBlob;
}

/** Fails with `release-not-found`. */
export async function openSymbols(world: ReleaseWorld, release: Release, fileName: string): Promise<OpenSymbols> {
  const symbols = await world.records.one('symbols', { releaseId: release.id, fileName });
  const blob = symbols && (await world.blobs.open(symbols.sha256));
  if (!symbols || !blob) throw Failure.of('release-not-found', { what: phrase('File'), name: fileName });
  return { symbols, blob };
}

/** Fails with `release-not-found`. */
export async function deleteSymbols(world: ReleaseWorld, actor: Actor, release: Release, fileName: string): Promise<void> {
  requireWrite(actor);
  const removed = await world.records.transaction(async (transaction) => {
    const symbols = await transaction.one('symbols', { releaseId: release.id, fileName });
    if (!symbols) throw Failure.of('release-not-found', { what: phrase('File'), name: fileName });
    await transaction.remove('symbols', { id: symbols.id });
    await audit(world, transaction, actor, { action: 'symbols.delete', subject: release.id, appId: release.appId, details: { fileName } });
    return symbols.sha256;
  });
  await removeUnused(world, [removed]);
}
