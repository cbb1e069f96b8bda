/**
 * Symbols that come in blocks, as clients of Azure's block blobs send large files: each block under a name that the client chose, in any order and more than
 * once, and then the list of names that the file consists of. A block is kept like a file of its own until then.
 */

import { type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type Row } from '../model/tables.ts';
import { removeUnused } from './blobUse.ts';
import { keepFile } from './keepFile.ts';
import { type ReleaseWorld } from './releaseWorld.ts';

export const largestSymbols = 2 * 1024 * 1024 * 1024;
/** Clients that can send 2 GB use a thousand at most. */
const mostBlocks = 10_000;
/** Azure's, as Base64. */
const longestName = 88;

/** Sending a block again replaces it. */
export async function putSymbolBlock(
  world: ReleaseWorld,
  { id: uploadId }: Pick<Row<'symbolUpload'>, 'id'>,
  blockId: string,
  pieces: AsyncIterable<Bytes>,
): Promise<void> {
  if (blockId === '' || blockId.length > longestName || /\p{Cc}/u.test(blockId))
    throw Failure.of('release-refused', { reason: phrase('the name of the block cannot be used') });
  const replaced = await keepFile(world, pieces, largestSymbols, async (transaction, { sha256, sizeBytes }) => {
    const current = await transaction.one('symbolUpload', { id: uploadId, state: 'created' });
    if (!current) throw isFinished();
    const before = await transaction.one('symbolBlock', { uploadId, blockId });
    if (!before && (await transaction.count('symbolBlock', { uploadId })) >= mostBlocks)
      throw Failure.of('release-refused', { reason: phrase('the upload has too many blocks') });
    // A file that came whole before counts until the list of blocks replaces it.
    const blocksBytes = (current.sha256 === null ? (current.sizeBytes ?? 0) : 0) - (before?.sizeBytes ?? 0) + sizeBytes;
    if (blocksBytes > largestSymbols) throw Failure.of('upload-part-too-large', { limitBytes: largestSymbols });
    await transaction.remove('symbolBlock', { uploadId, blockId });
    await transaction.insert('symbolBlock', { uploadId, blockId, sha256, sizeBytes });
    await transaction.update('symbolUpload', { id: uploadId }, { sha256: null, sizeBytes: blocksBytes });
    return [before?.sha256, current.sha256].filter((each) => typeof each === 'string');
  });
  await removeUnused(world, replaced);
}

/** What the named blocks contain, in this order. Fails with `upload-incomplete` where one of them is missing. */
export async function openSymbolBlocks(world: ReleaseWorld, uploadId: string, names: readonly string[]): Promise<AsyncIterable<Bytes>> {
  const rows = await world.records.find('symbolBlock', { where: { uploadId }, limit: mostBlocks });
  const known = new Map(rows.map((row) => [row.blockId, row]));
  const blocks = names.flatMap((name) => known.get(name) ?? []);
  if (names.length === 0 || blocks.length < names.length)
    throw Failure.of('upload-incomplete', { missing: Math.max(1, names.length - blocks.length) });
  return contentOf(world, blocks);
}

async function* contentOf({ blobs }: ReleaseWorld, blocks: readonly Row<'symbolBlock'>[]): AsyncIterable<Bytes> {
  for (const { sha256, sizeBytes } of blocks) {
    const blob = await blobs.open(sha256);
    if (!blob) throw Failure.of('upload-incomplete', { missing: 1 });
    try {
      yield* blob.stream(0, sizeBytes);
    } finally {
      await blob.close();
    }
  }
}

/** Of uploads that have their file, or end without one. */
export async function removeSymbolBlocks(world: ReleaseWorld, uploadIds: readonly string[]): Promise<void> {
  const rows = await world.records.find('symbolBlock', { where: { uploadId: uploadIds } });
  if (rows.length === 0) return;
  await world.records.transaction(async (transaction) => {
    for (const { uploadId, blockId } of rows) await transaction.remove('symbolBlock', { uploadId, blockId });
  });
  await removeUnused(
    world,
    rows.map(({ sha256 }) => sha256),
  );
}

function isFinished(): Failure {
  return Failure.of('release-refused', { reason: phrase('the upload is finished') });
}
