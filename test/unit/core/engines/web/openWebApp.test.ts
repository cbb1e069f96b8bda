import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type Bytes, toBase64 } from '../../../../../src/core/base/bytes.ts';
import { openWebApp } from '../../../../../src/core/engines/web/openWebApp.ts';
import { type WebApp, type WebAppInspection } from '../../../../../src/core/engines/web/webApp.ts';
import { type WebSettings } from '../../../../../src/core/settings/appSettings.ts';
import { type Answer, plainPng, webSpec, webWorld } from '../../../../support/webWorld.ts';

const page = '<!doctype html><title>x</title><link rel=manifest href=m.json>';

function inFolder(files: Readonly<Record<string, string | Bytes>>, web: WebSettings = {}): Promise<WebAppInspection> {
  const placed = Object.fromEntries(Object.entries(files).map(([path, content]) => [`/app/www/${path}`, content]));
  return openWebApp(webWorld(placed), webSpec({ webDir: 'www', ...web }));
}

function atAddress(web: WebSettings, answers: Readonly<Record<string, Answer>> = {}): Promise<WebAppInspection> {
  return openWebApp(webWorld({}, answers), webSpec(web));
}

function codes({ issues }: WebAppInspection): readonly string[] {
  return issues.map(({ code }) => code);
}

async function opened(inspection: Promise<WebAppInspection>, expectedIssues: readonly string[] = []): Promise<WebApp> {
  const result = await inspection;
  deepStrictEqual(codes(result), expectedIssues);
  ok(result.app);
  return result.app;
}

describe('a folder of web files', () => {
  it('starts where the manifest says, in its colours', async () => {
    const manifest = JSON.stringify({
      name: 'Hello Web',
      start_url: './?a',
      theme_color: 'red',
      orientation: 'portrait',
      display: 'fullscreen',
    });
    const app = await opened(inFolder({ 'index.html': page, 'm.json': manifest }), ['web-icon-missing']);
    strictEqual(app.startUrl, 'https://appassets.androidplatform.net/?a');
    strictEqual(app.isRemote, false);
    deepStrictEqual([app.orientation, app.display, app.themeColor], ['portrait', 'fullscreen', 0xffff0000]);
    deepStrictEqual(app.barColor, { light: 0xffff0000, dark: 0xffff0000 });
    deepStrictEqual(app.backgroundColor, { light: 0xffffffff, dark: 0xff121212 });
    deepStrictEqual(
      app.files.map(({ path }) => path),
      ['index.html', 'm.json'],
    );
  });

  it('finds a manifest that no one links to by its usual name', async () => {
    const app = await opened(inFolder({ 'index.html': 'x', 'manifest.json': '{"theme_color":"#00f"}' }), ['web-icon-missing']);
    strictEqual(app.themeColor, 0xff0000ff);
  });

  it('lets the settings win', async () => {
    const icon = await plainPng(512);
    const files = { 'index.html': page, 'm.json': '{"theme_color":"red","orientation":"any"}', 'start/a.html': 'x', 'i.png': icon };
    const app = await opened(
      inFolder(files, {
        startPage: 'start/a.html',
        themeColor: 'lime',
        orientation: 'landscape',
        icon: 'www/i.png',
        names: { fr: 'Salut' },
      }),
      ['web-manifest-not-found'],
    );
    strictEqual(app.startUrl, 'https://appassets.androidplatform.net/start/a.html');
    deepStrictEqual([app.themeColor, app.orientation, app.names], [0xff00ff00, 'landscape', { fr: 'Salut' }]);
  });

  it('takes the dark colour of the page', async () => {
    const html = '<meta name=theme-color content=white><meta name=theme-color content=black media="(prefers-color-scheme:dark)">';
    const app = await opened(inFolder({ 'index.html': html }), ['web-manifest-not-found', 'web-icon-missing']);
    deepStrictEqual(app.barColor, { light: 0xffffffff, dark: 0xff000000 });
  });

  it('keeps the short name only while the app has the name of its manifest', async () => {
    const files = { 'index.html': page, 'm.json': '{"name":"Hello Web","short_name":"Hi","short_name_localized":{"fr":"Yo"}}' };
    const app = await opened(inFolder(files), ['web-icon-missing']);
    deepStrictEqual([app.shortName, app.shortNames], ['Hi', { fr: 'Yo' }]);
    const other = await openWebApp(
      webWorld({ '/app/www/index.html': page, '/app/www/m.json': files['m.json'] }),
      webSpec({ webDir: 'www' }, { name: 'Other' }),
    );
    strictEqual(other.app?.shortName, undefined);
  });

  it('chooses the pictures of the manifest by purpose', async () => {
    const manifest = JSON.stringify({
      icons: [
        { src: 'wrong.svg', sizes: 'any', type: 'image/svg+xml' },
        { src: 'a.png', sizes: '200x200' },
        { src: 'm.png', sizes: '400x400', purpose: 'maskable' },
      ],
    });
    const [any, maskable] = await Promise.all([plainPng(200), plainPng(400)]);
    const app = await opened(inFolder({ 'index.html': page, 'm.json': manifest, 'a.png': any, 'm.png': maskable }));
    deepStrictEqual([app.icons.any?.width, app.icons.maskable?.width, app.icons.monochrome], [200, 400, undefined]);
  });

  it('falls back to the icon that the page links to', async () => {
    const app = await opened(inFolder({ 'index.html': '<link rel=icon href=i.png>', 'i.png': await plainPng(256) }), [
      'web-manifest-not-found',
    ]);
    strictEqual(app.icons.any?.width, 256);
  });

  it('falls back to the icon of the page when those of the manifest are not PNG', async () => {
    const manifest = JSON.stringify({ icons: [{ src: 'i.svg', sizes: 'any' }, { src: 'data:image/png;base64,AAAA' }] });
    const html = '<link rel=manifest href=m.json><link rel=apple-touch-icon href=touch.png>';
    const files = { 'index.html': html, 'm.json': manifest, 'i.svg': '<svg/>', 'touch.png': await plainPng(192) };
    const app = await opened(inFolder(files), ['image-not-png', 'image-not-png']);
    strictEqual(app.icons.any?.width, 192);
  });

  it('takes a picture that is in the manifest or the page, and names one on a server as that', async () => {
    const data = `data:image/png;base64,${toBase64(await plainPng(512))}`;
    const inManifest = { 'index.html': page, 'm.json': JSON.stringify({ icons: [{ src: data, sizes: '512x512' }] }) };
    strictEqual((await opened(inFolder(inManifest))).icons.any?.width, 512);
    const inPage = { 'index.html': `<link rel=icon href="${data}">` };
    strictEqual((await opened(inFolder(inPage), ['web-manifest-not-found'])).icons.any?.width, 512);
    const onServer = { 'index.html': page, 'm.json': '{"icons":[{"src":"https://cdn.example.com/i.png"}]}' };
    await opened(inFolder(onServer), ['web-icon-elsewhere', 'web-icon-defaulted']);
  });

  it('accepts a start path that the app itself routes', async () => {
    const app = await opened(inFolder({ 'index.html': 'x' }, { startPage: 'settings/profile' }), ['web-icon-missing']);
    strictEqual(app.startUrl, 'https://appassets.androidplatform.net/settings/profile');
  });
});

