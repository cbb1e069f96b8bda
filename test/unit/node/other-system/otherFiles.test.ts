import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromUtf8 } from '../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { NodeFileSystem } from '../../../../src/node/nodeFileSystem.ts';
import { nodePathTools, posixPaths, windowsPaths } from '../../../../src/node/nodePathTools.ts';
import { OtherFiles } from '../../../../src/node/other-system/otherFiles.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';

const limit = { maxBytes: 1000 };

describe('the files of a machine of another system', () => {
  const host = new MemoryFiles({
    '/home/me/shop/package.json': '{}',
    '/home/me/shop/android/local.properties': 'sdk.dir=/home/me/Android/Sdk',
    '/home/me/shop/android/build.gradle': 'android',
    '/home/me/shop/android/aux.txt': '',
    '/home/me/shop/android/a:b': '',
    '/home/me/shop/android/a\\b': '',
    '/home/me/secret.txt': 'secret',
    'C:\\Users\\you\\secret.txt': 'secret',
  });
  const windows = new OtherFiles({
    files: host,
    hostPaths: posixPaths,
    paths: windowsPaths,
    mounts: [{ here: '/home/me/shop', there: 'C:\\Users\\you\\projects\\shop' }],
    texts: { 'C:\\Program Files\\nodejs\\node.exe': 'node' },
  });
  const project = 'C:\\Users\\you\\projects\\shop';
  const names = async (path: string): Promise<readonly string[]> => (await windows.readDirectory(path)).map(({ name }) => name);

  it('are those of the project, and those of tools', async () => {
    strictEqual(fromUtf8(await windows.readFile(`${project}\\android\\..\\package.json`, limit)), '{}');
    strictEqual(fromUtf8(await windows.readFile('C:\\Program Files\\nodejs\\node.exe', limit)), 'node');
    deepStrictEqual(await names('C:\\'), ['Program Files', 'Users']);
    deepStrictEqual(await names('C:\\Users\\you\\projects'), ['shop']);
    deepStrictEqual((await windows.stat(project))?.kind, 'directory');
    // Windows has no such bits.
    deepStrictEqual((await windows.stat(`${project}\\package.json`))?.mode, undefined);
    deepStrictEqual((await windows.stat('C:\\Program Files'))?.kind, 'directory');
    strictEqual(await windows.realPath('C:\\Program Files\\nodejs'), 'C:\\Program Files\\nodejs');
  });

  it('are nothing else of this machine', async () => {
    for (const path of [
      `${project}\\..\\secret.txt`,
      `${project}\\..\\..\\secret.txt`,
      'C:\\Users\\you\\secret.txt',
      '/home/me/secret.txt',
      'D:\\home\\me\\secret.txt',
    ]) {
      strictEqual(await windows.stat(path), undefined, path);
      await rejects(windows.readFile(path, limit), (error) => isFailure(error, 'file-not-found'), path);
    }
  });

  it('have no names that Windows has not, and nothing that is of one machine alone', async () => {
    deepStrictEqual(await names(`${project}\\android`), ['build.gradle']);
    strictEqual(await windows.stat(`${project}\\android\\local.properties`), undefined);
  });

  it('are known by both names', () => {
    strictEqual(windows.there('/home/me/shop/android'), `${project}\\android`);
    strictEqual(windows.here(`${project}\\android`), '/home/me/shop/android');
    strictEqual(windows.there('/home/me/shopping'), undefined);
    strictEqual(windows.here('C:\\Program Files\\nodejs\\node.exe'), undefined);
  });

  it('are never written', async () => {
    const before = host.paths();
    const path = `${project}\\package.json`;
    for (const write of [
      windows.writeFile(path),
      windows.writeFiles(),
      windows.createFile(path),
      windows.appendFile(path),
      windows.copyFile(path, path),
      windows.remove(path),
    ])
      await rejects(write, /nothing is written/);
    deepStrictEqual(host.paths(), before);
  });

  it('show links of the project as links, and none that leaves it', async function () {
    // Only some users of Windows may make links, and Wine does not say where they lead.
    if (process.platform === 'win32') return this.skip();
    const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'mdist-other-')));
    try {
      mkdirSync(join(folder, 'shop', 'packages', 'one'), { recursive: true });
      writeFileSync(join(folder, 'secret.txt'), 'secret');
      symlinkSync(join(folder, 'shop', 'packages', 'one'), join(folder, 'shop', 'one'), 'dir');
      symlinkSync(folder, join(folder, 'shop', 'out'), 'dir');
      const there = new OtherFiles({
        files: new NodeFileSystem(),
        hostPaths: nodePathTools,
        paths: posixPaths,
        mounts: [{ here: join(folder, 'shop'), there: '/Users/you/shop' }],
        texts: {},
      });
      strictEqual(await there.realPath('/Users/you/shop/one'), '/Users/you/shop/packages/one');
      const out = await there.realPath('/Users/you/shop/out');
      strictEqual(out?.startsWith('/elsewhere/'), true);
      strictEqual(await there.stat(out ?? ''), undefined);
      deepStrictEqual(readdirSync(join(folder, 'shop')).toSorted(), ['one', 'out', 'packages']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
