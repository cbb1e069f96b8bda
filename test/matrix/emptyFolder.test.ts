/** A folder without settings: what is there already is said, and what to do first. */

import { deepStrictEqual } from 'node:assert/strict';
import { commandLine } from '../support/commandLine.ts';
import { MemoryFiles } from '../support/memoryFiles.ts';

async function check(paths: readonly string[], expected: readonly string[]): Promise<void> {
  deepStrictEqual(await codesOf(new MemoryFiles(Object.fromEntries(paths.map((path) => [`/app/${path}`, ''])))), expected);
}

async function codesOf(files: MemoryFiles): Promise<readonly string[]> {
  const { out } = await commandLine(files, ['validate', '--json']);
  const { issues }: { issues: readonly { code: string; file: string }[] } = JSON.parse(out);
  return issues.map(({ code, file }) => `${code} ${file.replace('mobile-distribution.json', 'settings')}`);
}

describe('validate, in a folder without settings', () => {
  it('says that there is no app, and nothing that follows from it', async () => check(['notes.txt'], ['app-not-found /app']));

  it('says when nothing says how the app is built', async () => {
    const files = new MemoryFiles({
      '/app/mobile-distribution.json': '{ "name": "Hello", "android": { "appIdentifier": "com.acme.hello" } }',
    });
    deepStrictEqual(await codesOf(files), ['engine-missing /app/settings']);
  });

  it('takes what the project says', async () =>
    check(['index.html'], ['app-settings-missing /app/settings', 'identifier-missing /app/settings']));
});
