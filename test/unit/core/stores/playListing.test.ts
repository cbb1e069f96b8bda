/** The store listing as files, against a stand-in of another author. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { encodeSolidPng } from '../../../../src/core/formats/image/encodeSolidPng.ts';
import { jpegSize } from '../../../../src/core/formats/image/jpegSize.ts';
import { commandLine } from '../../../support/commandLine.ts';
import { dyingClient } from '../../../support/dyingClient.ts';
import { type MemoryFiles } from '../../../support/memoryFiles.ts';
import { packageName } from '../../../support/playPublishing.ts';
import { storeKeys } from '../../../support/storeCommands.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { startGooglePlay } from '../../../stand-ins/google-play/googlePlay.ts';
import { type HttpClient } from '../../../../src/core/ports/httpClient.ts';

type Play = Awaited<ReturnType<typeof startGooglePlay>>;

const folder = '/app/store/google-play';
const texts = { 'title.txt': 'Hallo', 'short-description.txt': 'Kurz', 'full-description.txt': 'Lang\r\nund breit\n' };
const png = (width: number, height: number): Uint8Array => encodeSolidPng(width, height, 0x33_66_99);

function listing(
  language: string,
  more: Readonly<Record<string, string | Uint8Array>> = {},
): Readonly<Record<string, string | Uint8Array>> {
  const files = Object.entries({ ...texts, ...more }).map(([name, content]) => [`${folder}/${language}/${name}`, content]);
  return Object.fromEntries(files) as Readonly<Record<string, string | Uint8Array>>;
}

const whole = listing('de-DE', {
  'icon.png': png(512, 512),
  'phone-screenshots/1.png': png(1080, 1920),
  'phone-screenshots/2.png': png(1080, 1800),
});

/** Pictures come from another address of Google’s, which gets no token. */
const client = new NodeHttpClient({ wait: async () => {} });
const withPictures: HttpClient = {
  open: async (request) => await client.open(request),
  request: async (request) => {
    if (!request.url.startsWith('https://')) return await client.request(request);
    strictEqual(request.credentials, undefined);
    return { status: 200, url: request.url, headers: {}, body: Uint8Array.from(png(8, 8)) };
  },
};

describe('the store listing as files', () => {
  const open: Play[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  async function start(): Promise<Play> {
    const play = await startGooglePlay({ apps: [{ packageName, live: [{ versionCode: 5, track: 'production' }] }] });
    open.push(play);
    return play;
  }

  async function run(play: Play | undefined, files: MemoryFiles, line: string, http?: HttpClient) {
    const account: unknown = play?.serviceAccount;
    await files.writeFile(
      '/app/play.json',
      new TextEncoder().encode(typeof account === 'string' ? account : JSON.stringify(account ?? {})),
    );
    const at = play ? ['--key', 'file:play.json', '--endpoint', play.url, '--app-identifier', packageName] : [];
    const world = { clock: { now: () => new Date() } };
    const result = await commandLine(files, [...line.split(' '), ...at, '--json'], { world, ...(http && { http }) });
    const json = JSON.parse(result.out) as Readonly<Record<string, unknown>> & { readonly issues: readonly { readonly code: string }[] };
    return { ...result, json };
  }

  it('is checked for lengths, sizes and files that are not part of it', async () => {
    const wrong = storeKeys({
      ...listing('en-US', {
        'title.txt': 'x'.repeat(31),
        'video.txt': '',
        'icon.png': png(100, 100),
        'feature-graphic.jpg': 'no picture',
        'notes.md': '',
        'phone-screenshots/a.png': png(400, 900),
        'phone-screenshots/b.txt': '',
      }),
      ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`${folder}/fr-FR/tv-screenshots/${index}.png`, png(640, 640)])),
      [`${folder}/not a tag/title.txt`]: 'x',
    });
    const { exitCode, json } = await run(undefined, wrong, 'store listing lint');
    const codes = json.issues.map(({ code }) => code);
    strictEqual(exitCode, 1);
    deepStrictEqual([...new Set(codes)].toSorted(), [
      'listing-file-unknown',
      'listing-image-size',
      'listing-image-unreadable',
      'listing-images-many',
      'listing-language-unknown',
      'listing-text-empty',
      'listing-text-too-long',
    ]);
    strictEqual(codes.filter((code) => code === 'listing-image-size').length, 2);
    strictEqual((await run(undefined, storeKeys(whole), 'store listing lint')).exitCode, 0);
    for (const line of ['store listing nothing', 'store listing lint --dry-run'])
      strictEqual((await run(undefined, storeKeys(whole), line)).exitCode, 2);
    const play = await start();
    strictEqual((await run(play, wrong, 'store listing push')).exitCode, 1);
    strictEqual(play.app(packageName).commits.length, 0);
  });

  it('is compared, pushed once, and pulled again', async () => {
    const play = await start();
    const files = storeKeys(whole);
    const compared = await run(play, files, 'store listing push --dry-run');
    strictEqual(compared.exitCode, 0, compared.out);
    const fields = (compared.json['differences'] as readonly { readonly field: string }[]).map(({ field }) => field);
    deepStrictEqual(fields, ['title', 'shortDescription', 'fullDescription', 'icon', 'phoneScreenshots']);
    strictEqual(play.app(packageName).commits.length, 0);
    const pushed = await run(play, files, 'store listing push');
    deepStrictEqual([pushed.exitCode, pushed.json['changed']], [0, true], pushed.out);
    const again = await run(play, files, 'store listing push');
    deepStrictEqual([again.json['changed'], play.app(packageName).commits.length], [false, 1], again.out);
    const other = storeKeys();
    const pulled = await run(play, other, 'store listing pull', withPictures);
    strictEqual(pulled.exitCode, 0, pulled.out);
    ok((pulled.json['languages'] as readonly string[]).includes('de-DE'));
    strictEqual(other.text(`${folder}/de-DE/full-description.txt`), 'Lang\nund breit\n');
    deepStrictEqual([...(await other.readFile(`${folder}/de-DE/phone-screenshots/2.png`))], [...png(8, 8)]);
    deepStrictEqual(play.violations, []);
  });

  it('killed at any request and started again, it is pushed once', async () => {
    for (const isLost of [false, true])
      for (let killed = 1; killed <= 18; killed += 1) {
        const play = await start();
        const files = storeKeys(whole);
        await run(play, files, 'store listing push', dyingClient(killed, isLost));
        const { exitCode, out } = await run(play, files, 'store listing push');
        deepStrictEqual([exitCode, play.app(packageName).commits.length], [0, 1], `killed at ${killed}, lost ${isLost}: ${out}`);
        await play.close();
        open.pop();
      }
  });

  it('has JPEG pictures, whose size is in their frame header', () => {
    const frame = [0xff, 0xc2, 0, 11, 8, 0x01, 0xf4, 0x04, 0x00, 1, 0, 0, 0];
    const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, ...frame]);
    deepStrictEqual(jpegSize(jpeg), { width: 1024, height: 500 });
    for (const wrong of [[], [0xff, 0xd8], [0xff, 0xd8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0]])
      strictEqual(jpegSize(Uint8Array.from(wrong)), undefined);
  });
});
