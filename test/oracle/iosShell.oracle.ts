/**
 * The committed executable of the iOS shell is what its sources make; LLVM's tools find in it what iOS asks of a program; everything of Apple
 * that it names is in Apple's interface, as NativeScript's tool reads it out of the SDK; and the part that answers requests, which is plain C,
 * answers as a web server would. Nothing here is a phone.
 */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { corpusFolderFiles } from './support/corpus.ts';
import { askJudge, judge } from './support/judges.ts';

const shell = new URL('../../media/ios-shell/', import.meta.url).pathname;

/** Of packages without and with an update check. */
const programs = ['Shell', 'ShellWithUpdates'] as const;

describe('the iOS shell', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'ios-shell-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is rebuilt byte for byte', () => {
    const env = { ...process.env, CC: judge('clang-19'), LD: judge('ld64.lld-19') };
    execFileSync('sh', [join(shell, 'rebuild.sh'), folder], { env, stdio: 'pipe' });
    for (const name of programs) strictEqual(readFileSync(join(folder, name)).equals(readFileSync(join(shell, name))), true, name);
  });

  it('is a program for iOS 15 that names no newer interface than it was written for', () => {
    for (const name of programs) {
      const { exitCode, stdout } = askJudge('llvm-objdump', ['--macho', '--private-headers', join(shell, name)]);
      strictEqual(exitCode, 0);
      deepStrictEqual(/platform (\S+)\s+sdk (\S+)\s+minos (\S+)/.exec(stdout)?.slice(1), ['ios', '15.0', '15.0']);
      strictEqual(/MH_MAGIC_64\s+ARM64\s+ALL\s+0x00\s+EXECUTE\s.*\bPIE\b/.test(stdout), true);
      deepStrictEqual(
        [...stdout.matchAll(/LC_LOAD_DYLIB\s+cmdsize \d+\s+name (\S+)/g)].map(([, name = '']) => name),
        [
          ...['CoreFoundation', 'Foundation', 'UIKit', 'WebKit'].map((name) => `/System/Library/Frameworks/${name}.framework/${name}`),
          '/usr/lib/libSystem.B.dylib',
          '/usr/lib/libobjc.A.dylib',
        ],
      );
      strictEqual(/cryptid 0/.test(stdout), true);
      strictEqual(stdout.includes('LC_CODE_SIGNATURE'), false);
    }
  });

  it('begins the update check before the app, in packages that have it alone', () => {
    const begins = programs.map((name) => {
      const { stdout } = askJudge('llvm-objdump', ['--macho', '--private-headers', join(shell, name)]);
      return stdout.includes('sectname __objc_nlclslist');
    });
    deepStrictEqual(begins, [false, true]);
  });

  it('uses nothing of Apple that is not in its interface', () => {
    const known = appleNames();
    const declared = declaredNames(readFileSync(join(shell, 'stubs/apple.h'), 'utf8'));
    strictEqual(declared.length > 150, true);
    deepStrictEqual(
      declared.filter((name) => !known.has(name)),
      // Methods with a list of arguments are not in the interface for JavaScript.
      ['stringWithFormat'],
    );
  });

  it('answers requests as a web server would', () => {
    const program = compile('checks', 'answerChecks.c');
    deepStrictEqual(execFileSync(program, { encoding: 'utf8' }).trimEnd().split('\n'), [
      ' page -> www/index.html text/html',
      '/ page -> www/index.html text/html',
      '/index.html page -> www/index.html text/html',
      '/app/ page -> www/app/index.html text/html',
      '/app page -> to the folder',
      '/app/main.mjs -> www/app/main.mjs text/javascript; charset=utf-8',
      '/gr%C3%B6%c3%9fe%20x.txt -> www/größe x.txt text/plain; charset=utf-8',
      '/some/route page -> www/index.html text/html',
      '/some/route -> missing',
      '/some/picture.png page -> missing',
      '/app/../film.mp4 -> missing',
      '/app/./main.mjs -> missing',
      '/%2e%2e/Info.plist -> missing',
      '/.shell/offline.html page -> shell/offline.html text/html',
      '/.shell/../www/film.mp4 -> missing',
      '/a%00b -> missing',
      '/a%zz -> missing',
      '/a%4 -> missing',
      'film.mp4 -> missing',
      '/..film.mp4 -> missing',
      `/${'a'.repeat(39)} page -> missing`,
      `/${'a'.repeat(39)} -> missing`,
      'none of 12 -> ignored',
      'bytes=0- of 12 -> 0-11',
      'bytes=3-5 of 12 -> 3-5',
      'bytes= 3 - 5  of 12 -> 3-5',
      'bytes=-4 of 12 -> 8-11',
      'bytes=-40 of 12 -> 0-11',
      'bytes=-0 of 12 -> refused',
      'bytes=90- of 12 -> refused',
      'bytes=0-99 of 12 -> 0-11',
      'bytes=0- of 0 -> refused',
      'bytes=0-1,4-5 of 12 -> ignored',
      'bytes=5-2 of 12 -> ignored',
      'bytes=- of 12 -> ignored',
      'bytes=99999999999999999999- of 12 -> ignored',
      'pages=1-2 of 12 -> ignored',
      'a.HTML is text/html',
      'a.b/c is application/octet-stream',
      'a.wasm is application/wasm',
      'a.webmanifest is application/manifest+json; charset=utf-8',
      'a.usdz is model/vnd.usdz+zip',
      'a. is application/octet-stream',
      'a.averyveryverylongone is application/octet-stream',
    ]);
  });

  it('takes a version for newer by its numbers, and never one that it does not understand', () => {
    const program = compile('versions', 'versionChecks.c', 'updates/versions.c');
    deepStrictEqual(execFileSync(program, { encoding: 'utf8' }).trimEnd().split('\n'), [
      '1.4.0, 1.4.0: same',
      '1.4, 1.4.0.0: same',
      '1.10, 1.9: newer',
      '1.9.9, 1.10: older',
      '2, 1.99.99: newer',
      '007, 7: same',
      '20261130123456, 20261130123455: newer',
      '1.2.3.4.5.6.7.8, 1.2.3.4.5.6.7.7: newer',
      '1.2.3.4.5.6.7.8.9, 1: unknown',
      '1.5-beta, 1.4: unknown',
      ', 1: unknown',
      '1., 1: unknown',
      '.1, 1: unknown',
      '1..2, 1: unknown',
      'v2, 1: unknown',
      '-1, 0: unknown',
      ' 1, 1: unknown',
      '1234567890123456789, 1: unknown',
      '-, 1: unknown',
      '1, -: unknown',
    ]);
  });

  it('answers any request with a file of the app or with none, and reads no byte too far', () => {
    const program = compile('fuzz', 'answerFuzz.c');
    strictEqual(execFileSync(program, ['1000000', '1'], { encoding: 'utf8' }), '1000000 runs\n');
  });

  /** The part that is plain C, with a program that asks it; what C leaves undefined ends it. */
  function compile(name: string, source: string, part = 'src/answer.c'): string {
    const program = join(folder, name);
    const sources = [join(shell, part), new URL(`ios-shell/${source}`, import.meta.url).pathname];
    const flags = [
      '-std=c17',
      '-g',
      '-O1',
      '-Wall',
      '-Wextra',
      '-Werror',
      '-fsanitize=undefined',
      '-fsanitize-trap=all',
      `-I${shell}${dirname(part)}`,
    ];
    const { exitCode, stderr } = askJudge('clang-19', [...flags, ...sources, '-o', program]);
    strictEqual(exitCode, 0, stderr);
    return program;
  }
});

