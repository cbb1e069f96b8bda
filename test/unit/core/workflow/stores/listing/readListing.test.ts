/** The files of a store listing: what is read of them, and each thing that the store would refuse, with its place. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { encodeSolidPng } from '../../../../../../src/core/formats/image/encodeSolidPng.ts';
import { playListingRules } from '../../../../../../src/core/workflow/stores/listing/playListingRules.ts';
import { readListingFolder } from '../../../../../../src/core/workflow/stores/listing/readListing.ts';
import { withWholeTexts } from '../../../../../support/assertFilled.ts';
import { hereDigester } from '../../../../../support/hereDigester.ts';
import { MemoryFiles, posixPaths } from '../../../../../support/memoryFiles.ts';

type Files = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

const png = (width: number, height: number): Uint8Array<ArrayBuffer> => Uint8Array.from(encodeSolidPng(width, height, 0x33_66_99));
const texts: Files = { 'title.txt': 'Hello', 'short-description.txt': 'Short', 'full-description.txt': 'Long' };

/** Paths below the folder of the listing. */
async function read(content: Files) {
  const files = new MemoryFiles(Object.fromEntries(Object.entries(content).map(([path, value]) => [`/play/${path}`, value])));
  return await readListingFolder({ files, paths: posixPaths, digester: hereDigester }, playListingRules, '/play');
}

const inLanguage = (more: Files): Files =>
  Object.fromEntries(Object.entries({ ...texts, ...more }).map(([name, value]) => [`en-US/${name}`, value]));

describe('the files of a store listing', () => {
  it('are texts without what an editor adds, and pictures in the order of their names', async () => {
    const { listings, issues } = await read({
      ...inLanguage({
        'full-description.txt': '\uFEFFLong\r\nand wide\r\n',
        'video.txt': 'https://example.com/video\n',
        'icon.PNG': png(512, 512),
        'phone-screenshots/10.png': png(1080, 1920),
        'phone-screenshots/9.png': png(1920, 1080),
      }),
      'de/title.txt': 'Hallo',
      'de/short-description.txt': 'Kurz',
      'de/full-description.txt': 'Lang',
    });
    deepStrictEqual(issues, []);
    deepStrictEqual(Object.fromEntries(listings.map((listing) => [listing.language, listing.texts])), {
      de: { title: 'Hallo', shortDescription: 'Kurz', fullDescription: 'Lang' },
      'en-US': { title: 'Hello', shortDescription: 'Short', fullDescription: 'Long\nand wide', video: 'https://example.com/video' },
    });
    const images = listings.find(({ language }) => language === 'en-US')?.images ?? {};
    deepStrictEqual(
      Object.entries(images).map(([kind, pictures]) => [kind, pictures.map(({ name, contentType }) => `${name} ${contentType}`)]),
      [
        ['icon', ['icon.PNG image/png']],
        ['phoneScreenshots', ['9.png image/png', '10.png image/png']],
      ],
    );
  });

  const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`tv-screenshots/${index}.png`, png(400, 400)]));
  for (const [what, content, code, params, file] of [
    [
      'a file beside the languages',
      { ...inLanguage({}), 'notes.txt': '' },
      'listing-file-unknown',
      { name: 'notes.txt' },
      '/play/notes.txt',
    ],
    [
      'a folder that is no language',
      { ...inLanguage({}), 'english/x': '' },
      'listing-language-unknown',
      { name: 'english' },
      '/play/english',
    ],
    ['a file of another name', inLanguage({ 'name.txt': '' }), 'listing-file-unknown', { name: 'name.txt' }, '/play/en-US/name.txt'],
    [
      'a folder called like a text',
      inLanguage({ 'video.txt/x': '' }),
      'listing-file-unknown',
      { name: 'video.txt' },
      '/play/en-US/video.txt',
    ],
    ['a picture of another form', inLanguage({ 'icon.gif': '' }), 'listing-file-unknown', { name: 'icon.gif' }, '/play/en-US/icon.gif'],
    [
      'a file among screenshots',
      inLanguage({ 'tv-screenshots/a.txt': '' }),
      'listing-file-unknown',
      { name: 'a.txt' },
      '/play/en-US/tv-screenshots/a.txt',
    ],
    [
      'an empty text',
      inLanguage({ 'title.txt': '\r\n' }),
      'listing-text-empty',
      { language: 'en-US', field: 'title.txt', store: 'Google Play' },
      '/play/en-US',
    ],
    [
      'a long text',
      inLanguage({ 'title.txt': 'x'.repeat(31) }),
      'listing-text-too-long',
      { length: 31, limit: 30, store: 'Google Play' },
      '/play/en-US/title.txt',
    ],
    ['what is no picture', inLanguage({ 'icon.png': 'text' }), 'listing-image-unreadable', {}, '/play/en-US/icon.png'],
    [
      'an icon of another size',
      inLanguage({ 'icon.png': png(512, 511) }),
      'listing-image-size',
      { width: 512, height: 511, wanted: '512 × 512', store: 'Google Play' },
      '/play/en-US/icon.png',
    ],
    [
      'a screenshot that is too narrow',
      inLanguage({ 'tv-screenshots/1.png': png(400, 801) }),
      'listing-image-size',
      { width: 400, height: 801, wanted: '320 to 3840, at most 2:1', store: 'Google Play' },
      '/play/en-US/tv-screenshots/1.png',
    ],
    [
      'a large icon',
      inLanguage({ 'icon.png': new Uint8Array(1024 * 1024 + 1) }),
      'listing-image-large',
      { sizeBytes: 1024 * 1024 + 1, limitBytes: 1024 * 1024, store: 'Google Play' },
      '/play/en-US/icon.png',
    ],
    [
      'many screenshots',
      inLanguage(many),
      'listing-images-many',
      { count: 9, limit: 8, store: 'Google Play' },
      '/play/en-US/tv-screenshots',
    ],
  ] satisfies readonly (readonly [what: string, content: Files, code: string, params: object, file: string])[]) {
    it(`are refused for ${what}`, async () => {
      const { issues } = await read(content);
      deepStrictEqual(
        withWholeTexts(issues).map((issue) => [issue.code, issue.params, issue.place?.file]),
        [[code, params, file]],
      );
    });
  }

  it('may be as large and as many as the store takes', async () => {
    const eight = Object.fromEntries(Object.entries(many).slice(1));
    const { issues, listings } = await read(inLanguage({ ...eight, 'title.txt': 'x'.repeat(30), 'tv-screenshots/1.png': png(400, 800) }));
    deepStrictEqual(issues, []);
    strictEqual(listings[0]?.images.tvScreenshots?.length, 8);
  });
});
