/**
 * The committed shell is what its sources make, Android's own verifier of dex files accepts it, and its server, run in a Java
 * runtime on small fakes of Android, answers as a web server would. Nothing here is a phone.
 */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askJudge, judge } from './support/judges.ts';

const shell = new URL('../../media/android-shell/', import.meta.url).pathname;

describe('the Android shell', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'shell-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is rebuilt byte for byte', () => {
    const env = { ...process.env, JAVAC: judge('javac'), DX: judge('dx') };
    const rebuilt = join(folder, 'classes.dex');
    execFileSync('sh', [join(shell, 'rebuild.sh'), rebuilt], { env, stdio: 'pipe' });
    strictEqual(readFileSync(rebuilt).equals(readFileSync(join(shell, 'classes.dex'))), true);
  });

  it('passes dexdump, contains only its own classes and asks for no newer Android than it may', () => {
    const { exitCode, stdout } = askJudge('dexdump', ['-f', join(shell, 'classes.dex')]);
    strictEqual(exitCode, 0);
    strictEqual(/magic\s+: 'dex\\n035\\0'/.test(stdout), true);
    const classes = [...stdout.matchAll(/Class descriptor\s+: '(.*)'/g)].map(([, name = '']) => name);
    deepStrictEqual(
      classes.filter((name) => !name.startsWith('Ldev/mobiledist/shell/')),
      [],
    );
    deepStrictEqual(
      ['MainActivity', 'CaptureProvider'].filter((name) => !classes.includes(`Ldev/mobiledist/shell/${name};`)),
      [],
    );
  });

  it('answers requests as a web server would', () => {
    const fakes = new URL('android-shell/fakes/', import.meta.url).pathname;
    const checks = new URL('android-shell/dev/mobiledist/shell/ServerChecks.java', import.meta.url).pathname;
    const sources = (root: string): readonly string[] =>
      readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.java'));
    const real = sources(join(shell, 'stubs')).filter((path) => !existsSync(join(fakes, path)));
    const [android, classes] = [join(folder, 'android'), join(folder, 'classes')];
    for (const target of [android, classes]) mkdirSync(target);
    const compile = (...args: readonly string[]): void => {
      const { exitCode, stderr } = askJudge('javac', ['-nowarn', '-encoding', 'UTF-8', ...args]);
      strictEqual(exitCode, 0, stderr);
    };
    compile('-d', android, ...sources(fakes).map((path) => join(fakes, path)), ...real.map((path) => join(shell, 'stubs', path)));
    compile('-cp', android, '-d', classes, checks, ...sources(join(shell, 'src')).map((path) => join(shell, 'src', path)));
    const { stdout } = askJudge('java', ['-Dfile.encoding=UTF-8', '-cp', `${android}:${classes}`, 'dev.mobiledist.shell.ServerChecks']);
    deepStrictEqual(stdout.trimEnd().split('\n'), [
      'GET https://example.com/ page -> network',
      'GET http://appassets.androidplatform.net/ page -> network',
      'GET https://appassets.androidplatform.net:8443/ page -> network',
      'GET / page -> 200 text/html null www/index.html',
      'GET /index.html?a=b#c page -> 200 text/html null www/index.html',
      'GET /app/ page -> 200 text/html null www/app/index.html',
      'GET /app page -> 200 text/html utf-8 (to the folder)',
      'GET /app/main.mjs -> 200 text/javascript utf-8 www/app/main.mjs',
      'GET /gr%C3%B6%C3%9Fe%20x.txt -> 200 text/plain utf-8 www/größe x.txt',
      'GET /some/route page -> 200 text/html null www/index.html',
      'GET /some/route -> 404 text/plain utf-8 Not Found',
      'GET /some/picture.png page -> 404 text/plain utf-8 Not Found',
      'GET /app/../film.mp4 -> 404 text/plain utf-8 Not Found',
      'GET /%2e%2e/classes.dex -> 404 text/plain utf-8 Not Found',
      'GET /.shell/offline.html page -> 200 text/html null shell/offline.html',
      'GET /a%00b -> 404 text/plain utf-8 Not Found',
      'POST / -> 405 text/plain utf-8 Method Not Allowed',
      'GET /film.mp4 bytes=0- -> 206 video/mp4 null www/film.mp4 {Content-Range=bytes 0-11/12}',
      'GET /film.mp4 bytes=3-5 -> 206 video/mp4 null www/film.mp4 {Content-Range=bytes 3-5/12}',
      'GET /film.mp4 bytes=-4 -> 206 video/mp4 null www/film.mp4 {Content-Range=bytes 8-11/12}',
      'GET /film.mp4 bytes=90- -> 416 text/plain utf-8 Range Not Satisfiable {Content-Range=bytes */12}',
      'GET /film.mp4 bytes=0-1,4-5 -> 200 video/mp4 null www/film.mp4',
      'GET /film.mp4 bytes=5-2 -> 200 video/mp4 null www/film.mp4',
      'GET /film.mp4 pages=1-2 -> 200 video/mp4 null www/film.mp4',
      'https://appassets.androidplatform.net/.shell/offline.html#https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc%23d true https://example.com/a?b=c#d',
    ]);
  });
});
