/** The listing that Google Play has, as files: which are written, and what of the answers is never one. */

import { deepStrictEqual, notStrictEqual, rejects } from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { Secret } from '../../../../../../src/core/base/secret.ts';
import { playAppOf } from '../../../../../../src/core/workflow/stores/openStore.ts';
import { pullPlayListing } from '../../../../../../src/core/workflow/stores/listing/syncPlayListing.ts';
import { MemoryFiles } from '../../../../../support/memoryFiles.ts';
import { keyFile, packageName } from '../../../../../support/playPublishing.ts';
import { googleToken, RecordingHttp, type RecordedAnswer, type RecordedRow } from '../../../../../support/recordingHttp.ts';
import { workflowWorld } from '../../../../../support/workflowWorld.ts';

const edits = `/androidpublisher/v3/applications/${packageName}/edits`;
const [png, jpeg] = [Uint8Array.of(0x89, 0x50), Uint8Array.of(0xff, 0xd8)];

/** `images` by kind: the addresses of the pictures; `pictures` by address. */
async function pull(
  listings: readonly object[],
  images: Readonly<Record<string, readonly (string | null)[]>>,
  pictures: Readonly<Record<string, RecordedAnswer>>,
  { texts = {}, mayReplace = false }: { readonly texts?: Readonly<Record<string, string>>; readonly mayReplace?: boolean } = {},
) {
  const rows: readonly RecordedRow[] = [
    googleToken,
    { on: `POST ${edits}`, answer: [200, { id: '7' }] },
    { on: `DELETE ${edits}/7`, answer: [204] },
    ...Object.entries(images).map(([kind, urls]): RecordedRow => ({
      on: `GET ${edits}/7/listings/de-DE/${kind}`,
      answer: [
        200,
        { images: urls.map((url, index) => ({ id: String(index), ...(url !== null && { url: `https://pictures.test${url}` }) })) },
      ],
    })),
    { on: `GET ${edits}/7/listings/`, answer: [404, { error: { code: 404 } }] },
    { on: `GET ${edits}/7/listings`, answer: [200, { listings }] },
    ...Object.entries(pictures).map(([path, answer]): RecordedRow => ({ on: `GET ${path}`, answer })),
  ];
  const files = new MemoryFiles({ '/app/key.json': keyFile(), '/app/store/de-DE/title.txt': 'Alt\n', ...texts });
  const http = new RecordingHttp(rows);
  const app = playAppOf({ store: 'google-play', key: new Secret(keyFile()), endpoint: 'https://play.test' }, packageName);
  return { files, http, pulling: pullPlayListing({ ...workflowWorld(files), http }, app, { folder: '/app/store', mayReplace }) };
}

describe('the listing that is pulled', () => {
  it('has one file a text and a picture, in the folder of its language, and takes the place of what is there', async () => {
    const listings = [{ language: 'de-DE', title: 'Neu', shortDescription: 'Kurz', fullDescription: '', video: 'https://v' }];
    const images = { icon: ['/icon'], phoneScreenshots: ['/p1', '/p2'], tvBanner: ['/banner'] };
    const pictures: Readonly<Record<string, RecordedAnswer>> = {
      '/icon': [200, png],
      '/p1': [200, jpeg],
      '/p2': [200, png],
      '/banner': [200, jpeg],
    };
    const { files, http, pulling } = await pull(listings, images, pictures);
    const names = [
      'title.txt',
      'short-description.txt',
      'video.txt',
      'icon.png',
      'phone-screenshots/1.jpg',
      'phone-screenshots/2.png',
      'tv-banner.jpg',
    ].map((name) => `/app/store/de-DE/${name}`);
    deepStrictEqual(await pulling, { languages: ['de-DE'], written: names });
    deepStrictEqual(files.paths(), [...names, '/app/key.json'].toSorted());
    deepStrictEqual(
      names.slice(0, 3).map((name) => files.text(name)),
      ['Neu\n', 'Kurz\n', 'https://v\n'],
    );
    deepStrictEqual(await files.readFile(names[4] ?? ''), jpeg);
    // Nothing is changed at the store.
    deepStrictEqual(
      http.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
      ['POST /token', `POST ${edits}`, `DELETE ${edits}/7`],
    );
  });

  it('has no picture without an address, none that is not there, and no other kind of file', async () => {
    const images = { phoneScreenshots: [null, '/gone', '/page', '/empty', '/right'] };
    const page = new TextEncoder().encode('<html>');
    const pictures: Readonly<Record<string, RecordedAnswer>> = {
      '/gone': [404, png],
      '/page': [200, page],
      '/empty': [200, new Uint8Array(0)],
      '/right': [200, png],
    };
    const { pulling } = await pull([{ language: 'de-DE', title: 'Neu' }], images, pictures);
    deepStrictEqual((await pulling).written, ['/app/store/de-DE/title.txt', '/app/store/de-DE/phone-screenshots/5.png']);
  });

  it('takes the place of no other kind of file, unless that is asked for', async () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const [name, text] of [
      ['title.txt', key],
      ['title.txt', 'a\u0000b'],
      ['icon.png', key],
      ['icon.png', 'notes'],
    ] as const) {
      const path = `/app/store/de-DE/${name}`;
      const run = async (mayReplace: boolean) =>
        await pull(
          [{ language: 'de-DE', title: 'Neu' }],
          { icon: ['/icon'] },
          { '/icon': [200, png] },
          { texts: { [path]: text }, mayReplace },
        );
      const { files, pulling } = await run(false);
      await rejects(pulling, { code: 'output-other-kind' }, name);
      deepStrictEqual(files.text(path), text);
      const forced = await run(true);
      await forced.pulling;
      notStrictEqual(forced.files.text(path), text);
    }
  });

  it('has no folder outside its own, whatever the store calls a language', async () => {
    for (const language of ['../../..', 'de/../..', '', 'de_DE', '/etc', 'a', 'nul\u0000']) {
      const { files, pulling } = await pull([{ language, title: 'x' }], {}, {});
      await rejects(pulling, { code: 'store-answer-unexpected' });
      deepStrictEqual(files.paths(), ['/app/key.json', '/app/store/de-DE/title.txt']);
    }
  });
});
