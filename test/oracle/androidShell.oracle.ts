/**
 * The committed shell is what its sources make, Android's own verifier of dex files accepts it, and its server and its
 * update check, run in a Java runtime on small fakes of Android, answer as a web server would and show what a person should see. Nothing here is a phone.
 */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { askJudge, judge } from './support/judges.ts';

const shell = new URL('../../media/android-shell/', import.meta.url).pathname;

describe('the Android shell', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'shell-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is rebuilt byte for byte', () => {
    const env = { ...process.env, JAVAC: judge('javac'), DX: judge('dx') };
    const rebuilt = join(folder, 'rebuilt');
    mkdirSync(rebuilt);
    execFileSync('sh', [join(shell, 'rebuild.sh'), rebuilt], { env, stdio: 'pipe' });
    for (const name of ['classes.dex', 'updates.dex'])
      strictEqual(readFileSync(join(rebuilt, name)).equals(readFileSync(join(shell, name))), true, name);
  });

  it('passes dexdump, contains only its own classes and asks for no newer Android than it may', () => {
    for (const [file, room, ...named] of [
      ['classes.dex', 'shell', 'MainActivity', 'CaptureProvider'],
      ['updates.dex', 'updates', 'UpdatingApplication'],
    ] as const) {
      const { exitCode, stdout } = askJudge('dexdump', ['-f', join(shell, file)]);
      strictEqual(exitCode, 0);
      strictEqual(/magic\s+: 'dex\\n035\\0'/.test(stdout), true);
      const classes = [...stdout.matchAll(/Class descriptor\s+: '(.*)'/g)].map(([, name = '']) => name);
      deepStrictEqual(
        classes.filter((name) => !name.startsWith(`Ldev/mobiledist/${room}/`)),
        [],
      );
      deepStrictEqual(
        named.filter((name) => !classes.includes(`Ldev/mobiledist/${room}/${name};`)),
        [],
      );
    }
  });

  it('answers requests as a web server would', () => {
    const { stdout } = run('dev.mobiledist.shell.ServerChecks');
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

  it('shows updates that a server names, and is silent about everything else', () => {
    const { stdout } = run('dev.mobiledist.updates.UpdateChecks');
    deepStrictEqual(stdout.trimEnd().split('\n'), [
      'an update that can wait',
      '  dialog Hello 1.5.0, New.||# New|faster, cannot be left, [Install], [Later]',
      '  closed',
      '  closed',
      'is not shown again at once',
      '  nothing',
      'but another release is',
      '  dialog Hello 1.5.0, New.||# New|faster, cannot be left, [Install], [Later]',
      'and leads to its page',
      '  opens https://example.com/i/x',
      '  closed',
      'a mandatory one, although it was postponed',
      '  dialog Hello 1.5.0, Needed.||# New|faster, cannot be left, [Install]',
      '  opens https://example.com/i/x',
      '  still shown: true',
      'is shown above the next screen, too',
      '  closed',
      '  dialog Hello 1.5.0, Needed.||# New|faster, cannot be left, [Install]',
      '  closed',
      'in the language of the phone',
      '  dialog Hello 1.5.0, Nötig.||# New|faster, cannot be left, [Installieren]',
      '  closed',
      'or in English',
      '  dialog Hello 1.5.0, Needed.||# New|faster, cannot be left, [Install]',
      '  closed',
      'another build with the same version code',
      '  dialog Hello 1.5.0, Needed.||# New|faster, cannot be left, [Install]',
      '  closed',
      'the same build, an older one, one for a newer Android, one of another app, one on http',
      '  5cea65ede969bacd49e97f0bc7518340927c69501728fdcb4eb9599d5eb78a75',
      '  nothing',
      '  nothing',
      '  nothing',
      '  nothing',
      '  nothing',
      "App Center's own answer, without an identifier, page and minimum",
      '  dialog Hello 1.5.0, Needed.||# New|faster, cannot be left, [Install]',
      '  opens https://example.com/d/x',
      '  closed',
      'no network, a refusal, and what is no answer',
      '  nothing',
      '  nothing',
      '  nothing',
      '  nothing',
      '  nothing',
      '  nothing',
      '  nothing',
      '  nothing',
      '  nothing',
      '  nothing',
      '  nothing',
      'from a store, with a damaged file, and without one',
      '  asks nothing',
      '  asks nothing',
      '  asks nothing',
      '  asks nothing',
      '  asks nothing',
      '  asks nothing',
      '  https://example.com/latest',
    ]);
  });

  /** A program of the checks, with the sources of the shell, on fakes of Android where they are needed. */
  function run(program: string): { readonly stdout: string } {
    const fakes = new URL('android-shell/fakes/', import.meta.url).pathname;
    const checks = new URL('android-shell/dev/', import.meta.url).pathname;
    const sources = (root: string): readonly string[] =>
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.java'))
        .map((path) => join(root, path));
    const real = sources(join(shell, 'stubs')).filter((path) => !existsSync(join(fakes, relative(join(shell, 'stubs'), path))));
    const [android, classes] = [join(folder, 'android'), join(folder, 'classes')];
    const compile = (...args: readonly string[]): void => {
      const { exitCode, stderr } = askJudge('javac', ['-nowarn', '-encoding', 'UTF-8', ...args]);
      strictEqual(exitCode, 0, stderr);
    };
    if (!existsSync(classes)) {
      for (const target of [android, classes]) mkdirSync(target);
      compile('-d', android, ...sources(fakes), ...real);
      compile('-cp', android, '-d', classes, ...[checks, join(shell, 'src'), join(shell, 'updates')].flatMap(sources));
    }
    const { exitCode, stdout, stderr } = askJudge('java', ['-Dfile.encoding=UTF-8', '-cp', `${android}:${classes}`, program]);
    strictEqual(exitCode, 0, stderr);
    return { stdout };
  }
});
