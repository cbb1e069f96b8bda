/** Places in logs as links: to the line of a file of the project, of another machine too, and nowhere else. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';
import { CancellationTokenSource } from '../../../../support/fakeEditor.ts';

const files = {
  '/work/shop/app/src/Main.kt': '',
  '/work/shop/app/build.gradle': '',
  '/work/shop/my app/Main.kt': '',
  '/work/other/Secret.kt': '',
  '/etc/x.conf': '',
};

async function linksOf(text: string, { folders = ['/work/shop'], token = new CancellationTokenSource().token } = {}) {
  const { logLinks } = await import('../../../../../src/extension/build/logs/logLinks.ts');
  const lines = text.split('\n');
  const document = { lineCount: lines.length, lineAt: (line: number) => ({ text: lines[line] ?? '' }) };
  const asked: string[] = [];
  const memory = new MemoryFiles(files);
  const stat = async (path: string) => {
    asked.push(path);
    return await memory.stat(path);
  };
  const links = await logLinks(document as never, folders, { files: { stat }, paths: posixPaths }, token);
  const shown = links.map(({ range, target }) => {
    const { start, end } = range;
    return `${start.line} ${lines[start.line]?.slice(start.character, end.character)} → ${target?.toString().replace('file://', '')}`;
  });
  return { shown, asked };
}

describe('links in logs', () => {
  it('lead to the line and column of files of the project', async () => {
    const log = [
      'e: file:///work/shop/app/src/Main.kt:12:5 Unresolved reference',
      "Build file '/work/shop/app/build.gradle' line: 7",
      'app/src/Main.kt:3: warning',
      '/work/shop/my app/Main.kt:1:2: error',
      'app/src/Gone.kt:3: error',
    ].join('\n');
    deepStrictEqual((await linksOf(log)).shown, [
      '0 /work/shop/app/src/Main.kt:12:5 → /work/shop/app/src/Main.kt#L12,5',
      "1 file '/work/shop/app/build.gradle' line: 7 → /work/shop/app/build.gradle#L7",
      '2 app/src/Main.kt:3 → /work/shop/app/src/Main.kt#L3',
      '3 /work/shop/my app/Main.kt:1:2 → /work/shop/my app/Main.kt#L1,2',
    ]);
  });

  it('find files of a CI server by the end of their path', async () => {
    deepStrictEqual(
      (await linksOf('C:\\agent\\_work\\1\\s\\app\\src\\Main.kt:12:5: error\n/builds/acme/shop/app/src/Main.kt:2: error')).shown,
      [
        '0 C:\\agent\\_work\\1\\s\\app\\src\\Main.kt:12:5 → /work/shop/app/src/Main.kt#L12,5',
        '1 /builds/acme/shop/app/src/Main.kt:2 → /work/shop/app/src/Main.kt#L2',
      ],
    );
  });

  it('lead out of the project never, and ask for nothing there', async () => {
    const log =
      '/work/other/Secret.kt:1:1\n/etc/x.conf:1\n../other/Secret.kt:1\napp/../../other/Secret.kt:1\nfile:///work/shop/%2e%2e/other/Secret.kt:1';
    const { shown, asked } = await linksOf(log);
    deepStrictEqual(shown, []);
    deepStrictEqual(
      asked.filter((path) => !path.startsWith('/work/shop/')),
      [],
    );
  });

  it('are bounded, and each file is looked for once', async () => {
    const same = await linksOf('app/src/Main.kt:1\n'.repeat(5000));
    strictEqual(same.shown.length, 2000);
    strictEqual(same.asked.length, 1);
    const many = await linksOf(Array.from({ length: 5000 }, (_, index) => `a/b/c/File${index}.kt:1`).join('\n'));
    ok(many.asked.length <= 500 * 4, String(many.asked.length));
    const source = new CancellationTokenSource();
    source.cancel();
    deepStrictEqual((await linksOf('app/src/Main.kt:1', { token: source.token })).shown, []);
  });
});