describe('a folder of web files that cannot be packed', () => {
  const check = (name: string, inspection: () => Promise<WebAppInspection>): void => {
    it(name, async () => ok(codes(await inspection()).includes(name)));
  };

  check('web-source-missing', () => openWebApp(webWorld({}), webSpec(undefined)));
  check('web-source-ambiguous', () => atAddress({ webDir: 'www', address: 'https://example.com' }));
  check('web-folder-missing', () => openWebApp(webWorld({ '/app/x': '' }), webSpec({ webDir: 'www' })));
  check('web-folder-empty', () => inFolder({ '.DS_Store': '' }));
  check('web-start-page-missing', () => inFolder({ 'index.html': 'x' }, { startPage: 'other.html' }));
  check('web-start-page-missing', () => inFolder({ 'other.html': 'x' }));
  check('web-start-page-outside', () => inFolder({ 'index.html': 'x' }, { startPage: 'https://example.com/' }));
  check('web-file-name-refused', () => inFolder({ 'index.html': 'x', 'a\\b.js': '' }));
  check('web-file-name-refused', () => inFolder({ 'index.html': 'x', 'a#b/c.js': '' }));
  check('web-file-name-refused', () => inFolder({ 'index.html': 'x', 'a\u0007.js': '' }));
  check('web-file-name-collision', () => inFolder({ 'index.html': 'x', 'Index.html': '' }));
  check('web-file-left-out', () => inFolder({ 'index.html': 'x', '.git/config': '' }));
  check('web-file-secret-left-out', () => inFolder({ 'index.html': 'x', 'upload.p12': '' }));
  check('web-file-large', () => inFolder({ 'index.html': 'x', 'film.mp4': new Uint8Array(50_000_001) }));
  check('web-too-many-files', () => inFolder(Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`${index}.js`, '']))));
  check('web-folder-too-deep', () => inFolder({ 'index.html': 'x', [`${'a/'.repeat(33)}b.js`]: '' }));
  check('web-folder-holds-sources', () => inFolder({ 'index.html': 'x', 'package.json': '{}' }));
  check('web-icon-not-found', () => inFolder({ 'index.html': 'x' }, { icon: 'none.png' }));
  check('image-not-png', () => inFolder({ 'index.html': '<link rel=icon href=i.jpg>', 'i.jpg': 'ÿØÿ' }));
  check('web-icon-defaulted', () => inFolder({ 'index.html': '<link rel=icon href=i.jpg>', 'i.jpg': 'ÿØÿ' }));
  check('web-icon-small', async () => inFolder({ 'index.html': 'x', 'i.png': await plainPng(64) }, { icon: 'www/i.png' }));
  check('web-icon-not-square', async () =>
    inFolder({ 'index.html': 'x', 'i.png': await plainPng(300, 0xff000000, 200) }, { icon: 'www/i.png' }),
  );
  check('web-color-wrong', () => inFolder({ 'index.html': 'x' }, { themeColor: 'blurple' }));
  check('web-language-wrong', () => inFolder({ 'index.html': 'x' }, { names: { français: 'x' } }));
  check('web-origin-wrong', () => inFolder({ 'index.html': 'x' }, { allowedOrigins: ['https://example.com/path'] }));
  check('web-permission-without-effect', () => inFolder({ 'index.html': 'x' }, { permissions: ['notifications'] }));
  check('web-shortcuts-too-many', () => {
    const shortcuts = Array.from({ length: 5 }, (_, index) => ({ name: `${index}`, url: '.' }));
    return inFolder({ 'index.html': page, 'm.json': JSON.stringify({ shortcuts }) });
  });

  it('leaves keystores and lists of secrets out', async () => {
    const { app } = await inFolder({ 'index.html': 'x', '.env.production': '', 'a/release.jks': '', '.well-known/x': '' });
    deepStrictEqual(
      app?.files.map(({ path }) => path),
      ['.well-known/x', 'index.html'],
    );
  });
});

