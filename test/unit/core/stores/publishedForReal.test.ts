/**
 * Publishing as people run it: a process that is killed by the system in the middle, tokens that end during a long upload, the proxy of a company in
 * front of Apple, and iOS packages for the stores that hand them to devices.
 */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { type AppStoreConnect, startAppStoreConnect } from '../../../stand-ins/app-store-connect/appStoreConnect.ts';
import { startFirebase } from '../../../stand-ins/firebase/firebase.ts';
import { type GooglePlay, startGooglePlay } from '../../../stand-ins/google-play/googlePlay.ts';
import { startIntune } from '../../../stand-ins/intune/intune.ts';
import { startAuthorityProxy } from '../../../stand-ins/support/authorityProxy.ts';
import { type Faults } from '../../../stand-ins/support/faults.ts';
import { commandLine } from '../../../support/commandLine.ts';
import {
  connectKey,
  connectP8,
  publishToConnect,
  signStoreIpa,
  storeAppIdentifier,
  storeFiles,
  storeIpa,
  storeRoots,
} from '../../../support/connectPublishing.ts';
import { hereDigester } from '../../../support/hereDigester.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { packageName, publishableBundle } from '../../../support/playPublishing.ts';

const main = fileURLToPath(new URL('../../../../src/cli/main.ts', import.meta.url));

async function startApple(): Promise<AppStoreConnect> {
  const apple = await startAppStoreConnect({ apps: [{ bundleId: storeAppIdentifier, groups: { QA: 'internal' } }] });
  apple.tokens.trustKey(connectKey.keyId, connectKey.issuer, connectKey.publicKey);
  apple.uploads.options = { ...apple.uploads.options, partSize: 200_000, polls: 0 };
  // Apple knows the answer of an earlier build.
  const { decide } = apple.faults;
  apple.faults.decide = (request, count) => {
    for (const { attributes } of apple.resources.list('builds')) attributes['usesNonExemptEncryption'] ??= false;
    return decide?.(request, count);
  };
  return apple;
}