const ownOfJavaScript = ['isEqual', 'isKindOfClass', 'respondsToSelector', 'alloc', 'new', 'class', 'init'];

/** Names of classes, methods and properties; methods as JavaScript calls them (`loadRequest:` is `loadRequest`). */
function appleNames(): ReadonlySet<string> {
  const names = new Set(ownOfJavaScript);
  for (const [path, bytes] of corpusFolderFiles('@nativescript/types-ios@9.1.2', 'lib/ios/objc-x86_64')) {
    if (!/(?:UIKit|Foundation|WebKit|ObjectiveC|CoreGraphics)/.test(path)) continue;
    const text = Buffer.from(bytes).toString('utf8');
    for (const [, name = ''] of text.matchAll(/^\t(?:static |readonly )*(\w+)[?(:<]/gm)) names.add(name);
    for (const [, name = ''] of text.matchAll(/^(?:declare )?(?:class|interface|var|function) (\w+)/gm)) names.add(name);
  }
  return names;
}

function declaredNames(header: string): readonly string[] {
  const names: string[] = [];
  for (const [, kind = '', name = '', body = ''] of header.matchAll(/@(interface|protocol) (\w+)(.*?)@end/gs)) {
    // What a string in the source is has no name of its own in the interface.
    if (name === 'NSConstantString') continue;
    if (name !== 'NSObject' && kind === 'interface') names.push(name);
    for (const [, property = ''] of body.matchAll(/@property[^;]*?(\w+);/g)) names.push(property);
    for (const [, method = ''] of body.matchAll(/^[-+] (.*?);/gms)) {
      let bare = method;
      // Types in parentheses, from the inside out.
      while (/\([^()]*\)/.test(bare)) bare = bare.replaceAll(/\([^()]*\)/g, ' ');
      const parts = [...bare.matchAll(/(\w+)\s*:/g)].map(([, part = '']) => part);
      const [first = bare.trim(), ...others] = parts;
      names.push(first + others.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join(''));
    }
  }
  return names;
}
