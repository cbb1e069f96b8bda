import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { rankIcons } from '../../../../../src/core/formats/web-manifest/chooseIcon.ts';
import { inspectWebManifest } from '../../../../../src/core/formats/web-manifest/inspectWebManifest.ts';
import { parseLanguageTag } from '../../../../../src/core/formats/web-manifest/languageTag.ts';
import { type WebManifest } from '../../../../../src/core/formats/web-manifest/webManifest.ts';

const url = 'https://example.com/app/manifest.json';

function read(manifest: unknown): WebManifest {
  const { manifest: value, issues } = inspectWebManifest(utf8(JSON.stringify(manifest)), url);
  deepStrictEqual(issues, []);
  if (value === undefined) throw new Error('no manifest');
  return value;
}

function issuesOf(manifest: unknown): readonly string[] {
  const { issues } = inspectWebManifest(utf8(typeof manifest === 'string' ? manifest : JSON.stringify(manifest)), url);
  return issues.map(({ code, place }) => `${code} ${place?.pointer ?? ''}`.trim());
}

describe('a web app manifest that is not UTF-8', () => {
  const text = JSON.stringify({ name: 'Größe' });
  for (const [encoding, bytes] of [
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['Latin-1 (Windows-1252)', Buffer.from(text, 'latin1')],
  ] as const)
    it(`is named, and read all the same: ${encoding}, ${bytes.length} bytes`, () => {
      const { manifest, issues } = inspectWebManifest(new Uint8Array(bytes), url);
      deepStrictEqual(
        [manifest?.name, issues.map(({ code, params }) => [code, params['encoding']])],
        ['Größe', [['web-manifest-not-utf8', encoding]]],
      );
    });
  it('may begin with a byte order mark', () => {
    const { manifest, issues } = inspectWebManifest(utf8(`\ufeff${text}`), url);
    deepStrictEqual([manifest?.name, issues], ['Größe', []]);
  });
});

describe('a web app manifest', () => {
  it('is read with every address made absolute', () => {
    const { name, startUrl, scope, themeColor, backgroundColor, orientation, display, icons } = read({
      name: ' Hello Web ',
      start_url: './?from=home',
      theme_color: 'rgb(47 111 235)',
      background_color: '#fff',
      orientation: 'portrait-primary',
      display: 'standalone',
      icons: [{ src: '../i.png', sizes: '48x48 512X512', type: 'image/png', purpose: 'maskable monochrome' }],
    });
    deepStrictEqual(
      { name, startUrl, scope, themeColor, backgroundColor, orientation, display, icons },
      {
        name: 'Hello Web',
        startUrl: 'https://example.com/app/?from=home',
        scope: 'https://example.com/app/',
        themeColor: 0xff2f6feb,
        backgroundColor: 0xffffffff,
        orientation: 'portrait-primary',
        display: 'standalone',
        icons: [{ src: 'https://example.com/i.png', size: 512, type: 'image/png', purposes: ['maskable', 'monochrome'] }],
      },
    );
  });

  it('prefers the display that display_override names first and that is known', () => {
    strictEqual(read({ display: 'browser', display_override: ['window-controls-overlay', 'fullscreen'] }).display, 'fullscreen');
  });

  it('does not take a scope that the start page is not in', () => {
    strictEqual(read({ start_url: '/app/a/b?c', scope: '/other/' }).scope, 'https://example.com/app/a/');
    strictEqual(read({ start_url: '/app/a/b', scope: '/' }).scope, 'https://example.com/');
  });

  it('reads names in other languages, in both proposed forms', () => {
    deepStrictEqual(read({ name_localized: { fr: 'Bonjour', 'pt-BR': { value: 'Olá', dir: 'ltr' } } }).names, {
      fr: 'Bonjour',
      'pt-BR': 'Olá',
    });
    deepStrictEqual(read({ translations: { de: { name: 'Hallo', short_name: 'H' }, es: {} } }).names, { de: 'Hallo' });
    deepStrictEqual(read({ translations: { de: { short_name: 'H' } } }).shortNames, { de: 'H' });
  });

  it('reads shortcuts', () => {
    deepStrictEqual(read({ shortcuts: [{ name: 'New', short_name: 'N', url: 'new' }] }).shortcuts, [
      { name: 'New', shortName: 'N', url: 'https://example.com/app/new', icons: [] },
    ]);
  });

  it('passes over members that it does not know, and icons of unknown purposes', () => {
    deepStrictEqual(read({ share_target: 7, icons: [{ src: 'a.png', purpose: 'badge' }] }).icons, []);
  });
});

