/** App bundles for groups: the APK that the server makes, and that its key survives a kill and a backup. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { encodeProtoXml } from '../../../../src/core/formats/android-proto/encodeProtoXml.ts';
import { describePackage } from '../../../../src/core/packages/describePackage.ts';
import { exportBackup } from '../../../../src/releases/server/backup/exportBackup.ts';
import { importBackup } from '../../../../src/releases/server/backup/importBackup.ts';
import { withStorage } from '../../../../src/releases/server/backup/withStorage.ts';
import { openApkKey } from '../../../../src/releases/server/apkKey.ts';
import { systemClock } from '../../../../src/node/systemClock.ts';
import { systemRandom } from '../../../../src/node/systemRandom.ts';
import { bundleManifest, bundleOfParts } from '../../../support/bundleParts.ts';
import { hereDigester } from '../../../support/hereDigester.ts';
import { until } from '../../../support/until.ts';
import { PortalBrowser } from '../../../support/portalBrowser.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';

interface Shape {
  readonly id: number | string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bundleSha256: string | null;
  readonly signer: string | null;
  readonly fileExtension: string;
  readonly download_url: string;
  readonly destinations: readonly { readonly name: string }[];
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('app bundles for groups', () => {
  let server: TestServer;
  const own = '/api/v1/apps/olivia-owner/Parts';
  const appCenter = '/v0.1/apps/olivia-owner/Parts';

  before(async () => {
    server = await startTestServer();
    await json('/v0.1/apps', 'POST', { display_name: 'Parts', name: 'Parts', os: 'Android', platform: 'Java' }, 201);
  });
  after(async () => await server?.stop());

  async function json(path: string, method = 'GET', body?: unknown, status = 200): Promise<Shape> {
    const answer = await server.ask(path, { method, ...(body !== undefined && { body }) });
    const text = await answer.text();
    strictEqual(answer.status, status, text);
    return JSON.parse(text === '' ? '{}' : text) as Shape;
  }

  async function upload(bundle: Uint8Array, groups: readonly string[]): Promise<Shape> {
    const { id } = await json(`${own}/uploads`, 'POST', { fileName: 'parts.aab', sizeBytes: bundle.length }, 201);
    const headers = { 'x-api-token': server.running.ownerToken };
    const body = Uint8Array.from(bundle);
    const part = await fetch(`${server.running.url}${own}/uploads/${id}/chunks/1`, { method: 'PUT', headers, body });
    ok(part.ok, await part.text());
    return await json(`${own}/uploads/${id}/publish`, 'POST', { groups }, 201);
  }

  const versioned = async (versionCode: number): Promise<Uint8Array> => {
    const attributes = bundleManifest.attributes.map((each) =>
      each.name === 'versionCode' ? { ...each, value: { type: 'integer', value: versionCode } as const } : each,
    );
    return await bundleOfParts({ entries: { 'base/manifest/AndroidManifest.xml': encodeProtoXml({ ...bundleManifest, attributes }) } });
  };

  let signer: string | null = null;

  it('are released as an APK that the server signs, in both APIs, and downloaded as one', async () => {
    const bundle = await versioned(3);
    const release = await upload(bundle, ['Collaborators']);
    deepStrictEqual(
      [release.fileName, release.bundleSha256, release.destinations.map(({ name }) => name)],
      ['parts.apk', sha256Of(bundle), ['Collaborators']],
    );
    match(release.signer ?? '', /^[0-9a-f]{64}$/);
    ({ signer } = release);
    const shown = await json(`${appCenter}/releases/latest`);
    strictEqual(shown.fileExtension, 'apk');
    const download = await fetch(shown.download_url);
    const apk = new Uint8Array(await download.arrayBuffer());
    strictEqual(download.headers.get('content-type'), 'application/vnd.android.package-archive');
    strictEqual(sha256Of(apk), release.sha256);
    const { inspection, verification } = await describePackage(bytesSource(apk), { now: new Date(), verify: { digester: hereDigester } });
    deepStrictEqual(
      [inspection?.format, inspection?.appIdentifier, verification?.verified, verification?.signers[0]?.sha256],
      ['apk', 'com.acme.parts', true, signer],
    );
  });

  it('say on the page of the portal from which bundle the APK is', async () => {
    const browser = new PortalBrowser(server.running.url);
    await browser.post('/portal/sign-in', { token: server.running.ownerToken });
    const { bundleSha256 } = await json(`${own}/releases/1`);
    const page = await browser.text('/portal/apps/olivia-owner/Parts/releases/1');
    match(page, /Made from an app bundle/);
    ok(page.includes(bundleSha256 ?? 'none'));
  });

  it('without a group stay bundles, until someone distributes them; after a kill the same key signs', async () => {
    const bundle = await versioned(4);
    const release = await upload(bundle, []);
    deepStrictEqual([release.fileName, release.bundleSha256, release.sha256], ['parts.aab', null, sha256Of(bundle)]);
    await server.killAndStartAgain();
    await json(`${appCenter}/releases/${release.id}`, 'PATCH', { destinations: [{ name: 'Collaborators' }] });
    const after = await json(`${own}/releases/${release.id}`);
    deepStrictEqual([after.fileName, after.signer, after.bundleSha256], ['parts.apk', signer, sha256Of(bundle)]);
    deepStrictEqual(await readdir(join(server.folder, 'converting')), []);
  });

  it('keep bundle, APK and key in a backup', async () => {
    const { sha256, bundleSha256 } = await json(`${own}/releases/1`);
    const folder = await mkdtemp(join(tmpdir(), 'bundle-backup-'));
    const { signal } = new AbortController();
    const ports = { clock: systemClock, random: systemRandom };
    try {
      process.kill(server.running.pid, 'SIGTERM');
      const before = await until(
        'ended',
        async () =>
          await withStorage(server.folder, undefined, async (storage) => {
            await exportBackup(storage, folder, { signal });
            return await openApkKey({ ...ports, records: storage.records });
          }).catch(() => undefined),
      );
      await withStorage(join(folder, 'new'), undefined, async (storage) => {
        await importBackup(storage, folder, { signal });
        deepStrictEqual(await openApkKey({ ...ports, records: storage.records }), before);
        for (const hash of [sha256, bundleSha256 ?? '']) {
          const blob = await storage.blobs.open(hash);
          ok(blob, hash);
          await blob.close();
        }
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
