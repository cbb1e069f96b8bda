/** The repository of a group, fetched and verified by F-Droid's own server tools. */

import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../src/node/http/nodeHttpClient.ts';
import { ReleaseClient } from '../../src/releases/client/releaseClient.ts';
import { startTestServer, type TestServer } from '../support/runningServer.ts';
import { smallApkEntries, smallArchive } from '../support/smallPackages.ts';
import { programAt } from './support/daemon.ts';

const script = `
import json, shutil, sys
from fdroidserver import common, index
common.config = {'jarsigner': shutil.which('jarsigner')}
data, etag = index.download_repo_index_v2(sys.argv[1])
print(json.dumps(data))
`;

describe('fdroidserver', () => {
  let server: TestServer;
  before(async () => {
    programAt('/usr/bin/fdroid');
    server = await startTestServer();
  });
  after(async () => await server?.stop());

  async function fetchIndex(address: string): Promise<string> {
    const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-c', script, address], { cwd: server.folder });
    return stdout;
  }

  it('verifies the index of a group with the fingerprint that its page shows, and with no other', async () => {
    const { url, ownerToken } = server.running;
    const client = new ReleaseClient({ http: new NodeHttpClient({ proxies: {} }), server: url, token: new Secret(ownerToken) });
    const name = { owner: 'acme', app: 'Demo' };
    await client.ensureApp(name, 'demo.apk');
    const bytes = await smallArchive(smallApkEntries());
    const targets = { groups: ['Collaborators'], testers: [], isMandatory: false, notifiesTesters: false };
    await client.createRelease(name, { fileName: 'demo.apk', file: bytesSource(bytes), notes: 'New icons', ...targets });
    const answer = await server.ask('/api/v1/apps/acme/Demo/links', { method: 'POST', body: { group: 'Collaborators' } });
    const { feedsUrl } = (await answer.json()) as { readonly feedsUrl: string };
    const [, address = ''] = /href="(http[^"]+\/fdroid\/repo\?fingerprint=[0-9A-F]{64})"/.exec(await (await fetch(feedsUrl)).text()) ?? [];
    const { repo, packages } = JSON.parse(await fetchIndex(address)) as {
      readonly repo: { readonly address: string };
      readonly packages: Readonly<Record<string, { readonly versions: Readonly<Record<string, { readonly file: object }>> }>>;
    };
    strictEqual(repo.address, `${feedsUrl}/fdroid/repo`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    deepStrictEqual(
      Object.values(packages).map(({ versions }) => versions[sha256]?.file),
      [{ name: '/1.apk', sha256, size: bytes.length }],
    );
    const wrong = await fetchIndex(address.replace(/[0-9A-F]{4}$/, '0000')).catch((error: unknown) => String(error));
    match(wrong, /fingerprint does not match/);
  });
});
