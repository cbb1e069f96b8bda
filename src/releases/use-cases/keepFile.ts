/** Puts a file that comes whole into the storage, together with the row that names it. */

import { type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type BlobDigest } from '../ports/blobs.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { removeUnused, whileUsing } from './blobUse.ts';
import { newId } from './identifiers.ts';
import { type ReleaseWorld } from './releaseWorld.ts';

/** `record` writes the row in a transaction. Where it fails, the file is removed again. */
export async function keepFile<Result>(
  world: ReleaseWorld,
  pieces: AsyncIterable<Bytes>,
  largestBytes: number,
  record: (transaction: RecordTransaction, digest: BlobDigest) => Promise<Result>,
): Promise<Result> {
  const uploadId = newId(world.random);
  await world.blobs.beginUpload(uploadId);
  try {
    await world.blobs.writeUpload(uploadId, 0, pieces, largestBytes);
    const digest = await world.blobs.digestUpload(uploadId);
    if (!digest || digest.sizeBytes === 0) throw Failure.of('release-refused', { reason: phrase('the file is empty') });
    const { sha256 } = digest;
    return await whileUsing(world, sha256, async () => {
      // Under the same lock as the removal of what nothing names: no one removes the file before the row is there.
      await world.blobs.placeUpload(uploadId, sha256);
      return await world.records.transaction(async (transaction) => await record(transaction, digest));
    }).catch(async (error: unknown) => {
      await removeUnused(world, [sha256]);
      throw error;
    });
  } finally {
    await world.blobs.discardUpload(uploadId);
  }
}