describe('a web app manifest with mistakes', () => {
  it('web-manifest-not-json', () => deepStrictEqual(issuesOf('{"name": }'), ['web-manifest-not-json']));
  it('web-manifest-not-object', () => {
    for (const text of ['[]', '3', 'null', '"name"']) deepStrictEqual(issuesOf(text), ['web-manifest-not-object']);
  });
  it('web-manifest-member-wrong', () => {
    deepStrictEqual(issuesOf({ name: 3, icons: {}, shortcuts: [{ url: '.' }, 'x'], lang: '!!' }), [
      'web-manifest-member-wrong /name',
      'web-manifest-member-wrong /lang',
      'web-manifest-member-wrong /icons',
      'web-manifest-member-wrong /shortcuts/1',
      'web-manifest-member-wrong /shortcuts/0/name',
    ]);
    deepStrictEqual(issuesOf({ icons: [{ src: 'https://[' }] }), ['web-manifest-member-wrong /icons/0/src']);
    deepStrictEqual(issuesOf({ name_localized: { '??': 'x' } }), ['web-manifest-member-wrong /name_localized/??']);
  });
  it('web-manifest-color-wrong', () => deepStrictEqual(issuesOf({ theme_color: 'blurple' }), ['web-manifest-color-wrong /theme_color']));
  it('web-manifest-value-unknown', () => deepStrictEqual(issuesOf({ display: 'tabs' }), ['web-manifest-value-unknown /display']));
  it('web-manifest-address-wrong', () => {
    deepStrictEqual(issuesOf({ start_url: 'https://evil.example/' }), ['web-manifest-address-wrong /start_url']);
    deepStrictEqual(issuesOf({ start_url: 'javascript:alert(1)' }), ['web-manifest-address-wrong /start_url']);
  });
  it('reports no more than people read', () => {
    strictEqual(issuesOf({ icons: Array.from({ length: 100 }, () => 1) }).length, 50);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        inspectWebManifest(
          utf8(JSON.stringify({ name: value, icons: value, shortcuts: value, name_localized: value, translations: value })),
          url,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('choosing an icon', () => {
  const icon = (src: string, size: number, type?: string): WebManifest['icons'][number] => ({
    src,
    size,
    purposes: ['any'],
    ...(type && { type }),
  });
  const check = (icons: readonly ReturnType<typeof icon>[], wanted: number, expected: readonly string[]): void =>
    deepStrictEqual(
      rankIcons(icons, 'any', wanted).map(({ src }) => src),
      expected,
    );

  it('takes the smallest that is large enough, then larger, then smaller, then other formats', () => {
    check([icon('64', 64), icon('1024', 1024), icon('s.svg', Infinity), icon('512', 512), icon('192', 192)], 400, [
      '512',
      '1024',
      '192',
      '64',
      's.svg',
    ]);
    check([icon('a.webp', 512, 'image/webp'), icon('b', 48, 'image/png')], 192, ['b', 'a.webp']);
  });
  it('keeps to the purpose', () => deepStrictEqual(rankIcons([icon('a', 512)], 'maskable', 192), []));
});

describe('language tags', () => {
  const check = (text: string, expected: ReturnType<typeof parseLanguageTag>): void => deepStrictEqual(parseLanguageTag(text), expected);
  it('gives language, script and region', () => {
    check('fr', { language: 'fr' });
    check('PT-br', { language: 'pt', region: 'BR' });
    check('zh-hant-TW', { language: 'zh', script: 'Hant', region: 'TW' });
    check('es-419', { language: 'es', region: '419' });
    check('de-DE-1996', { language: 'de', region: 'DE' });
  });
  it('refuses what is none', () => {
    for (const text of ['', 'x', 'english', 'fr_FR', '-', 'fr-']) check(text, undefined);
  });
});
