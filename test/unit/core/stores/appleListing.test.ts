/** The listing of the App Store as files, against a stand-in that holds every request against Apple's description and shares no code with the client. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { encodePng } from '../../../../src/core/formats/image/encodePng.ts';
import { encodeSolidPng } from '../../../../src/core/formats/image/encodeSolidPng.ts';
import { createImage } from '../../../../src/core/formats/image/rgbaImage.ts';
import { type HttpClient } from '../../../../src/core/ports/httpClient.ts';
import { type AppStoreConnect, startAppStoreConnect } from '../../../stand-ins/app-store-connect/appStoreConnect.ts';
import { type Resource } from '../../../stand-ins/app-store-connect/resources.ts';
import { commandLine } from '../../../support/commandLine.ts';
import { connectKey, storeAppIdentifier } from '../../../support/connectPublishing.ts';
import { dyingClient } from '../../../support/dyingClient.ts';
import { fixedClock } from '../../../support/fixedWorld.ts';
import { type MemoryFiles } from '../../../support/memoryFiles.ts';
import { storeKeys } from '../../../support/storeCommands.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const folder = '/app/store/app-store-connect';
const png = (width: number, height: number, rgb = 0x33_66_99): Uint8Array => encodeSolidPng(width, height, rgb);
const texts: Files = {
  'name.txt': 'Hallo',
  'description.txt': 'Lang\r\nund breit\n',
  'keywords.txt': 'gruß,welt',
  'support-url.txt': 'https://example.com/hilfe',
};
const shots = 'iphone-67-screenshots';
const [first, second, third] = [png(1290, 2796), png(1320, 2868), png(2796, 1290, 0)];

function listing(language: string, more: Files = {}): Files {
  return Object.fromEntries(Object.entries({ ...texts, ...more }).map(([name, content]) => [`${folder}/${language}/${name}`, content]));
}

const whole = {
  ...listing('de-DE', { 'subtitle.txt': 'Gruß', 'whats-new.txt': 'Neu', [`${shots}/1.png`]: first, [`${shots}/2.png`]: second }),
};

describe('the listing of the App Store as files', () => {
  const open: AppStoreConnect[] = [];
  afterEach(async () => {
    for (const apple of open.splice(0)) {
      deepStrictEqual(apple.violations, []);
      await apple.close();
    }
  });

  async function start(openVersion: string | undefined = '1.3'): Promise<AppStoreConnect> {
    const apple = await startAppStoreConnect({
      apps: [{ bundleId: storeAppIdentifier, primaryLocale: 'en-US', ...(openVersion !== '' && { openVersion }) }],
    });
    open.push(apple);
    apple.clock.set(fixedClock().now());
    apple.tokens.trustKey(connectKey.keyId, connectKey.issuer, connectKey.publicKey);
    // Several parts of a small picture.
    apple.uploads.options = { ...apple.uploads.options, partSize: 200 };
    return apple;
  }

  async function run(apple: AppStoreConnect | undefined, files: MemoryFiles, line: string, http?: HttpClient) {
    const who = ['--key', 'file:key.p8', '--key-id', connectKey.keyId, '--issuer', connectKey.issuer];
    const at = apple ? [...who, '--endpoint', apple.url, '--app-identifier', storeAppIdentifier] : ['--store', 'app-store-connect'];
    const result = await commandLine(files, ['store', 'listing', ...line.split(' '), ...at, '--json'], http ? { http } : {});
    const json = JSON.parse(result.out) as Readonly<Record<string, unknown>> & {
      readonly issues: readonly { readonly code: string; readonly message: string }[];
      readonly differences?: readonly { readonly field: string; readonly from: string | null }[];
      readonly error?: { readonly code: string; readonly message: string };
    };
    return { ...result, json };
  }

  const attributesOf = (apple: AppStoreConnect, type: string, locale: string): Resource['attributes'] =>
    apple.resources.list(type).find(({ attributes }) => attributes['locale'] === locale)?.attributes ?? {};

  /** The names of the files of the only set, in its order. */
  function picturesOf(apple: AppStoreConnect): unknown[] {
    const [set, ...others] = apple.resources.list('appScreenshotSets');
    deepStrictEqual(others, []);
    return set === undefined ? [] : apple.resources.related(set, 'appScreenshots').map(({ attributes }) => attributes['fileName']);
  }

  it('is checked for lengths, addresses, sizes and transparency', async () => {
    const wrong = storeKeys({
      ...listing('en-US', {
        'name.txt': 'x'.repeat(31),
        'keywords.txt': 'x'.repeat(101),
        'support-url.txt': 'example.com/help',
        'title.txt': '',
        'iphone-47-screenshots/1.png': first,
        'watch-ultra-screenshots/1.png': png(502, 410),
        'ipad-97-screenshots/1.png': await encodePng(createImage(768, 1024, 0x80_00_00_00)),
        'ipad-105-screenshots/1.png': 'no picture',
      }),
      ...listing('fr-FR', Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`${shots}/${index}.png`, first]))),
      [`${folder}/de-DE/name.txt`]: '',
    });
    const { exitCode, json } = await run(undefined, wrong, 'lint');
    strictEqual(exitCode, 1);
    const counts: Record<string, number> = {};
    for (const { code } of json.issues) counts[code] = (counts[code] ?? 0) + 1;
    deepStrictEqual(counts, {
      'listing-file-unknown': 1,
      'listing-text-too-long': 2,
      'listing-address-wrong': 1,
      'listing-image-size': 2,
      'listing-image-alpha': 1,
      'listing-image-unreadable': 1,
      'listing-images-many': 1,
      'listing-text-empty': 4,
    });
    match(JSON.stringify(json.issues), /App Store Connect wants 750 × 1334, 1334 × 750/u);
    strictEqual((await run(undefined, storeKeys(whole), 'lint')).exitCode, 0);
    const apple = await start();
    const refused = await run(apple, wrong, 'push');
    deepStrictEqual([refused.exitCode, refused.json.error?.code, apple.requests.length], [1, 'store-listing-refused', 0]);
  });

  it('is compared, pushed once, and pulled again', async () => {
    const apple = await start();
    const files = storeKeys(whole);
    const compared = await run(apple, files, 'push --dry-run');
    strictEqual(compared.exitCode, 0, compared.out);
    const fields = ['name', 'subtitle', 'description', 'keywords', 'supportUrl', 'whatsNew', 'APP_IPHONE_67'];
    deepStrictEqual(
      compared.json.differences?.map(({ field, from }) => [field, from]),
      fields.map((field) => [field, null]),
    );
    deepStrictEqual(new Set(apple.requests.map(({ method }) => method)), new Set(['GET']));
    const pushed = await run(apple, files, 'push');
    deepStrictEqual([pushed.exitCode, pushed.json['changed'], pushed.json['version']], [0, true, '1.3'], pushed.out);
    strictEqual(attributesOf(apple, 'appInfoLocalizations', 'de-DE')['subtitle'], 'Gruß');
    const { description, keywords, whatsNew } = attributesOf(apple, 'appStoreVersionLocalizations', 'de-DE');
    deepStrictEqual([description, keywords, whatsNew], ['Lang\nund breit', 'gruß,welt', 'Neu']);
    deepStrictEqual(picturesOf(apple), ['1.png', '2.png']);
    const before = apple.requests.length;
    const again = await run(apple, files, 'push');
    deepStrictEqual([again.json['changed'], again.json.differences], [false, []], again.out);
    ok(apple.requests.slice(before).every(({ method }) => method === 'GET'));
    const other = storeKeys();
    const pulled = await run(apple, other, 'pull');
    strictEqual(pulled.exitCode, 0, pulled.out);
    deepStrictEqual(pulled.json['languages'], ['en-US', 'de-DE']);
    strictEqual(other.text(`${folder}/de-DE/description.txt`), 'Lang\nund breit\n');
    deepStrictEqual(await other.readFile(`${folder}/de-DE/${shots}/2.png`), Uint8Array.from(second));
    // What was pulled is what is there.
    deepStrictEqual((await run(apple, other, 'push --dry-run')).json.differences, []);
  });

  it('sends only pictures that are not there, and puts them in order', async () => {
    const apple = await start();
    await run(apple, storeKeys(whole), 'push');
    const [one, two] = apple.resources.list('appScreenshots');
    const changed = {
      ...whole,
      [`${folder}/de-DE/${shots}/0.png`]: third,
      [`${folder}/de-DE/${shots}/1.png`]: second,
      [`${folder}/de-DE/${shots}/2.png`]: first,
    };
    const { exitCode, out, json } = await run(apple, storeKeys(changed), 'push');
    deepStrictEqual([exitCode, json.differences?.map(({ field }) => field)], [0, ['APP_IPHONE_67']], out);
    const [set] = apple.resources.list('appScreenshotSets');
    ok(set && one && two);
    deepStrictEqual(
      apple.resources.related(set, 'appScreenshots').map(({ id }) => id),
      [apple.resources.list('appScreenshots').at(-1)?.id, two.id, one.id],
    );
    const fewer = Object.fromEntries(Object.entries(changed).filter(([path]) => !path.endsWith('0.png')));
    strictEqual((await run(apple, storeKeys(fewer), 'push')).exitCode, 0);
    deepStrictEqual(
      apple.resources.related(set, 'appScreenshots').map(({ id }) => id),
      [two.id, one.id],
    );
  });

  it('belongs to a version that can be changed; a named one is created', async () => {
    const apple = await start();
    const [version] = apple.resources.list('appStoreVersions');
    ok(version);
    apple.reviewVersion(version, 'READY_FOR_DISTRIBUTION');
    const closed = await run(apple, storeKeys(whole), 'push');
    strictEqual(closed.json.error?.code, 'store-listing-version-missing');
    const named = await run(apple, storeKeys(whole), 'push --app-version 1.3');
    strictEqual(named.json.error?.code, 'store-version-not-editable');
    const planned = await run(apple, storeKeys(whole), 'push --dry-run --app-version 1.4');
    deepStrictEqual([planned.json['version'], apple.resources.list('appStoreVersions').length], ['1.4', 1], planned.out);
    const pushed = await run(apple, storeKeys(whole), 'push --app-version 1.4');
    deepStrictEqual([pushed.exitCode, apple.resources.list('appStoreVersions').length], [0, 2], pushed.out);
    strictEqual((await run(apple, storeKeys(), 'pull --app-version 2.0')).json.error?.code, 'store-version-unknown');
    const empty = await start('');
    strictEqual((await run(empty, storeKeys(), 'pull')).json.error?.code, 'store-listing-version-missing');
  });

  it('says why Apple refused a picture', async () => {
    const apple = await start();
    // What no check of a file can see.
    apple.faults.decide = (request) => {
      if (!request.startsWith('GET /v1/appScreenshots/')) return undefined;
      for (const { attributes } of apple.resources.list('appScreenshots'))
        attributes['assetDeliveryState'] = { state: 'FAILED', errors: [{ code: 'IMAGE_BAD', description: 'Not this one' }], warnings: [] };
      return undefined;
    };
    const { json } = await run(apple, storeKeys(whole), 'push');
    deepStrictEqual(
      [json.error?.code, json.error?.message],
      ['store-picture-refused', 'App Store Connect refused the picture 1.png: IMAGE_BAD Not this one'],
    );
    apple.faults.decide = () => undefined;
    // A refused picture is replaced.
    strictEqual((await run(apple, storeKeys(whole), 'push')).exitCode, 0);
    deepStrictEqual(picturesOf(apple), ['1.png', '2.png']);
  });

  it('survives a rate limit, errors, lost answers and addresses that ran out', async () => {
    const apple = await start();
    apple.faults.rateLimit(1);
    apple.faults.serverErrors(2, { on: /^PUT \/upload/u });
    for (const on of [/^POST \/v1\/appScreenshotSets/u, /^POST \/v1\/appScreenshots$/u, /^POST \/v1\/appInfoLocalizations/u])
      apple.faults.cut('after', { on });
    const { exitCode, out } = await run(apple, storeKeys(whole), 'push');
    strictEqual(exitCode, 0, out);
    strictEqual(apple.faults.happened.length, 6);
    deepStrictEqual(picturesOf(apple), ['1.png', '2.png']);
  });

  it('killed at any request and started again, it is whole', async () => {
    const usual = await start();
    await run(usual, storeKeys(whole), 'push');
    for (const isLost of [false, true])
      for (let killed = 1; killed <= usual.requests.length; killed += 1) {
        const apple = await start();
        await run(apple, storeKeys(whole), 'push', dyingClient(killed, isLost));
        const { exitCode, out } = await run(apple, storeKeys(whole), 'push');
        const { keywords } = attributesOf(apple, 'appStoreVersionLocalizations', 'de-DE');
        const done = [exitCode, picturesOf(apple), keywords];
        deepStrictEqual(done, [0, ['1.png', '2.png'], 'gruß,welt'], `killed at ${killed}, lost ${isLost}: ${out}`);
        deepStrictEqual((await run(apple, storeKeys(whole), 'push --dry-run')).json.differences, []);
      }
  });
});
