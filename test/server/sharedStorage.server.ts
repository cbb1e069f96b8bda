/** Packages in a real S3-compatible service, alone and behind two servers with a real PostgreSQL. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../src/node/http/nodeHttpClient.ts';
import { systemClock } from '../../src/node/systemClock.ts';
import { systemRandom } from '../../src/node/systemRandom.ts';
import { ReleaseClient } from '../../src/releases/client/releaseClient.ts';
import { S3Blobs } from '../../src/releases/storage/blobs-s3/s3Blobs.ts';
import { S3Bucket } from '../../src/releases/storage/blobs-s3/s3Bucket.ts';
import { startPostgres, type PostgresServer } from '../oracle/support/postgresServer.ts';
import { describeBlobs } from '../support/blobsSuite.ts';
import { startTestServer, type TestServer } from '../support/runningServer.ts';
import { startRadosgw, type Radosgw } from './support/radosgw.ts';

describe('radosgw', () => {
  let service: Radosgw;
  before(async () => (service = await startRadosgw()));
  after(async () => await service.stop());

  let opened = 0;
  describeBlobs('radosgw', async () => {
    const bucket = new S3Bucket(service.options, new NodeHttpClient({ proxies: {} }), systemClock);
    return await Promise.resolve(new S3Blobs(bucket, systemRandom, `suite-${++opened}/`));
  });

  describe('behind two servers with PostgreSQL', () => {
    let postgres: PostgresServer;
    let servers: readonly TestServer[];
    before(async () => {
      postgres = await startPostgres();
      const { secretAccessKey, sessionToken: _, ...options } = service.options;
      const s3 = { ...options, secretAccessKey: secretAccessKey.reveal(), prefix: 'team/' };
      const team = { databaseUrl: await postgres.createDatabase(), s3 };
      servers = [await startTestServer({ team }), await startTestServer({ team })];
    });
    after(async () => {
      for (const server of servers ?? []) await server.stop();
      await postgres.stop();
    });

    function clientOf(index: number): ReleaseClient {
      const { url, ownerToken } = servers[index]?.running ?? { url: '', ownerToken: '' };
      return new ReleaseClient({ http: new NodeHttpClient({ proxies: {} }), server: url, token: new Secret(ownerToken) });
    }

    it('keeps a package that one takes and the other gives, also after everything was killed', async () => {
      const name = { owner: 'acme', app: 'Demo' };
      const content = Uint8Array.from(randomBytes(30 * 1024 * 1024));
      await clientOf(0).ensureApp(name, 'demo.zip');
      const targets = { groups: ['Collaborators'], testers: [], isMandatory: false, notifiesTesters: false };
      await clientOf(0).createRelease(name, { fileName: 'demo.zip', file: bytesSource(content), shortVersion: '1.0', ...targets });
      const hashOf = async (index: number): Promise<string> => {
        const release = await clientOf(index).showRelease(name, 'latest');
        const { pathname } = new URL(release.downloadUrl);
        const answer = await fetch(`${servers[index]?.running.url}${pathname}`);
        strictEqual(answer.status, 200);
        // Packages come from the service itself.
        strictEqual(new URL(answer.url).origin, service.options.endpoint);
        return createHash('sha256')
          .update(await answer.bytes())
          .digest('hex');
      };
      const wanted = createHash('sha256').update(content).digest('hex');
      strictEqual(await hashOf(1), wanted);
      await Promise.all([service.killAndStartAgain(), postgres.kill()]);
      await postgres.start();
      for (const server of servers) await server.killAndStartAgain();
      deepStrictEqual([await hashOf(0), await hashOf(1)], [wanted, wanted]);
    });
  });
});
