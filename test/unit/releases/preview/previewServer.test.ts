import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { PreviewServer } from '../../../../src/releases/preview/previewServer.ts';
import { webMediaType } from '../../../../src/releases/preview/webMediaTypes.ts';

describe('the preview of a web app', () => {
  let root = '';
  let server: PreviewServer;

  beforeEach(async () => {
    root = mkdtempSync(join(realpathSync(tmpdir()), 'preview-'));
    const www = join(root, 'www');
    for (const folder of ['www/docs', 'www/.git', 'www/.well-known', 'www/node_modules'])
      mkdirSync(join(root, folder), { recursive: true });
    const files = {
      'index.html': '<h1>start</h1>',
      'app.js': '0123456789',
      'docs/index.html': 'docs',
      '.git/config': 'x',
      '.well-known/a.json': '{}',
      '.env': 'secret',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(www, name), text);
    writeFileSync(join(www, 'node_modules/a.js'), '');
    writeFileSync(join(root, 'secret.txt'), 'secret');
    symlinkSync(join(root, 'secret.txt'), join(www, 'link.txt'));
    server = new PreviewServer({ folder: www, host: '127.0.0.1' });
    await server.start();
  });

  afterEach(async () => {
    await server.stop();
    rmSync(root, { recursive: true });
  });

  interface Answer {
    readonly status: number | undefined;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body: string;
  }

  /** Sends the path as it is: `fetch` would tidy it up. */
  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    await new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
        let body = '';
        response.on('data', (piece) => (body += String(piece)));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
      });
      sent.on('error', reject);
      sent.end();
    });
  const page = { accept: 'text/html,*/*' };

  it('serves files, pages of folders, and the start page for paths of the router', async () => {
    match((await get('/')).body, /start/);
    deepStrictEqual(
      [(await get('/app.js?v=1')).status, (await get('/app.js')).headers['content-type']],
      [200, 'text/javascript; charset=utf-8'],
    );
    deepStrictEqual([(await get('/docs?a=1')).status, (await get('/docs?a=1')).headers['location']], [301, '/docs/?a=1']);
    strictEqual((await get('/docs/')).body, 'docs');
    match((await get('/users/7', page)).body, /start/);
    deepStrictEqual([(await get('/users/7')).status, (await get('/gone.js', page)).status], [404, 404]);
    strictEqual((await get('/.well-known/a.json')).status, 200);
  });

  it('sends ranges', async () => {
    const part = await get('/app.js', { range: 'bytes=2-4' });
    deepStrictEqual([part.status, part.body, part.headers['content-range']], [206, '234', 'bytes 2-4/10']);
    deepStrictEqual([(await get('/app.js', { range: 'bytes=20-' })).status, (await get('/app.js', {}, 'HEAD')).body], [416, '']);
  });

  it('gives nothing from outside the folder, and nothing hidden', async () => {
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/link.txt',
      '/.git/config',
      '/.env',
      '/node_modules/a.js',
      '/%00',
      '/%',
      '/a\\..\\b',
    ])
      strictEqual((await get(path, page)).body.includes('secret') || (await get(path)).status !== 404, false, path);
  });

  it('answers no other host and takes nothing in', async () => {
    strictEqual((await get('/', { host: 'evil.example' })).status, 421);
    strictEqual((await get('/', { host: `localhost:${server.port}` })).status, 200);
    strictEqual((await get('/', {}, 'POST')).status, 405);
  });

  it('stops by itself when no one asks for anything', async () => {
    await new Promise<void>((resolve, reject) => {
      const short = new PreviewServer({ folder: join(root, 'www'), host: '127.0.0.1', idleMs: 20, onIdle: resolve });
      short.start().catch(reject);
      // The timer of the server keeps no process alive.
      setTimeout(() => reject(new Error('It goes on')), 5_000).unref();
      setTimeout(() => undefined, 200);
    });
  });

  it('fails for a folder that is not there', async () => {
    await rejects(new PreviewServer({ folder: join(root, 'gone'), host: '127.0.0.1' }).start(), (error) =>
      isFailure(error, 'file-not-found'),
    );
  });

  it('has the media types of the shell', () => {
    const java = readFileSync('media/android-shell/src/dev/mobiledist/shell/MimeTypes.java', 'utf8');
    const rows = [...java.matchAll(/"([a-z0-9]+) ([a-z]+\/[\w.+-]+)"/g)];
    strictEqual(rows.length > 40, true);
    for (const [, extension = '', type = ''] of rows) strictEqual(webMediaType(`a.${extension}`).split(';')[0], type, extension);
  });
});
