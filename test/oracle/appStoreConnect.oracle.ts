/**
 * What we send to App Store Connect, held against Apple's own description of its API; and a client that others generated from that description,
 * which signs its tokens itself, against the stand-in that our tests publish to.
 */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { connectKey, connectP8, publishToConnect, storeAppIdentifier, storeFiles } from '../support/connectPublishing.ts';
import { connectFixture } from '../support/connectFixture.ts';
import { isPart } from '../support/connectStandIn.ts';
import { appleClient, AppleApi } from './support/appleApi.ts';

describe('App Store Connect', function () {
  this.timeout(300_000);
  const start = connectFixture();

  it('gets only requests that Apple describes: method, path, query, body and its enums', async () => {
    const api = new AppleApi();
    ok(api.operations.length > 800, String(api.operations.length));
    const notes = { '/app/n.txt': '<en-US>Dark mode</en-US><de-DE>Dunkel</de-DE>' };
    const more = ['--groups', 'QA,Friends', '--notes-file', 'n.txt'];
    let requests = 0;
    const [usual, other, begun] = [await start(), await start({ primaryLocale: 'en-US' }), await start()];
    begun.addAbandoned('1.0.0', '1');
    for (const apple of [usual, other, begun]) {
      const { exitCode, json } = await publishToConnect(await storeFiles(notes), apple.address, more);
      strictEqual(exitCode, 0, JSON.stringify(json));
      const sent = apple.exchanges.filter((each) => !isPart(each));
      requests += sent.length;
      deepStrictEqual(
        sent.flatMap((exchange) => api.problems(exchange)),
        [],
      );
    }
    ok(requests > 35, String(requests));
  });

  it('would be told of requests that Apple does not describe', () => {
    const api = new AppleApi();
    const data = { type: 'buildUploads', attributes: { cfBundleShortVersionString: '1', cfBundleVersion: '1', platform: 'IPADOS' } };
    const relationships = { app: { data: { type: 'apps', id: '1' } } };
    const wrong = [
      { method: 'POST', path: '/v1/buildUploads', body: JSON.stringify({ data: { ...data, relationships } }) },
      { method: 'GET', path: '/v1/apps?filter[bundle]=a', body: '' },
      { method: 'GET', path: '/v1/buildUploads/1?include=app', body: '' },
      { method: 'PUT', path: '/v1/buildUploads', body: '' },
      { method: 'POST', path: '/v1/betaGroups/1/relationships/builds', body: '{"data":[{"type":"apps","id":"1"}]}' },
      { method: 'PATCH', path: '/v1/buildUploadFiles/1', body: '{"data":{"type":"buildUploadFiles"}}' },
    ];
    for (const request of wrong) strictEqual(api.problems(request).length, 1, `${request.path}: ${api.problems(request).join('; ')}`);
  });

  it('has a stand-in that a client of others drives: app, upload, parts, build, group', async () => {
    const apple = await start({ looks: 0, partBytes: 4 });
    // The client looks at the clock of the machine.
    apple.apple.clock.set(new Date());
    const { issuer, keyId } = connectKey;
    const { api } = appleClient({ issuerId: issuer, privateKeyId: keyId, privateKey: connectP8 }, apple.address);
    const resourceOf = async (
      call: Promise<{ readonly data?: { readonly data?: unknown }; readonly error?: unknown }>,
    ): Promise<Resource> => {
      const { data, error } = await call;
      ok(data, JSON.stringify(error));
      return data.data as Resource;
    };
    const [app] = (await resourceOf(
      api.Apps['appsGetCollection']?.({ query: { 'filter[bundleId]': [storeAppIdentifier] } }) ?? never(),
    )) as unknown as Resource[];
    const attributes = { cfBundleShortVersionString: '2.0', cfBundleVersion: '9', platform: 'IOS' };
    const uploadBody = { data: { type: 'buildUploads', attributes, relationships: { app: { data: { type: 'apps', id: app?.id } } } } };
    const upload = await resourceOf(api.BuildUploads['buildUploadsCreateInstance']?.({ body: uploadBody }) ?? never());
    const bytes = Buffer.from('ten  bytes');
    const fileAttributes = { assetType: 'ASSET', fileName: 'a.ipa', fileSize: bytes.length, uti: 'com.apple.ipa' };
    const relationships = { buildUpload: { data: { type: 'buildUploads', id: upload.id } } };
    const file = await resourceOf(
      api.BuildUploadFiles['buildUploadFilesCreateInstance']?.({
        body: { data: { type: 'buildUploadFiles', attributes: fileAttributes, relationships } },
      }) ?? never(),
    );
    for (const { method, url, offset, length, requestHeaders } of file.attributes.uploadOperations) {
      const headers = Object.fromEntries(requestHeaders.map(({ name, value }) => [name, value]));
      const { status } = await fetch(url, { method, headers, body: bytes.subarray(offset, offset + length) });
      strictEqual(status, 200);
    }
    const sourceFileChecksums = { file: { hash: createHash('sha256').update(bytes).digest('hex'), algorithm: 'SHA_256' } };
    const finished = { data: { type: 'buildUploadFiles', id: file.id, attributes: { uploaded: true, sourceFileChecksums } } };
    await resourceOf(api.BuildUploadFiles['buildUploadFilesUpdateInstance']?.({ path: { id: file.id }, body: finished }) ?? never());
    const done = await resourceOf(
      api.BuildUploads['buildUploadsGetInstance']?.({ path: { id: upload.id }, query: { include: ['build'] } }) ?? never(),
    );
    const build = await resourceOf(api.Builds['buildsGetInstance']?.({ path: { id: done.relationships.build.data.id } }) ?? never());
    strictEqual(build.attributes.processingState, 'VALID');
    const group = apple.apple.resources.list('betaGroups').find(({ attributes }) => attributes['name'] === 'QA');
    const linked = { path: { id: group?.id }, body: { data: [{ type: 'builds', id: build.id }] } };
    strictEqual((await (api.BetaGroups['betaGroupsBuildsCreateToManyRelationship']?.(linked) ?? never())).response.status, 204);
    deepStrictEqual([...(apple.groupBuilds.get('QA') ?? [])], [build.id]);
  });
});

/** As Apple describes it; only what is read here. */
interface Resource {
  readonly id: string;
  readonly attributes: {
    readonly processingState?: string;
    readonly uploadOperations: readonly {
      readonly method: string;
      readonly url: string;
      readonly offset: number;
      readonly length: number;
      readonly requestHeaders: readonly { readonly name: string; readonly value: string }[];
    }[];
  };
  readonly relationships: { readonly build: { readonly data: { readonly id: string } } };
}

function never(): never {
  throw new Error('the client has no such call');
}
