/** The stand-ins of Firebase App Distribution and developer verification by themselves. Google's clients drive them in `firebaseClients.oracle.ts`. */

import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { startDeveloperIds } from '../../stand-ins/developer-verification/developerIds.ts';
import { type Firebase, startFirebase } from '../../stand-ins/firebase/firebase.ts';
import { packageText } from '../../stand-ins/support/packageFacts.ts';
import { ask as askStandIn, messageOf, type Reply, signInToGoogle } from '../../support/bareRequests.ts';

const appId = '1:123:android:abc';
const appPath = `projects/123/apps/${appId}`;
const identifier = 'com.acme.demo';

function apk(versionCode: number, version = '1.0'): Buffer {
  return packageText({ identifier, versionCode, version }, 5000);
}

describe('The stand-in of Firebase App Distribution', () => {
  let firebase: Firebase;
  let token: string;

  beforeEach(async () => {
    firebase = await startFirebase({ apps: [{ appId, identifier, groups: ['quality'] }] });
    token = await signInToGoogle(firebase, 'cloud-platform');
  });
  afterEach(() => firebase.close());

  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return askStandIn({ url: firebase.url, token }, method, path, body, headers);
  }

  async function upload(bytes: Buffer, name = 'demo.apk'): Promise<Record<string, unknown>> {
    const headers = { 'x-goog-upload-protocol': 'raw', 'x-goog-upload-file-name': name };
    const started = await ask('POST', `/upload/v1/${appPath}/releases:upload`, bytes, headers);
    strictEqual(started.status, 200);
    const operation = `/v1/${String(started.body['name'])}`;
    deepStrictEqual((await ask('GET', operation)).body, { name: started.body['name'] });
    return (await ask('GET', operation)).body;
  }

  function resultOf(operation: Record<string, unknown>): unknown {
    return (operation['response'] as { result?: string } | undefined)?.result ?? operation['error'];
  }

  it('makes a release once, changes it for other bytes of the same version, and leaves it alone for the same bytes', async () => {
    strictEqual(resultOf(await upload(apk(1))), 'RELEASE_CREATED');
    strictEqual(resultOf(await upload(apk(1))), 'RELEASE_UNMODIFIED');
    strictEqual(resultOf(await upload(Buffer.concat([apk(1), Buffer.from('more')]))), 'RELEASE_UPDATED');
    strictEqual(resultOf(await upload(apk(2, '1.1'), 'demo.aab')), 'RELEASE_CREATED');
    const { body } = await ask('GET', `/v1/${appPath}/releases?pageSize=1`);
    strictEqual((body['releases'] as { binaryType: string }[])[0]?.binaryType, 'AAB');
    const next = await ask('GET', `/v1/${appPath}/releases?pageSize=1&pageToken=${String(body['nextPageToken'])}`);
    strictEqual((next.body['releases'] as { buildVersion: string }[])[0]?.buildVersion, '1');
    const found = await ask('GET', `/v1/${appPath}/releases?filter=${encodeURIComponent('display_version="1.*" AND buildVersion="2"')}`);
    strictEqual((found.body['releases'] as unknown[]).length, 1);
    deepStrictEqual(firebase.violations, []);
  });

  it('fails uploads of other packages, of what is no package, and of bundles without a link to Google Play', async () => {
    const other = packageText({ identifier: 'org.other', versionCode: 1, version: '1' });
    match(JSON.stringify(resultOf(await upload(other))), /org\.other does not belong/u);
    match(JSON.stringify(resultOf(await upload(Buffer.from('no package')))), /could not be read/u);
    firebase.app(appId).aabState = 'PLAY_ACCOUNT_NOT_LINKED';
    match(JSON.stringify(resultOf(await upload(apk(1), 'demo.aab'))), /"code":9.*PLAY_ACCOUNT_NOT_LINKED/u);
    strictEqual(firebase.app(appId).releases.length, 0);
  });

  it('refuses unknown groups, addresses that are none, more than notes in a change, and accounts without permission', async () => {
    await upload(apk(1));
    const [release] = firebase.app(appId).releases;
    const path = `/v1/${release?.name}`;
    strictEqual((await ask('POST', `${path}:distribute`, { groupAliases: ['nobody'] })).status, 400);
    const wrong = await ask('POST', `${path}:distribute`, { testerEmails: ['nobody'] });
    strictEqual((wrong.body['error'] as { status: string }).status, 'FAILED_PRECONDITION');
    const many = Array.from({ length: 1000 }, (_, index) => `t${index}@example.test`);
    strictEqual((await ask('POST', `${path}:distribute`, { testerEmails: many })).status, 400);
    strictEqual(release?.distributions, 0);
    deepStrictEqual(firebase.violations, []);
    strictEqual((await ask('PATCH', `${path}?updateMask=display_version`, { displayVersion: '2' })).status, 400);
    match(messageOf(await ask('POST', `${path}:distribute`, { emails: [] })), /Unknown name "emails"/u);
    strictEqual((await ask('POST', `/upload/v1/${appPath}/releases:upload?uploadType=resumable`, {})).status, 400);
    strictEqual((await ask('GET', '/v1/projects/123/apps')).status, 404);
    strictEqual(firebase.violations.length, 4);
    firebase.denied.add(firebase.serviceAccount.client_email);
    strictEqual((await ask('GET', path)).status, 403);
    firebase.tokens.expireAll();
    strictEqual((await ask('GET', path)).status, 401);
  });

  it('answers with faults, once each', async () => {
    firebase.faults.rateLimit(7, { on: /aabInfo/u });
    firebase.faults.cut('after', { on: /:upload/u });
    const limited = await ask('GET', `/v1/${appPath}/aabInfo`);
    deepStrictEqual([limited.status, limited.headers.get('retry-after')], [429, '7']);
    deepStrictEqual((await ask('GET', `/v1/${appPath}/aabInfo`)).body, { name: `${appPath}/aabInfo`, integrationState: 'INTEGRATED' });
    await rejects(ask('POST', `/upload/v1/${appPath}/releases:upload?upload_protocol=raw`, apk(1)));
  });
});

describe('The stand-in of developer verification', () => {
  it('knows packages with hyphens and fingerprints of 64 small digits', async () => {
    const fingerprint = 'ab'.repeat(32);
    const ids = await startDeveloperIds({ packages: { [identifier]: [fingerprint] } });
    const state = async (name: string, query: string): Promise<unknown> => {
      const { status, body } = await askStandIn(
        { url: ids.url, token: '' },
        'GET',
        `/v1/packages/${name}/packageRegistrationStatus:check?${query}`,
      );
      return body['state'] ?? status;
    };
    const key = `key=${ids.apiKey}`;
    strictEqual(await state('com-acme-demo', `${key}&certificateFingerprint=${fingerprint}`), 'REGISTERED');
    strictEqual(await state('com-acme-demo', key), 'REGISTERED');
    strictEqual(
      await state('com-acme-demo', `${key}&certificateFingerprint=${'cd'.repeat(32)}`),
      'REGISTERED_WITH_ANOTHER_CERTIFICATE_FINGERPRINT',
    );
    strictEqual(await state('org-other', key), 'NOT_REGISTERED');
    deepStrictEqual(ids.violations, []);
    strictEqual(await state('com.acme.demo', key), 400);
    strictEqual(await state('com-acme-demo', `${key}&certificateFingerprint=${fingerprint.toUpperCase()}`), 400);
    strictEqual(await state('com-acme-demo', 'key=wrong'), 401);
    strictEqual(ids.violations.length, 2);
    await ids.close();
  });
});
