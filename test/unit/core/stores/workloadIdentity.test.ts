/** Keys without a secret for Google Play and Firebase: the token of another identity provider is exchanged, and goes nowhere else. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type GooglePlay, startGooglePlay } from '../../../stand-ins/google-play/googlePlay.ts';
import { commandLine } from '../../../support/commandLine.ts';
import { type MemoryFiles } from '../../../support/memoryFiles.ts';
import { packageName, publishFiles } from '../../../support/playPublishing.ts';

const token = 'marker-token-of-the-identity-provider';
const actsAs = 'publisher@stand-in.iam.gserviceaccount.com';
const impersonation = `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${actsAs}:generateAccessToken`;

/** As `gcloud iam workload-identity-pools create-cred-config` writes it. */
function keyOf(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    type: 'external_account',
    universe_domain: 'googleapis.com',
    audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/providers/gitlab',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: 'https://sts.googleapis.com/v1/token',
    credential_source: { file: '/run/secrets/token' },
    service_account_impersonation_url: impersonation,
    ...changes,
  });
}

describe('workload identity for Google Play', () => {
  const open: { close(): Promise<void> | void }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  async function start(): Promise<GooglePlay> {
    const play = await startGooglePlay({ apps: [{ packageName, live: [{ versionCode: 5, track: 'production' }] }] });
    open.push(play);
    play.tokens.trustWorkload(token, actsAs);
    return play;
  }

  async function run(play: GooglePlay, key: string, line: string, more: Readonly<Record<string, string>> = {}, world: object = {}) {
    const files: MemoryFiles = await publishFiles({ '/app/wif.json': key, '/run/secrets/token': `${token}\n`, ...more });
    const args = [...line.split(' '), '--key', 'file:wif.json', '--endpoint', play.url, '--json'];
    const result = await commandLine(files, args, { world: { clock: { now: () => new Date() }, ...world } });
    const json = JSON.parse(result.out) as Readonly<Record<string, unknown>> & {
      readonly error?: { readonly code: string; readonly message: string };
      readonly requests?: readonly { readonly method: string; readonly url: string }[];
    };
    // Neither what is exchanged nor what comes of it.
    ok(!/marker-token|ya29\./u.test(result.out + result.err), result.out);
    return { ...result, json, written: files.paths().filter((path) => files.text(path)?.includes('marker-token') === true) };
  }

  const publishing = 'store publish app.aab --store google-play --track internal';
  const status = `store status --store google-play --app-identifier ${packageName}`;

  it('publishes as a service account, with a token from a file', async () => {
    const play = await start();
    const { exitCode, out, written } = await run(play, keyOf(), publishing);
    strictEqual(exitCode, 0, out);
    strictEqual(play.app(packageName).commits.length, 1);
    deepStrictEqual(
      play.requests.slice(0, 2).map(({ path }) => path),
      ['/v1/token', new URL(impersonation).pathname],
    );
    // The token of the provider goes to the exchange only.
    ok(play.requests.every(({ headers, query }) => !JSON.stringify([headers, [...query]]).includes(token)));
    deepStrictEqual([play.violations, written], [[], ['/run/secrets/token']]);
  });

  it('reads with the token of the workload itself, when no service account is named', async () => {
    const play = await start();
    const { exitCode, out } = await run(play, keyOf({ service_account_impersonation_url: undefined }), status);
    strictEqual(exitCode, 0, out);
    ok(!play.requests.some(({ path }) => path.includes('generateAccessToken')));
  });

  it('takes the token from an address, with its headers, in a field of JSON', async () => {
    const play = await start();
    const asked: IncomingHttpHeaders[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ value: token, count: 1 }));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => void server.close() });
    const source = {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
      headers: { Authorization: 'Bearer marker-token-of-the-request' },
      format: { type: 'json', subject_token_field_name: 'value' },
    };
    const { exitCode, out } = await run(play, keyOf({ credential_source: source }), status);
    strictEqual(exitCode, 0, out);
    strictEqual(asked[0]?.authorization, 'Bearer marker-token-of-the-request');
    const wrongField = { ...source, format: { type: 'json', subject_token_field_name: 'other' } };
    strictEqual((await run(play, keyOf({ credential_source: wrongField }), status)).json.error?.code, 'store-subject-token-missing');
  });

  it('takes the token that is given instead of the source, whatever that is', async () => {
    const play = await start();
    const executable = { executable: { command: '/bin/touch /tmp/never' } };
    const { json } = await run(play, keyOf({ credential_source: executable }), status);
    match(json.error?.message ?? '', /never done; give the token on the command line with --subject-token/u);
    const line = `${status} --subject-token file:/app/own.txt`;
    const given = await run(play, keyOf({ credential_source: executable }), line, { '/app/own.txt': token });
    strictEqual(given.exitCode, 0, given.out);
    const other = await run(play, JSON.stringify(play.serviceAccount), line, { '/app/own.txt': token });
    strictEqual(other.json.error?.code, 'store-key-unusable');
  });

  it('lists both requests for tokens in a dry run, and asks nothing', async () => {
    const play = await start();
    const { json } = await run(play, keyOf(), `${publishing} --dry-run`);
    deepStrictEqual(
      json.requests?.slice(0, 2).map(({ url }) => url),
      [`${play.url}/v1/token`, `${play.url}${new URL(impersonation).pathname}`],
    );
    strictEqual(play.requests.length, 0);
  });

  it('is renewed while a publication lasts', async () => {
    const play = await start();
    play.tokens.lifetime = 30;
    const { exitCode, out } = await run(play, keyOf(), publishing);
    strictEqual(exitCode, 0, out);
    // Tokens that end within a minute are good for one request.
    ok(play.tokens.issued > 6, String(play.tokens.issued));
  });

  for (const [what, changes, said] of [
    ['an exchange that is not Google’s', { token_url: 'https://sts.example.com/v1/token' }, /token_url/u],
    ['an exchange without encryption', { token_url: 'http://sts.googleapis.com/v1/token' }, /token_url/u],
    ['a name that only begins like Google’s', { token_url: 'https://sts.googleapis.com.example.com/v1/token' }, /token_url/u],
    ['an exchange with a user in its address', { token_url: 'https://a@sts.googleapis.com/v1/token' }, /token_url/u],
    ['another address to act as an account', { service_account_impersonation_url: 'https://example.com/v1/x' }, /impersonation_url/u],
    [
      'another method of Google’s',
      { service_account_impersonation_url: 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a:signBlob' },
      /impersonation_url/u,
    ],
    ['an address of tokens without encryption', { credential_source: { url: 'http://example.com/token' } }, /not an https address/u],
    ['a relative path', { credential_source: { file: 'token' } }, /not absolute/u],
    ['a program', { credential_source: { executable: { command: 'x' } } }, /program/u],
    ['requests that AWS signs', { credential_source: { environment_id: 'aws1' } }, /AWS/u],
    ['no source', { credential_source: {} }, /no file and no url/u],
    ['no audience', { audience: undefined }, /audience/u],
    ['JSON without a field', { credential_source: { file: '/a', format: { type: 'json' } } }, /subject_token_field_name/u],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const play = await start();
      const { json } = await run(play, keyOf(changes), status);
      strictEqual(json.error?.code, 'store-key-unusable');
      match(json.error.message, said);
      strictEqual(play.requests.length, 0);
    });
  }

  it('says what Google refuses, and what is missing', async () => {
    const play = await start();
    const stranger = await run(play, keyOf(), status, { '/run/secrets/token': 'somebody else' });
    strictEqual(stranger.json.error?.code, 'store-key-refused');
    match(stranger.json.error.message, /attribute condition/u);
    const other = await run(play, keyOf({ service_account_impersonation_url: impersonation.replace('publisher@', 'admin@') }), status);
    strictEqual(other.json.error?.code, 'store-key-refused');
    match(other.json.error.message, /admin@.*iam\.serviceAccounts\.getAccessToken/u);
    strictEqual((await run(play, keyOf(), status, { '/run/secrets/token': ' \n' })).json.error?.code, 'store-subject-token-missing');
    strictEqual((await run(play, keyOf({ credential_source: { file: '/none' } }), status)).json.error?.code, 'file-not-found');
  });

  it('reads no file and no address of a server that got the key from someone else', async () => {
    const play = await start();
    for (const source of [{ file: '/run/secrets/token' }, { url: `${play.url}/secret` }]) {
      const { json } = await run(play, keyOf({ credential_source: source }), status, {}, { tokenFiles: undefined });
      match(json.error?.message ?? '', /a release server reads the token of a workload only from the file that its operator names/u);
    }
    strictEqual(play.requests.length, 0);
  });
});
