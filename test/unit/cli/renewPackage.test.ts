/** New devices, the profile, the package and its release in one command: each step once, whatever stopped the command before. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../src/core/base/byteSource.ts';
import { Secret } from '../../../src/core/base/secret.ts';
import { parseCertificate, serialNumberText } from '../../../src/core/formats/x509/certificate.ts';
import { NodeHttpClient } from '../../../src/node/http/nodeHttpClient.ts';
import { ReleaseClient } from '../../../src/releases/client/releaseClient.ts';
import { ApplePki, p12Of, p12Password } from '../../support/applePki.ts';
import { type AppleStore, appleIdentifier as identifier, beginApple, endApple } from '../../support/appleStore.ts';
import { commandLine } from '../../support/commandLine.ts';
import { connectKey, connectP8 } from '../../support/connectPublishing.ts';
import { dyingClient } from '../../support/dyingClient.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { startTestServer, type TestServer } from '../../support/runningServer.ts';
import { appContent, packContent } from '../../support/sealedApps.ts';
import { signIpa } from '../../support/signIpa.ts';

const [first, second] = ['00008030-001A2B3C4D5E6F70', '00008031-001A2B3C4D5E6F70'];
const pki = new ApplePki('ec-p256', 'one command');
const leaf = pki.leaf();
const world = { trustedRoots: [pki.root] };
const app = { owner: 'acme', app: 'Hello' };

interface Document {
  readonly error?: { readonly code: string };
  readonly added: readonly unknown[];
  readonly limit: number;
  readonly used: Readonly<Record<string, number>>;
  readonly package: Readonly<Record<string, unknown>>;
}

describe('devices, profile, package and release in one command', () => {
  let server: TestServer;
  let client: ReleaseClient;
  let old: Uint8Array;

  before(async () => {
    server = await startTestServer();
    const { url, ownerToken } = server.running;
    client = new ReleaseClient({ http: new NodeHttpClient({ proxies: {} }), server: url, token: new Secret(ownerToken) });
    await client.createApp({ name: app.app, displayName: app.app, os: 'iOS', owner: app.owner });
    const profile = pki.profile({ kind: 'ad-hoc', certificates: [leaf], identifier, devices: [first] });
    // Its extension would want a profile of its own.
    const content = Object.fromEntries(Object.entries(appContent()).filter(([name]) => !name.includes('/PlugIns/')));
    old = await signIpa({ ipa: await packContent(content), leaf, profile }, world);
  });
  after(async () => server.stop());
  afterEach(endApple);

  async function apple(): Promise<AppleStore> {
    const store = await beginApple({
      writeProfile: (_, devices) => pki.profile({ kind: 'ad-hoc', certificates: [leaf], identifier, devices }),
    });
    store.add('certificates', { certificateType: 'DISTRIBUTION', serialNumber: serialNumberText(parseCertificate(leaf.certificates[0])) });
    store.add('devices', { udid: first, name: 'Ann', status: 'ENABLED', platform: 'IOS', deviceClass: 'IPHONE' });
    return store;
  }

  async function files(): Promise<MemoryFiles> {
    return new MemoryFiles({
      '/app/adhoc.mobileprovision': pki.profile({ kind: 'ad-hoc', certificates: [leaf], identifier, devices: [first] }),
      '/app/Hello.ipa': old,
      '/app/dist.p12': await p12Of([leaf]),
      '/app/key.p8': connectP8,
    });
  }

  async function publish(): Promise<number> {
    const input = { fileName: 'Hello.ipa', file: bytesSource(old), notes: 'First', groups: ['Collaborators'] };
    return (await client.createRelease(app, { ...input, testers: [], isMandatory: false, notifiesTesters: false })).id;
  }

  async function run(store: AppleStore, at: MemoryFiles, more: string, http?: ReturnType<typeof dyingClient>) {
    const who = `--key file:key.p8 --key-id ${connectKey.keyId} --issuer ${connectKey.issuer} --endpoint ${store.address}`;
    const remote = `--server ${server.running.url} --token env:T --server-app acme/Hello`;
    const signing = '--package Hello.ipa --certificate dist.p12 --certificate-password env:P';
    const line = `profile renew adhoc.mobileprovision --udid ${second} ${signing} ${remote} ${who} ${more}`.trim();
    const environment = { T: server.running.ownerToken, P: p12Password };
    const result = await commandLine(at, line.split(/\s+/u), { environment, world, ...(http && { http }) });
    ok(!(result.out + result.err).includes(p12Password));
    return result;
  }

  const documentOf = ({ out }: { readonly out: string }): Document => JSON.parse(out) as Document;

  it('registers, renews, signs and replaces; the link stays, and a second run changes nothing', async () => {
    const [store, at, release] = [await apple(), await files(), await publish()];
    const before = await client.showRelease(app, String(release));
    const ran = await run(store, at, `--release ${release} --json`);
    strictEqual(ran.exitCode, 0, ran.out);
    const { added, used, limit, package: made } = documentOf(ran);
    deepStrictEqual([added.length, used, limit], [1, { IPHONE: 2 }, 100]);
    deepStrictEqual(made, { path: '/app/Hello.ipa', signed: true, release, replaced: true, installUrl: before.installUrl });
    const now = await client.showRelease(app, String(release));
    deepStrictEqual([now.notes, now.installUrl, now.sha256 === before.sha256], ['First', before.installUrl, false]);
    deepStrictEqual(
      now.sha256,
      Buffer.from(await crypto.subtle.digest('SHA-256', Uint8Array.from(await at.readFile('/app/Hello.ipa')))).toString('hex'),
    );
    const again = documentOf(await run(store, at, `--release ${release} --json`));
    deepStrictEqual([again.added, again.package['signed'], again.package['replaced']], [[], false, false]);
    const shown = await run(store, at, `--release ${release}`);
    match(shown.out, /IPHONE\s+2\s+100[\s\S]*has the profile already[\s\S]*has the package already[\s\S]*Link/u);
  });

  it('goes on where it was stopped: signed, but not replaced', async () => {
    const [store, at, release] = [await apple(), await files(), await publish()];
    strictEqual((await run(store, at, '--release 9999 --json')).exitCode, 4);
    const { package: made } = documentOf(await run(store, at, `--release ${release} --json`));
    deepStrictEqual([made['signed'], made['replaced']], [false, true]);
  });

  it('killed at any request to Apple and started again, there is one device and one profile', async () => {
    const whole = await apple();
    await run(whole, await files(), '--json');
    for (const isLost of [false, true])
      for (let killed = 1; killed <= whole.exchanges.length; killed += 1) {
        const [store, at] = [await apple(), await files()];
        await run(store, at, '--json', dyingClient(killed, isLost));
        const { exitCode, out } = await run(store, at, '--json');
        const { package: made } = JSON.parse(out) as Document;
        deepStrictEqual([exitCode, made['signed'], store.ofType('devices').length, store.ofType('profiles').length], [0, true, 2, 1], out);
      }
  });

  it('asks for what is missing before anything is registered', async () => {
    const store = await apple();
    for (const more of [
      '--certificate dist.p12',
      '--release 1',
      '--package Hello.ipa',
      '--package Hello.ipa --certificate dist.p12 --release 1',
    ]) {
      const line = `profile renew adhoc.mobileprovision --udid ${second} --key file:key.p8 --key-id K --endpoint ${store.address} ${more}`;
      strictEqual((await commandLine(await files(), line.split(' '))).exitCode, 2, more);
    }
    strictEqual(store.exchanges.length, 0);
  });
});
