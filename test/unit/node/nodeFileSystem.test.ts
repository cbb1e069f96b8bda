import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rename, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fromUtf8, utf8 } from '../../../src/core/base/bytes.ts';
import { readPieces } from '../../../src/core/base/readPieces.ts';
import { NodeFileSystem } from '../../../src/node/nodeFileSystem.ts';
import { rejectsWith } from './support/rejectsWith.ts';
import { useTemporaryFolder } from './support/temporaryFolder.ts';

describe('NodeFileSystem', () => {
  const at = useTemporaryFolder();
  const files = new NodeFileSystem();
  const onPosix = process.platform === 'win32' ? it.skip : it;

  it('writes a file with its folders, replaces it, and leaves nothing next to it', async () => {
    await files.writeFile(at('a', 'b', 'file'), utf8('one'));
    await files.writeFile(at('a', 'b', 'file'), utf8('two'));
    strictEqual(fromUtf8(await files.readFile(at('a', 'b', 'file'))), 'two');
    deepStrictEqual(await readdir(at('a', 'b')), ['file']);
  });

  onPosix('gives a new file the mode that is asked for, and keeps the mode of a file it replaces', async () => {
    await files.writeFile(at('key'), utf8('x'), { mode: 0o600 });
    strictEqual((await stat(at('key'))).mode & 0o777, 0o600);
    await chmod(at('key'), 0o640);
    await files.writeFile(at('key'), utf8('y'));
    strictEqual((await stat(at('key'))).mode & 0o777, 0o640);
  });

  onPosix('writes through a symbolic link', async () => {
    await files.writeFile(at('real'), utf8('old'));
    await symlink(at('real'), at('link'));
    await files.writeFile(at('link'), utf8('new'));
    strictEqual(await readFile(at('real'), 'utf8'), 'new');
    ok((await stat(at('link'))).isFile());
  });

  it('shows a new file only after the commit, and discards it without a trace', async () => {
    const kept = await files.createFile(at('kept'));
    const dropped = await files.createFile(at('dropped'));
    await kept.write(utf8('ab'));
    await kept.write(utf8('c'));
    await dropped.write(utf8('x'));
    strictEqual(await files.stat(at('kept')), undefined);
    strictEqual(await readFile(kept.temporaryPath, 'utf8'), 'abc');
    await kept.commit();
    await dropped.discard();
    await kept.discard();
    deepStrictEqual(await readdir(at()), ['kept']);
    await rejects(kept.write(utf8('late')), /not being written/);
  });

  it('leaves the old file when a process is killed in the middle of a write', async () => {
    await files.writeFile(at('settings'), utf8('old'));
    const module = new URL('../../../src/node/nodeFileSystem.ts', import.meta.url).href;
    const script = `
      const { NodeFileSystem } = await import(${JSON.stringify(module)});
      const file = await new NodeFileSystem().createFile(${JSON.stringify(at('settings'))});
      await file.write(new Uint8Array(100000));
      console.log('written');
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    // Whichever comes first, so that a process that fails does not make the test hang.
    const first = await Promise.race([once(child.stdout, 'data').then(() => 'written'), ended.then(() => 'ended')]);
    strictEqual(first, 'written');
    child.kill('SIGKILL');
    await ended;
    strictEqual(await readFile(at('settings'), 'utf8'), 'old');
  });

  it('reads any part of an open file', async () => {
    await writeFile(at('file'), '0123456789');
    const file = await files.openFile(at('file'));
    strictEqual(file.size, 10);
    strictEqual(file.path, at('file'));
    strictEqual(fromUtf8(await file.read(3, 4)), '3456');
    strictEqual((await file.read(10, 0)).length, 0);
    await rejects(file.read(8, 3), RangeError);
    await rejects(file.read(-1, 1), RangeError);
    await truncate(at('file'), 5);
    await rejectsWith('file-changed', file.read(3, 4));
    await file.close();
  });

  it('fails with the path and the reason in words', async () => {
    await mkdir(at('folder'));
    await writeFile(at('file'), 'x');
    strictEqual(await rejectsWith('file-not-found', files.readFile(at('none'))), `File not found: ${at('none')}`);
    match(await rejectsWith('file-unreadable', files.readFile(at('folder'))), /it is a folder/);
    match(await rejectsWith('file-unreadable', files.openFile(at('folder'))), /it is a folder/);
    await rejectsWith('file-not-found', files.openFile(at('none')));
    await rejectsWith('file-unwritable', files.writeFile(at('file', 'below'), utf8('x')));
    await rejectsWith('file-unwritable', files.writeFile(at('folder'), utf8('x')));
    await rejectsWith('file-unwritable', files.appendFile(at('folder'), utf8('x')));
    await rejectsWith('file-unreadable', files.readDirectory(at('file')));
    await rejectsWith('file-not-found', files.copyFile(at('none'), at('copy')));
    deepStrictEqual(await readdir(at()), ['file', 'folder']);
  });

  it('enforces the size limit', async () => {
    await writeFile(at('file'), '0123456789');
    strictEqual((await files.readFile(at('file'), { maxBytes: 10 })).length, 10);
    await rejectsWith('file-too-large', files.readFile(at('file'), { maxBytes: 9 }));
  });

  onPosix('refuses pipes, devices and sockets at once, however they are opened', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const server = createServer().listen(at('socket'));
    await once(server, 'listening');
    await symlink(at('pipe'), at('link'));
    // One that waits for the other end of a pipe never ends.
    for (const path of [at('pipe'), at('link'), at('socket'), '/dev/zero', '/dev/null']) {
      match(await rejectsWith('file-unreadable', files.readFile(path, { maxBytes: 100_000 })), /not a regular file/);
      match(await rejectsWith('file-unreadable', files.openFile(path)), /not a regular file/);
    }
    server.close();
  });

  onPosix('reads files that have no size', async () => {
    if (process.platform === 'linux') ok((await files.readFile('/proc/self/status', { maxBytes: 100_000 })).length > 0);
  });

  it('lists a folder by name, follows links, and takes an absent folder as empty', async () => {
    await mkdir(at('c'));
    await writeFile(at('b'), '');
    await writeFile(at('B'), '');
    if (process.platform !== 'win32') {
      await symlink(at('c'), at('d'));
      await symlink(at('nowhere'), at('e'));
    }
    const expected = ['B file', 'b file', 'c directory', 'd directory', 'e other'];
    const found = (await files.readDirectory(at())).map(({ name, kind }) => `${name} ${kind}`);
    if (process.platform !== 'win32') deepStrictEqual(found, expected);
    deepStrictEqual(await files.readDirectory(at('none')), []);
  });

  it('appends whole lines of several writers', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => `${index}`.repeat(50));
    await Promise.all(lines.map((line) => files.appendFile(at('folder', 'ledger'), utf8(`${line}\n`))));
    const found = (await readFile(at('folder', 'ledger'), 'utf8')).trimEnd().split('\n');
    deepStrictEqual(found.sort(), lines.sort());
  });

  it('copies over an existing file, and removes files and folders', async () => {
    await files.writeFile(at('from'), utf8('new'));
    await files.writeFile(at('x', 'to'), utf8('old'));
    await files.copyFile(at('from'), at('x', 'to'));
    strictEqual(await readFile(at('x', 'to'), 'utf8'), 'new');
    await files.remove(at('x'));
    await files.remove(at('x'));
    await files.remove(at('from'));
    deepStrictEqual(await readdir(at()), []);
  });

  onPosix('marks links in a listing, and follows a path to where it really is', async () => {
    await mkdir(at('folder'));
    await writeFile(at('folder', 'file'), '');
    await symlink(at('folder'), at('link'));
    await symlink(at('self'), at('self'));
    deepStrictEqual(
      (await files.readDirectory(at())).map(({ name, isLink = false }) => `${name} ${isLink}`),
      ['folder false', 'link true', 'self true'],
    );
    strictEqual(await files.realPath(at('link', 'file')), await files.realPath(at('folder', 'file')));
    deepStrictEqual([await files.realPath(at('self')), await files.realPath(at('none'))], [undefined, undefined]);
  });

  it('does not read a file that took the place of the one that was looked at', async () => {
    await writeFile(at('file'), 'one');
    const { identity = '' } = (await files.stat(at('file'))) ?? {};
    strictEqual((await files.readFile(at('file'), { identity })).length, 3);
    await (await files.openFile(at('file'), { identity })).close();
    await writeFile(at('other'), 'two');
    await rename(at('other'), at('file'));
    await rejectsWith('file-changed', files.readFile(at('file'), { identity }));
    await rejectsWith('file-changed', files.openFile(at('file'), { identity }));
  });

  it('says what a path is', async () => {
    await writeFile(at('file'), '123');
    const found = await files.stat(at('file'));
    deepStrictEqual([found?.kind, found?.sizeBytes], ['file', 3]);
    ok(found && Math.abs(found.modifiedAt.getTime() - Date.now()) < 60_000);
    strictEqual((await files.stat(at()))?.kind, 'directory');
    strictEqual(await files.stat(at('file', 'below')), undefined);
  });

  it('reads the same at once as through other threads, and lets others have their turn', async () => {
    const path = at('many');
    const bytes = new Uint8Array(300_000).map((_, index) => index >> 3);
    await writeFile(path, bytes);
    const file = await new NodeFileSystem({ readsAtOnce: true }).openFile(path);
    let turns = 0;
    let isReading = true;
    const turn = (): void => {
      turns++;
      if (isReading) setImmediate(turn);
    };
    turn();
    for (let index = 0; index < 500; index++) {
      const offset = (index * 997) % 290_000;
      deepStrictEqual(await file.read(offset, 500), bytes.slice(offset, offset + 500));
    }
    deepStrictEqual(await file.read(0, bytes.length), bytes);
    isReading = false;
    await file.close();
    ok(turns > 5);
  });

  it('gives the same pieces to this thread alone as to others, and lets others have their turn', async () => {
    const path = at('pieces');
    const bytes = Buffer.alloc(70 * 1024 * 1024 + 5);
    for (let offset = 0; offset < bytes.length; offset += 4096) bytes.writeUInt32LE(offset, Math.min(offset, bytes.length - 4));
    await writeFile(path, bytes);
    const hashOf = (of: Uint8Array): string => createHash('sha256').update(of).digest('hex');
    for (const readsAtOnce of [true, false]) {
      const file = await new NodeFileSystem({ readsAtOnce }).openFile(path);
      const hash = createHash('sha256');
      let turns = 0;
      let isReading = true;
      const turn = (): void => {
        turns++;
        if (isReading) setImmediate(turn);
      };
      setImmediate(turn);
      for await (const piece of readPieces(file, 0, file.size, { isForThisThread: true })) hash.update(piece);
      isReading = false;
      await file.close();
      strictEqual(hash.digest('hex'), hashOf(bytes));
      ok(turns > 0);
    }
  });
});
