import { deepStrictEqual, ok } from 'node:assert/strict';
import { type OutputFact } from '../../../../../src/core/engines/engine/buildPlan.ts';
import { BuildLogReader } from '../../../../../src/core/engines/log/buildLogReader.ts';

function factsOf(lines: readonly string[], exitCode: number | undefined): readonly OutputFact[] {
  const reader = new BuildLogReader({ program: 'gradle', resolve: (path) => (path.startsWith('/') ? path : `/app/${path}`) });
  return [...lines.flatMap((line) => reader.read(line)), ...reader.end(exitCode)];
}

function check(lines: readonly string[], exitCode: number | undefined, ...expected: readonly string[]): void {
  const brief = factsOf(lines, exitCode).map((fact) => {
    if (fact.kind === 'progress') return `${fact.fraction}${fact.detail === undefined ? '' : ` ${fact.detail}`}`;
    if (fact.kind === 'tool') return `${fact.name} ${fact.version}`;
    if (fact.kind !== 'issue') return fact.kind === 'artifact' ? fact.path : fact.kind;
    return `${fact.issue.code} ${fact.issue.place?.file ?? ''}@${fact.issue.place?.logLine}`;
  });
  deepStrictEqual(brief, expected);
}

describe('reading the output of a program while it runs', () => {
  it('reports progress', () => {
    check(['<====---> 45% EXECUTING [3s]', '\u001B[1m<=====> 100% EXECUTING\u001B[m'], 0, '0.45 EXECUTING', '1 EXECUTING');
    check(
      ['[12/48] Compiling a', '[ 25%] Building CXX object a.o', 'LOG  BUNDLE  ./index.js ▓▓▓░ 50.2% (120/240)'],
      0,
      '0.25 Compiling a',
      '0.25 Building CXX object a.o',
      '0.5',
    );
    check(['at 50% of', '1/2', '[0/0] x'], 0);
  });

  it('finds the places of errors in a folder of any name', () => {
    for (const root of ['/home/a/my (1)', '/a/b: c', '/x/"q" <y>', "/it's|here?*", '/home/ada/$(id);&%A%', 'C:\\Users\\a (b)']) {
      const lines = [
        `${root}/src/A.java:3: error: ';' expected`,
        `e: file://${root}/src/A.kt:2:50 Unresolved reference: title`,
        `${root}/src/a.ts(1,19): error TS2307: Cannot find module 'x'.`,
        `SyntaxError: ${root}/App.js: Unexpected token (4:43)`,
        `Build file '${root}/build.gradle' line: 7`,
        `${root}/src/App.tsx (3:9): "a" is not exported by "b"`,
        `${root}/res/x.png: error: failed to read PNG signature`,
      ];
      for (const line of lines) {
        const reader = new BuildLogReader({ program: 'x', resolve: (path) => path, root });
        const places = [...reader.read(line), ...reader.end(1)].flatMap((fact) => (fact.kind === 'issue' ? [fact.issue] : []));
        const found = places.map(({ place }) => place?.file ?? '');
        // The last block of a tool is shown as it is, and everything else has its file.
        if (!line.startsWith('Build file')) ok(found[0]?.startsWith(`${root}/`), `${line} ${found.join()}`);
        ok(!JSON.stringify(places).includes('\u{F8FF}'));
      }
    }
  });

  it('reports what was made', () => {
    check(['✓ Built build/app/outputs/flutter-apk/app-release.apk (18.2MB)'], 0, '/app/build/app/outputs/flutter-apk/app-release.apk');
    check(
      ['  App -> /p/bin/com.acme.app-Signed.apk', 'Built the following apk(s):', '\t/p/app-debug.apk'],
      0,
      '/p/bin/com.acme.app-Signed.apk',
      '/p/app-debug.apk',
    );
    check(['copying a.apk to b.apk'], 0);
  });

  it('reports an error at once, with an absolute path', () => {
    check(['src/main.ts(1,19): error TS2307: Cannot find module'], 1, 'log-compile-error /app/src/main.ts@1');
    check(['> SDK location not found.'], 1, 'log-android-sdk-missing @1');
  });

  it('reads an exit code only where the output says nothing', () => {
    check(['x'], 126, 'log-exit-not-executable @1');
    check(['x'], 127, 'log-exit-program-absent @1');
    check(['x'], 137, 'log-exit-killed @1');
    check(['x'], 130, 'log-exit-cancelled @1');
    check(['x'], 143, 'log-exit-cancelled @1');
    check(['x'], 243, 'log-exit-npm-permission @1');
    check(['first words', 'last words'], 1, 'log-unexplained @1');
    check(["No project found at or above '/p' and neither was a --path specified."], 127, 'log-ns-no-project @1');
    check([], 1);
    check(['x'], 0);
    check(['x'], undefined);
  });
});
