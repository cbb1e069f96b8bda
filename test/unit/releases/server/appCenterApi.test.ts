import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReleaseServer } from '../../../../src/releases/server/releaseServer.ts';
import { checkAppCenterAnswer } from '../../../support/appCenterSchemas.ts';
import { sha256Of } from '../../../support/releaseWorld.ts';
import { startTestServer } from '../../../support/runningServer.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';
import { useReleaseServer } from '../../../support/useReleaseServer.ts';

// What a server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

const app = '/v0.1/apps/olivia/Demo';

describe('App Center’s API of the release server', () => {
  let server: ReleaseServer;
  let apk: Uint8Array;

  async function ask(path: string, method = 'GET', body?: unknown, token: string | null = server.running.ownerToken): Promise<Response> {
    return await fetch(path.startsWith('http') ? path : `${server.running.url}${path}`, {
      method,
      headers: { ...(token !== null && { 'x-api-token': token }) },
      ...(body !== undefined && { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
  }

  async function json(path: string, method = 'GET', body?: unknown, status = 200): Promise<Body> {
    const response = await ask(path, method, body);
    const text = await response.text();
    strictEqual(response.status, status, text);
    const answer: Body = text === '' ? undefined : JSON.parse(text);
    checkAppCenterAnswer(method, path, status, answer);
    return answer;
  }

  async function upload(
    bytes: Uint8Array,
    fileName: string,
    owner = app,
    input: object = {},
  ): Promise<{ readonly id: string; readonly shown: Body }> {
    const {
      id,
      package_asset_id: asset,
      url_encoded_token: token,
      upload_domain: domain,
    } = await json(`${owner}/uploads/releases`, 'POST', input, 201);
    const query = `?file_name=${encodeURIComponent(fileName)}&File_Size=${bytes.length}&token=${token}`;
    const { chunk_size: size, chunk_list: chunks } = await json(`${domain}/upload/set_metadata/${asset}${query}`, 'POST');
    await Promise.all(
      chunks.toReversed().map(async (number: number) => {
        const part = bytes.subarray((number - 1) * size, number * size);
        await json(`${domain}/upload/upload_chunk/${asset}?block_number=${number}&token=${token}`, 'POST', part);
      }),
    );
    strictEqual((await json(`${domain}/upload/finished/${asset}?callback=&token=${token}`, 'POST')).error, false);
    deepStrictEqual(await json(`${owner}/uploads/releases/${id}`, 'PATCH', { upload_status: 'uploadFinished' }), {
      id,
      upload_status: 'uploadFinished',
    });
    return { id, shown: await json(`${owner}/uploads/releases/${id}`) };
  }

  useReleaseServer((opened) => ({ server } = opened));
  before(async () => {
    apk = await smallArchive(smallApkEntries());
    await json('/v0.1/apps', 'POST', { display_name: 'Demo', os: 'Android', platform: 'Java' }, 201);
    await json('/v0.1/apps', 'POST', { display_name: 'Desktop', os: 'Windows', platform: 'UWP' }, 201);
  });

  it('has a release ready at the first poll, with what was read of the package', async () => {
    const { shown } = await upload(apk, 'demo.apk');
    deepStrictEqual([shown.upload_status, shown.release_distinct_id], ['readyToBePublished', 1]);
    match(shown.release_url, /\/1$/);
    const release = await json(`${app}/releases/1`);
    deepStrictEqual(
      [release.id, release.size, release.fileExtension, release.enabled, release.status, release.app_os],
      [1, apk.length, 'apk', true, 'available', 'Android'],
    );
    ok(release.bundle_identifier && release.package_hashes.length === 1 && /^\d+$/.test(release.version) && release.short_version);
    match(release.fingerprint, /^[0-9a-f]{32}$/);
  });

  it('gives back the same bytes, whole, in ranges and only when they are new', async () => {
    const { download_url: address } = await json(`${app}/releases/latest`);
    const whole = await ask(address, 'GET', undefined, null);
    strictEqual(sha256Of(new Uint8Array(await whole.arrayBuffer())), sha256Of(apk));
    strictEqual(whole.headers.get('content-type'), 'application/vnd.android.package-archive');
    match(whole.headers.get('content-disposition') ?? '', /filename="demo\.apk"/);
    const part = await fetch(address, { headers: { range: 'bytes=10-19' } });
    deepStrictEqual([part.status, Buffer.from(await part.arrayBuffer())], [206, Buffer.from(apk.subarray(10, 20))]);
    strictEqual((await fetch(address, { headers: { 'if-none-match': whole.headers.get('etag') ?? '' } })).status, 304);
    strictEqual((await fetch(address, { headers: { range: 'bytes=99999999-' } })).status, 416);
    strictEqual((await fetch(address, { method: 'HEAD' })).headers.get('content-length'), String(apk.length));
  });

  it('distributes to groups and testers, with mandatory mark and notes', async () => {
    await json(`${app}/releases/1`, 'PUT', { release_notes: '# New' });
    const { id } = await json(`${app}/distribution_groups/Collaborators`);
    deepStrictEqual(await json(`${app}/releases/1/groups`, 'POST', { id, mandatory_update: true }, 201), { id, mandatory_update: true });
    await json(`${app}/releases/1/testers`, 'POST', { email: 'a@example.com' }, 201);
    const release = await json(`${app}/distribution_groups/Collaborators/releases/latest`);
    deepStrictEqual(
      release.destinations.map((each: Body) => [each.destination_type, each.name, each.mandatory_update, each.is_latest]).toSorted(),
      [
        ['group', 'Collaborators', true, true],
        ['tester', 'a@example.com', false, true],
      ],
    );
    deepStrictEqual([release.release_notes, release.mandatory_update], ['# New', true]);
    await json(`${app}/releases/1`, 'PATCH', { destinations: [{ name: 'Collaborators' }], release_notes: 'Better' });
    await json(`${app}/releases/1`, 'PATCH', { destinations: [{ name: 'Missing' }], release_notes: 'Worse', enabled: false }, 404);
    deepStrictEqual([(await json(`${app}/releases/1`)).release_notes, (await json(`${app}/releases/1`)).enabled], ['Better', true]);
    strictEqual((await ask(`${app}/releases/1/groups/${id}`, 'DELETE')).status, 204);
    strictEqual((await ask(`${app}/distribution_groups/Collaborators/releases/latest`)).status, 404);
  });

  it('says why a package is refused at the first poll', async () => {
    const { shown } = await upload(Buffer.from('not a package'), 'broken.apk');
    strictEqual(shown.upload_status, 'error');
    match(shown.error_details, /^The uploaded package is invalid because: /);
    const { shown: zip } = await upload(Buffer.from('PK'), 'app.zip', '/v0.1/apps/olivia/Desktop');
    match(zip.error_details, /a build version is required for \.zip files/);
  });

  it('takes the version of a Windows package from its manifest', async () => {
    const manifest = '<Package><Identity Name="Acme.App" Version="1.2.3.0" ProcessorArchitecture="x64"/></Package>';
    const msix = await smallArchive([{ name: 'AppxManifest.xml', bytes: Buffer.from(manifest) }]);
    const { shown } = await upload(msix, 'app.msix', '/v0.1/apps/olivia/Desktop');
    const release = await json(`/v0.1/apps/olivia/Desktop/releases/${shown.release_distinct_id}`);
    deepStrictEqual([release.version, release.short_version, release.bundle_identifier], ['1.2.3.0', '1.2.3.0', 'Acme.App']);
  });

  it('takes the form of the oldest clients', async () => {
    const { upload_id: id, upload_url: address } = await json(`${app}/release_uploads`, 'POST', undefined, 201);
    const form = new FormData();
    form.append('other', 'x');
    form.append('ipa', new Blob([Buffer.from(apk)]), 'demo.apk');
    strictEqual((await fetch(address, { method: 'POST', body: form })).status, 204);
    // The same bytes are the same release.
    const { release_id: number, release_url: url } = await json(`${app}/release_uploads/${id}`, 'PATCH', { status: 'committed' });
    deepStrictEqual([number, Number(url.split('/').at(-1))], [1, 1]);
  });

  it('refuses a form that ends in the middle of the file', async () => {
    const { upload_url: address } = await json(`${app}/release_uploads`, 'POST', undefined, 201);
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const body = '--x\r\nContent-Disposition: form-data; name="ipa"; filename="a.apk"\r\n\r\nabc';
    strictEqual((await fetch(address, { method: 'POST', headers, body })).status, 400);
  });

  it('names the chunks that are missing', async () => {
    const bytes = Uint8Array.from(randomBytes(9_000_000));
    const { id, token } = await json('/v0.1/apps/olivia/Desktop/uploads/releases', 'POST', { build_version: '2.0' }, 201);
    const query = `?file_name=a.zip&file_size=${bytes.length}&token=${token}`;
    await json(`/upload/set_metadata/${id}${query}`, 'POST');
    await json(`/upload/upload_chunk/${id}?block_number=2&token=${token}`, 'POST', bytes.subarray(4_194_304, 8_388_608));
    const { error, missing_chunks: missing } = await json(`/upload/finished/${id}?token=${token}`, 'POST', 'POST');
    deepStrictEqual([error, missing], [true, [1, 3]]);
    deepStrictEqual((await json(`/upload/set_metadata/${id}${query}`, 'POST')).chunk_list, [1, 3]);
    strictEqual((await ask(`/upload/upload_chunk/${id}?block_number=1&token=wrong`, 'POST', bytes, null)).status, 401);
    strictEqual((await json(`/v0.1/apps/olivia/Desktop/uploads/releases/${id}`)).upload_status, 'uploadStarted');
    await json(`/v0.1/apps/olivia/Desktop/uploads/releases/${id}`, 'PATCH', { upload_status: 'uploadCanceled' });
  });

  it('says what failed with its codes', async () => {
    for (const [path, method, body, status, code] of [
      ['/v0.1/apps/olivia/None', 'GET', undefined, 404, 'NotFound'],
      [`${app}/releases/99`, 'GET', undefined, 404, 'NotFound'],
      ['/v0.1/apps', 'POST', { display_name: 'Demo', os: 'Android', platform: 'Java' }, 409, 'Conflict'],
      ['/v0.1/apps', 'POST', { display_name: 'X', os: 'BeOS', platform: 'Java' }, 400, 'BadRequest'],
      [`${app}/releases/1`, 'PUT', { release_notes: 'x'.repeat(5001) }, 400, 'BadRequest'],
      [`${app}/releases/1`, 'PUT', Buffer.from('{"enabled": fal'), 400, 'BadRequest'],
      [`${app}/release_uploads`, 'POST', { release_id: 1.5 }, 404, 'NotFound'],
      ['/v0.1/none', 'GET', undefined, 404, 'NotFound'],
      ['/v0.1/user', 'DELETE', undefined, 405, 'BadRequest'],
    ] as const) {
      const { error, message, code: plain } = await json(path, method, body, status);
      deepStrictEqual([error.code, plain, typeof message], [code, code, 'string'], path);
    }
    strictEqual((await ask('/v0.1/user', 'GET', undefined, 'wrong')).status, 401);
    strictEqual((await ask('/v0.1/user', 'GET', undefined, null)).status, 401);
  });

  it('bears what its clients do wrong', async () => {
    strictEqual((await ask('//v0.1/user')).status, 200);
    strictEqual((await ask('/v0.1/apps/Demo/olivia', 'PATCH')).status, 200);
    strictEqual((await ask(`${app}/distribution_groups/${encodeURIComponent('Größe & Co')}`)).status, 404);
    await json(`${app}/distribution_groups`, 'POST', { name: 'Größe & Co' }, 201);
    strictEqual((await json(`${app}/distribution_groups/${encodeURIComponent('Größe & Co')}`)).name, 'Größe & Co');
    deepStrictEqual(await json(`${app}/distribution_stores`), []);
  });

  it('makes tokens that only read, and such for one app', async () => {
    const { api_token: reader } = await json('/v0.1/api_tokens', 'POST', { description: 'r', scope: ['viewer'] }, 201);
    strictEqual((await ask(`${app}/releases`, 'GET', undefined, reader)).status, 200);
    strictEqual((await ask(`${app}/releases/1`, 'PUT', { enabled: false }, reader)).status, 403);
    const { api_token: bound } = await json(`${app}/api_tokens`, 'POST', {}, 201);
    strictEqual((await ask(`${app}/releases`, 'GET', undefined, bound)).status, 200);
    strictEqual((await ask('/v0.1/apps/olivia/Desktop', 'GET', undefined, bound)).status, 404);
    strictEqual((await ask('/v0.1/api_tokens', 'GET', undefined, bound)).status, 403);
    const { scope } = await json('/v0.1/api_tokens', 'POST', { scope: 'viewer' }, 201);
    deepStrictEqual(scope, ['viewer']);
    for (const unknown of [['read'], [], 'read', {}, 7]) await json('/v0.1/api_tokens', 'POST', { scope: unknown }, 400);
    const [first] = await json('/v0.1/api_tokens');
    ok(!JSON.stringify(first).includes(reader));
    strictEqual((await ask(`/v0.1/api_tokens/${first.id}`, 'DELETE')).status, 204);
    strictEqual((await ask(`${app}/releases`, 'GET', undefined, reader)).status, 401);
  });

  it('deletes releases, and their links end', async () => {
    const { download_url: address, install_url: page } = await json(`${app}/releases/1`);
    await json(`${app}/releases/1`, 'PUT', { enabled: false });
    strictEqual((await fetch(address)).status, 410);
    strictEqual((await fetch(page)).status, 410);
    strictEqual((await fetch(`${page}/icon`)).status, 410);
    strictEqual((await ask(`${app}/releases/1`, 'DELETE')).status, 200);
    strictEqual((await fetch(address)).status, 404);
  });

  it('lists releases in pages, each of which names the next one', async () => {
    const paged = '/v0.1/apps/olivia/Paged';
    await json('/v0.1/apps', 'POST', { display_name: 'Paged', os: 'Android', platform: 'Java' }, 201);
    const { id } = await json(`${paged}/distribution_groups/Collaborators`);
    for (let number = 1; number <= 5; number++) {
      const external = { external_download_url: 'https://example.com/a.apk', build_version: `1.${number}`, build_number: String(number) };
      await json(`${paged}/releases`, 'POST', external, 201);
      if (number !== 2) await json(`${paged}/releases/${number}/groups`, 'POST', { id }, 201);
    }
    const pages = async (query: string): Promise<readonly (readonly number[])[]> => {
      const found: (readonly number[])[] = [];
      for (let address = `${server.running.url}${paged}/${query}`; address !== '';) {
        const answer = await ask(address);
        const list: Body = await answer.json();
        found.push(list.map((each: Body) => each.id));
        address = /^<(.*)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1] ?? '';
      }
      return found;
    };
    deepStrictEqual(await pages('releases'), [[5, 4, 3, 2, 1]]);
    deepStrictEqual(await pages('releases?top=2'), [[5, 4], [3, 2], [1]]);
    deepStrictEqual(await pages('releases?%24top=2&published_only=true'), [
      [5, 4],
      [3, 1],
    ]);
    deepStrictEqual(await pages('distribution_groups/Collaborators/releases?top=3'), [[5, 4, 3], [1]]);
    deepStrictEqual(await pages('releases?top=-1&before=3'), [[2, 1]]);
  });
});

describe('a release server that is killed', () => {
  it('loses nothing that it acknowledged, and uploads go on', async () => {
    const server = await startTestServer();
    try {
      const bytes = Uint8Array.from(randomBytes(9_000_000));
      const { body: name } = { body: { display_name: 'Desktop', os: 'Windows', platform: 'UWP' } };
      await server.ask('/v0.1/apps', { method: 'POST', body: name });
      const path = '/v0.1/apps/olivia-owner/Desktop/uploads/releases';
      const { id, token }: Body = await (await server.ask(path, { method: 'POST', body: { build_version: '1.0' } })).json();
      const query = `?file_name=a.zip&file_size=${bytes.length}&token=${token}`;
      const chunk = async (number: number): Promise<number> => {
        const body = Buffer.from(bytes.subarray((number - 1) * 4_194_304, number * 4_194_304));
        const address = `${server.running.url}/upload/upload_chunk/${id}?block_number=${number}&token=${token}`;
        return (await fetch(address, { method: 'POST', body })).status;
      };
      await server.ask(`/upload/set_metadata/${id}${query}`, { method: 'POST' });
      strictEqual(await chunk(3), 200);
      strictEqual(await chunk(1), 200);
      // One more is on its way while the process ends.
      const lost = chunk(2).catch(() => 0);
      await server.killAndStartAgain();
      await lost;
      const { chunk_list: missing }: Body = await (await server.ask(`/upload/set_metadata/${id}${query}`, { method: 'POST' })).json();
      ok(missing.length <= 1);
      strictEqual(await chunk(2), 200);
      await server.ask(`${path}/${id}`, { method: 'PATCH', body: { upload_status: 'uploadFinished' } });
      await server.killAndStartAgain();
      const release: Body = await (await server.ask('/v0.1/apps/olivia-owner/Desktop/releases/1')).json();
      const back = new Uint8Array(await (await fetch(release.download_url)).arrayBuffer());
      strictEqual(sha256Of(back), sha256Of(bytes));
      const { pid } = JSON.parse(await readFile(join(server.folder, 'server.json'), 'utf8'));
      strictEqual(pid, server.running.pid);
      const hash = sha256Of(bytes);
      strictEqual((await stat(join(server.folder, 'blobs', hash.slice(0, 2), hash))).size, bytes.length);
    } finally {
      await server.stop();
    }
  });
});
