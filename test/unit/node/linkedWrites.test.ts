/** Nothing is written through a link that leaves the app, whatever is written and wherever on the way the link is. */

import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { utf8 } from '../../../src/core/base/bytes.ts';
import { NodeFileSystem } from '../../../src/node/nodeFileSystem.ts';
import { rejectsWith } from './support/rejectsWith.ts';
import { useTemporaryFolder } from './support/temporaryFolder.ts';

const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('writes within a folder', () => {
  const at = useTemporaryFolder();
  const files = new NodeFileSystem();
  const app = (...names: string[]): string => at('app', ...names);

  beforeEach(() => {
    mkdirSync(app());
    mkdirSync(at('outside'));
    writeFileSync(at('outside', 'bashrc'), 'mine\n');
  });

  /** Every way to write at the path fails, and nothing outside changes. */
  async function check(path: string): Promise<void> {
    const within = { within: app() };
    const attempts: readonly (() => Promise<unknown>)[] = [
      () => files.writeFile(path, utf8('x'), within),
      () => files.writeFiles([{ path, bytes: utf8('x'), ...within }]),
      () => files.createFile(path, within),
      () => files.appendFile(path, utf8('x'), within),
    ];
    for (const attempt of attempts) match(await rejectsWith('link-leaves-folder', attempt()), /leads out of/);
    deepStrictEqual(readdirSync(at('outside')), ['bashrc']);
    strictEqual(readFileSync(at('outside', 'bashrc'), 'utf8'), 'mine\n');
    deepStrictEqual(readdirSync(at()), ['app', 'outside']);
  }

  it('refuses a file that is a link', async () => {
    symlinkSync(at('outside', 'bashrc'), app('packages.jsonl'));
    await check(app('packages.jsonl'));
  });

  it('refuses a link that leads to nothing, which an append would fill', async () => {
    symlinkSync(at('outside', 'new'), app('packages.jsonl'));
    await check(app('packages.jsonl'));
  });

  it('refuses a linked folder, also around folders that are not there yet', async () => {
    symlinkSync(at('outside'), app('.mobile-distribution'));
    await check(app('.mobile-distribution', 'packages.jsonl'));
    await check(app('.mobile-distribution', 'logs', 'deep', 'x.log'));
    await rejectsWith('link-leaves-folder', files.remove(app('.mobile-distribution', 'bashrc'), { within: app() }));
    strictEqual(existsSync(at('outside', 'bashrc')), true);
  });

  it('refuses a chain of links, and relative ones', async () => {
    symlinkSync('../outside/bashrc', app('b'));
    symlinkSync('b', app('a'));
    await check(app('a'));
  });

  it('follows a link that stays inside, and one around the app', async () => {
    mkdirSync(app('data'));
    symlinkSync('data', app('.mobile-distribution'));
    symlinkSync(app(), at('alias'));
    await files.appendFile(at('alias', '.mobile-distribution', 'packages.jsonl'), utf8('line\n'), { within: at('alias') });
    await files.writeFile(app('.mobile-distribution', 'x'), utf8('x'), { within: app() });
    deepStrictEqual(readdirSync(app('data')), ['packages.jsonl', 'x']);
  });

  it('appends to a copy of a file that has a second name', async () => {
    writeFileSync(at('second'), 'set -e\n', { mode: 0o640 });
    linkSync(at('second'), app('packages.jsonl'));
    for (const line of ['one', 'two']) await files.appendFile(app('packages.jsonl'), utf8(`${line}\n`), { within: app() });
    deepStrictEqual([readFileSync(at('second'), 'utf8'), readFileSync(app('packages.jsonl'), 'utf8')], ['set -e\n', 'set -e\none\ntwo\n']);
    deepStrictEqual(
      [statSync(app('packages.jsonl')).nlink, statSync(app('packages.jsonl')).mode & 0o777, readdirSync(app())],
      [1, 0o640, ['packages.jsonl']],
    );
  });

  it('removes a link itself, and not what it leads to', async () => {
    symlinkSync(at('outside'), app('link'));
    await files.remove(app('link'), { within: app() });
    deepStrictEqual([existsSync(app('link')), existsSync(at('outside', 'bashrc'))], [false, true]);
  });
});

