/** A release server that publishes without a key: the token of its workload is in the file that its operator named. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageName, publishFiles } from '../../../support/playPublishing.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';
import { until } from '../../../support/until.ts';
import { startGooglePlay, type GooglePlay } from '../../../stand-ins/google-play/googlePlay.ts';

interface Destination {
  readonly id: string;
  readonly publishing_status: string | null;
  readonly error_details: string | null;
}

const actsAs = 'publisher@stand-in.iam.gserviceaccount.com';

describe('a release server without a key for a store', () => {
  let play: GooglePlay;
  let server: TestServer;
  let folder = '';

  before(async () => {
    play = await startGooglePlay({ apps: [{ packageName, live: [{ versionCode: 6, track: 'internal' }] }] });
    folder = mkdtempSync(join(tmpdir(), 'workload-'));
    writeFileSync(join(folder, 'token'), 'marker-token-of-the-workload\n');
    writeFileSync(join(folder, 'other'), 'marker-token-of-someone-else\n');
    play.tokens.trustWorkload('marker-token-of-the-workload', actsAs);
    const key = JSON.stringify({
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/servers/providers/kubernetes',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: 'https://sts.googleapis.com/v1/token',
      // A project could have named it.
      credential_source: { file: join(folder, 'other') },
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${actsAs}:generateAccessToken`,
    });
    const common = { store: 'google-play', track: 'internal', key, identity: { endpoint: play.url } };
    server = await startTestServer({
      stores: [
        { ...common, name: 'named', tokenFile: join(folder, 'token') },
        { ...common, name: 'not-named' },
      ],
    });
  });
  after(async () => {
    await server?.stop();
    await play?.close();
    rmSync(folder, { recursive: true });
  });

  async function json(path: string, method = 'GET', body?: unknown): Promise<Destination> {
    const answer = await server.ask(path, { method, ...(body !== undefined && { body }) });
    const text = await answer.text();
    ok(answer.ok, text);
    return JSON.parse(text === '' ? '{}' : text) as Destination;
  }

  it('reads the file that its operator named, and none that the file of the account names', async () => {
    const own = '/api/v1/apps/olivia-owner/Small';
    const stores = '/v0.1/apps/olivia-owner/Small/releases/1/stores';
    await json('/v0.1/apps', 'POST', { display_name: 'Small', name: 'Small', os: 'Android', platform: 'Java' });
    const bundle = await (await publishFiles()).readFile('/app/app.aab');
    const { id } = await json(`${own}/uploads`, 'POST', { fileName: 'app.aab', sizeBytes: bundle.length });
    const headers = { 'x-api-token': server.running.ownerToken };
    const address = `${server.running.url}${own}/uploads/${id}/chunks/1`;
    ok((await fetch(address, { method: 'PUT', headers, body: Uint8Array.from(bundle) })).ok);
    await json(`${own}/uploads/${id}/publish`, 'POST', { notes: '', groups: [] });
    await json(stores, 'POST', { id: 'not-named' });
    const refused = await until('refused', async () => (await json(`${stores}/not-named`)).error_details ?? undefined);
    match(refused, /only from the file that its operator names/);
    strictEqual(play.requests.length, 0);
    await json(stores, 'POST', { id: 'named' });
    await until('published', async () => {
      const { publishing_status: state, error_details: problem } = await json(`${stores}/named`);
      strictEqual(problem, null);
      return state === 'published' || undefined;
    });
    deepStrictEqual(play.app(packageName).published.tracks['internal']?.[0]?.versionCodes, ['7']);
    deepStrictEqual(play.violations, []);
  });
});
