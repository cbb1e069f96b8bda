/** The stand-in of Intune by itself: its rules, driven with bare requests. Microsoft's own clients drive it in `test/oracle/intuneClients.oracle.ts`. */

import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { type Intune, startIntune } from '../../stand-ins/intune/intune.ts';
import { packageText } from '../../stand-ins/support/packageFacts.ts';
import { ask as askStandIn, messageOf, type Reply } from '../../support/bareRequests.ts';

const apps = '/v1.0/deviceAppManagement/mobileApps';
const plain = packageText({ identifier: 'com.acme.demo', versionCode: 1, version: '1.0' }, 40_000);

function encrypt(bytes: Buffer): { file: Buffer; info: Record<string, string> } {
  const [encryptionKey, macKey, iv] = [randomBytes(32), randomBytes(32), randomBytes(16)];
  const cipher = createCipheriv('aes-256-cbc', encryptionKey, iv);
  const tail = Buffer.concat([iv, cipher.update(bytes), cipher.final()]);
  const mac = createHmac('sha256', macKey).update(tail).digest();
  const digest = createHash('sha256').update(bytes).digest();
  const values = { encryptionKey, macKey, initializationVector: iv, mac, fileDigest: digest };
  const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.toString('base64')]));
  return { file: Buffer.concat([mac, tail]), info: { ...texts, profileIdentifier: 'ProfileVersion1', fileDigestAlgorithm: 'SHA256' } };
}

