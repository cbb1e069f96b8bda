import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { ReleaseClient } from '../../../../src/releases/client/releaseClient.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { ipaEntries } from '../../../support/ipaFiles.ts';
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

  it('makes no app for a release that would be refused', async () => {
    const other = { owner: 'acme', app: 'Other' };
    await rejects(client.ensureApp(other, 'a.apk', { groups: ['Missing'] }), /Group Missing does not exist on the server/);
    await rejects(client.ensureApp(other, 'a.apk', { notes: 'x'.repeat(5001) }), /longer than 5,000/);
    deepStrictEqual(
      (await client.listApps()).map(({ name: app }) => app),
      ['Hello'],
    );
  });

  it('removes an upload that is cancelled when no one will go on with it', async () => {
    const controller = new AbortController();
    const { url, ownerToken } = server.running;
    const http = new NodeHttpClient({ proxies: {} });
    const stopped = new ReleaseClient({ http, server: url, token: new Secret(ownerToken), signal: controller.signal });
    const release = stopped.createRelease(name, {
      fileName: 'large.apk',
      file: bytesSource(new Uint8Array(40 * 1024 * 1024)),
      groups: [],
      testers: [],
      isMandatory: false,
      notifiesTesters: false,
      sending: { onProgress: () => controller.abort(), isRemovedWhenCancelled: true },
    });
    await rejects(release, (error) => isFailure(error, 'cancelled'));
    deepStrictEqual(await readdir(join(server.folder, 'uploads')), []);
  });

  it('edits notes, disables and deletes', async () => {
    strictEqual((await client.editRelease(name, 1, { notes: 'New icons' })).notes, 'New icons');
    await rejects(client.editRelease(name, 1, { notes: 'x'.repeat(5001) }), /wrong: notes/);
    strictEqual((await client.editRelease(name, 1, { isEnabled: false })).isEnabled, false);
    await client.deleteRelease(name, 1);
    deepStrictEqual(await client.listReleases(name, 10), []);
  });

  it('goes on with an upload that was cancelled, and sends no part twice', async () => {
    // Parts have 4 MB.
    const bytes = await smallArchive([...smallApkEntries(), { name: 'assets/large', bytes: new Uint8Array(21 * 1024 * 1024) }]);
    const input = { fileName: 'large.apk', groups: [], testers: [], isMandatory: false, notifiesTesters: false };
    const abort = new AbortController();
    const { url, ownerToken } = server.running;
    const cancelled = new ReleaseClient({
      http: new NodeHttpClient({ proxies: {} }),
      server: url,
      token: new Secret(ownerToken),
      signal: abort.signal,
    });
    let uploadId = '';
    let sent = 0;
    const onProgress = (done: number): void => {
      sent = done;
      abort.abort();
    };
    const file = bytesSource(bytes);
    await rejects(cancelled.createRelease(name, { ...input, file, sending: { onProgress, onBegin: (id) => (uploadId = id) } }));
    ok(sent > 0 && sent < bytes.length);
    let first = 0;
    const ids: string[] = [];
    const release = await client.createRelease(name, {
      ...input,
      file,
      sending: { uploadId, onBegin: (id) => ids.push(id), onProgress: (done) => (first ||= done) },
    });
    strictEqual(release.sizeBytes, bytes.length);
    deepStrictEqual(ids, [uploadId]);
    ok(first > sent, 'it begins behind what the server has');
    for (const gone of [uploadId, 'nonsense', '0'.repeat(36)]) {
      const again: string[] = [];
      await client.createRelease(name, { ...input, file, sending: { uploadId: gone, onBegin: (id) => again.push(id) } });
      strictEqual(again.includes(gone), false, gone);
    }
  });

  it('a package that is signed again for a device that registered is behind the same link, and the device no longer waits', async () => {
    const phone = { owner: 'acme', app: 'Phone' };
    const udid = '00008130-001A2B3C4D5E6F70';
    const pki = new ApplePki();
    const ipa = async (devices: readonly string[]) => await smallArchive(ipaEntries({ pki, profile: { kind: 'ad-hoc', devices } }));
    await client.ensureApp(phone, 'phone.ipa');
    const input = { fileName: 'phone.ipa', groups: ['Collaborators'], testers: [], isMandatory: false, notifiesTesters: false };
    const before = await ipa(['00008110-001A2B3C4D5E001E']);
    const release = await client.createRelease(phone, { ...input, file: bytesSource(before), notes: 'For new phones' });
    await client.addDevice(phone, { udid, name: 'New phone' });
    const states = async () => (await client.listDevices(phone)).map(({ state }) => state);
    deepStrictEqual(await states(), ['waiting']);
    deepStrictEqual(
      (await client.listWaitingDevices()).map(({ app, udid: waiting }) => [app, waiting]),
      [['acme/Phone', udid]],
    );
    const after = await ipa(['00008110-001A2B3C4D5E001E', udid]);
    const replaced = await client.replacePackage(phone, release.id, { fileName: 'phone-signed.ipa', file: bytesSource(after) });
    deepStrictEqual(
      [replaced.installUrl, replaced.notes, replaced.destinations.map(({ name: group }) => group)],
      [release.installUrl, 'For new phones', ['Collaborators']],
    );
    const served = new Uint8Array(await (await fetch(replaced.downloadUrl)).arrayBuffer());
    strictEqual(Buffer.compare(served, after), 0);
    deepStrictEqual(await states(), ['done']);
    deepStrictEqual(await client.listWaitingDevices(), []);
    deepStrictEqual((await client.listReleases(phone, 10)).length, 1);
  });
});
