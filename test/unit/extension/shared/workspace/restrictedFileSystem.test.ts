import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { type FileSystem } from '../../../../../src/core/ports/fileSystem.ts';
import { NodeFileSystem } from '../../../../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../../../../src/node/nodePathTools.ts';
import { RestrictedFileSystem } from '../../../../../src/extension/shared/workspace/restrictedFileSystem.ts';

describe('the file system of a window in Restricted Mode', () => {
  let root = '';
  let workspace = '';
  let isTrusted = false;
  let files: FileSystem;

  beforeEach(() => {
    isTrusted = false;
    root = mkdtempSync(join(realpathSync(tmpdir()), 'restricted-'));
    workspace = join(root, 'workspace');
    mkdirSync(join(workspace, 'inside'), { recursive: true });
    mkdirSync(join(root, 'workspace-two'));
    for (const place of ['secret.p12', 'workspace-two/secret.p12', 'workspace/own.p12', 'workspace/inside/own.p12'])
      writeFileSync(join(root, place), 'x');
    symlinkSync(join(root, 'secret.p12'), join(workspace, 'link.p12'));
    symlinkSync(root, join(workspace, 'up'));
    symlinkSync(join(workspace, 'inside'), join(workspace, 'within'));
    symlinkSync(workspace, join(root, 'linked-workspace'));
    symlinkSync(join(root, 'nothing-there'), join(workspace, 'dangling'));
    files = new RestrictedFileSystem(new NodeFileSystem(), nodePathTools, { isTrusted: () => isTrusted, folders: () => [workspace] });
  });

  afterEach(() => rmSync(root, { recursive: true }));

  const outside = ['../secret.p12', '../workspace-two/secret.p12', 'link.p12', 'up/secret.p12', 'up/absent', '../absent', '/etc/hostname'];

  it('reads what is in the workspace, also through links that stay there', async () => {
    for (const path of ['own.p12', 'inside/own.p12', 'within/own.p12', 'up/workspace/own.p12'])
      strictEqual((await files.readFile(nodePathTools.resolve(workspace, path), { maxBytes: 100 })).length, 1, path);
    strictEqual(await files.stat(join(workspace, 'absent')), undefined);
    strictEqual(await files.stat(join(workspace, 'absent', 'deeper')), undefined);
    deepStrictEqual(await files.readDirectory(join(workspace, 'absent')), []);
  });

  it('touches nothing outside of it, whether or not something is there', async () => {
    const before = readdirSync(root);
    for (const named of outside) {
      const path = nodePathTools.resolve(workspace, named);
      const attempts = [
        async () => await files.stat(path),
        async () => await files.realPath(path),
        async () => await files.readFile(path, { maxBytes: 100 }),
        async () => await files.readDirectory(path),
        async () => await files.openFile(path),
        async () => await files.writeFile(path, utf8('y')),
        async () => await files.writeFiles([{ path, bytes: utf8('y') }]),
        async () => await files.createFile(path),
        async () => await files.appendFile(path, utf8('y')),
        async () => await files.copyFile(path, join(workspace, 'copy')),
        async () => await files.copyFile(join(workspace, 'own.p12'), path),
        async () => await files.remove(path),
      ];
      for (const attempt of attempts) await rejects(attempt, (error) => isFailure(error, 'file-restricted'), `${named} ${String(attempt)}`);
    }
    deepStrictEqual(readdirSync(root), before);
    strictEqual(readFileSync(join(root, 'secret.p12'), 'utf8'), 'x');
  });

  it('knows a workspace that was opened through a link', async () => {
    const linked = join(root, 'linked-workspace');
    const own = new RestrictedFileSystem(new NodeFileSystem(), nodePathTools, { isTrusted: () => false, folders: () => [linked] });
    strictEqual((await own.readFile(join(linked, 'own.p12'), { maxBytes: 100 })).length, 1);
    await rejects(own.readFile(join(linked, 'link.p12'), { maxBytes: 100 }), (error) => isFailure(error, 'file-restricted'));
  });

  it('reads everything as soon as the workspace is trusted', async () => {
    isTrusted = true;
    for (const named of ['../secret.p12', 'link.p12'])
      strictEqual((await files.readFile(nodePathTools.resolve(workspace, named), { maxBytes: 100 })).length, 1);
  });
});