onPosix('what is written over', () => {
  const at = useTemporaryFolder();
  const files = new NodeFileSystem();

  it('is never a pipe or a device, and is not waited for', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    for (const path of [at('pipe'), '/dev/null']) {
      match(await rejectsWith('file-unwritable', files.writeFile(path, utf8('x'))), /not a regular file/);
      match(await rejectsWith('file-unwritable', files.createFile(path)), /not a regular file/);
      match(await rejectsWith('file-unwritable', files.appendFile(path, utf8('x'))), /not a regular file/);
    }
    deepStrictEqual(readdirSync(at()), ['pipe']);
  });

  it('appears together or not at all, and comes back when another place is refused', async () => {
    writeFileSync(at('one'), 'old');
    mkdirSync(at('taken'));
    const write = (other: string): Promise<void> =>
      files.writeFiles([
        { path: at('one'), bytes: utf8('new'), mode: 0o600 },
        { path: at(other), bytes: utf8('new') },
      ]);
    await rejectsWith('file-unwritable', write('taken'));
    deepStrictEqual([readdirSync(at()), readFileSync(at('one'), 'utf8')], [['one', 'taken'], 'old']);
    await write('two');
    deepStrictEqual([readdirSync(at()), readFileSync(at('one'), 'utf8')], [['one', 'taken', 'two'], 'new']);
  });

  it('is freed of temporary files that a dead process left, and of no others', async () => {
    const child = `const { NodeFileSystem } = await import(${JSON.stringify(new URL('../../../src/node/nodeFileSystem.ts', import.meta.url).href)});
      const file = await new NodeFileSystem().createFile(${JSON.stringify(at('out.apk'))});
      await file.write(new Uint8Array(10));
      process.kill(process.pid, 'SIGKILL');`;
    try {
      execFileSync(process.execPath, ['--input-type=module', '-e', child], { stdio: 'ignore' });
    } catch {
      // It is killed, on purpose.
    }
    strictEqual(readdirSync(at()).length, 1);
    const strangers = ['.out.apk.zzzzzzzzzzzz.tmp', '.out.apk.0123456789ab', '.other.apk.0123456789ab.tmp', 'out.apk.0123456789ab.tmp'];
    for (const name of strangers) {
      writeFileSync(at(name), '');
      utimesSync(at(name), 0, 0);
    }
    // Of a process that runs, and an old one of another machine.
    const running = await files.createFile(at('out.apk'));
    writeFileSync(at('.out.apk.ffffffffffff.tmp'), '');
    utimesSync(at('.out.apk.ffffffffffff.tmp'), 0, 0);
    await files.writeFile(at('out.apk'), utf8('x'));
    const expected = ['out.apk', ...strangers, running.temporaryPath.slice(at().length + 1)];
    deepStrictEqual(readdirSync(at()).toSorted(), expected.toSorted());
    await running.discard();
  });

  it('is a regular file through a hard link as well', async () => {
    writeFileSync(at('a'), 'x');
    linkSync(at('a'), at('b'));
    const [a, b] = await Promise.all([files.stat(at('a')), files.stat(at('b'))]);
    strictEqual(a?.identity, b?.identity);
  });

  it('is never reached by a link in the place of the temporary file', async function () {
    writeFileSync(at('victim'), 'mine');
    mkdirSync(at('out'));
    const first = await files.createFile(at('out', 'x'));
    const prefix = first.temporaryPath.slice(0, -'0000.tmp'.length);
    await first.discard();
    // Whatever name is chosen, it is taken.
    for (let number = 0; number < 0x1_00_00; number++) symlinkSync(at('victim'), `${prefix}${number.toString(16).padStart(4, '0')}.tmp`);
    await rejectsWith('file-unwritable', files.createFile(at('out', 'x')));
    strictEqual(readFileSync(at('victim'), 'utf8'), 'mine');
  });

  it('says so when only a part could be appended', () => {
    writeFileSync(at('ledger'), 'x'.repeat(1000));
    const script = `const { NodeFileSystem } = await import(${JSON.stringify(new URL('../../../src/node/nodeFileSystem.ts', import.meta.url).href)});
      await new NodeFileSystem().appendFile(${JSON.stringify(at('ledger'))}, new Uint8Array(2000)).then(() => console.log('fine'), (error) => console.log(error.code));`;
    // A limit of one block of 1024 bytes: the write stops there, as on a full disk.
    const limited = ['-c', 'ulimit -f 1; exec "$@"', 'sh', process.execPath, '--input-type=module', '-e', script];
    strictEqual(execFileSync('bash', limited, { encoding: 'utf8' }).trim(), 'file-unwritable');
    strictEqual(readFileSync(at('ledger')).length, 1024);
  });
});
