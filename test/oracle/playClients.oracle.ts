/**
 * Whether the stand-in of Google Play is one: other people's clients publish to it unchanged, by the names of Google, through a proxy with an
 * authority of its own. And whether the description that it holds is Google's.
 */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { playMethods } from '../stand-ins/google-play/excerpt.ts';
import { type GooglePlay, startGooglePlay } from '../stand-ins/google-play/googlePlay.ts';
import { type AuthorityProxy, startAuthorityProxy } from '../stand-ins/support/authorityProxy.ts';
import { type DiscoveryDocument, excerptDiscovery, readDiscovery } from '../stand-ins/support/discovery.ts';
import { packageText } from '../stand-ins/support/packageFacts.ts';
import { commandLine } from '../support/commandLine.ts';
import { publishFiles } from '../support/playPublishing.ts';
import { clientEnvironment } from './support/clientEnvironment.ts';
import { npmPeer } from './support/npmPeer.ts';
import { pipPeer } from './support/pipPeer.ts';

const packageName = 'com.acme.demo';
const clients = fileURLToPath(new URL('store-clients', import.meta.url));
const excerptFile = new URL('../stand-ins/google-play/androidpublisher.v3.json', import.meta.url);
const pythonPackages = ['google-api-python-client==2.201.0', 'google-auth-httplib2'];
const run = promisify(execFile);
const usualHosts = ['androidpublisher', 'oauth2', 'www'];

