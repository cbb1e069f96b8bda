import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { findApps, walkLimits } from '../../../../src/core/projects/findApps.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';

async function check(files: readonly string[], expected: readonly string[]): Promise<void> {
  const memory = new MemoryFiles(Object.fromEntries(files.map((path) => [path, '{}'])));
  const { apps } = await findApps(memory, posixPaths, '/w');
  deepStrictEqual(
    apps.map(({ folder }) => folder),
    expected,
  );
}

describe('findApps', () => {
  it('finds the apps of a workspace, and not what is inside other people’s code', () =>
    check(
      [
        '/w/apps/one/index.html',
        '/w/apps/two/mobile-distribution.json',
        '/w/node_modules/three/index.html',
        '/w/.git/four/index.html',
        '/w/docs/a.md',
      ],
      ['/w/apps/one', '/w/apps/two'],
    ));

  it('takes parts of an app for apps only when they have their own settings', () =>
    check(['/w/index.html', '/w/demo/index.html', '/w/samples/a/mobile-distribution.json', '/w/dist/index.html'], ['/w', '/w/samples/a']));

  it('follows no link: not out of the workspace, and not to an app a second time', async () => {
    const memory = new MemoryFiles({ '/w/one/index.html': '', '/w/again/index.html': '', '/w/away/index.html': '' });
    const readDirectory = memory.readDirectory.bind(memory);
    memory.readDirectory = async (path) =>
      (await readDirectory(path)).map((entry) => (entry.name === 'again' || entry.name === 'away' ? { ...entry, isLink: true } : entry));
    const { apps } = await findApps(memory, posixPaths, '/w');
    deepStrictEqual(
      apps.map(({ folder }) => folder),
      ['/w/one'],
    );
  });

  it('ends', async () => {
    const memory = new MemoryFiles(
      Object.fromEntries(Array.from({ length: walkLimits.folders + 5 }, (_, index) => [`/w/f${index}/a.md`, ''])),
    );
    memory.readDirectory = async (path) =>
      path === '/w' ? Array.from({ length: 5000 }, (_, index) => ({ name: `f${index}`, kind: 'directory' as const })) : [];
    strictEqual((await findApps(memory, posixPaths, '/w')).isPartial, true);
  });

  it('leaves out the folders that were excluded', async () => {
    const settings = '{ "name": "A" }';
    const memory = new MemoryFiles({
      '/w/app/mobile-distribution.json': settings,
      '/w/examples/a/mobile-distribution.json': settings,
      '/w/examples-2/mobile-distribution.json': settings,
    });
    const { apps } = await findApps(memory, posixPaths, '/w', { excluded: ['examples', './examples/a', 'nowhere'] });
    deepStrictEqual(
      apps.map(({ folder }) => folder),
      ['/w/app', '/w/examples-2'],
    );
  });
});
