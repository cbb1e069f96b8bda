/** The stand-in of App Store Connect by itself. A client that others generated from Apple's description drives it in `test/oracle/connectClients.oracle.ts`. */

import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { createHash, createHmac, createSign } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type AppStoreConnect, startAppStoreConnect } from '../../stand-ins/app-store-connect/appStoreConnect.ts';

interface Item {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, { readonly data?: { readonly id: string } }>>;
}

interface Reply {
  readonly status: number;
  readonly data: Item;
  readonly list: readonly Item[];
  readonly codes: readonly string[];
  readonly next: string | undefined;
}

interface UploadOperation {
  readonly url: string;
  readonly offset: number;
  readonly length: number;
  readonly requestHeaders: readonly { readonly name: string; readonly value: string }[];
}

const bundleId = 'com.acme.demo';
const csrContent = Buffer.from([0x30, 0x00]).toString('base64');

describe('The stand-in of App Store Connect', () => {
  let apple: AppStoreConnect;
  let appId: string;

  beforeEach(async () => {
    apple = await startAppStoreConnect({ apps: [{ bundleId, groups: { QA: 'internal', Friends: 'external' } }], deviceLimit: 2 });
    appId = apple.app(bundleId).id;
  });
  afterEach(() => apple.close());

  function token(change: object = {}): string {
    const { keyId, issuerId, privateKey } = apple.key;
    const iat = Math.floor(apple.clock.now() / 1000);
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: issuerId, iat, exp: iat + 1200, aud: 'appstoreconnect-v1', ...change };
    const signed = `${part({ alg: 'ES256', kid: keyId, typ: 'JWT' })}.${part(claims)}`;
    const signature = createSign('sha256').update(signed).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  }

  async function ask(method: string, path: string, data?: unknown, authorization = `Bearer ${token()}`): Promise<Reply> {
    const url = path.startsWith('http') ? path : apple.url + path;
    const body = data === undefined ? null : JSON.stringify({ data });
    const response = await fetch(url, { method, headers: { authorization, 'content-type': 'application/json' }, body });
    const text = await response.text();
    const json = (text === '' ? {} : JSON.parse(text)) as { data?: unknown; errors?: { code: string }[]; links?: { next?: string } };
    const list = [json.data ?? []].flat() as Item[];
    return {
      status: response.status,
      data: list[0] as Item,
      list,
      codes: json.errors?.map(({ code }) => code) ?? [],
      next: json.links?.next,
    };
  }

  function link(type: string, id: string): object {
    return { data: { type, id } };
  }

  async function create(type: string, attributes: object, relationships: object = {}): Promise<Reply> {
    return await ask('POST', `/v1/${type}`, { type, attributes, ...(Object.keys(relationships).length > 0 && { relationships }) });
  }

  async function beginUpload(build = '43'): Promise<Reply> {
    const attributes = { cfBundleShortVersionString: '1.2', cfBundleVersion: build, platform: 'IOS' };
    return await create('buildUploads', attributes, { app: link('apps', appId) });
  }

  async function openFile(uploadId: string, fileSize: number): Promise<Item> {
    const attributes = { assetType: 'ASSET', fileName: 'demo.ipa', fileSize, uti: 'com.apple.ipa' };
    return (await create('buildUploadFiles', attributes, { buildUpload: link('buildUploads', uploadId) })).data;
  }

  async function send(file: Item, bytes: Buffer, more: Record<string, string> = {}): Promise<number[]> {
    const operations = file.attributes['uploadOperations'] as UploadOperation[];
    const sent = operations.map(async ({ url, offset, length, requestHeaders }) => {
      const headers = { ...Object.fromEntries(requestHeaders.map(({ name, value }) => [name, value])), ...more };
      return (await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes.subarray(offset, offset + length)) })).status;
    });
    return await Promise.all(sent);
  }

  async function commit(file: Item, hash: string): Promise<Reply> {
    const attributes = { uploaded: true, sourceFileChecksums: { file: { hash, algorithm: 'SHA_256' } } };
    return await ask('PATCH', `/v1/buildUploadFiles/${file.id}`, { type: 'buildUploadFiles', id: file.id, attributes });
  }

  async function uploadBuild(build = '43'): Promise<string> {
    const upload = await beginUpload(build);
    const bytes = Buffer.alloc(2_500_000, build);
    const file = await openFile(upload.data.id, bytes.length);
    deepStrictEqual(await send(file, bytes), [200, 200, 200]);
    strictEqual((await commit(file, createHash('sha256').update(bytes).digest('hex'))).status, 200);
    const states: unknown[] = [];
    let answer = upload;
    for (let look = 0; look < 3; look += 1) {
      answer = await ask('GET', `/v1/buildUploads/${upload.data.id}?include=build`);
      states.push((answer.data.attributes['state'] as { state: string }).state);
    }
    deepStrictEqual(states, ['PROCESSING', 'COMPLETE', 'COMPLETE']);
    const buildId = answer.data.relationships?.['build']?.data?.id ?? '';
    for (let look = 0; look < 2; look += 1) await ask('GET', `/v1/builds/${buildId}`);
    return buildId;
  }

  it('takes a build in parts, and shows it when it is processed', async () => {
    const buildId = await uploadBuild();
    const found = await ask(
      'GET',
      `/v1/builds?filter[app]=${appId}&filter[version]=43&filter[preReleaseVersion.version]=1.2&sort=-uploadedDate`,
    );
    deepStrictEqual([found.data.id, found.data.attributes['processingState']], [buildId, 'VALID']);
    deepStrictEqual((await beginUpload()).codes, ['ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE']);
    deepStrictEqual(apple.violations, []);
  });

  it('refuses a wrong checksum, missing parts, tokens at parts and addresses that ran out', async () => {
    const upload = await beginUpload();
    const bytes = Buffer.alloc(1_200_000, 'x');
    const file = await openFile(upload.data.id, bytes.length);
    deepStrictEqual((await commit(file, 'aa')).codes, ['STATE_ERROR']);
    deepStrictEqual(await send(file, bytes, { authorization: 'Bearer x' }), [400, 400]);
    strictEqual(apple.violations.length, 2);
    apple.clock.advance(4000);
    deepStrictEqual(await send(file, bytes), [403, 403]);
    const again = await ask('GET', `/v1/buildUploadFiles/${file.id}`);
    deepStrictEqual(await send(again.data, bytes), [200, 200]);
    await commit(again.data, 'aa');
    const state = (await ask('GET', `/v1/buildUploads/${upload.data.id}`)).data.attributes['state'] as { state: string };
    strictEqual(state.state, 'FAILED');
  });

  it('leads a build through TestFlight: compliance, notes, groups, review, end', async () => {
    const buildId = await uploadBuild();
    const build = { type: 'builds', id: buildId };
    const change = (attributes: object): Promise<Reply> => ask('PATCH', `/v1/builds/${buildId}`, { ...build, attributes });
    const states = async (): Promise<unknown> =>
      (await ask('GET', `/v1/builds/${buildId}/buildBetaDetail`)).data.attributes['externalBuildState'];
    strictEqual(await states(), 'MISSING_EXPORT_COMPLIANCE');
    deepStrictEqual((await create('betaAppReviewSubmissions', {}, { build: { data: build } })).status, 409);
    const submit = (): Promise<Reply> =>
      ask('POST', '/v1/betaAppReviewSubmissions', { type: 'betaAppReviewSubmissions', relationships: { build: { data: build } } });
    deepStrictEqual((await submit()).codes, ['STATE_ERROR']);
    strictEqual((await change({ usesNonExemptEncryption: false })).status, 200);
    strictEqual((await change({ usesNonExemptEncryption: true })).status, 409);
    const [english] = (await ask('GET', `/v1/builds/${buildId}/betaBuildLocalizations`)).list;
    deepStrictEqual((await create('betaBuildLocalizations', { locale: 'en-US' }, { build: { data: build } })).status, 409);
    const notes = { type: 'betaBuildLocalizations', id: english?.id, attributes: { whatsNew: 'Dark mode' } };
    strictEqual((await ask('PATCH', `/v1/betaBuildLocalizations/${english?.id}`, notes)).data.attributes['whatsNew'], 'Dark mode');
    const [friends] = (await ask('GET', `/v1/betaGroups?filter[app]=${appId}&filter[name]=Friends`)).list;
    strictEqual((await ask('POST', `/v1/betaGroups/${friends?.id}/relationships/builds`, [build])).status, 204);
    strictEqual((await submit()).data.attributes['betaReviewState'], 'WAITING_FOR_REVIEW');
    strictEqual(await states(), 'WAITING_FOR_BETA_REVIEW');
    apple.reviewBeta(apple.resources.get('builds', buildId), 'APPROVED');
    strictEqual(await states(), 'IN_BETA_TESTING');
    const tester = await create(
      'betaTesters',
      { email: 'a@example.test' },
      { betaGroups: { data: [{ type: 'betaGroups', id: friends?.id }] } },
    );
    strictEqual(tester.status, 201);
    deepStrictEqual((await create('betaTesters', { email: 'a@example.test' })).codes, ['ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE']);
    strictEqual((await ask('GET', `/v1/betaGroups/${friends?.id}/betaTesters`)).list.length, 1);
    strictEqual((await change({ expired: true })).data.attributes['expired'], true);
    strictEqual(await states(), 'EXPIRED');
    // The only violation is the attempt with empty attributes above.
    deepStrictEqual(apple.violations, ['betaAppReviewSubmissionsCreateInstance /data/attributes: unknown field attributes']);
  });

  it('registers devices up to the limit and makes profiles of them', async () => {
    const device = (name: string, udid: string): Promise<Reply> => create('devices', { name, platform: 'IOS', udid });
    const first = await device('One', '00008110-001A2B3C4D5E001E');
    strictEqual((await device('Two', '00008110-001A2B3C4D5E001F')).status, 201);
    deepStrictEqual((await device('Same', '00008110-001A2B3C4D5E001F')).codes, ['ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE']);
    deepStrictEqual((await device('Short', '123')).codes, ['ENTITY_ERROR.ATTRIBUTE.INVALID']);
    strictEqual((await device('Three', '00008110-001A2B3C4D5E0020')).status, 409);
    const certificate = await create('certificates', { csrContent, certificateType: 'IOS_DISTRIBUTION' });
    const [bundle] = (await ask('GET', `/v1/bundleIds?filter[identifier]=${bundleId}`)).list;
    const relationships = {
      bundleId: link('bundleIds', bundle?.id ?? ''),
      certificates: { data: [{ type: 'certificates', id: certificate.data.id }] },
      devices: { data: [{ type: 'devices', id: first.data.id }] },
    };
    const profile = await create('profiles', { name: 'Ad hoc', profileType: 'IOS_APP_ADHOC' }, relationships);
    match(Buffer.from(String(profile.data.attributes['profileContent']), 'base64').toString('utf8'), /00008110-001A2B3C4D5E001E/u);
    strictEqual((await create('profiles', { name: 'Store', profileType: 'IOS_APP_STORE' }, relationships)).status, 409);
    strictEqual((await ask('DELETE', `/v1/profiles/${profile.data.id}`)).status, 204);
    strictEqual((await ask('GET', `/v1/profiles/${profile.data.id}`)).status, 404);
    deepStrictEqual(apple.violations, []);
  });

  it('brings a version to the review and to its release', async () => {
    const buildId = await uploadBuild();
    const version = await create(
      'appStoreVersions',
      { platform: 'IOS', versionString: '1.2', releaseType: 'MANUAL' },
      { app: link('apps', appId) },
    );
    strictEqual(version.status, 201);
    const at = { appStoreVersion: link('appStoreVersions', version.data.id) };
    strictEqual((await create('appStoreVersions', { platform: 'IOS', versionString: '1.3' }, { app: link('apps', appId) })).status, 409);
    const submission = await create('reviewSubmissions', { platform: 'IOS' }, { app: link('apps', appId) });
    const item = {
      type: 'reviewSubmissionItems',
      relationships: { reviewSubmission: link('reviewSubmissions', submission.data.id), ...at },
    };
    deepStrictEqual((await ask('POST', '/v1/reviewSubmissionItems', item)).codes, ['STATE_ERROR']);
    strictEqual(
      (await ask('PATCH', `/v1/appStoreVersions/${version.data.id}/relationships/build`, { type: 'builds', id: buildId })).status,
      204,
    );
    strictEqual((await ask('POST', '/v1/reviewSubmissionItems', item)).status, 201);
    const submitted = { type: 'reviewSubmissions', id: submission.data.id, attributes: { submitted: true } };
    strictEqual(
      (await ask('PATCH', `/v1/reviewSubmissions/${submission.data.id}`, submitted)).data.attributes['state'],
      'WAITING_FOR_REVIEW',
    );
    const release = { type: 'appStoreVersionReleaseRequests', relationships: at };
    strictEqual((await ask('POST', '/v1/appStoreVersionReleaseRequests', release)).status, 409);
    apple.reviewVersion(apple.resources.get('appStoreVersions', version.data.id), 'PENDING_DEVELOPER_RELEASE');
    strictEqual((await ask('POST', '/v1/appStoreVersionReleaseRequests', release)).status, 201);
    strictEqual((await create('appStoreVersionPhasedReleases', { phasedReleaseState: 'ACTIVE' }, at)).status, 201);
    deepStrictEqual(apple.violations, []);
  });

  it('sends signed events to webhooks, and shows feedback', async () => {
    const bodies: string[][] = [];
    const receiver = createServer((message, response) => {
      let text = '';
      message.on('data', (piece: Buffer) => (text += piece.toString('utf8')));
      message.on('end', () => {
        bodies.push([String(message.headers['x-apple-signature']), text]);
        response.end();
      });
    });
    await new Promise<void>((resolve) => {
      receiver.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const attributes = { enabled: true, eventTypes: ['BUILD_UPLOAD_STATE_UPDATED'], name: 'Ours', secret: 'hush', url };
    const hook = await create('webhooks', attributes, { app: link('apps', appId) });
    strictEqual(hook.data.attributes['secret'], undefined);
    await apple.deliver(apple.app(bundleId), 'BUILD_UPLOAD_STATE_UPDATED', { newState: 'COMPLETE' }, { type: 'buildUploads', id: '1' });
    const [signature, text = ''] = bodies[0] ?? [];
    strictEqual(signature, `hmacsha256=${createHmac('sha256', 'hush').update(text).digest('hex')}`);
    strictEqual(JSON.parse(text).data.type, 'buildUploadStateUpdated');
    strictEqual((await ask('GET', `/v1/webhooks/${hook.data.id}/deliveries`)).data.attributes['deliveryState'], 'SUCCEEDED');
    receiver.close();
    const log = apple.resources.add('betaCrashLogs', { logText: 'Thread 0 crashed' });
    const crash = apple.resources.add('betaFeedbackCrashSubmissions', { comment: 'It fell' }, { app: appId, crashLog: log.id });
    strictEqual((await ask('GET', `/v1/apps/${appId}/betaFeedbackCrashSubmissions`)).data.attributes['comment'], 'It fell');
    strictEqual((await ask('GET', `/v1/betaFeedbackCrashSubmissions/${crash.id}/crashLog`)).data.attributes['logText'], 'Thread 0 crashed');
    deepStrictEqual(apple.violations, []);
  });

  it('answers as Apple does to what its description does not know, in pages, and to tokens that are not good', async () => {
    for (let count = 0; count < 5; count += 1) await create('betaGroups', { name: `Group ${count}` }, { app: link('apps', appId) });
    const first = await ask('GET', '/v1/betaGroups?limit=4');
    strictEqual(first.list.length, 4);
    strictEqual((await ask('GET', first.next ?? '')).list.length, 3);
    strictEqual(apple.violations.length, 0);
    deepStrictEqual((await ask('GET', '/v1/builds?filter[state]=VALID')).codes, ['PARAMETER_ERROR.ILLEGAL']);
    deepStrictEqual((await ask('GET', '/v1/builds?filter[processingState]=DONE')).codes, ['PARAMETER_ERROR.INVALID']);
    deepStrictEqual((await create('betaGroups', { title: 'x' }, { app: link('apps', appId) })).codes, [
      'ENTITY_ERROR.ATTRIBUTE.UNKNOWN',
      'ENTITY_ERROR.ATTRIBUTE.REQUIRED',
    ]);
    deepStrictEqual((await create('betaGroups', { name: 'x' }, { app: link('apps', 'none') })).codes, [
      'ENTITY_ERROR.RELATIONSHIP.INVALID',
    ]);
    deepStrictEqual((await ask('GET', '/v1/nothing')).codes, ['PATH_ERROR']);
    strictEqual(apple.violations.length, 5);
    const now = Math.floor(Date.now() / 1000);
    for (const change of [{ exp: now + 2000 }, { exp: now - 1 }, { aud: 'other' }, { iss: 'other' }]) {
      deepStrictEqual(
        (await ask('GET', '/v1/apps', undefined, `Bearer ${token(change)}`)).codes,
        ['NOT_AUTHORIZED'],
        JSON.stringify(change),
      );
    }
    deepStrictEqual((await ask('GET', '/v1/apps', undefined, `Bearer ${token({ scope: ['GET /v1/builds'] })}`)).codes, ['FORBIDDEN_ERROR']);
    apple.faults.rateLimit(3);
    deepStrictEqual((await ask('GET', '/v1/apps')).codes, ['RATE_LIMIT_EXCEEDED']);
    apple.faults.cut('after', { on: /^POST/u });
    await rejects(create('betaGroups', { name: 'Cut' }, { app: link('apps', appId) }));
    strictEqual((await ask('GET', '/v1/betaGroups?filter[name]=Cut')).list.length, 1);
  });
});
