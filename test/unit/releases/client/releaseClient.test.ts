import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { ReleaseClient } from '../../../../src/releases/client/releaseClient.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';

const name = { owner: 'acme', app: 'Hello' };

describe('the client of a release server', () => {
  let server: TestServer;
  let client: ReleaseClient;

  before(async () => {
    server = await startTestServer();
    const { url, ownerToken } = server.running;
    client = new ReleaseClient({ http: new NodeHttpClient({ proxies: {} }), server: url, token: new Secret(ownerToken) });
    await client.ensureApp(name, 'hello.apk');
    await client.createGroup(name, 'Beta', false);
  });
  after(async () => await server.stop());

  it('lists apps, and makes releases that say from which commit they are and what they ask of phones', async () => {
    deepStrictEqual(
      (await client.listApps()).map(({ owner, name: app, os }) => ({ owner, app, os })),
      [{ ...name, os: 'Android' }],
    );
    const file = bytesSource(await smallArchive(smallApkEntries()));
    const release = await client.createRelease(name, {
      fileName: 'hello.apk',
      file,
      groups: [],
      testers: [],
      isMandatory: false,
      notifiesTesters: false,
      build: { commit: 'a'.repeat(40), branch: undefined },
    });
    deepStrictEqual(release.build, { branch: null, commit: 'a'.repeat(40), message: null });
    deepStrictEqual(release.permissions, ['android.permission.INTERNET']);
  });

  it('gives a release to groups and testers, and takes it back', async () => {
    const given = await client.addDestinations(name, 1, {
      groups: ['Beta'],
      testers: ['tess@example.com'],
      isMandatory: true,
      notifiesTesters: false,
    });
    deepStrictEqual(
      given.destinations.map(({ kind, name: target, isMandatory }) => [kind, target, isMandatory]),
      [
        ['group', 'Beta', true],
        ['tester', 'tess@example.com', true],
      ],
    );
    const [first] = given.destinations;
    await client.removeDestination(name, 1, first?.id ?? '');
    deepStrictEqual(
      (await client.showRelease(name, '1')).destinations.map(({ name: target }) => target),
      ['tess@example.com'],
    );
    await rejects(client.removeDestination(name, 1, first?.id ?? ''), /Destination .* does not exist on the server/);
    const nowhere = { groups: ['Nobody'], testers: ['other@example.com'], isMandatory: false, notifiesTesters: false };
    await rejects(client.addDestinations(name, 1, nowhere), /Group Nobody does not exist on the server/);
    strictEqual((await client.showRelease(name, '1')).destinations.length, 1);
  });

  it('edits notes, disables and deletes', async () => {
    strictEqual((await client.editRelease(name, 1, { notes: 'New icons' })).notes, 'New icons');
    await rejects(client.editRelease(name, 1, { notes: 'x'.repeat(5001) }), /wrong: notes/);
    strictEqual((await client.editRelease(name, 1, { isEnabled: false })).isEnabled, false);
    await client.deleteRelease(name, 1);
    deepStrictEqual(await client.listReleases(name, 10), []);
  });
});
