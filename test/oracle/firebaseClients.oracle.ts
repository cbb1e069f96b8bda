/**
 * Whether the stand-ins of Firebase App Distribution and of developer verification are ones: Google's own command and Google's client for Python use them
 * unchanged, by the names of Google, through a proxy with an authority of its own. And whether the descriptions that they hold are Google's.
 */

import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type DeveloperIds, startDeveloperIds } from '../stand-ins/developer-verification/developerIds.ts';
import { developerIdMethods } from '../stand-ins/developer-verification/excerpt.ts';
import { firebaseMethods } from '../stand-ins/firebase/excerpt.ts';
import { type Firebase, startFirebase } from '../stand-ins/firebase/firebase.ts';
import { type AuthorityProxy, startAuthorityProxy } from '../stand-ins/support/authorityProxy.ts';
import { type DiscoveryDocument, excerptDiscovery } from '../stand-ins/support/discovery.ts';
import { packageText } from '../stand-ins/support/packageFacts.ts';
import { clientEnvironment } from './support/clientEnvironment.ts';
import { npmPeer } from './support/npmPeer.ts';
import { pipPeer } from './support/pipPeer.ts';

const appId = '1:123456:android:0a1b2c';
const identifier = 'com.acme.demo';
const clients = fileURLToPath(new URL('store-clients', import.meta.url));
const pythonPackages = ['google-api-python-client==2.201.0', 'google-auth-httplib2'];
const run = promisify(execFile);

