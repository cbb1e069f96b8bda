/** The stand-in of AppGallery Connect by itself: its rules, driven with bare requests in the order of Huawei's examples. */

import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type AppGallery, startAppGallery } from '../../stand-ins/appgallery/appGallery.ts';
import { packageText } from '../../stand-ins/support/packageFacts.ts';
import { ask as askStandIn, type Reply } from '../../support/bareRequests.ts';

const packageName = 'com.acme.demo';
const app = 'appId=100';

function apk(versionCode: number): Buffer {
  return packageText({ identifier: packageName, versionCode, version: '1.0' }, 300_000);
}

describe('The stand-in of AppGallery Connect', () => {
  let gallery: AppGallery;
  let token: string;

  beforeEach(async () => {
    gallery = await startAppGallery({ apps: [{ appId: '100', packageName, live: { versionCode: 7, version: '0.9' } }] });
    token = String((await signIn()).body['access_token']);
  });
  afterEach(() => gallery.close());

  async function signIn(change: object = {}): Promise<Reply> {
    const { id, secret } = gallery.client;
    const body = { grant_type: 'client_credentials', client_id: id, client_secret: secret, ...change };
    return askStandIn({ url: gallery.url, token: '' }, 'POST', '/api/oauth2/v1/token', body);
  }

  async function ask(method: string, path: string, body?: unknown): Promise<Reply> {
    return askStandIn({ url: gallery.url, token }, method, `/api/publish/v2/${path}`, body, { client_id: gallery.client.id });
  }

  function retOf({ body }: Reply): number {
    return (body['ret'] as { code: number }).code;
  }

  async function sendForm(bytes: Buffer, name = 'demo.apk', more: Readonly<Record<string, string>> = {}): Promise<Record<string, unknown>> {
    const { uploadUrl, authCode } = (await ask('GET', `upload-url?${app}&suffix=apk`)).body;
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    for (const [field, value] of Object.entries({ authCode: String(authCode), fileCount: '1', ...more })) form.append(field, value);
    const answer = await (await fetch(String(uploadUrl), { method: 'POST', body: form })).json();
    return (answer as { result: Record<string, unknown> }).result;
  }

  async function upload(bytes: Buffer): Promise<Reply> {
    const { resultCode, UploadFileRsp } = (await sendForm(bytes)) as {
      resultCode: string;
      UploadFileRsp: { fileInfoList: { fileDestUlr: string; size: number }[] };
    };
    strictEqual(resultCode, '0');
    const [{ fileDestUlr, size } = { fileDestUlr: '', size: 0 }] = UploadFileRsp.fileInfoList;
    return ask('PUT', `app-file-info?${app}`, { fileType: 5, files: [{ fileName: 'demo.apk', fileDestUrl: fileDestUlr, size }] });
  }

  it('publishes a file of a form: found by package, uploaded, added, compiled, submitted once', async () => {
    deepStrictEqual((await ask('GET', `appid-list?packageName=${packageName}`)).body['appids'], [{ key: packageName, value: '100' }]);
    const added = await upload(apk(8));
    const [pkgVersion] = added.body['pkgVersion'] as string[];
    strictEqual(gallery.app('100').draft?.file.sha256, createHash('sha256').update(apk(8)).digest('hex'));
    strictEqual((await ask('GET', `aab/complile/status?${app}&pkgVersion=${pkgVersion}`)).body['aabCompileStatus'], 1);
    strictEqual(retOf(await ask('PUT', `app-language-info?${app}`, { lang: 'en-US', newFeatures: 'First words' })), 0);
    strictEqual(retOf(await ask('POST', `app-submit?${app}`)), 0);
    strictEqual(retOf(await ask('POST', `app-submit?${app}`)), 204144660);
    const info = await ask('GET', `app-info?${app}`);
    strictEqual((info.body['appInfo'] as { releaseState: number }).releaseState, 5);
    strictEqual(gallery.app('100').submissions.length, 1);
    gallery.review('100', 'released');
    strictEqual(gallery.app('100').live?.versionCode, 8);
    deepStrictEqual(gallery.violations, []);
  });

  it('takes a file at a signed address, whose headers are part of the signature', async () => {
    const bytes = apk(8);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const open = async (): Promise<{ url: string; objectId: string; headers: Record<string, string> }> =>
      (await ask('GET', `upload-url/for-obs?${app}&fileName=demo.apk&contentLength=${bytes.length}&sha256=${sha256}`)).body[
        'urlInfo'
      ] as never;
    const { url, objectId, headers } = await open();
    const put = async (to: string, given: Record<string, string>, body = bytes): Promise<number> =>
      (await fetch(to, { method: 'PUT', headers: given, body: new Uint8Array(body) })).status;
    strictEqual(await put(url, headers), 200);
    deepStrictEqual(gallery.violations, []);
    strictEqual(
      retOf(await ask('PUT', `app-file-info?${app}`, { fileType: 5, files: [{ fileName: 'demo.apk', fileDestUrl: objectId }] })),
      0,
    );
    strictEqual(await put((await open()).url, { 'content-type': 'application/octet-stream' }), 403);
    const next = await open();
    strictEqual(await put(next.url, next.headers, Buffer.alloc(bytes.length)), 400);
    strictEqual(gallery.violations.length, 2);
    gallery.clock.advance(1000);
    strictEqual(await put(next.url, next.headers), 403);
  });

  it('answers a submission while the package is compiled in the words of now and of before', async () => {
    await upload(apk(8));
    strictEqual(retOf(await ask('POST', `app-submit?${app}`)), 204144727);
    gallery.olderWords = true;
    await upload(apk(9));
    const before = await ask('POST', `app-submit?${app}`);
    match((before.body['ret'] as { msg: string }).msg, /It may take 2-5 minutes/u);
    deepStrictEqual(gallery.violations, []);
  });

  it('releases by phases with a body, and changes the state of the phases', async () => {
    await upload(apk(8));
    await ask('GET', `aab/complile/status?${app}&pkgVersion=${gallery.app('100').draft?.pkgVersion}`);
    const phase = {
      phasedReleaseStartTime: '2026-12-01T00:00:00+0000',
      phasedReleaseEndTime: '2026-12-08T00:00:00+0000',
      phasedReleasePercent: '10.00',
    };
    strictEqual(retOf(await ask('POST', `app-submit?${app}&releaseType=3`, phase)), 204144641);
    strictEqual(gallery.violations.length, 1);
    strictEqual(retOf(await ask('POST', `app-submit?${app}&releaseType=3`, { ...phase, phasedReleaseDescription: 'Ten' })), 0);
    strictEqual(retOf(await ask('PUT', `phased-release/state?${app}`, { state: 'SUSPEND' })), 204144641);
    gallery.review('100', 'released');
    strictEqual(retOf(await ask('PUT', `phased-release/state?${app}`, { state: 'SUSPEND' })), 0);
    strictEqual(gallery.app('100').phase?.state, 'SUSPEND');
    strictEqual(retOf(await ask('PUT', `phased-release?${app}&releaseType=1`, {})), 0);
    deepStrictEqual([gallery.app('100').phase, gallery.app('100').live?.versionCode], [undefined, 8]);
  });

  it('refuses what Huawei refuses, with its result codes', async () => {
    strictEqual(retOf(await ask('POST', `app-submit?${app}`)), 204144641);
    strictEqual(retOf(await upload(apk(7))), 204144662);
    strictEqual(retOf(await upload(Buffer.from('no package'))), 204144662);
    strictEqual(retOf(await ask('GET', 'app-info?appId=1')), 204144644);
    strictEqual(retOf(await signIn({ client_id: 'x' })), 203886599);
    gallery.refuseNext('app-submit', 204144660, '[cds]submit failed, additional msg is [PublishCountry is necessary !]');
    strictEqual(retOf(await ask('POST', `app-submit?${app}`)), 204144660);
    gallery.client.kind = 'project';
    strictEqual((await ask('GET', `app-info?${app}`)).status, 403);
    gallery.client.kind = 'team';
    gallery.expireTokens();
    strictEqual((await ask('GET', `app-info?${app}`)).status, 401);
    deepStrictEqual(gallery.violations, []);
  });

  it('collects what does not follow the description', async () => {
    strictEqual((await ask('GET', 'upload-url?suffix=apk')).status, 400);
    strictEqual(
      (await ask('PUT', `app-file-info?${app}`, { fileType: 5, files: [{ fileName: 'demo.apk', fileDestUlr: 'x' }] })).status,
      400,
    );
    strictEqual((await ask('GET', 'things')).status, 404);
    strictEqual((await sendForm(apk(8), 'demo.txt'))['resultCode'], '77720022');
    strictEqual((await sendForm(apk(8), 'demo.apk', { color: 'red' }))['resultCode'], '0');
    strictEqual((await sendForm(apk(8), 'demo.apk', { fileCount: '2' }))['resultCode'], '77720004');
    strictEqual(gallery.violations.length, 7);
  });
});
