/** Publishing to Microsoft Intune, against answers as Microsoft describes them. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { encryptedSize, encryptPackage, newPackageKeys } from '../../../../src/core/stores/intune/encryptPackage.ts';
import { runStore, storePackages } from '../../../support/otherStores.ts';
import { type RecordedRow } from '../../../support/recordingHttp.ts';

const file = '/v1.0/deviceAppManagement/mobileApps/app1/microsoft.graph.androidLobApp/contentVersions/1/files/f1';
const uploadState = (state: string): object => ({
  id: 'f1',
  uploadState: state,
  azureStorageUri: 'https://blob.test/container/f1?sig=marker-sas',
});
const intune = (
  more: readonly RecordedRow[] = [],
  states: readonly string[] = ['azureStorageUriRequestPending', 'azureStorageUriRequestSuccess'],
): readonly RecordedRow[] => {
  let isCommitted = false;
  const left = [...states];
  return [
    ...more,
    { on: 'POST /acme.test/oauth2/v2.0/token', answer: [200, { access_token: 'marker-token', expires_in: 3599 }] },
    { on: 'GET /v1.0/deviceAppManagement/mobileApps?', answer: [200, { value: [] }] },
    {
      on: 'POST /v1.0/deviceAppManagement/mobileApps/app1/microsoft.graph.androidLobApp/contentVersions/1/files/f1/renewUpload',
      answer: [204, ''],
    },
    {
      on: `POST ${file}/commit`,
      answer: () => {
        isCommitted = true;
        return [204, ''];
      },
    },
    { on: `POST ${file.replace('/f1', '')}`, answer: [201, { id: 'f1' }] },
    { on: 'POST /v1.0/deviceAppManagement/mobileApps/app1/microsoft.graph.androidLobApp/contentVersions', answer: [201, { id: '1' }] },
    { on: 'POST /v1.0/deviceAppManagement/mobileApps/app1/assign', answer: [204, ''] },
    { on: 'GET /v1.0/deviceAppManagement/mobileApps/app1/assignments', answer: [200, { value: [] }] },
    { on: 'POST /v1.0/deviceAppManagement/mobileApps', answer: [201, { id: 'app1', publishingState: 'notPublished' }] },
    {
      on: `GET ${file}`,
      answer: () => {
        if (isCommitted) return [200, uploadState('commitFileSuccess')];
        return [200, uploadState((left.length > 1 ? left.shift() : left[0]) ?? '')];
      },
    },
    { on: 'PUT /container/f1', answer: [201, ''] },
    { on: 'PATCH /v1.0/deviceAppManagement/mobileApps/app1', answer: [200, { id: 'app1' }] },
    { on: 'GET /v1.0/deviceAppManagement/mobileApps/app1', answer: [200, { id: 'app1', publishingState: 'published' }] },
  ];
};
const toIntune = (...more: readonly string[]): readonly string[] => [
  ...'store publish app.apk --store intune --key file:secret.txt --tenant acme.test --client-id c1 --publisher Acme'.split(' '),
  ...more,
];

describe('publishing to Intune', () => {
  it('encrypts as Intune decrypts it', async () => {
    for (const size of [0, 1, 15, 16, 17, 100_000]) {
      const plain = Uint8Array.from({ length: size }, (_, index) => index & 0xff);
      const keys = newPackageKeys({ bytes: (count) => randomBytes(count) });
      const blocks = encryptPackage(bytesSource(plain), keys, 4096);
      const parts: Uint8Array[] = [];
      for (;;) {
        const next = await blocks.next();
        if (next.done !== true) {
          parts.push(Uint8Array.from(next.value));
          continue;
        }
        const rest = Buffer.concat(parts);
        const { mac, fileDigest } = next.value;
        strictEqual(rest.length + mac.length, encryptedSize(size));
        deepStrictEqual(Buffer.from(mac), createHmac('sha256', keys.macKey).update(rest).digest());
        const decipher = createDecipheriv('aes-256-cbc', keys.encryptionKey, rest.subarray(0, 16));
        deepStrictEqual(Uint8Array.from(Buffer.concat([decipher.update(rest.subarray(16)), decipher.final()])), plain);
        deepStrictEqual(Buffer.from(fileDigest), createHash('sha256').update(plain).digest());
        break;
      }
    }
  });

  it('creates the app, sends the file in blocks, commits it and assigns the app', async () => {
    const { exitCode, json, http } = await runStore(await storePackages(), toIntune('--groups', 'all-users'), intune());
    strictEqual(exitCode, 0, JSON.stringify(json));
    deepStrictEqual([json.state, json.versionCode], ['published', 7]);
    const created = JSON.parse(
      http.requests.find(({ method, path }) => method === 'POST' && path.endsWith('/mobileApps'))?.body ?? '{}',
    ) as object;
    deepStrictEqual(created, {
      '@odata.type': '#microsoft.graph.androidLobApp',
      fileName: 'app.apk',
      versionCode: '7',
      versionName: '1.2.3',
      minimumSupportedOperatingSystem: { v7_0: true },
      displayName: 'Small',
      description: 'Small',
      publisher: 'Acme',
      packageId: 'com.acme.small',
    });
    const list = http.requests.find(({ path }) => path.includes('comp=blocklist'))?.body ?? '';
    strictEqual(list.match(/<Latest>/g)?.length, 2);
    strictEqual(http.lines.filter((line) => line === 'PUT /container/f1').length, 3);
    strictEqual(
      http.requests.find(({ path }) => path.endsWith('/assign'))?.body,
      JSON.stringify({
        mobileAppAssignments: [
          {
            '@odata.type': '#microsoft.graph.mobileAppAssignment',
            intent: 'available',
            target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' },
          },
        ],
      }),
    );
  });

  it('renews an address that has ended', async () => {
    const ended: RecordedRow = { on: 'PUT /container/f1', times: 1, answer: [403, ''] };
    const states = ['azureStorageUriRequestSuccess', 'azureStorageUriRenewalPending', 'azureStorageUriRenewalSuccess'];
    const { json, http } = await runStore(await storePackages(), toIntune(), intune([ended], states));
    strictEqual(json.state, 'uploaded', JSON.stringify(json));
    ok(http.lines.some((line) => line.endsWith('/renewUpload')));
  });

  const aadsts = (number: number): RecordedRow => ({
    on: 'POST /acme.test/oauth2',
    answer: [401, { error: 'invalid_client', error_description: `AADSTS${number}: Microsoft says so.\r\nTrace ID: 1` }],
  });
  const refusals: readonly (readonly [string, string, RegExp, RecordedRow])[] = [
    ['a wrong secret', 'intune-sign-in-refused', /use its value, not its id/, aadsts(7_000_215)],
    ['an expired secret', 'intune-sign-in-refused', /has expired/, aadsts(7_000_222)],
    ['another reason', 'intune-sign-in-refused', /Microsoft says so\.$/, aadsts(1)],
    [
      'a missing permission',
      'intune-permission-missing',
      /c1/,
      { on: 'GET /v1.0/deviceAppManagement/mobileApps?', answer: [403, { error: { code: 'Forbidden', message: 'no' } }] },
    ],
    [
      'a version code that is not higher',
      'store-version-code-low',
      /7/,
      {
        on: 'GET /v1.0/deviceAppManagement/mobileApps?',
        answer: [200, { value: [{ id: 'app1', packageId: 'com.acme.small', versionCode: '7', committedContentVersion: '1' }] }],
      },
    ],
    [
      'a file that Intune cannot take',
      'intune-file-refused',
      /commitFileFailed/,
      { on: `GET ${file}`, answer: [200, uploadState('commitFileFailed')] },
    ],
  ];
  for (const [name, code, text, row] of refusals)
    it(`explains ${name}`, async () => {
      const rows =
        code === 'intune-file-refused'
          ? intune([{ on: `GET ${file}`, times: 1, answer: [200, uploadState('azureStorageUriRequestSuccess')] }, row])
          : intune([row]);
      const { json } = await runStore(await storePackages(), toIntune(), rows);
      strictEqual(json.error?.code, code, JSON.stringify(json));
      match(json.error.message, text);
    });

  it('wants a publisher for a new app only', async () => {
    const args = toIntune().filter((each) => each !== '--publisher' && each !== 'Acme');
    strictEqual((await runStore(await storePackages(), args, intune())).json.error?.code, 'intune-publisher-missing');
    const there: RecordedRow = {
      on: 'GET /v1.0/deviceAppManagement/mobileApps?',
      answer: [200, { value: [{ id: 'app1', packageId: 'com.acme.small', versionCode: '6' }] }],
    };
    strictEqual((await runStore(await storePackages(), args, intune([there]))).json.state, 'uploaded');
  });

  it('goes on after a kill at any request, with one app and the file that it began', async () => {
    for (const isLost of [false, true])
      for (let killed = 1; killed <= 14; killed++) {
        const files = await storePackages();
        const first = await runStore(files, toIntune(), intune(), (http) => Object.assign(http, { dies: killed, isLost }));
        const isCommitted = first.http.lines.slice(0, isLost ? undefined : -1).includes(`POST ${file}/commit`);
        const isThere = first.http.lines.slice(0, isLost ? undefined : -1).includes('POST /v1.0/deviceAppManagement/mobileApps');
        const app = {
          on: 'GET /v1.0/deviceAppManagement/mobileApps?',
          answer: [200, { value: [{ id: 'app1', packageId: 'com.acme.small' }] }],
        } as const;
        const rows = intune(isThere ? [app] : [], isCommitted ? ['commitFileSuccess'] : undefined);
        const { json, http } = await runStore(files, toIntune(), rows);
        strictEqual(json.state, 'uploaded', `${killed} ${isLost} ${JSON.stringify(json)}`);
        if (isThere) ok(!http.lines.includes('POST /v1.0/deviceAppManagement/mobileApps'));
        if (isCommitted && json.continued === true) ok(!http.lines.includes('PUT /container/f1'));
      }
  });

  it('reads the granted permissions from the token', async () => {
    const claims = Buffer.from(JSON.stringify({ roles: ['DeviceManagementApps.Read.All'] })).toString('base64url');
    const rows: readonly RecordedRow[] = [
      { on: 'POST /acme.test/oauth2', answer: [200, { access_token: `e30.${claims}.c2ln`, expires_in: 3599 }] },
      { on: 'GET /v1.0/deviceAppManagement/mobileApps?', answer: [200, { value: [] }] },
    ];
    const args = [
      'store',
      'connect',
      'work',
      '--store',
      'intune',
      '--key',
      'file:secret.txt',
      '--tenant',
      'acme.test',
      '--client-id',
      'c1',
    ];
    const { json } = await runStore(await storePackages(), args, rows);
    deepStrictEqual(
      json.permissions?.map(({ code, isGranted }) => [code, isGranted]),
      [
        ['intune-read', true],
        ['intune-write', false],
      ],
    );
  });

  it('does not take app bundles', async () => {
    const args = toIntune().map((each) => (each === 'app.apk' ? 'app.aab' : each));
    strictEqual((await runStore(await storePackages(), args, intune())).json.error?.code, 'store-format-refused');
  });
});
