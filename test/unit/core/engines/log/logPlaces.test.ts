import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { logPlaces } from '../../../../../src/core/engines/log/logPlaces.ts';
import { withinProcessorTime } from '../../../../support/processorTime.ts';

/** `FILE | LINE:COLUMN | the text that is a link`. */
function check(line: string, expected: readonly string[], roots: readonly string[] = []): void {
  const found = logPlaces(line, roots).map(
    ({ start, end, file, line: number, column }) =>
      `${file} | ${number}${column === undefined ? '' : `:${column}`} | ${line.slice(start, end)}`,
  );
  deepStrictEqual(found, expected);
}

describe('logPlaces', () => {
  it('finds what tools write', () => {
    check('e: file:///work/shop/app/src/Main.kt:12:5 Unresolved reference: x', [
      '/work/shop/app/src/Main.kt | 12:5 | file:///work/shop/app/src/Main.kt:12:5',
    ]);
    check('/work/shop/app/src/Main.java:7: error: cannot find symbol', [
      '/work/shop/app/src/Main.java | 7 | /work/shop/app/src/Main.java:7',
    ]);
    check("Build file '/work/my shop/app/build.gradle' line: 12", [
      "/work/my shop/app/build.gradle | 12 | file '/work/my shop/app/build.gradle' line: 12",
    ]);
    check('MainPage.xaml.cs(12,34): error CS1002: ; expected', ['MainPage.xaml.cs | 12:34 | MainPage.xaml.cs(12,34)']);
    check('    at build (src/app/build.ts:3:9)', ['src/app/build.ts | 3:9 | src/app/build.ts:3:9']);
    check('lib/main.dart:5:3: Error: x; lib/other.dart:6:1: Context', [
      'lib/main.dart | 5:3 | lib/main.dart:5:3',
      'lib/other.dart | 6:1 | lib/other.dart:6:1',
    ]);
    check('C:\\shop\\app\\Main.java:7: error', ['C:\\shop\\app\\Main.java | 7 | C:\\shop\\app\\Main.java:7']);
    check('e: file:///C:/my%20shop/Main.kt:1:2 x', ['C:/my shop/Main.kt | 1:2 | file:///C:/my%20shop/Main.kt:1:2']);
    check(' --> src-tauri/src/main.rs:4:10', ['src-tauri/src/main.rs | 4:10 | src-tauri/src/main.rs:4:10']);
  });

  it('takes blanks in folders that are known', () => {
    const line = '/work/my shop/app/Main.java:7: error: cannot find symbol';
    check(line, ['/work/my shop/app/Main.java | 7 | /work/my shop/app/Main.java:7'], ['/work/my shop']);
    check(line, ['shop/app/Main.java | 7 | shop/app/Main.java:7']);
  });

  it('finds none in times, addresses and versions', () => {
    for (const line of ['10:00:05 done', 'http://127.0.0.1:5037', 'https://example.com:443/x', 'took 3.5s', 'Gradle 9.2:', 'a(1)', ''])
      check(line, []);
  });

  it('takes any line, and time that follows its length', async () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.array(fc.string({ maxLength: 5 }), { maxLength: 2 }), (line, roots) => {
        for (const { start, end } of logPlaces(line, roots)) ok(start >= 0 && start < end && end <= line.length);
      }),
    );
    await withinProcessorTime(1000, () => {
      for (const part of ['a', ':1', '(1,1)', 'a.b:1 ', "file '", 'file://']) logPlaces(part.repeat(1_000_000), ['a']);
    });
    strictEqual(logPlaces('a.kt:1 '.repeat(1000)).length, 20);
  });
});