describe("The stand-in of Google Play under other people's clients", () => {
  let play: GooglePlay;
  let proxy: AuthorityProxy | undefined;
  let folder: string;
  let keyFile: string;
  let bundleFile: string;
  let environment: NodeJS.ProcessEnv;
  const bundle = packageText({ identifier: packageName, versionCode: 42, version: '1.0' }, 1_000_000);
  const sha256 = createHash('sha256').update(bundle).digest('hex');

  beforeEach(async () => {
    play = await startGooglePlay({ apps: [{ packageName }] });
    folder = mkdtempSync(join(tmpdir(), 'play-clients-'));
    keyFile = join(folder, 'key.json');
    bundleFile = join(folder, 'demo.aab');
    writeFileSync(keyFile, JSON.stringify({ ...play.serviceAccount, token_uri: 'https://oauth2.googleapis.com/token' }));
    writeFileSync(bundleFile, bundle);
    await reach(usualHosts);
  });

  /** Which names of Google's lead to the stand-in. Others are not reached, as the client for Python asks one about regions and goes on without. */
  async function reach(hosts: readonly string[]): Promise<void> {
    await proxy?.close();
    proxy = await startAuthorityProxy(Object.fromEntries(hosts.map((host) => [`${host}.googleapis.com`, play.url])));
    environment = clientEnvironment(folder, proxy);
  }
  afterEach(async () => {
    await proxy?.close();
    proxy = undefined;
    await play.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function modulesOf(packageFolder: string): string {
    return packageFolder.slice(0, packageFolder.lastIndexOf('node_modules') + 'node_modules'.length);
  }

  it("publishes with Google's client for Node, every method that it offers for this", async () => {
    const modules = modulesOf(npmPeer('@googleapis/androidpublisher', '42.0.0'));
    const script = join(clients, 'googlePlay.mjs');
    const { stdout } = await run(process.execPath, [script, keyFile, packageName, bundleFile, modules], { env: environment });
    const said = JSON.parse(stdout);
    strictEqual(said.bundle.sha256, sha256);
    strictEqual(said.shared, sha256);
    strictEqual(said.downloaded, bundle.length);
    strictEqual(said.refused[0].message, 'This edit has already been successfully committed, please create a new Edit.');
    deepStrictEqual(said.live.releases[0].activeArtifacts, [{ versionCode: 42 }]);
    const { published, commits } = play.app(packageName);
    deepStrictEqual(published.tracks['production']?.[0]?.userFraction, 0.2);
    deepStrictEqual(published.testers, { alpha: ['testers@example.test'] });
    strictEqual(published.listings['de-DE']?.title, 'Demo');
    strictEqual(commits.length, 1);
    deepStrictEqual(play.violations, []);
    ok(proxy?.tunnels.includes('oauth2.googleapis.com'));
  });

  it("publishes with Google's own library for tokens as a workload of another identity provider", async () => {
    const account = play.serviceAccount.client_email;
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, 'token of the provider');
    play.tokens.trustWorkload('token of the provider', account);
    const external = {
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/providers/gitlab',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: 'https://sts.googleapis.com/v1/token',
      credential_source: { file: tokenFile },
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
    };
    writeFileSync(keyFile, JSON.stringify(external));
    await reach([...usualHosts, 'sts', 'iamcredentials']);
    const modules = modulesOf(npmPeer('@googleapis/androidpublisher', '42.0.0'));
    await run(process.execPath, [join(clients, 'googlePlay.mjs'), keyFile, packageName, bundleFile, modules], { env: environment });
    const theirs = play.requests.filter(({ path }) => /token|AccessToken/iu.test(path)).map(({ method, path }) => `${method} ${path}`);
    deepStrictEqual([play.app(packageName).commits.length, play.violations], [1, []]);
    // What our client asks for tokens is what Google's library asks.
    const ours = await startGooglePlay({ apps: [{ packageName }] });
    ours.tokens.trustWorkload('token of the provider', account);
    const files = await publishFiles({
      '/app/wif.json': JSON.stringify({ ...external, credential_source: { file: '/token' } }),
      '/token': 'token of the provider',
    });
    const line = `store status --app-identifier ${packageName} --key file:wif.json --endpoint ${ours.url} --json`;
    const { exitCode, out } = await commandLine(files, line.split(' '), { world: { clock: { now: () => new Date() } } });
    strictEqual(exitCode, 0, out);
    deepStrictEqual(
      ours.requests.slice(0, 2).map(({ method, path }) => `${method} ${path}`),
      theirs.slice(0, 2),
    );
    await ours.close();
  });

  it("publishes with Google's client for Python, in pieces, past errors before and after a piece was stored", async () => {
    const PYTHONPATH = pipPeer('google', pythonPackages);
    play.faults.serverErrors(2, { on: /^PUT .*upload_id/u, skip: 1 });
    play.faults.serverErrors(1, { on: /^PUT .*upload_id/u, skip: 3, after: true });
    const { stdout } = await run('python3', [join(clients, 'google_play.py'), keyFile, packageName, bundleFile], {
      env: { ...environment, PYTHONPATH },
    });
    const said = JSON.parse(stdout);
    strictEqual(said.bundle.sha256, sha256);
    match(said.refused, /already been successfully committed/u);
    strictEqual(play.faults.happened.length, 3);
    deepStrictEqual(play.app(packageName).published.tracks['internal']?.[0]?.versionCodes, ['42']);
    deepStrictEqual(play.violations, []);
  });

  it('publishes with publish-aab-google-play, a command of somebody else', async () => {
    const program = join(npmPeer('publish-aab-google-play', '1.1.6'), 'lib', 'bin.js');
    const options = ['-k', keyFile, '-p', packageName, '-a', bundleFile, '-t', 'beta', '-e'];
    const { stdout } = await run(process.execPath, [program, ...options], { env: environment });
    match(stdout, /Publish complete/u);
    deepStrictEqual(play.app(packageName).published.tracks['beta']?.[0]?.versionCodes, ['42']);
    deepStrictEqual(play.violations, []);
    const again = await run(process.execPath, [program, ...options], { env: environment }).catch((error: unknown) => error);
    match((again as { stderr: string }).stderr, /Version code 42 has already been used/u);
  });

  it("holds the part of Google's description that it answers, word for word", () => {
    const python = pipPeer('google', pythonPackages);
    const path = join(python, 'googleapiclient', 'discovery_cache', 'documents', 'androidpublisher.v3.json');
    const whole = JSON.parse(readFileSync(path, 'utf8')) as DiscoveryDocument;
    const held = JSON.parse(readFileSync(excerptFile, 'utf8'));
    deepStrictEqual(held, JSON.parse(JSON.stringify(excerptDiscovery(whole, playMethods, held.source))));
  });

  it("knows the addresses and fields that Google's client for Node knows", () => {
    const source = readFileSync(join(npmPeer('@googleapis/androidpublisher', '42.0.0'), 'v3.ts'), 'utf8');
    const { operations, shapes } = readDiscovery(JSON.parse(readFileSync(excerptFile, 'utf8')) as DiscoveryDocument);
    for (const { template, method } of operations) {
      ok(new RegExp(`'${template.replaceAll(/[{}+.]/gu, String.raw`\$&`)}'`, 'u').test(source), template);
      ok(source.includes(`method: '${method}'`), method);
    }
    for (const [name, { properties = {} }] of Object.entries(shapes)) {
      const fields = new RegExp(`interface Schema\\$${name} \\{([^}]*)\\}`, 'u').exec(source)?.[1] ?? '';
      const told = [...fields.matchAll(/^\s+(\w+)\?:/gmu)].map(([, field]) => field);
      deepStrictEqual(new Set(told), new Set(Object.keys(properties)), name);
    }
  });
});
