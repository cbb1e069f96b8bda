/** App Store Connect reports to a release server: registered, signed, verified, looked at and shown, against the stand-in. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { Secret } from '../../../../src/core/base/secret.ts';
import { parseConnectKey } from '../../../../src/core/stores/app-store-connect/connectKey.ts';
import { isFromApple, webhookSecret } from '../../../../src/core/stores/app-store-connect/connectWebhooks.ts';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { commandLine } from '../../../support/commandLine.ts';
import { ConnectStandIn } from '../../../support/connectStandIn.ts';
import { connectKey, connectP8, storeAppIdentifier, storeFiles, storeIpa } from '../../../support/connectPublishing.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';
import { until } from '../../../support/until.ts';
import { describePackage } from '../../../../src/core/packages/describePackage.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';

describe('the signature of a report of App Store Connect', () => {
  it('is that of Apple’s example, and no other', () => {
    const signature = 'hmacsha256=7f062172b01cb00b53ca068614674a3d982a34062a0f5d37687d5e3377e54657';
    const secret = new Secret('This is my secret');
    ok(isFromApple(secret, utf8('Hello, World!'), signature));
    ok(!isFromApple(secret, utf8('Hello, World'), signature));
    ok(!isFromApple(secret, utf8('Hello, World!'), signature.slice(0, -2)));
    ok(!isFromApple(secret, utf8('Hello, World!'), undefined));
    ok(!isFromApple(secret, utf8('Hello, World!'), `hmacsha256=${'0'.repeat(64)}`));
  });
});

describe('reports of App Store Connect to a release server', () => {
  let apple: ConnectStandIn;
  let server: TestServer;

  before(async () => {
    apple = new ConnectStandIn({ key: connectKey, appIdentifier: storeAppIdentifier, groups: { QA: 'internal' } });
    await apple.start();
    // The server has the time of this machine.
    apple.apple.clock.set(new Date());
    const { keyId, issuer } = connectKey;
    const identity = { keyId, issuer, endpoint: apple.address };
    server = await startTestServer({ stores: [{ name: 'apple', store: 'app-store-connect', track: 'QA', key: connectP8, identity }] });
  });
  after(async () => {
    await server?.stop();
    deepStrictEqual(apple?.violations, []);
    await apple?.stop();
  });

  const own = '/api/v1/apps/olivia-owner/Hello';

  async function json(path: string, method = 'GET', body?: unknown): Promise<Readonly<Record<string, unknown>>> {
    const answer = await server.ask(path, { method, ...(body !== undefined && { body }) });
    const text = await answer.text();
    ok(answer.ok, text);
    return JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>;
  }

  async function uploadIpa(): Promise<void> {
    const ipa = await storeIpa();
    await json('/v0.1/apps', 'POST', { display_name: 'Hello', name: 'Hello', os: 'iOS', platform: 'Objective-C-Swift' });
    const { id } = await json(`${own}/uploads`, 'POST', { fileName: 'App.ipa', sizeBytes: ipa.length });
    const headers = { 'x-api-token': server.running.ownerToken };
    const address = `${server.running.url}${own}/uploads/${String(id)}/chunks/1`;
    const part = await fetch(address, { method: 'PUT', headers, body: Uint8Array.from(ipa) });
    ok(part.ok, await part.text());
    await json(`${own}/uploads/${String(id)}/publish`, 'POST', { groups: [] });
  }

  it('come of the app that it is mapped to: no package of another one goes to its account', async () => {
    await uploadIpa();
    const app = '/v0.1/apps/olivia-owner/Hello';
    const map = async (fields: object): Promise<number> =>
      (await server.ask(`${app}/apple_mapping`, { method: 'POST', body: { service_connection_id: 'apple', ...fields } })).status;
    strictEqual((await server.ask(`${app}/apple_mapping`)).status, 404);
    deepStrictEqual([await map({}), await map({ bundle_identifier: 'x'.repeat(201) })], [400, 400]);
    strictEqual(await map({ service_connection_id: 'no-such', apple_id: '7' }), 404);
    strictEqual(await map({ bundle_identifier: 'com.acme.other', apple_id: '7' }), 201);
    const order = async (): Promise<Response> => await server.ask(`${app}/releases/1/stores`, { method: 'POST', body: { id: 'apple' } });
    const refused = await order();
    ok(refused.status >= 400 && /not the app that is mapped/.test(await refused.text()), String(refused.status));
    // The later one counts, and of one without a bundle identifier nothing is known.
    strictEqual(await map({ bundle_identifier: storeAppIdentifier, team_identifier: 'TEAM123456' }), 201);
    const { bundle_identifier, team_identifier, apple_id } = await json(`${app}/apple_mapping`);
    deepStrictEqual([bundle_identifier, team_identifier, apple_id], [storeAppIdentifier, 'TEAM123456', null]);
    deepStrictEqual(
      [(await server.ask(`${app}/apple_mapping`, { method: 'DELETE' })).status, (await server.ask(`${app}/apple_mapping`)).status],
      [200, 404],
    );
  });

  it('are registered by a command, refused without the right signature, and show in the destinations of the release', async () => {
    await json('/v0.1/apps/olivia-owner/Hello/releases/1/stores', 'POST', { id: 'apple' });
    const files = await storeFiles();
    // The account of the command line, whose clock is that of the test, is the one that the server has.
    const real = { world: { clock: { now: () => new Date() } } };
    const key = `--key-id ${connectKey.keyId} --issuer ${connectKey.issuer} --key file:key.p8 --endpoint ${apple.address}`;
    const connecting = await commandLine(files, `store connect apple --store app-store-connect ${key} --json`.split(' '), real);
    strictEqual(connecting.exitCode, 0, connecting.out);
    const line = `testflight webhook --server ${server.running.url} --account apple --app-identifier ${storeAppIdentifier} --json`;
    const registered = await commandLine(files, line.split(' '), real);
    strictEqual(registered.exitCode, 0, registered.out);
    const again = await commandLine(files, line.split(' '), real);
    deepStrictEqual(
      [(JSON.parse(again.out) as { isChanged: boolean }).isChanged, apple.apple.resources.list('webhooks').length],
      [false, 1],
    );
    const secret = webhookSecret(parseConnectKey(new Secret(connectP8), connectKey)).reveal();
    for (const text of [registered.out, registered.err, again.out]) ok(!text.includes(secret));

    const { inspection } = await describePackage(bytesSource(await storeIpa()), { trusted: [], now: new Date() });
    const { resources } = apple.apple;
    const app = apple.apple.app(storeAppIdentifier);
    const train = resources.add('preReleaseVersions', { version: inspection?.version, platform: 'IOS' }, { app: app.id });
    const build = resources.add(
      'builds',
      { version: String(inspection?.versionCode), processingState: 'VALID', usesNonExemptEncryption: false },
      { app: app.id, preReleaseVersion: train.id },
    );
    resources.add('buildBetaDetails', { internalBuildState: 'IN_BETA_TESTING', externalBuildState: 'IN_BETA_REVIEW' }, { build: build.id });

    for (const [account, signature] of [
      ['apple', `hmacsha256=${'0'.repeat(64)}`],
      ['other', `hmacsha256=${'0'.repeat(64)}`],
    ] as const) {
      const address = `${server.running.url}/hooks/app-store-connect/${account}`;
      const answer = await fetch(address, { method: 'POST', headers: { 'x-apple-signature': signature }, body: '{}' });
      strictEqual(answer.status, 401);
    }
    const large = await fetch(`${server.running.url}/hooks/app-store-connect/apple`, { method: 'POST', body: 'x'.repeat(300_000) });
    strictEqual(large.status, 413);

    const states = { oldValue: 'WAITING_FOR_BETA_REVIEW', newValue: 'IN_BETA_REVIEW' };
    await apple.apple.deliver(app, 'BUILD_BETA_DETAIL_EXTERNAL_BUILD_STATE_UPDATED', states, { type: 'buildBetaDetails', id: build.id });
    deepStrictEqual(
      resources.list('webhookDeliveries').map(({ attributes }) => attributes['deliveryState']),
      ['SUCCEEDED'],
    );
    const shown = await until('shown', async () => {
      const { destinations } = (await json(`${own}/releases/1`)) as {
        readonly destinations: readonly { readonly storeState: string | null }[];
      };
      return destinations[0]?.storeState ?? undefined;
    });
    strictEqual(shown, 'IN_BETA_REVIEW');
  });
});
