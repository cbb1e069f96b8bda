import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { type Bytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { explainLog, type LogExplanation } from '../../../../../src/core/engines/log/explainLog.ts';
import { mostFindings } from '../../../../../src/core/engines/log/logExplainer.ts';
import { logFixOf } from '../../../../../src/core/engines/log/logFixOf.ts';
import { logFolder } from './samples/logSample.ts';

/** `code file:line:column @log line`, as far as each is known. */
function brief({ issues }: LogExplanation): readonly string[] {
  return issues.map(({ code, place }) => {
    const { file = '', range, logLine = 0 } = place ?? {};
    const isWhole = range && range.endLine > range.line;
    const at = range ? `:${range.line + 1}${isWhole ? '' : `:${range.column + 1}`}` : '';
    return `${code}${file === '' ? '' : ` ${file}${at}`} @${logLine}`;
  });
}

async function check(log: string | Bytes, ...expected: readonly string[]): Promise<void> {
  deepStrictEqual(brief(await explainLog([typeof log === 'string' ? utf8(log) : log])), expected);
}

const recordedLog = (name: string): Bytes => new Uint8Array(readFileSync(`${logFolder}/${name}.txt`));
const message = async (log: string): Promise<string | undefined> => (await explainLog([utf8(log)])).issues[0]?.message;

describe('explaining a log', () => {
  it('finds the place in the project', async () => {
    const main = '/project/app/src/main';
    await check(
      recordedLog('gradle-javac-cannot-find-symbol'),
      `log-compile-error ${main}/java/com/example/shop/MainActivity.java:5:210 @29`,
    );
    await check(recordedLog('gradle-kotlin-error'), 'log-compile-error /project/kcore/src/main/kotlin/com/example/kcore/Kt.kt:2:50 @9');
    await check(recordedLog('gradle-manifest-merge-attribute'), `log-android-manifest-conflict ${main}/AndroidManifest.xml:3:51 @60`);
    await check(recordedLog('gradle-manifest-xml-bad'), `log-android-xml-malformed ${main}/AndroidManifest.xml:8:3 @21`);
    await check(recordedLog('gradle-resource-xml-bad'), `log-aapt-entity ${main}/res/values/bad.xml:1:69 @18`);
    await check(recordedLog('gradle-project-not-found'), 'log-gradle-module-missing /project/app/build.gradle:42 @13');
    await check(recordedLog('expo-export-module-missing'), 'log-metro-module-missing /project/App.js:1:19 @6');
    await check(recordedLog('expo-export-syntax-error'), 'log-compile-error /project/App.js:4:44 @6');
    await check(recordedLog('vite-syntax-error'), 'log-compile-error src/main.ts:1:12 @9');
    await check(recordedLog('hermesc-syntax-error'), 'log-compile-error bad.js:1:10 @2');
  });

  it('reads the forms of every compiler, with paths of Windows and POSIX', async () => {
    const forms = [
      ['e: file:///C:/p/app/Main%20A.kt:4:7 Unresolved reference: x', 'C:/p/app/Main A.kt:4:7'],
      ['e: C:\\p\\app\\Main.kt: (4, 7): Unresolved reference: x', 'C:\\p\\app\\Main.kt:4:7'],
      ['C:\\p\\app\\A.java:12: error: cannot find symbol', 'C:\\p\\app\\A.java:12'],
      ['C:\\p\\A.cs(12,5): error CS1002: ; expected [C:\\p\\App.csproj]', 'C:\\p\\A.cs:12:5'],
      ["/p/ios/App/A.swift:3:9: error: cannot find 'x' in scope", '/p/ios/App/A.swift:3:9'],
      ['❌  /p/ios/App/A.swift:3:9: cannot find x', ''],
      ["/p/ios/A.m:7:1: fatal error: 'B.h' file not found", '/p/ios/A.m:7:1'],
      ["lib/main.dart:10:5: Error: Expected ';' after this.", 'lib/main.dart:10:5'],
      ["src/main.ts:2:7 - error TS2322: Type 'string' is not assignable to type 'number'.", 'src/main.ts:2:7'],
      ['error[E0425]: cannot find value `x` in this scope\n --> src/main.rs:4:5', 'src/main.rs:4:5'],
      ['✘ [ERROR] Expected ";" but found "b"\n\n    src/a.ts:1:8:\n', 'src/a.ts:1:8'],
      ['ERROR:/p/app/src/main/res/values/a.xml:5: AAPT: error: bad thing.', '/p/app/src/main/res/values/a.xml:5'],
    ] as const;
    for (const [log, place] of forms) {
      const found = brief(await explainLog([utf8(log)]));
      deepStrictEqual(
        [log, found.filter((text) => text.startsWith('log-compile-error'))],
        [log, place === '' ? [] : [`log-compile-error ${place} @1`]],
      );
    }
  });

  it('takes the place from the lines around', async () => {
    await check('C/C++: /p/a.cpp:5:3: error: use of x', 'log-compile-error /p/a.cpp:5:3 @1');
    await check('src/App.tsx (3:9): "a" is not exported by "b"', 'log-compile-error src/App.tsx:3:9 @1');
    await check("ERROR in ./src/main.ts:3:9\nTS2304: Cannot find name 'x'.", 'log-compile-error ./src/main.ts:3:9 @1');
    await check("ERROR in ./src/a.ts\nModule not found: Error: Can't resolve './b' in '/p'", 'log-webpack-module-missing ./src/a.ts @2');
    await check('[!] Invalid `Podfile` file: x.\n\n #  from /p/ios/Podfile:12\n', 'log-pod-podfile /p/ios/Podfile:12 @1');
    await check(
      "error Unable to resolve module ./b from C:\\p\\A.js: \n\n  1 | x\n> 2 | import b from './b';\n    |                ^\n",
      'log-metro-module-missing C:\\p\\A.js:2:16 @1',
    );
    await check(
      '* What went wrong:\n> Android resource linking failed\n     ERROR: /p/res/layout/main.xml:8: AAPT: error: resource string/x (aka a:string/x) not found.\n* Try:',
      'log-aapt-resource-missing /p/res/layout/main.xml:8 @3',
    );
  });

  it('notices that Cordova names no package', async () => {
    await check('BUILD SUCCESSFUL in 3s\nBuilt the following apk(s): \n\t\n', 'log-cordova-no-package @2');
    await check('Built the following apk(s): \n\t/p/app-debug.apk\n');
  });

  it('explains what a script of Kotlin has wrong', async () => {
    const log =
      '* Where:\nBuild file \'/project/app/build.gradle.kts\' line: 12\n\n* What went wrong:\nScript compilation error:\n\n  Line 12:     implementatio("x")\n               ^ Unresolved reference: implementatio\n\n1 error\n\n* Try:\n';
    await check(log, 'log-compile-error /project/app/build.gradle.kts:12 @8');
    strictEqual(await message(log), 'Unresolved reference: implementatio');
  });

  it('sees through colors, line ends, progress bars, encodings and what CI servers put before a line', async () => {
    const line = '> SDK location not found. Define a valid SDK location';
    const expected = 'log-android-sdk-missing @2';
    const prefixes = [
      '',
      '\u001B[31m',
      '2026-11-29T11:06:47.8563047Z ',
      '##[error]',
      'build\tRun gradle\t2026-11-29T11:06:47.8563047Z ',
      '[14:05:01]: ▸ ',
      '[RUN_GRADLEW] ',
      '2026-11-29T11:06:47.123456Z 01O ',
    ];
    for (const prefix of prefixes) await check(`first\n${prefix}${line}\n`, expected);
    await check(`first\r\n${line}\r\n`, expected);
    await check(`first\n<=--> 10% A\r<===> 20% A\r${line}\n`, expected);
    for (const encoding of ['utf16le', 'latin1'] as const) await check(new Uint8Array(Buffer.from(`é\n${line}\n`, encoding)), expected);
    await check(new Uint8Array(Buffer.from(`\uFEFFfirst\n${line}\n`, 'utf16le')), expected);
    await check(new Uint8Array(Buffer.from(`\uFEFFfirst\n${line}\n`, 'utf16le').swap16()), expected);
    await check(new Uint8Array([0xff, 0x41, 0xc3, 0x0a, ...utf8(`${line}\n`)]), expected);
  });

  it('is the same however the log is cut', async () => {
    const whole = recordedLog('gradle-javac-cannot-find-symbol');
    const pieces = Array.from({ length: whole.length }, (_, at) => whole.subarray(at, at + 1));
    deepStrictEqual(await explainLog(pieces), await explainLog([whole]));
  });

  it('shows the words of the tool where nothing is known, and masks secrets in them', async () => {
    const log =
      "FAILURE: Build failed with an exception.\n\n* Where:\nBuild file '/p/build.gradle' line: 3\n\n* What went wrong:\nSomething new\n> password=hunter2hunter2 https://joe:secret99@example.com\n\n* Try:\nx\n";
    const explained = await explainLog([utf8(log)]);
    deepStrictEqual(brief(explained), ['log-unexplained /p/build.gradle:3 @7']);
    deepStrictEqual([explained.explained, explained.tool], [false, 'gradle']);
    strictEqual(explained.issues[0]?.message, 'gradle reported: Something new\n> password=••• https://joe:•••@example.com');
  });

  it('names no tool that it does not know', async () => {
    const { tool, issues } = await explainLog([utf8('Error: out of luck\n')]);
    deepStrictEqual([tool, issues[0]?.message], [undefined, 'The build reported: Error: out of luck']);
    strictEqual((await explainLog([utf8('write: No space left on device\n')])).tool, undefined);
  });

  it('finds nothing in a log that ended well, or that is empty', async () => {
    for (const log of ['', '\n', '> Task :app:assembleRelease\n\nBUILD SUCCESSFUL in 3s\n']) {
      const { explained, issues } = await explainLog([utf8(log)]);
      deepStrictEqual([log, explained, issues], [log, false, []]);
    }
    await check(recordedLog('gradle-no-sdk-but-daemon-kept-old-environment'));
  });

  it('believes an exit code only where nothing else is said', async () => {
    await check('x\n##[error]Process completed with exit code 137.\n', 'log-exit-killed @2');
    await check(
      "No project found at or above '/p' and neither was a --path specified.\nProcess completed with exit code 127.\n",
      'log-ns-no-project @1',
    );
  });

  it('reports every failure of a build that went on, each once', async () => {
    const one = (task: string, cause: string): string =>
      `* What went wrong:\nExecution failed for task '${task}'.\n> ${cause}\n\n* Try:\n> x\n===============================\n`;
    await check(
      `${one(':a:b', 'File google-services.json is missing.')}${one(':c:d', 'File google-services.json is missing.')}${one(':e:f', 'Something new')}`,
      'log-android-google-services-missing @3',
      'log-unexplained @16',
    );
  });

  it('explains each recorded log of a failed run', async () => {
    const endedWell = ['aapt2-compile-bad-name', 'capacitor-no-config', 'gradle-no-sdk-but-daemon-kept-old-environment'];
    const unknown = ['repack-no-assets'];
    const names = readdirSync(logFolder).map((name) => name.replace('.txt', ''));
    ok(names.length > 90);
    for (const name of names) {
      const { explained, tool } = await explainLog([recordedLog(name)]);
      deepStrictEqual([name, explained], [name, ![...endedWell, ...unknown].includes(name)]);
      ok([...endedWell, ...unknown, 'ionic-start-no-network'].includes(name) || tool !== undefined, name);
    }
  });

  it('keeps its memory and time flat', async () => {
    const megabyte = utf8(`${'x'.repeat(60)} error: no such thing ' " : / 12:34\n`.repeat(10_000)).subarray(0, 1024 * 1024);
    function* many(count: number, piece: Bytes): Generator<Bytes> {
      for (let at = 0; at < count; at++) yield piece;
    }
    const before = process.memoryUsage().rss;
    await explainLog(many(16, megabyte));
    await explainLog(many(10, utf8('y'.repeat(1024 * 1024))));
    await explainLog(many(4, utf8('\u001B['.repeat(512 * 1024))));
    await explainLog(many(4, utf8('\r'.repeat(1024 * 1024))));
    ok(process.memoryUsage().rss - before < 200 * 1024 * 1024);
    const errors = Array.from({ length: 5000 }, (_, at) => `/p/A.kt:${at}:1: error: x`).join('\n');
    strictEqual((await explainLog([utf8(errors)])).issues.length, mostFindings);
  });

  it('knows what can be done with one click', () => {
    deepStrictEqual([logFixOf('log-android-sdk-missing'), logFixOf('log-disk-full')], ['choose-android-sdk', undefined]);
  });
});