describe('publishing for real', function () {
  this.timeout(300_000);
  const open: { close(): Promise<void> }[] = [];
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'publishing-'))));
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened<Service extends { close(): Promise<void> }>(starting: Promise<Service>): Promise<Service> {
    const service = await starting;
    open.push(service);
    return service;
  }

  interface Run {
    readonly signal: string | null;
    readonly exitCode: number | null;
    readonly out: string;
  }

  /** A process of its own, with its journal in the folder. `onStart` gets it while it runs. */
  async function mdist(args: readonly string[], onStart: (child: ChildProcess) => void = () => {}): Promise<Run> {
    const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), APPDATA: folder };
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args, '--json'], { cwd: folder, env });
    let out = '';
    child.stdout.on('data', (part: Buffer) => void (out += part.toString()));
    child.stderr.on('data', (part: Buffer) => void (out += part.toString()));
    onStart(child);
    return await new Promise((resolve) => {
      child.once('close', (exitCode, signal) => resolve({ exitCode, signal, out }));
    });
  }

  /** Kills the process when the request arrives: before it takes effect, or after it did, without an answer. */
  async function killAt(faults: Faults, at: number, when: 'before' | 'after', args: readonly string[]): Promise<Run> {
    let running: ChildProcess | undefined;
    const usual = faults.decide;
    faults.decide = (request, count) => {
      usual?.(request, count);
      if (count !== at) return undefined;
      running?.kill('SIGKILL');
      return { kind: 'cut', when };
    };
    const run = await mdist(args, (child) => void (running = child));
    faults.decide = usual;
    return run;
  }

  it('a process that is killed publishes once on Google Play, and sends what arrived not again', async function () {
    if (process.platform === 'win32') this.skip();
    const start = async (): Promise<GooglePlay> => {
      const play = await opened(startGooglePlay({ apps: [{ packageName, live: [{ versionCode: 5, track: 'production' }] }] }));
      writeFileSync(join(folder, 'key.json'), JSON.stringify(play.serviceAccount));
      return play;
    };
    writeFileSync(join(folder, 'app.aab'), await publishableBundle());
    const line = (play: GooglePlay): readonly string[] =>
      `store publish app.aab --store google-play --track internal --key file:key.json --endpoint ${play.url}`.split(' ');
    const whole = await start();
    const first = await mdist(line(whole));
    strictEqual(first.exitCode, 0, first.out);
    const total = whole.requests.length;
    ok(total >= 8, String(total));
    for (let at = 1; at <= total; at += 1) {
      const play = await start();
      const when = at % 2 === 0 ? 'after' : 'before';
      const killed = await killAt(play.faults, at, when, line(play));
      strictEqual(killed.signal, 'SIGKILL', `${at}: ${killed.out}`);
      const again = await mdist(line(play));
      const { commits } = play.app(packageName);
      const sessions = play.requests.filter(
        ({ method, path, status }) => method === 'POST' && path.startsWith('/upload/') && status === 200,
      );
      const done = [again.exitCode, commits.length, play.violations];
      deepStrictEqual(done, [0, 1, []], `killed at ${at}, ${when}: ${again.out}`);
      ok(sessions.length <= 2, `${at}: ${sessions.length} uploads`);
      await open.pop()?.close();
    }
  });

  it('a process that is killed makes one build at App Store Connect', async function () {
    if (process.platform === 'win32') this.skip();
    writeFileSync(join(folder, 'App.ipa'), await storeIpa());
    writeFileSync(join(folder, 'key.p8'), connectP8);
    // No device and no machine knows the authority of the tests.
    const line = ({ url }: AppStoreConnect): readonly string[] =>
      `store publish App.ipa --store app-store-connect --skip-checks --groups QA --key file:key.p8 --key-id ${connectKey.keyId} --issuer ${connectKey.issuer} --endpoint ${url}`.split(
        ' ',
      );
    const whole = await opened(startApple());
    const first = await mdist(line(whole));
    strictEqual(first.exitCode, 0, first.out);
    const total = whole.requests.length;
    // Parts are sent at the same time, so each second request tells enough.
    for (let at = 1; at <= total; at += 2) {
      const apple = await opened(startApple());
      const when = at % 4 === 1 ? 'after' : 'before';
      const killed = await killAt(apple.faults, at, when, line(apple));
      strictEqual(killed.signal, 'SIGKILL', `${at}: ${killed.out}`);
      const again = await mdist(line(apple));
      const [build] = apple.resources.list('builds');
      const groups = build === undefined ? [] : apple.resources.related(build, 'betaGroups').map(({ attributes }) => attributes['name']);
      const done = [again.exitCode, apple.resources.list('builds').length, groups, apple.violations];
      deepStrictEqual(done, [0, 1, ['QA'], []], `killed at ${at}, ${when}: ${again.out}`);
      await open.pop()?.close();
    }
  });

  it('renews the token of Apple while a package is uploaded for an hour', async () => {
    const apple = await opened(startApple());
    const usual = apple.faults.decide;
    apple.faults.decide = (request, count) => {
      // Six minutes for each part; ten parts.
      if (request.startsWith('PUT /upload/')) apple.clock.advance(360);
      return usual?.(request, count);
    };
    apple.uploads.options = { ...apple.uploads.options, partLifetime: 7200, partSize: Math.ceil((await storeIpa()).length / 10) };
    const clock = { now: () => new Date(apple.clock.now()) };
    const begin = apple.clock.now();
    const { exitCode, out } = await publishToConnect(await storeFiles(), apple.url, ['--groups', 'QA'], {
      world: { clock, trustedRoots: storeRoots },
    });
    strictEqual(exitCode, 0, out);
    const minutes = (apple.clock.now() - begin) / 60_000;
    ok(minutes > 40, String(minutes));
    const tokens = apple.requests.flatMap(({ path, headers }) => (path.startsWith('/v1/') ? [headers['authorization'] ?? ''] : []));
    const lives = [...new Set(tokens)].map((token) => {
      const { iat, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
        readonly iat: number;
        readonly exp: number;
      };
      return (exp - iat) / 60;
    });
    ok(lives.length >= 2 && lives.every((life) => life <= 20), String(lives));
    // Renewed in time, rather than after a refusal.
    deepStrictEqual([apple.requests.filter(({ status }) => status === 401), apple.violations], [[], []]);
  });

  it('reaches Apple through a company’s proxy, whose authority it must trust', async () => {
    const apple = await opened(startApple());
    const proxy = await opened(startAuthorityProxy({ 'api.appstoreconnect.apple.com': apple.url }));
    const through = async (certificateAuthorities: readonly string[]) => {
      const http = new NodeHttpClient({ proxies: { HTTPS_PROXY: proxy.url }, certificateAuthorities, wait: async () => {} });
      const world = { clock: { now: () => new Date() }, trustedRoots: storeRoots };
      const who = `--key file:key.p8 --key-id ${connectKey.keyId} --issuer ${connectKey.issuer}`;
      const args = `store publish App.ipa --store app-store-connect --groups QA ${who} --json`.split(' ');
      const result = await commandLine(await storeFiles(), args, { world, http });
      http.dispose();
      return result;
    };
    const distrusted = await through([]);
    deepStrictEqual([distrusted.exitCode, apple.requests.length], [4, 0], distrusted.out);
    const trusted = await through([proxy.authority]);
    strictEqual(trusted.exitCode, 0, trusted.out);
    deepStrictEqual([apple.resources.list('builds').length, apple.violations], [1, []]);
    deepStrictEqual([...new Set(proxy.tunnels)], ['api.appstoreconnect.apple.com']);
  });

  it('brings an iOS package for registered devices to Firebase and Intune', async () => {
    const ipa = await signStoreIpa('ad-hoc');
    const world = { wait: async () => {}, digester: hereDigester, clock: { now: () => new Date() }, trustedRoots: storeRoots };
    const publish = async (key: string, line: string): Promise<{ readonly exitCode: number; readonly out: string }> => {
      const files = new MemoryFiles({ '/app/App.ipa': ipa, '/app/store.key': key });
      const http = new NodeHttpClient({ wait: async () => {} });
      const result = await commandLine(files, `store publish App.ipa --key file:store.key --json ${line}`.split(' '), { world, http });
      http.dispose();
      return result;
    };
    const firebase = await opened(startFirebase({ apps: [{ appId: '1:123:ios:abc', identifier: storeAppIdentifier }] }));
    const onFirebase = await publish(
      JSON.stringify(firebase.serviceAccount),
      `--store firebase --app-id 1:123:ios:abc --testers a@acme.test --endpoint ${firebase.url}`,
    );
    strictEqual(onFirebase.exitCode, 0, onFirebase.out);
    strictEqual((JSON.parse(onFirebase.out) as { readonly state: string }).state, 'published');
    const intune = await opened(startIntune());
    const { tenantId, clientId, clientSecret } = intune.application;
    const inIntune = await publish(
      clientSecret,
      `--store intune --tenant ${tenantId} --client-id ${clientId} --publisher Acme --groups all-users --endpoint ${intune.url}`,
    );
    strictEqual(inIntune.exitCode, 0, inIntune.out);
    strictEqual((JSON.parse(inIntune.out) as { readonly state: string }).state, 'published');
    deepStrictEqual([firebase.violations, intune.violations], [[], []]);
  });
});
