import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { type ReleaseServer } from '../../../../src/releases/server/releaseServer.ts';
import { checkAppCenterAnswer } from '../../../support/appCenterSchemas.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';
import { useReleaseServer } from '../../../support/useReleaseServer.ts';

// What a server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

const app = '/v0.1/apps/acme/Demo';

describe('App Center’s organizations, shared groups and SDKs on the release server', () => {
  let server: ReleaseServer;
  let secret: string;

  async function json(
    path: string,
    method = 'GET',
    body?: unknown,
    status = 200,
    token: string | null = server.running.ownerToken,
  ): Promise<Body> {
    const response = await fetch(`${server.running.url}${path}`, {
      method,
      headers: { ...(token !== null && { 'x-api-token': token }) },
      ...(body !== undefined && { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    strictEqual(response.status, status, `${method} ${path}: ${text}`);
    const answer: Body = text === '' ? undefined : JSON.parse(text);
    checkAppCenterAnswer(method, path, status, answer);
    return answer;
  }

  async function release(version: string): Promise<number> {
    const page = { name: 'assets/www/index.html', bytes: Buffer.from(version) };
    const bytes = await smallArchive(smallApkEntries({ [page.name]: page }));
    const own = '/api/v1/apps/acme/Demo';
    const { id } = await json(`${own}/uploads`, 'POST', { fileName: `${version}.apk`, sizeBytes: bytes.length }, 201);
    await json(`${own}/uploads/${id}/chunks/1`, 'PUT', bytes, 204);
    const response = await fetch(`${server.running.url}${own}/uploads/${id}/publish`, {
      method: 'POST',
      headers: { 'x-api-token': server.running.ownerToken },
      body: '{}',
    });
    const { id: number }: Body = await response.json();
    return number;
  }

  useReleaseServer((opened) => ({ server } = opened));
  before(async () => {
    await json('/v0.1/orgs', 'POST', { display_name: 'Acme', name: 'acme' }, 201);
    secret = (await json('/v0.1/orgs/acme/apps', 'POST', { display_name: 'Demo', os: 'Android', platform: 'Java' }, 201)).app_secret;
  });

  it('renames an organization', async () => {
    strictEqual((await json('/v0.1/orgs/acme', 'PATCH', { display_name: 'Acme Inc.' })).display_name, 'Acme Inc.');
    await json('/v0.1/orgs', 'POST', { display_name: 'Other', name: 'other' }, 201);
    await json('/v0.1/orgs/other', 'PATCH', { name: 'acme' }, 409);
  });

  it('adds people by their address, changes their roles, and keeps an administrator', async () => {
    await json('/v0.1/orgs/acme/invitations', 'POST', { user_email: 'Ann@Example.com', role: 'collaborator' }, 204);
    await json('/v0.1/orgs/acme/invitations', 'POST', { user_email: 'nobody' }, 400);
    await json('/v0.1/orgs/acme/invitations', 'POST', { user_email: 'b@example.com', role: 'owner' }, 400);
    deepStrictEqual(
      (await json('/v0.1/orgs/acme/users')).map(({ name, role }: Body) => [name, role]),
      [
        ['ann', 'collaborator'],
        ['olivia', 'admin'],
      ],
    );
    strictEqual((await json('/v0.1/orgs/acme/users/ann', 'PATCH', { role: 'admin' })).role, 'admin');
    await json('/v0.1/orgs/acme/users/ann/apps');
    await json('/v0.1/orgs/acme/users/ann', 'DELETE', undefined, 204);
    await json('/v0.1/orgs/acme/users/olivia', 'PATCH', { role: 'member' }, 400);
    await json('/v0.1/orgs/acme/users/olivia', 'DELETE', undefined, 400);
    await json('/v0.1/orgs/acme/users/nobody', 'GET', undefined, 404);
    deepStrictEqual(await json('/v0.1/orgs/acme/invitations'), []);
  });

  it('shares groups between apps, each with its own releases', async () => {
    await json('/v0.1/orgs/acme/distribution_groups', 'POST', { name: 'Everybody' }, 201);
    await json('/v0.1/orgs/acme/distribution_groups', 'POST', { name: 'Everybody' }, 409);
    const path = '/v0.1/orgs/acme/distribution_groups/Everybody';
    await json(`${path}/members`, 'POST', { user_emails: ['t@example.com'] });
    await json(`${app}/distribution_groups/Everybody`, 'GET', undefined, 404);
    await json(`${path}/apps`, 'POST', { apps: [{ name: 'Demo' }] }, 201);
    await json(`${path}/apps`, 'POST', { apps: [{ name: 'Nothing' }] }, 404);
    strictEqual((await json(`${path}/apps`))[0].name, 'Demo');
    const [details] = await json('/v0.1/orgs/acme/distribution_groups_details?apps_limit=1');
    deepStrictEqual([details.total_apps_count, details.total_users_count, details.apps.length], [1, 1, 1]);
    const number = await release('shared');
    const { id } = await json(`${app}/distribution_groups/Everybody`);
    await json(`${app}/releases/${number}/groups`, 'POST', { id }, 201);
    strictEqual((await json(`${app}/distribution_groups/Everybody/releases/latest`)).id, number);
    deepStrictEqual(
      (await json(`${app}/testers`)).map(({ email }: Body) => email),
      ['t@example.com'],
    );
    await json('/v0.1/orgs/acme/apps', 'POST', { display_name: 'Second', os: 'Android', platform: 'Java' }, 201);
    await json(`${path}/apps`, 'POST', { apps: [{ name: 'Second' }] }, 201);
    deepStrictEqual(await json('/v0.1/apps/acme/Second/distribution_groups/Everybody/releases'), []);
    await json(`${app}/distribution_groups/Everybody`, 'DELETE', undefined, 204);
    await json(`${app}/distribution_groups/Everybody`, 'GET', undefined, 404);
    strictEqual((await json(path)).name, 'Everybody');
    await json(`${path}/apps/bulk_delete`, 'POST', { apps: [{ name: 'Second' }] }, 204);
    await json(`${path}/members/bulk_delete`, 'POST', { user_emails: ['t@example.com'] });
    deepStrictEqual(await json('/v0.1/orgs/acme/testers'), []);
    await json(path, 'PATCH', { name: 'All' });
    await json('/v0.1/orgs/acme/distribution_groups/All', 'DELETE', undefined, 204);
  });

  it('answers the SDK for Android with all that its parser needs', async () => {
    const latest = `/v0.1/public/sdk/apps/${secret}/releases/latest?is_install_page=true&release_hash=x`;
    strictEqual((await json('/v0.1/public/sdk/apps/none/releases/latest', 'GET', undefined, 404, null)).code, 'not_found');
    strictEqual((await json(latest, 'GET', undefined, 404, null)).code, 'no_releases_for_app');
    const { id: group } = await json(`${app}/distribution_groups`, 'POST', { name: 'Public', is_public: true }, 201);
    const number = await release('public');
    await json(`${app}/releases/${number}`, 'PUT', { release_notes: 'New' });
    await json(`${app}/releases/${number}/groups`, 'POST', { id: group, mandatory_update: true }, 201);
    const shown = await json(latest, 'GET', undefined, 200, null);
    // As ReleaseDetails.parse of the SDK reads them.
    const isInteger = (value: unknown): boolean => /^\d+$/.test(String(value));
    deepStrictEqual(
      {
        id: Number.isSafeInteger(shown.id),
        version: typeof shown.version === 'string' && isInteger(shown.version),
        short: typeof shown.short_version,
        size: Number.isSafeInteger(shown.size),
        level: typeof shown.android_min_api_level === 'string' && isInteger(shown.android_min_api_level),
        extension: shown.fileExtension,
        isMandatory: shown.mandatory_update,
        hash: typeof shown.package_hashes[0],
        notes: shown.release_notes,
        group: shown.distribution_group_id === group,
      },
      {
        id: true,
        version: true,
        short: 'string',
        size: true,
        level: true,
        extension: 'apk',
        isMandatory: true,
        hash: 'string',
        notes: 'New',
        group: true,
      },
    );
    match(shown.download_url, /^http:\/\/127\.0\.0\.1:\d+\/d\//);
    strictEqual((await fetch(shown.download_url)).status, 200);
    const [hash] = shown.package_hashes;
    deepStrictEqual(
      await json(`/v0.1/public/sdk/apps/${secret}/releases/${hash}/public_distribution_groups`, 'GET', undefined, 200, null),
      [{ id: group }],
    );
    strictEqual(
      (await json(`/v0.1/public/sdk/apps/${secret}/distribution_groups/${group}/releases/latest`, 'GET', undefined, 200, null)).id,
      number,
    );
    await json(`/v0.1/public/sdk/apps/${secret}/distribution_groups/none/releases/latest`, 'GET', undefined, 404, null);
    await json('/v0.1/public/apps/acme/Demo/install_analytics', 'POST', { releases: [] }, 204, null);
  });

  it('gives testers of private groups their updates through their own link', async () => {
    const own = '/api/v1/apps/acme/Demo';
    await json(`${own}/groups`, 'POST', { name: 'Private' }, 201);
    await json(`${own}/groups/Private/testers`, 'POST', { emails: ['p@example.com'] });
    const { url } = await json(`${own}/links`, 'POST', { group: 'Private', testerEmail: 'p@example.com' }, 201);
    const token = String(url).split('/').at(-1) ?? '';
    const path = `/v0.1/sdk/apps/${secret}/releases/private/latest`;
    await json(path, 'GET', undefined, 401, null);
    await json(path, 'GET', undefined, 401, 'wrong');
    strictEqual((await json(path, 'GET', undefined, 404, token)).code, 'no_releases_for_user');
    const number = await release('private');
    await json(`${app}/releases/${number}/groups`, 'POST', { id: (await json(`${app}/distribution_groups/Private`)).id }, 201);
    const shown = await json(path, 'GET', undefined, 200, token);
    strictEqual(shown.id, number);
    strictEqual((await fetch(shown.download_url)).status, 200);
    const { downloads } = await json(`${own}/downloads?release=${number}`);
    deepStrictEqual(
      downloads.map(({ testerEmail }: Body) => testerEmail),
      ['p@example.com'],
    );
    strictEqual(
      (await json(`/v0.1/sdk/apps/${secret}/releases/${shown.package_hashes[0]}`, 'GET', undefined, 200, token)).app_name,
      'Demo',
    );
    strictEqual((await json(path)).id, number);
    // What the public sees stays what is public.
    ok((await json(`/v0.1/public/sdk/apps/${secret}/releases/latest`, 'GET', undefined, 200, null)).id < number);
  });

  it('tells an app that knows a link of its group alone what is new, until the link ends', async () => {
    const own = '/api/v1/apps/acme/Demo';
    const { id, url } = await json(`${own}/links`, 'POST', { group: 'Private' }, 201);
    const link = String(url).split('/').at(-1) ?? '';
    const path = `/v0.1/public/sdk/links/${link}/releases/latest`;
    const shown = await json(path, 'GET', undefined, 200, null);
    deepStrictEqual([shown.bundle_identifier !== null, shown.mandatory_update, shown.fileExtension], [true, false, 'apk']);
    match(shown.install_url, new RegExp(`/i/${link}$`));
    await json(`${app}/releases/${shown.id}/groups/${shown.distribution_group_id}`, 'PUT', { mandatory_update: true }, 204);
    strictEqual((await json(path, 'GET', undefined, 200, null)).mandatory_update, true);
    for (const wrong of ['x', 'x'.repeat(32), `${link}x`])
      await json(`/v0.1/public/sdk/links/${wrong}/releases/latest`, 'GET', undefined, 404, null);
    await json(`${own}/links/${id}`, 'DELETE', undefined, 204);
    strictEqual((await json(path, 'GET', undefined, 404, null)).code, 'no_releases_for_app');
  });

  it('has releases that lie elsewhere, and devices', async () => {
    const input = { external_download_url: 'https://example.com/a.apk', build_version: '3.0', build_number: '30' };
    const made = await json(`${app}/releases`, 'POST', input, 201);
    deepStrictEqual([made.is_external_build, made.fingerprint, made.size, made.version], [true, null, null, '30']);
    const response = await fetch(made.download_url, { redirect: 'manual' });
    deepStrictEqual([response.status, response.headers.get('location')], [302, 'https://example.com/a.apk']);
    await json(`${app}/releases`, 'POST', { ...input, external_download_url: 'http://example.com/a.apk' }, 400);
    const udid = '00008030-001A2B3C4D5E6F70';
    await json('/v0.1/users/me/devices/register', 'POST', { udid, model: 'iPhone17,1', os_version: '26.1' });
    strictEqual((await json(`/v0.1/user/devices/${udid.toLowerCase()}`)).model, 'iPhone17,1');
    await json(`/v0.1/user/devices/${udid}`, 'DELETE', undefined, 200);
    deepStrictEqual(await json('/v0.1/user/devices'), []);
    ok((await json('/v0.1/tester/apps')).length > 0);
  });
});