describe("The stand-ins of Firebase App Distribution and developer verification under Google's clients", () => {
  let firebase: Firebase;
  let ids: DeveloperIds;
  let proxy: AuthorityProxy;
  let folder: string;
  let keyFile: string;
  let packageFile: string;
  let environment: NodeJS.ProcessEnv;
  const bytes = packageText({ identifier, versionCode: 42, version: '1.0' }, 300_000);
  const fingerprint = createHash('sha256').update('a certificate').digest('hex');

  beforeEach(async () => {
    firebase = await startFirebase({ apps: [{ appId, identifier, groups: ['quality'] }] });
    ids = await startDeveloperIds({ packages: { [identifier]: [fingerprint] } });
    proxy = await startAuthorityProxy({
      'firebaseappdistribution.googleapis.com': firebase.url,
      'oauth2.googleapis.com': firebase.url,
      'sts.googleapis.com': firebase.url,
      'androiddeveloperidstatus.googleapis.com': ids.url,
    });
    folder = mkdtempSync(join(tmpdir(), 'firebase-clients-'));
    keyFile = join(folder, 'key.json');
    packageFile = join(folder, 'demo.apk');
    writeFileSync(keyFile, JSON.stringify({ ...firebase.serviceAccount, token_uri: 'https://oauth2.googleapis.com/token' }));
    writeFileSync(packageFile, bytes);
    environment = {
      ...clientEnvironment(folder, proxy),
      GOOGLE_APPLICATION_CREDENTIALS: writeWorkload(),
      GOOGLE_CLOUD_PROJECT: 'stand-in',
      HOME: folder,
      XDG_CONFIG_HOME: folder,
    };
  });
  afterEach(async () => {
    await proxy.close();
    await firebase.close();
    await ids.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** With the key of a service account the command would ask for tokens past the proxy; as a workload it does not. */
  function writeWorkload(): string {
    const subject = join(folder, 'subject.jwt');
    const file = join(folder, 'workload.json');
    writeFileSync(subject, 'a token of somebody else');
    firebase.tokens.trustWorkload('a token of somebody else', firebase.serviceAccount.client_email);
    const workload = {
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/providers/ci',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: 'https://sts.googleapis.com/v1/token',
      credential_source: { file: subject },
    };
    writeFileSync(file, JSON.stringify(workload));
    return file;
  }

  async function distribute(...options: readonly string[]): Promise<{ stdout: string; stderr: string }> {
    const program = join(npmPeer('firebase-tools', '15.34.2'), 'lib', 'bin', 'firebase.js');
    const args = [program, 'appdistribution:distribute', packageFile, '--app', appId, '--non-interactive', ...options];
    return run(process.execPath, args, { env: environment, cwd: folder }).catch(
      (error: unknown) => error as { stdout: string; stderr: string },
    );
  }

  it("distributes with Google's command, twice the same file, and refuses a group that is not there", async () => {
    const people = ['--testers', 'ada@example.test', '--groups', 'quality'];
    const first = await distribute('--release-notes', 'First words', ...people);
    match(first.stdout, /uploaded new release 1\.0 \(42\) successfully/u);
    match(first.stdout, /distributed to testers\/groups successfully/u);
    const [release] = firebase.app(appId).releases;
    strictEqual(release?.notes, 'First words');
    strictEqual(release.file.sha256, createHash('sha256').update(bytes).digest('hex'));
    deepStrictEqual([[...release.testers], [...release.groups]], [['ada@example.test'], ['quality']]);
    match((await distribute(...people)).stdout, /re-uploaded already existing release 1\.0 \(42\)/u);
    const refused = await distribute('--groups', 'nobody');
    match(refused.stdout + refused.stderr, /failed to distribute to testers\/groups: invalid groups/u);
    strictEqual(firebase.app(appId).releases.length, 1);
    deepStrictEqual(firebase.violations, []);
  });

  it('says with the words of the service why an upload failed, past an error of the server', async () => {
    firebase.processing.errors.push({ code: 3, message: 'The bundle is broken.' });
    firebase.faults.serverErrors(1, { on: /operations/u });
    const failed = await distribute();
    match(failed.stdout + failed.stderr, /Failed to upload release\. The bundle is broken\./u);
    strictEqual(firebase.app(appId).releases.length, 0);
    deepStrictEqual(firebase.violations, []);
  });

  it("distributes with Google's client for Python", async () => {
    const PYTHONPATH = pipPeer('google', pythonPackages);
    const { stdout } = await run('python3', [join(clients, 'firebase.py'), keyFile, appId, packageFile], {
      env: { ...environment, PYTHONPATH },
    });
    const said = JSON.parse(stdout);
    strictEqual(said.operation.response.result, 'RELEASE_CREATED');
    strictEqual(said.patched.releaseNotes.text, 'First words');
    strictEqual(said.found.releases.length, 1);
    strictEqual(said.aab.integrationState, 'INTEGRATED');
    strictEqual(said.refused, 400);
    const [release] = firebase.app(appId).releases;
    deepStrictEqual([[...(release?.testers ?? [])], [...(release?.groups ?? [])]], [['bob@example.test'], ['quality']]);
    deepStrictEqual([...firebase.project('123456').testers].sort(), ['ada@example.test', 'bob@example.test']);
    deepStrictEqual(firebase.violations, []);
  });

  it("answers Google's client for Python whether a package is registered", async () => {
    const PYTHONPATH = pipPeer('google', pythonPackages);
    const ask = async (...args: readonly string[]): Promise<unknown> => {
      const script = join(clients, 'developer_ids.py');
      const { stdout } = await run('python3', [script, ids.apiKey, ...args], { env: { ...environment, PYTHONPATH } });
      return JSON.parse(stdout);
    };
    const name = 'packages/com-acme-demo/packageRegistrationStatus';
    deepStrictEqual(await ask('com-acme-demo', fingerprint), { name, state: 'REGISTERED', certificateFingerprint: fingerprint });
    deepStrictEqual(await ask('com-acme-demo', '0'.repeat(64)), { name, state: 'REGISTERED_WITH_ANOTHER_CERTIFICATE_FINGERPRINT' });
    deepStrictEqual(await ask('org-other'), { name: 'packages/org-other/packageRegistrationStatus', state: 'NOT_REGISTERED' });
    deepStrictEqual(ids.violations, []);
  });

  for (const [standIn, api, methods] of [
    ['firebase', 'firebaseappdistribution.v1', firebaseMethods],
    ['developer-verification', 'androiddeveloperidstatus.v1', developerIdMethods],
  ] as const) {
    it(`holds the part of Google's description of ${api} that it answers, word for word`, () => {
      const documents = join(pipPeer('google', pythonPackages), 'googleapiclient', 'discovery_cache', 'documents');
      const whole = JSON.parse(readFileSync(join(documents, `${api}.json`), 'utf8')) as DiscoveryDocument;
      const held = JSON.parse(readFileSync(new URL(`../stand-ins/${standIn}/${api}.json`, import.meta.url), 'utf8'));
      deepStrictEqual(held, JSON.parse(JSON.stringify(excerptDiscovery(whole, methods, held.source))));
    });
  }
});
