/** Publishing to AppGallery, against answers as Huawei describes them. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { formUpload } from '../../../../src/core/stores/appgallery/formUpload.ts';
import { runStore, storePackages } from '../../../support/otherStores.ts';
import { type RecordedRow } from '../../../support/recordingHttp.ts';

const gallery = (more: readonly RecordedRow[] = []): readonly RecordedRow[] => [
  ...more,
  { on: 'POST /api/oauth2/v1/token', answer: [200, { access_token: 'marker-token', expires_in: 172_800 }] },
  {
    on: 'GET /api/publish/v2/appid-list?packageName=com.acme.small',
    answer: [200, { ret: { code: 0 }, appids: [{ key: 'Small', value: '100' }] }],
  },
  {
    on: 'GET /api/publish/v2/app-info',
    answer: [200, { ret: { code: 0 }, appInfo: { releaseState: 0, versionCode: 6, onShelfVersionCode: 6, defaultLang: 'de-DE' } }],
  },
  {
    on: 'GET /api/publish/v2/upload-url',
    answer: [200, { ret: { code: 0 }, uploadUrl: 'https://files.test/put', authCode: 'marker-code' }],
  },
  {
    on: 'POST /put',
    answer: [
      200,
      { result: { resultCode: '0', UploadFileRsp: { ifSuccess: 1, fileInfoList: [{ fileDestUlr: 'https://files.test/f', size: 1 }] } } },
    ],
  },
  { on: 'PUT /api/publish/v2/app-file-info', answer: [200, { ret: { code: 0 }, pkgVersion: ['1'] }] },
  {
    on: 'GET /api/publish/v2/package/compile/status',
    answer: [200, { ret: { code: 0 }, pkgStateList: [{ pkgId: '1', successStatus: 1 }] }],
  },
  { on: 'PUT /api/publish/v2/app-language-info', answer: [200, { ret: { code: 0 } }] },
  { on: 'POST /api/publish/v2/app-submit', answer: [200, { ret: { code: 0 } }] },
];
const toGallery = (...more: readonly string[]): readonly string[] => [
  ...'store publish app.aab --store appgallery --key file:secret.txt --client-id c1'.split(' '),
  ...more,
];
const refusing = (on: string, code: number, msg: string, times?: number): RecordedRow => ({
  on,
  answer: [200, { ret: { code, msg } }],
  ...(times !== undefined && { times }),
});
const compiling = (times?: number): RecordedRow =>
  refusing('POST /api/publish/v2/app-submit', 204_144_660, 'It may take 2-5 minutes to compile the package', times);

describe('publishing to AppGallery', () => {
  it('uploads, points the app at the file, writes notes and submits, once the package is compiled', async () => {
    const files = await storePackages();
    await files.writeFile('/app/notes.txt', Buffer.from('Schneller.'));
    const { exitCode, json, http } = await runStore(files, toGallery('--notes-file', 'notes.txt'), gallery([compiling(2)]));
    strictEqual(exitCode, 0, JSON.stringify(json));
    deepStrictEqual([json.state, json.versionCode], ['in-review', 7]);
    const sent = http.requests.filter(({ method }) => method === 'PUT').map(({ body }) => body);
    deepStrictEqual(sent, [
      JSON.stringify({ fileType: 5, files: [{ fileName: 'app.aab', fileDestUrl: 'https://files.test/f' }] }),
      JSON.stringify({ lang: 'de-DE', newFeatures: 'Schneller.' }),
    ]);
  });

  it('sends the file with its fields as a form', async () => {
    const source = bytesSource(utf8('PK'));
    const { contentType, body } = formUpload(source, 'a "b".apk', { authCode: 'code' }, 'limit');
    const pieces: Uint8Array[] = [];
    for await (const piece of body.open()) pieces.push(Uint8Array.from(piece));
    const sent = Buffer.concat(pieces);
    strictEqual(sent.length, body.sizeBytes);
    const request = new Request('https://files.test', { method: 'POST', headers: { 'content-type': contentType }, body: sent });
    const form = await request.formData();
    const file = form.get('file');
    ok(file instanceof File);
    deepStrictEqual([form.get('authCode'), file.name, await file.text()], ['code', 'a "b".apk', 'PK']);
  });

  it('leaves a draft for someone else', async () => {
    const { json, http } = await runStore(await storePackages(), toGallery('--draft'), gallery());
    strictEqual(json.state, 'uploaded');
    ok(!http.lines.some((line) => line.includes('app-submit')));
  });

  const refusals: readonly (readonly [string, string, RecordedRow])[] = [
    ['a client that is refused', 'store-key-refused', refusing('POST /api/oauth2', 203_890_692, 'client error')],
    ['an unknown app', 'gallery-app-unknown', { on: 'GET /api/publish/v2/appid-list', answer: [200, { ret: { code: 0 }, appids: [] }] }],
    ['a missing role', 'gallery-role-missing', refusing('GET /api/publish/v2/appid-list', 205_524_994, 'client token authorization fail')],
    [
      'a missing content rating',
      'gallery-rating-missing',
      refusing(
        'POST /api/publish/v2/app-submit',
        204_144_660,
        '[cds]submit failed, additional msg is [The history of content ratings is empty]',
      ),
    ],
    [
      'a version code that is not higher',
      'store-version-code-low',
      { on: 'GET /api/publish/v2/app-info', answer: [200, { ret: { code: 0 }, appInfo: { onShelfVersionCode: 7 } }] },
    ],
    ['anything else in its own words', 'store-refused', refusing('PUT /api/publish/v2/app-file-info', 204_144_641, 'odd')],
  ];
  for (const [name, code, row] of refusals)
    it(`explains ${name}`, async () => {
      const { json } = await runStore(await storePackages(), toGallery(), gallery([row]));
      strictEqual(json.error?.code, code, JSON.stringify(json));
    });

  it('goes on after a kill at any request, and submits once', async () => {
    for (const isLost of [false, true])
      for (let killed = 1; killed <= 7; killed++) {
        const files = await storePackages();
        const first = await runStore(files, toGallery(), gallery(), (http) => Object.assign(http, { dies: killed, isLost }));
        const submitted = isLost && first.http.lines.at(-1) === 'POST /api/publish/v2/app-submit';
        const inReview: RecordedRow = {
          on: 'GET /api/publish/v2/app-info',
          answer: [200, { ret: { code: 0 }, appInfo: { releaseState: 4, versionCode: 7 } }],
        };
        const { json, http } = await runStore(files, toGallery(), gallery(submitted ? [inReview] : []));
        strictEqual(json.state, 'in-review', `${killed} ${isLost} ${JSON.stringify(json)}`);
        strictEqual(http.lines.filter((line) => line.endsWith('app-submit')).length, submitted ? 0 : 1);
      }
  });

  it('goes on later with a package that is compiled for long', async () => {
    const files = await storePackages();
    strictEqual((await runStore(files, toGallery(), gallery([compiling()]))).json.state, 'processing');
    const { json, http } = await runStore(files, toGallery(), gallery());
    deepStrictEqual([json.state, json.continued], ['in-review', true]);
    ok(!http.lines.includes('POST /put'));
  });
});
