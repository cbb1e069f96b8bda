/** What every store of packages must do. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { isFailure } from '../../src/core/base/failure.ts';
import { type BlobStore } from '../../src/releases/ports/blobs.ts';

async function* pieces(bytes: Uint8Array, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* breaking(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
  throw new Error('the client left');
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

export function describeBlobs(name: string, open: () => Promise<BlobStore>): void {
  describe(`packages in ${name}`, () => {
    const content = Uint8Array.from(randomBytes(2_500_000));
    const sha256 = createHash('sha256').update(content).digest('hex');
    let blobs: BlobStore;

    beforeEach(async () => (blobs = await open()));

    async function blobNames(): Promise<readonly string[]> {
      return await all(blobs.listBlobs());
    }

    async function upload(id: string): Promise<void> {
      await blobs.beginUpload(id);
      await blobs.writeUpload(id, 0, pieces(content), content.length);
    }

    it('take parts in any order and more than once', async () => {
      const half = 1_234_567;
      await blobs.beginUpload('a');
      await Promise.all([
        blobs.writeUpload('a', half, pieces(content.subarray(half)), content.length - half),
        blobs.writeUpload('a', 0, pieces(content.subarray(0, half), 3_000_000), half),
      ]);
      strictEqual(await blobs.writeUpload('a', 0, pieces(content.subarray(0, half)), half), half);
      const md5 = createHash('md5').update(content).digest('hex');
      deepStrictEqual(await blobs.digestUpload('a'), { sha256, md5, sizeBytes: content.length });
    });

    it('keep an upload that is begun again', async () => {
      await upload('a');
      await blobs.beginUpload('a');
      strictEqual((await blobs.digestUpload('a'))?.sha256, sha256);
    });

    it('give back what was placed, whole and in ranges', async () => {
      await upload('a');
      await blobs.placeUpload('a', sha256);
      const blob = await blobs.open(sha256);
      ok(blob);
      strictEqual(blob.size, content.length);
      deepStrictEqual(Buffer.concat(await all(blob.stream(0, blob.size))), Buffer.from(content));
      deepStrictEqual(Buffer.concat(await all(blob.stream(999_999, 1_500_001))), Buffer.from(content.subarray(999_999, 1_500_001)));
      deepStrictEqual(await blob.read(7, 3), content.subarray(7, 10));
      await blob.close();
      deepStrictEqual([await blobs.listUploads(), await blobNames()], [[], [sha256]]);
    });

    it('place the same content twice', async () => {
      for (const id of ['a', 'b']) {
        await upload(id);
        await blobs.placeUpload(id, sha256);
      }
      deepStrictEqual([await blobs.listUploads(), await blobNames()], [[], [sha256]]);
    });

    it('refuse more than was announced', async () => {
      await blobs.beginUpload('a');
      await rejects(blobs.writeUpload('a', 0, pieces(content), 1_000_000), (error) => isFailure(error, 'upload-part-too-large'));
    });

    it('pass on that the sender left', async () => {
      await blobs.beginUpload('a');
      await rejects(blobs.writeUpload('a', 0, breaking(content), content.length), /the client left/);
    });

    it('say of what is not there that it is not', async () => {
      deepStrictEqual([await blobs.digestUpload('none'), await blobs.open(sha256)], [undefined, undefined]);
      await blobs.remove(sha256);
      await blobs.discardUpload('none');
    });

    it('remove packages and uploads', async () => {
      await upload('a');
      await blobs.placeUpload('a', sha256);
      await upload('b');
      await blobs.discardUpload('b');
      await blobs.remove(sha256);
      deepStrictEqual([await blobs.listUploads(), await blobNames()], [[], []]);
    });

    it('take no name that could lead elsewhere', async () => {
      await rejects(blobs.open('../../etc/passwd'), TypeError);
      await rejects(blobs.beginUpload('../x'), TypeError);
    });
  });
}
