import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { checkAppCenterAnswer } from '../../../support/appCenterSchemas.ts';
import { helloApp, startHelloServer, type HelloServer } from '../../../support/helloServer.ts';
import { ipaEntries } from '../../../support/ipaFiles.ts';
import { PortalBrowser } from '../../../support/portalBrowser.ts';
import { smallArchive } from '../../../support/smallPackages.ts';

// What a server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

const app = '/v0.1/apps/acme/Hello';
const uuid = '0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0';
const phone = { owner: 'acme', app: 'Phone' } as const;

describe('what App Center gives testers and its SDKs', () => {
  let hello: HelloServer;
  let secrets: Record<'Hello' | 'Phone', string>;

  async function json(path: string, status = 200, token?: string | null): Promise<Body> {
    const response = await hello.server.ask(path, token === undefined ? {} : { token });
    const body: Body = await response.json();
    strictEqual(response.status, status, `${path}: ${JSON.stringify(body)}`);
    checkAppCenterAnswer('GET', path, status, body);
    return body;
  }

  before(async () => {
    hello = await startHelloServer({ Private: 'private', Public: 'public' });
    const { client } = hello;
    await client.addTesters(helloApp, 'Private', ['ann@example.com']);
    await hello.publish('private', ['Private']);
    await hello.publish('public', ['Public']);
    await client.createApp({ name: 'Phone', displayName: 'Phone', os: 'iOS', owner: 'acme' });
    await client.createGroup(phone, 'Public', true);
    await client.createGroup(phone, 'Private', false);
    await client.addTesters(phone, 'Private', ['ann@example.com']);
    const file = bytesSource(await smallArchive(ipaEntries({ pki: new ApplePki(), machO: { uuid } })));
    const input = { fileName: 'hello.ipa', file, testers: [], notifiesTesters: false, isMandatory: true, notes: 'New' };
    await client.createRelease(phone, { ...input, groups: ['Public', 'Private'] });
    secrets = { Hello: (await json(app)).app_secret, Phone: (await json('/v0.1/apps/acme/Phone')).app_secret };
  });
  after(async () => await hello.server.stop());

  async function invitedBrowser(): Promise<PortalBrowser> {
    const body = { group: 'Private', testerEmail: 'ann@example.com' };
    const { url }: Body = await (await hello.server.ask('/api/v1/apps/acme/Hello/links', { method: 'POST', body })).json();
    const browser = new PortalBrowser(hello.server.running.url);
    await browser.open(url);
    return browser;
  }

  const setup = (secret: string, query: Readonly<Record<string, string>>): string =>
    `/i/apps/${secret}/private-update-setup/?${new URLSearchParams({ release_hash: 'x', request_id: 'r-1', ...query }).toString()}`;

  /** Where the button of the page leads. */
  async function wayBack(browser: PortalBrowser, path: string): Promise<string> {
    const page = await browser.text(path);
    return (/<a class="button" href="([^"]+)">Back to the App/.exec(page)?.[1] ?? page).replaceAll('&amp;', '&');
  }

  it('lists what went to a user as a tester', async () => {
    await hello.server.ask('/v0.1/orgs/acme/invitations', {
      method: 'POST',
      body: { user_email: 'ann@example.com', role: 'collaborator' },
    });
    const numbers = (list: Body): readonly number[] => list.map(({ id }: Body) => id);
    // The owner of the server has no address, and so no releases as a tester.
    deepStrictEqual(await json(`${app}/releases/filter_by_tester`), []);
    deepStrictEqual(await json(`${app}/releases?scope=tester`), []);
    deepStrictEqual(numbers(await json(`${app}/releases`)), [2, 1]);
  });

  it('shows the provisioning profile of an iOS package, and says that others have none', async () => {
    const profile = await json('/v0.1/apps/acme/Phone/releases/1/provisioning_profile');
    deepStrictEqual([profile.provisioning_profile_type, profile.udids.length > 0], ['adhoc', true]);
    match((await json(`${app}/releases/1/provisioning_profile`, 400)).message, /only iOS packages/);
  });

  it('knows no resign operation, as it starts none', async () => {
    strictEqual((await json('/v0.1/apps/acme/Phone/releases/1/update_devices/1?include_provisioning_profile=true', 404)).code, 'NotFound');
  });

  it('answers the SDK for Apple with all that its parser needs', async () => {
    const shown = await json(`/v0.1/public/sdk/apps/${secrets.Phone}/releases/latest?release_hash=x`, 200, null);
    // As MSACReleaseDetails reads and checks them.
    deepStrictEqual(
      {
        id: Number.isSafeInteger(shown.id),
        status: shown.status,
        version: typeof shown.version,
        isSemantic: /^\d+\.\d+(\.\d+)?$/.test(shown.short_version),
        minimum: /^\d+(\.\d+)*$/.test(shown.min_os),
        isMandatory: shown.mandatory_update,
        hashes: shown.package_hashes,
        notes: shown.release_notes,
        group: typeof shown.distribution_group_id,
      },
      {
        id: true,
        status: 'available',
        version: 'string',
        isSemantic: true,
        minimum: true,
        isMandatory: true,
        hashes: [createHash('sha256').update(`${uuid.toLowerCase()}:1.4.0:12`).digest('hex')],
        notes: 'New',
        group: 'string',
      },
    );
    // It is opened as it is; over https it is the installer of iOS.
    strictEqual((await fetch(shown.install_url)).status, 200);
  });

  it('gives an app a token for its tester, who opened an invitation in the browser', async () => {
    const browser = await invitedBrowser();
    const identifier = (await json(`${app}/releases/1`)).bundle_identifier;
    const android = setup(secrets.Hello, { platform: 'Android', redirect_id: identifier, redirect_scheme: 'appcenter' });
    const intent = await wayBack(browser, android);
    match(
      intent,
      new RegExp(`^intent://updates/#Intent;scheme=appcenter;package=${identifier};S\\.request_id=r-1;S\\.distribution_group_id=`),
    );
    const token = /S\.update_token=([^;]+);end$/.exec(intent)?.[1] ?? '';
    const latest = `/v0.1/sdk/apps/${secrets.Hello}/releases/private/latest`;
    strictEqual((await json(latest, 200, token)).id, 1);
    // Asked again, it is the same.
    strictEqual(await wayBack(browser, android), intent);
    const scheme = `appcenter-${secrets.Phone}`;
    const url = new URL(await wayBack(browser, setup(secrets.Phone, { platform: 'iOS', redirect_id: scheme })));
    deepStrictEqual([url.protocol, url.searchParams.get('request_id')], [`${scheme}:`, 'r-1']);
    const phoneToken = url.searchParams.get('update_token') ?? '';
    strictEqual((await json(`/v0.1/sdk/apps/${secrets.Phone}/releases/private/latest`, 200, phoneToken)).mandatory_update, true);
  });

  it('gives no token to another app, and none to a browser that no invitation was opened in', async () => {
    const browser = await invitedBrowser();
    const android = { platform: 'Android', redirect_id: 'com.evil.app' };
    const cases: readonly (readonly [secret: string, query: Readonly<Record<string, string>>])[] = [
      [secrets.Hello, android],
      [secrets.Hello, { platform: 'Android', redirect_id: 'com.evil;S.x=y' }],
      [secrets.Phone, { platform: 'iOS', redirect_id: `appcenter-${secrets.Hello}` }],
      [secrets.Phone, { platform: 'iOS', redirect_id: 'javascript' }],
      [secrets.Phone, { platform: 'iOS', redirect_id: `appcenter-${secrets.Phone}`, request_id: '"><script>' }],
    ];
    for (const [secret, query] of cases) strictEqual((await browser.open(setup(secret, query))).status, 400, JSON.stringify(query));
    const stranger = new PortalBrowser(hello.server.running.url);
    const asked = await stranger.open(setup(secrets.Hello, android));
    deepStrictEqual([asked.status, /Open the link of your invitation/.test(await asked.text())], [403, true]);
    ok((await stranger.open(setup('none', android))).status === 404);
  });
});
