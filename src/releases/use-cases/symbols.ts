/**
 * What a release needs to read its crashes (dSYM archives, mapping.txt, source maps): files that came for it, under the name they came with, and
 * those that came for its versions (`symbolUploads.ts`).
 */

import { type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type Row } from '../model/tables.ts';
import { type OpenBlob } from '../ports/blobs.ts';
import { requireWrite } from './access.ts';
import { audit } from './auditLog.ts';
import { removeUnused } from './blobUse.ts';
import { newId } from './identifiers.ts';
import { keepFile } from './keepFile.ts';
import { type Release } from './releases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';
import { largestSymbols } from './symbolBlocks.ts';
import { deleteSymbolUpload, requireSymbolName, symbolUploadsOf, type SymbolUpload } from './symbolUploads.ts';

export type Symbols = Pick<Row<'symbols'>, 'fileName' | 'sha256' | 'sizeBytes' | 'uploadedAt'>;

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
  requireSymbolName(fileName);
  if ((await world.records.count('symbols', { releaseId: release.id })) >= mostFiles)
    throw Failure.of('release-refused', { reason: phrase('the release has too many symbol files') });
  const { symbols, replaced } = await keepFile(world, pieces, largestSymbols, async (transaction, { sha256, sizeBytes }) => {
    if (!(await transaction.one('release', { id: release.id, deletedAt: null })))
      throw Failure.of('release-not-found', { what: phrase('Release'), name: String(release.number) });
    const uploadedAt = world.clock.now().toISOString();
    const row: Row<'symbols'> = { id: newId(world.random), releaseId: release.id, fileName, sha256, sizeBytes, uploadedAt };
    const before = await transaction.one('symbols', { releaseId: release.id, fileName });
    if (before) await transaction.remove('symbols', { id: before.id });
    await transaction.insert('symbols', row);
    const details = { fileName, sha256 };
    await audit(world, transaction, actor, { action: 'symbols.put', subject: release.id, appId: release.appId, details });
    return { symbols: row, replaced: before?.sha256 };
  });
  if (replaced !== undefined) await removeUnused(world, [replaced]);
  return symbols;
}

/** By name. */
export async function listSymbols(world: ReleaseWorld, release: Release): Promise<readonly Symbols[]> {
  return (await filesOf(world, release)).map(({ symbols }) => symbols);
}

interface SymbolFile {
  readonly symbols: Symbols;
  /** Where it came for the app. */
  readonly upload?: SymbolUpload;
}

async function filesOf(world: ReleaseWorld, release: Release): Promise<readonly SymbolFile[]> {
  const own = await world.records.find('symbols', { where: { releaseId: release.id } });
  const files = new Map<string, SymbolFile>(own.map((symbols) => [symbols.fileName, { symbols }]));
  for (const upload of await symbolUploadsOf(world, release)) {
    const { sha256, sizeBytes, committedAt, id } = upload;
    // Clients send each file as `mapping.txt`.
    const fileName = files.has(upload.fileName) ? `${id.slice(0, 8)}-${upload.fileName}` : upload.fileName;
    files.set(fileName, { symbols: { fileName, sha256, sizeBytes, uploadedAt: committedAt }, upload });
  }
  return [...files.values()].toSorted((a, b) => (a.symbols.fileName < b.symbols.fileName ? -1 : 1));
}

export interface OpenSymbols {
  readonly symbols: Symbols;
  readonly blob: OpenBlob;
}

async function findFile(world: ReleaseWorld, release: Release, fileName: string): Promise<SymbolFile> {
  const found = (await filesOf(world, release)).find(({ symbols }) => symbols.fileName === fileName);
  if (!found) throw Failure.of('release-not-found', { what: phrase('File'), name: fileName });
  return found;
}

/** Fails with `release-not-found`. */
export async function openSymbols(world: ReleaseWorld, release: Release, fileName: string): Promise<OpenSymbols> {
  const { symbols } = await findFile(world, release, fileName);
  const blob = await world.blobs.open(symbols.sha256);
  if (!blob) throw Failure.of('release-not-found', { what: phrase('File'), name: fileName });
  return { symbols, blob };
}

/** One that came for the app is deleted for all its releases. Fails with `release-not-found`. */
export async function deleteSymbols(world: ReleaseWorld, actor: Actor, release: Release, fileName: string): Promise<void> {
  requireWrite(actor);
  const { symbols, upload } = await findFile(world, release, fileName);
  if (upload) {
    await deleteSymbolUpload(world, actor, upload);
    return;
  }
  await world.records.transaction(async (transaction) => {
    await transaction.remove('symbols', { releaseId: release.id, fileName });
    await audit(world, transaction, actor, { action: 'symbols.delete', subject: release.id, appId: release.appId, details: { fileName } });
  });
  await removeUnused(world, [symbols.sha256]);
}