describe('an address', () => {
  const address = 'https://example.com/app/';

  it('is read like a folder', async () => {
    const manifest = JSON.stringify({ start_url: 'start', icons: [{ src: '/i.png' }], background_color: '#102030' });
    const app = await opened(
      atAddress(
        { address, allowedOrigins: ['https://login.example.com'] },
        {
          [address]: { body: page },
          'https://example.com/app/m.json': { body: manifest },
          'https://example.com/i.png': { body: await plainPng(192) },
        },
      ),
    );
    deepStrictEqual(
      [app.isRemote, app.startUrl, app.scope, app.otherOrigins, app.files],
      [true, 'https://example.com/app/start', 'https://example.com/app/', ['https://login.example.com'], []],
    );
    deepStrictEqual([app.icons.any?.width, app.backgroundColor.dark], [192, 0xff102030]);
  });

  it('follows redirects', async () => {
    const app = await opened(
      atAddress(
        { address: 'https://example.com' },
        {
          'https://example.com/': { url: 'https://www.example.com/', body: page },
          'https://www.example.com/m.json': { body: '{"start_url":"/in"}' },
        },
      ),
      ['web-icon-missing'],
    );
    strictEqual(app.startUrl, 'https://www.example.com/in');
  });

  it('can be packed without an answer', async () => {
    const app = await opened(atAddress({ address }, { [address]: 'nothing' }), ['web-icon-missing', 'web-address-unreachable']);
    deepStrictEqual([app.startUrl, app.scope], [address, address]);
    const other = await opened(atAddress({ address: 'https://example.com/app/page.html' }), [
      'web-icon-missing',
      'web-address-unreachable',
    ]);
    strictEqual(other.scope, address);
  });

  it('web-address-malformed', async () => {
    for (const wrong of ['example', 'ftp://example.com/', 'https://me:secret@example.com/']) {
      const { issues } = await atAddress({ address: wrong });
      strictEqual(issues[0]?.code, 'web-address-malformed');
      ok(!JSON.stringify(issues).includes('secret'));
    }
  });
  it('web-address-not-https', async () =>
    deepStrictEqual(codes(await atAddress({ address: 'http://example.com/' })), ['web-address-not-https']));
  it('web-address-loopback', async () => {
    const local = 'http://127.0.0.1:8080/';
    await opened(atAddress({ address: local }, { [local]: { body: 'x' } }), [
      'web-address-loopback',
      'web-manifest-not-found',
      'web-icon-missing',
    ]);
  });
  it('web-address-unreachable: a page that leads away from https', async () => {
    const result = await atAddress({ address }, { [address]: { url: 'http://example.com/app/', body: 'x' } });
    ok(codes(result).includes('web-address-unreachable'));
  });
});
