/** Files that another process holds open: Windows refuses to read, replace or remove them. Nothing is lost, and the reason is named. */

import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { useWindowsApp } from './support/windowsApp.ts';

/** libuv's UV_FS_O_EXLOCK: no one else may open the file. */
const exclusive = 0x1000_0000;

describe('files that another process holds open on Windows', () => {
  let holder: ChildProcess | undefined;

  // Before the folder is removed.
  afterEach(async () => release());
  const app = useWindowsApp();

  async function release(): Promise<void> {
    if (!holder) return;
    const closed = once(holder, 'close');
    holder.kill();
    await closed;
    holder = undefined;
  }

  async function hold(path: string): Promise<void> {
    const script = `require('fs').openSync(${JSON.stringify(path)}, require('fs').constants.O_RDWR | ${exclusive}); console.log('held'); setInterval(() => 0, 1000);`;
    const child = spawn(process.execPath, ['-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    holder = child;
    const first = await Promise.race([once(child.stdout, 'data').then(() => 'held'), once(child, 'close').then(() => 'ended')]);
    strictEqual(first, 'held');
  }

  it('are named as used by another program when they are read', async () => {
    await hold(app.at('Upload.p12'));
    const { exitCode, problems, text } = app.run('keystore', 'inspect', 'Upload.p12', '--password', 'file:secret.txt');
    notStrictEqual(exitCode, 0, text);
    deepStrictEqual(problems, ['file-unreadable'], text);
    match(text, /another program uses it/);
  });

  it('stay as they are when they should be replaced, and nothing is left next to them', async () => {
    const created = app.createRelease('--output', 'out');
    strictEqual(created.exitCode, 0, created.text);
    const made = app.names().find((name) => name.startsWith('out/') && name.endsWith('.apk')) ?? '';
    const held = app.at('signed.apk');
    const old = readFileSync(app.at(...made.split('/')));
    writeFileSync(held, old);
    await hold(held);
    const before = app.names();
    const signing = ['--keystore', 'Upload.p12', '--alias', 'upload', '--keystore-password', 'file:secret.txt'];
    const { exitCode, problems, text } = app.run('package', 'sign', made, ...signing, '--out', 'signed.apk');
    notStrictEqual(exitCode, 0, text);
    ok(exitCode !== null && exitCode < 70, text);
    strictEqual(problems.length, 1, text);
    deepStrictEqual(app.names(), before);
    await release();
    deepStrictEqual(readFileSync(held), old);
  });

  it('do not keep a package from being created when the ledger is free again', async () => {
    strictEqual(app.createRelease().exitCode, 0);
    const ledger = app.at('app', '.mobile-distribution', 'packages.jsonl');
    const old = readFileSync(ledger);
    await hold(ledger);
    const { exitCode, text } = app.createRelease();
    notStrictEqual(exitCode, 0, text);
    ok(exitCode !== null && exitCode < 70, text);
    // A package that is not in the ledger is not kept.
    deepStrictEqual(app.names().filter((name) => name.endsWith('.apk')).length, 1);
    await release();
    deepStrictEqual(readFileSync(ledger), old);
    strictEqual(app.createRelease().exitCode, 0);
  });
});
