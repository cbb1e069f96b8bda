import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { systemClock } from '../../../../src/node/systemClock.ts';
import { systemRandom } from '../../../../src/node/systemRandom.ts';
import { S3Blobs } from '../../../../src/releases/storage/blobs-s3/s3Blobs.ts';
import { S3Bucket } from '../../../../src/releases/storage/blobs-s3/s3Bucket.ts';
import { presignedAddress, signRequest } from '../../../../src/releases/storage/blobs-s3/signRequest.ts';
import { describeBlobs } from '../../../support/blobsSuite.ts';
import { startS3, type S3StandIn } from '../../../support/s3StandIn.ts';

/** Of the examples that Amazon publishes ("Signature Calculations for the Authorization Header"). */
const example = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: new Secret('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
  region: 'us-east-1',
};
const exampleTime = new Date('2013-05-24T00:00:00Z');

describe('a request to S3', () => {
  it('is signed as in the examples of Amazon', () => {
    const get = {
      method: 'GET',
      url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
      headers: { range: 'bytes=0-9' },
      body: undefined,
    };
    strictEqual(
      signRequest(get, example, exampleTime)['authorization']?.split('Signature=')[1],
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
    const list = { ...get, url: new URL('https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J'), headers: {} };
    strictEqual(
      signRequest(list, example, exampleTime)['authorization']?.split('Signature=')[1],
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    );
    const address = presignedAddress(new URL('https://examplebucket.s3.amazonaws.com/test.txt'), example, exampleTime, 86_400);
    strictEqual(new URL(address).searchParams.get('X-Amz-Signature'), 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
  });
});

let s3: S3StandIn;
before(async () => (s3 = await startS3()));
after(async () => await s3.stop());

async function open(): Promise<S3Blobs> {
  s3.objects.clear();
  return blobs();
}

function blobs(options = s3.options): S3Blobs {
  const http = new NodeHttpClient({ wait: async () => {} });
  return new S3Blobs(new S3Bucket(options, http, systemClock), systemRandom, 'team/');
}

async function* pieces(bytes: Uint8Array, size = 1_000_003): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describeBlobs('S3-compatible storage', open);

describe('packages in S3-compatible storage', () => {
  const content = Uint8Array.from(randomBytes(20_000_000));
  const sha256 = createHash('sha256').update(content).digest('hex');

  it('are put together from parts that several servers took', async () => {
    await open();
    const [one, other] = [blobs(), blobs()];
    await one.beginUpload('a');
    const half = 12_345_678;
    await Promise.all([
      one.writeUpload('a', half, pieces(content.subarray(half)), content.length),
      other.writeUpload('a', 0, pieces(content.subarray(0, half)), half),
    ]);
    strictEqual((await other.digestUpload('a'))?.sha256, sha256);
    await other.placeUpload('a', sha256);
    deepStrictEqual([...s3.objects.keys()], [`team/blobs/${sha256.slice(0, 2)}/${sha256}`]);
    strictEqual(Buffer.compare([...s3.objects.values()][0] ?? Buffer.alloc(0), content), 0);
  });

  it('are what was digested, although a part comes late', async () => {
    await open();
    const [one, other] = [blobs(), blobs()];
    const small = content.subarray(0, 1000);
    await one.beginUpload('a');
    await one.writeUpload('a', 0, pieces(small), 1000);
    const digest = await one.digestUpload('a');
    ok(digest);
    await other.writeUpload('a', 0, pieces(content.subarray(1000, 2000)), 1000);
    await one.placeUpload('a', digest.sha256);
    const blob = await other.open(digest.sha256);
    strictEqual(Buffer.compare((await blob?.read(0, 1000)) ?? new Uint8Array(), small), 0);
  });

  it('end where a part is missing', async () => {
    const store = await open();
    await store.beginUpload('a');
    await store.writeUpload('a', 0, pieces(content.subarray(0, 100)), 100);
    await store.writeUpload('a', 200, pieces(content.subarray(200, 300)), 100);
    strictEqual((await store.digestUpload('a'))?.sizeBytes, 100);
  });

  it('are fetched from an address that is signed and names the file', async () => {
    const store = await open();
    await store.beginUpload('a');
    await store.writeUpload('a', 0, pieces(content.subarray(0, 1000)), 1000);
    const digest = await store.digestUpload('a');
    ok(digest);
    await store.placeUpload('a', digest.sha256);
    const address = store.address(digest.sha256, {
      disposition: `attachment; filename="a (1).apk"; filename*=UTF-8''%C3%9C%20%281%29.apk`,
      mediaType: 'application/x',
    });
    ok(address);
    const answer = await fetch(address, { headers: { range: 'bytes=10-19' } });
    strictEqual(answer.status, 206);
    strictEqual(Buffer.compare(await answer.bytes(), content.subarray(10, 20)), 0);
    strictEqual((await fetch(address.replace(/Signature=./, 'Signature=x'))).status, 403);
    strictEqual((await fetch(address.replace('.apk', '.exe'))).status, 403);
    const { publicEndpoint: _, ...inside } = s3.options;
    strictEqual(blobs(inside).address(digest.sha256, { disposition: '', mediaType: '' }), undefined);
  });

  it('survive a service that fails for a moment, and say when it does not answer', async () => {
    const store = await open();
    await store.beginUpload('a');
    for (const how of ['status', 'cut'] as const) {
      s3.fail(2, how);
      strictEqual(await store.writeUpload('a', 0, pieces(content.subarray(0, 1000)), 1000), 1000);
      s3.fail(4, how);
      await rejects(store.writeUpload('a', 0, pieces(content.subarray(0, 1000)), 1000), (error) => isFailure(error, 'storage-unavailable'));
      s3.fail(0);
    }
    const digest = await store.digestUpload('a');
    ok(digest);
    await store.placeUpload('a', digest.sha256);
    const blob = await store.open(digest.sha256);
    s3.fail(2, 'cut');
    strictEqual((await blob?.read(0, 1000))?.length, 1000);
  });

  it('say that the keys are wrong, without the secret one', async () => {
    const wrong = blobs({ ...s3.options, secretAccessKey: new Secret('Geheim-8') });
    await rejects(
      wrong.listUploads(),
      (error) =>
        isFailure(error, 'storage-unavailable') && error.message.includes('403 SignatureDoesNotMatch') && !error.message.includes('Geheim'),
    );
  });

  it('list no upload that someone may still be writing to', async () => {
    const store = await open();
    await store.beginUpload('a');
    deepStrictEqual(await store.listUploads(), []);
  });
});