describe('The stand-in of Intune', () => {
  let intune: Intune;
  let token: string;

  beforeEach(async () => {
    intune = await startIntune({ groups: { Testers: 'group-1' } });
    token = String((await signIn({})).body['access_token']);
  });
  afterEach(() => intune.close());

  async function signIn(change: Readonly<Record<string, string>>, tenant = intune.application.tenantId): Promise<Reply> {
    const { clientId, clientSecret } = intune.application;
    const scope = 'https://graph.microsoft.com/.default';
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope,
      ...change,
    });
    const response = await fetch(`${intune.url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: form });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
  }

  async function ask(method: string, path: string, body?: unknown): Promise<Reply> {
    return askStandIn({ url: intune.url, token }, method, path, body);
  }

  async function put(uri: string, bytes: Buffer, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(uri, { method: 'PUT', body: new Uint8Array(bytes), headers });
  }

  const app = {
    '@odata.type': '#microsoft.graph.androidLobApp',
    displayName: 'Demo',
    publisher: 'Acme',
    fileName: 'demo.apk',
    packageId: 'com.acme.demo',
    minimumSupportedOperatingSystem: { v8_0: true },
  };

  /** The path of a new file, and the address of the storage for it. */
  async function createFile(size = plain.length): Promise<{ path: string; version: string; uri: string }> {
    const created = await ask('POST', apps, app);
    strictEqual(created.status, 201, JSON.stringify(created.body));
    const version = `${apps}/${String(created.body['id'])}/microsoft.graph.androidLobApp/contentVersions/1`;
    strictEqual((await ask('POST', version.slice(0, -2), {})).status, 201);
    const sizeEncrypted = 48 + 16 * (Math.floor(size / 16) + 1);
    const file = await ask('POST', `${version}/files`, { name: 'demo.apk', size, sizeEncrypted, manifest: null, isDependency: false });
    strictEqual(file.body['azureStorageUri'], null);
    const path = `${version}/files/${String(file.body['id'])}`;
    return { path, version: `${apps}/${String(created.body['id'])}`, uri: String((await settle(path)).body['azureStorageUri']) };
  }

  async function settle(path: string): Promise<Reply> {
    for (;;) {
      const reply = await ask('GET', path);
      if (!String(reply.body['uploadState']).endsWith('Pending')) return reply;
    }
  }

  async function upload(uri: string, file: Buffer): Promise<void> {
    strictEqual((await put(`${uri}&comp=block&blockid=MDAwMQ==`, file.subarray(0, 20_000))).status, 201);
    strictEqual((await put(`${uri}&comp=block&blockid=MDAwMg==`, file.subarray(20_000))).status, 201);
    const list = '<?xml version="1.0" encoding="utf-8"?><BlockList><Latest>MDAwMQ==</Latest><Latest>MDAwMg==</Latest></BlockList>';
    strictEqual((await put(`${uri}&comp=blocklist`, Buffer.from(list))).status, 201);
  }

  it('takes a file in blocks, decrypts it, publishes the app, and assigns it when it is published', async () => {
    const { path, version, uri } = await createFile();
    const { file, info } = encrypt(plain);
    await upload(uri, file);
    strictEqual((await ask('POST', `${path}/commit`, { fileEncryptionInfo: info })).status, 204);
    strictEqual((await settle(path)).body['uploadState'], 'commitFileSuccess');
    strictEqual(intune.apps[0]?.versions[0]?.files[0]?.plain?.sha256, createHash('sha256').update(plain).digest('hex'));
    const change = { '@odata.type': app['@odata.type'], committedContentVersion: '1' };
    strictEqual((await ask('PATCH', version, change)).body['publishingState'], 'processing');
    const mobileAppAssignments = [
      { intent: 'available', target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'group-1' } },
    ];
    strictEqual((await ask('POST', `${version}/assign`, { mobileAppAssignments })).status, 400);
    while ((await ask('GET', version)).body['publishingState'] !== 'published');
    strictEqual((await ask('POST', `${version}/assign`, { mobileAppAssignments })).status, 204);
    deepStrictEqual(intune.violations, []);
  });

  const wrongs: Readonly<Record<string, (info: Record<string, string>) => Record<string, string>>> = {
    'the mac is not that': (info) => ({ ...info, macKey: randomBytes(32).toString('base64') }),
    'cannot be decrypted|fileDigest is not': (info) => ({ ...info, encryptionKey: randomBytes(32).toString('base64') }),
    'fileDigest is not that of': (info) => ({ ...info, fileDigest: randomBytes(32).toString('base64') }),
    'macKey has 16 bytes': (info) => ({ ...info, macKey: randomBytes(16).toString('base64') }),
    'does not begin with the posted mac': (info) => ({ ...info, mac: randomBytes(32).toString('base64') }),
    'profileIdentifier is 2': (info) => ({ ...info, profileIdentifier: '2' }),
  };
  for (const [reason, change] of Object.entries(wrongs)) {
    it(`fails the commit: ${reason}`, async () => {
      const { path, uri } = await createFile();
      const { file, info } = encrypt(plain);
      await upload(uri, file);
      await ask('POST', `${path}/commit`, { fileEncryptionInfo: change(info) });
      strictEqual((await settle(path)).body['uploadState'], 'commitFileFailed');
      match(intune.violations.join(), new RegExp(reason, 'u'));
    });
  }

  it('refuses what the storage refuses', async () => {
    const { uri } = await createFile();
    const statusOf = async (query: string, bytes = Buffer.from('x'), headers = {}): Promise<unknown> => {
      const response = await put(uri + query, bytes, headers);
      return `${response.status} ${response.headers.get('x-ms-error-code') ?? ''}`;
    };
    strictEqual(await statusOf('&comp=block&blockid=MDAwMQ=='), '201 ');
    strictEqual(await statusOf('&comp=block&blockid=MDAwMDE='), '201 ');
    strictEqual(await statusOf('&comp=block&blockid=MDAwMDAwMQ=='), '400 InvalidBlobOrBlock');
    strictEqual(await statusOf('&comp=block&blockid=no!'), '400 InvalidQueryParameterValue');
    strictEqual(await statusOf('&comp=blocklist', Buffer.from('<BlockList><Latest>AAAA</Latest></BlockList>')), '400 InvalidBlockList');
    strictEqual(await statusOf('&comp=blocklist', Buffer.from('[]')), '400 InvalidXmlDocument');
    strictEqual(await statusOf(''), '400 MissingRequiredHeader');
    strictEqual(
      await statusOf('&comp=block&blockid=MDAwMQ==', Buffer.from('x'), { authorization: 'Bearer x' }),
      '400 InvalidAuthenticationInfo',
    );
    strictEqual(intune.violations.length, 6);
    intune.clock.advance(4000);
    strictEqual(await statusOf('&comp=block&blockid=MDAwMQ=='), '403 AuthenticationFailed');
  });

  it('refuses what Graph refuses, with a violation for what does not follow the description', async () => {
    strictEqual((await ask('POST', apps, { ...app, color: 'red' })).status, 400);
    strictEqual((await ask('POST', apps, { ...app, minimumSupportedOperatingSystem: { v8_0: true, v9_0: true } })).status, 400);
    strictEqual((await ask('POST', apps, { ...app, publishingState: 'published' })).status, 400);
    strictEqual((await ask('GET', `${apps}?$color=red`)).status, 400);
    strictEqual((await ask('GET', '/v1.0/deviceAppManagement/things')).status, 404);
    strictEqual(intune.violations.length, 5);
    intune.violations.length = 0;
    strictEqual((await ask('GET', `${apps}/no-app`)).status, 404);
    intune.application.roles.delete('DeviceManagementApps.ReadWrite.All');
    match(messageOf(await ask('POST', apps, app)), /must have one of the following scopes: DeviceManagementApps\.ReadWrite\.All/u);
    intune.clock.advance(3700);
    strictEqual((await ask('GET', apps)).status, 401);
    deepStrictEqual(intune.violations, []);
  });

  it('refuses sign-ins with the codes of Entra', async () => {
    match(String((await signIn({ client_secret: 'wrong' })).body['error_description']), /^AADSTS7000215: /u);
    match(String((await signIn({ client_id: 'wrong' })).body['error_description']), /^AADSTS700016: /u);
    match(String((await signIn({}, 'nowhere')).body['error_description']), /^AADSTS90002: /u);
    deepStrictEqual(intune.violations, []);
    match(String((await signIn({ scope: 'files' })).body['error_description']), /^AADSTS70011: /u);
    strictEqual(intune.violations.length, 1);
  });

  it('ends steps as told: an address that is not given, a commit that takes too long', async () => {
    intune.processing.fail.push({ step: 'azureStorageUriRequest', end: 'TimedOut' });
    strictEqual((await createFile()).uri, 'null');
    intune.processing.fail.push({ step: 'commitFile', end: 'Failed' });
    const { path, uri } = await createFile();
    const { file, info } = encrypt(plain);
    await upload(uri, file);
    await ask('POST', `${path}/commit`, { fileEncryptionInfo: info });
    strictEqual((await settle(path)).body['uploadState'], 'commitFileFailed');
    deepStrictEqual(intune.violations, []);
  });

  it('lists apps by filter and in pages', async () => {
    for (const displayName of ["Ada's", 'Bob', 'Cy']) await ask('POST', apps, { ...app, displayName });
    intune.pageSize = 2;
    const first = await ask('GET', `${apps}?$filter=isof('microsoft.graph.androidLobApp')&$select=displayName`);
    const next = String(first.body['@odata.nextLink']);
    strictEqual(((await ask('GET', next)).body['value'] as unknown[]).length, 1);
    const found = await ask('GET', `${apps}?$filter=(isof('microsoft.graph.androidLobApp')) and displayName eq 'Ada''s'`);
    strictEqual((found.body['value'] as unknown[]).length, 1);
    strictEqual(((await ask('GET', "/v1.0/groups?$filter=displayName eq 'Testers'")).body['value'] as { id: string }[])[0]?.id, 'group-1');
    deepStrictEqual(intune.violations, []);
  });
});
