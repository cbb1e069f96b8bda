import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { commandLine } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';

const log = '* What went wrong:\n> SDK location not found.\n* Try:\nBUILD FAILED in 1s\n';

describe('log explain', () => {
  it('prints the cause as a document', async () => {
    const files = new MemoryFiles({ '/app/build.log': `/p/A.kt:4:7: error: bad\n/p/A.java:5: error: worse\n${log}` });
    const { exitCode, out } = await commandLine(files, ['log', 'explain', 'build.log', '--json']);
    strictEqual(exitCode, 0);
    const { tool, explained, lines, issues } = JSON.parse(out);
    deepStrictEqual([tool, explained, lines], ['gradle', true, 6]);
    deepStrictEqual(
      issues.map(({ code, severity, file, line, column, logLine }: Record<string, unknown>) => [
        code,
        severity,
        file,
        line,
        column,
        logLine,
      ]),
      [
        ['log-android-sdk-missing', 'error', undefined, undefined, undefined, 4],
        ['log-compile-error', 'error', '/p/A.kt', 4, 7, 1],
        ['log-compile-error', 'error', '/p/A.java', 5, undefined, 2],
      ],
    );
  });

  it('prints the cause for people', async () => {
    const { out } = await commandLine(new MemoryFiles({ '/app/build.log': log }), ['log', 'explain', 'build.log']);
    match(out, /^Cause found\n/);
    match(out, /The Android SDK was not found/);
  });

  it('says that a log has no error', async () => {
    const { exitCode, out } = await commandLine(new MemoryFiles({ '/app/build.log': 'fine\n' }), ['log', 'explain', 'build.log']);
    strictEqual(exitCode, 0);
    match(out, /^No error was found in 1 line\n/);
  });

  it('needs a log', async () => {
    strictEqual((await commandLine(new MemoryFiles({}), ['log', 'explain', 'gone.log'])).exitCode, 1);
    strictEqual((await commandLine(new MemoryFiles({}), ['log', 'explain', '-'])).exitCode, 2);
  });
});
