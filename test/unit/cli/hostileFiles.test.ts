/** Pipes, devices, links and own files in the place of what a command reads or writes, tried on the process itself. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exitCodes } from '../../../src/core/base/exitCodes.ts';
import { unsignedApk } from '../../support/signedPackages.ts';
import { until } from '../../support/until.ts';
import { rightPassword, testKeystore } from '../../support/workflowWorld.ts';

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const cliFolder = fileURLToPath(new URL('../../../src/cli', import.meta.url));
const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('the command line and hostile files', function () {
  let folder: string;
  const at = (...names: string[]): string => join(folder, ...names);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mdist-'));
    writeFileSync(at('upload.p12'), await testKeystore(), { mode: 0o600 });
    writeFileSync(at('in.apk'), await unsignedApk());
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function environment(): NodeJS.ProcessEnv {
    return { ...process.env, HOME: folder, XDG_CONFIG_HOME: at('config'), XDG_CACHE_HOME: at('cache'), P: rightPassword };
  }

  function run(...args: readonly string[]): { readonly code: string; readonly exitCode: number | null } {
    const options = { cwd: folder, env: environment(), encoding: 'utf8', timeout: 60_000 } as const;
    const { status, signal, stdout, stderr } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, ...args, '--json'],
      options,
    );
    ok(stdout !== '', `${args.join(' ')} ended with ${status ?? signal} and says nothing but: ${stderr}`);
    const document: { readonly error?: { readonly code: string } } = JSON.parse(stdout);
    return { code: document.error?.code ?? 'fine', exitCode: status };
  }

  it('signs into no input, no device and no other kind of file', () => {
    const sign = (out: string, ...more: readonly string[]): string =>
      run('package', 'sign', 'in.apk', '--keystore', 'upload.p12', '--keystore-password', 'file:pw', '--out', out, ...more).code;
    writeFileSync(at('pw'), `${rightPassword}\n`);
    writeFileSync(at('notes'), 'do not lose me');
    strictEqual(sign('upload.p12', '--force'), 'output-is-input');
    strictEqual(sign('pw', '--force'), 'output-is-input');
    strictEqual(sign('/dev/null', '--force'), 'output-not-a-file');
    strictEqual(sign('notes'), 'output-other-kind');
    strictEqual(readFileSync(at('notes'), 'utf8'), 'do not lose me');
    // The package itself and a forced place are let through; this package is refused for what it is.
    strictEqual(sign('in.apk'), 'issues-found');
    strictEqual(sign('notes', '--force'), 'issues-found');
  });

  it('refuses a pipe in the place of every input at once', () => {
    execFileSync('mkfifo', [at('pipe')]);
    mkdirSync(at('app'));
    execFileSync('mkfifo', [at('app', 'mobile-distribution.json')]);
    deepStrictEqual(
      [
        run('package', 'inspect', 'pipe'),
        run('package', 'verify', 'pipe'),
        run('keystore', 'inspect', 'pipe'),
        run('certificate', 'inspect', 'pipe'),
        run('profile', 'inspect', 'pipe'),
        run('validate', '--app', 'app'),
        run('init', '--app', 'app', '--force'),
        run('package', 'create', '--app', 'app'),
        run('package', 'sign', 'in.apk', '--keystore', 'pipe', '--keystore-password', 'env:P', '--out', 'out.apk'),
      ].map(({ code }) => code),
      Array.from({ length: 9 }, () => 'file-unreadable'),
    );
  });

  for (const [what, args] of [
    ['a password', ['keystore', 'inspect', 'upload.p12', '--password', 'file:pipe']],
    ['a password from standard input', ['keystore', 'inspect', 'upload.p12', '--password', 'file:/dev/stdin']],
    ['a log', ['log', 'explain', 'pipe']],
    ['a log from standard input', ['log', 'explain', '-']],
  ] as const)
    it(`is cancelled by a signal while it waits for ${what}`, async () => {
      execFileSync('mkfifo', [at('pipe')]);
      // Both ends are open, and nothing comes.
      const silent = await open(at('pipe'), 'r+');
      // A busy machine takes seconds to start it: until it listens for signals, they end it as they end any program.
      writeFileSync(
        at('tell.cjs'),
        `process.on('newListener', (name) => name === 'SIGTERM' && require('node:fs').writeFileSync('listens', ''))`,
      );
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--require', at('tell.cjs'), main, ...args], {
        cwd: folder,
        env: environment(),
        stdio: [silent.fd, 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr?.on('data', (piece: Buffer) => void (said += piece.toString()));
      const ended = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) => child.on('close', (...how) => resolve(how)));
      try {
        await until('it listens for signals', () => existsSync(at('listens')) || undefined);
        await wait(1000);
        deepStrictEqual([child.exitCode, child.signalCode], [null, null], 'it waits for the pipe');
        child.kill('SIGTERM');
        deepStrictEqual(await ended, [exitCodes.cancelled, null], said);
      } finally {
        child.kill('SIGKILL');
        await silent.close();
      }
    });

  it('reads a password from a pipe that a shell makes', () => {
    const script =
      'exec "$0" --disable-warning=ExperimentalWarning "$1" keystore inspect upload.p12 --json --password file:<(sleep 0.3; printf %s "$P")';
    const { stdout, status } = spawnSync('bash', ['-c', script, process.execPath, main], {
      cwd: folder,
      env: environment(),
      encoding: 'utf8',
    });
    strictEqual(status, 0, stdout);
    match(stdout, /"sha256"/);
  });

  describe('what V8 compiled in an earlier run', () => {
    const compiled = (): string => at('cache', 'mobile-distribution', 'compiled');
    const filesIn = (path: string): readonly string[] => (existsSync(path) ? readdirSync(path).toSorted() : []);

    const contents = (): readonly string[] => filesIn(compiled()).map((name) => readFileSync(join(compiled(), name), 'latin1'));

    /** A file that is there already stays as it is, as in an installed product. */
    function install(name: string, source: string): void {
      const path = at('dist', 'cli', name);
      if (!existsSync(path) || readFileSync(path, 'utf8') !== source) writeFileSync(path, source);
    }

    /** What the program prints, which calls a function of another chunk. */
    function start(text = 'first'): string {
      mkdirSync(at('dist', 'cli'), { recursive: true });
      for (const name of ['mdist.cjs', 'loadChunks.cjs']) cpSync(join(cliFolder, name), at('dist', name));
      install('main.cjs', "Promise.resolve().then(() => require('./command.cjs').run());");
      install('command.cjs', `exports.run = () => { process.stdout.write('${text}'); };`);
      return execFileSync(process.execPath, [at('dist', 'mdist.cjs')], { cwd: folder, env: environment(), encoding: 'utf8' });
    }

    it('is kept in a folder of this user alone, and found again', () => {
      strictEqual(start(), 'first');
      const names = filesIn(compiled());
      deepStrictEqual(
        names.map((name) => name.split('-')[0]),
        ['command', 'main'],
      );
      for (const path of [at('cache', 'mobile-distribution'), compiled()]) strictEqual(statSync(path).mode & 0o777, 0o700);
      for (const name of names) strictEqual(statSync(join(compiled(), name)).mode & 0o777, 0o600);
      // The first run wrote the programs, the second one their code.
      strictEqual(start(), 'first');
      const written = names.map((name) => statSync(join(compiled(), name)).mtimeMs);
      strictEqual(start(), 'first');
      deepStrictEqual(
        names.map((name) => statSync(join(compiled(), name)).mtimeMs),
        written,
      );
    });

    it('is not used where others could write', () => {
      start();
      for (const name of filesIn(compiled())) rmSync(join(compiled(), name));
      chmodSync(compiled(), 0o770);
      strictEqual(start(), 'first');
      chmodSync(compiled(), 0o700);
      chmodSync(at('cache'), 0o777);
      strictEqual(start(), 'first');
      deepStrictEqual(filesIn(compiled()), []);
    });

    it('is not used in a folder of another user', () => {
      start();
      // As no test may give files away, the system says of one folder that somebody else owns it.
      const source = `const fs = require('node:fs');
        const { lstatSync } = fs;
        fs.lstatSync = (path) => {
          const found = lstatSync(path);
          if (path === process.env.FOREIGN) found.uid += 1;
          return found;
        };`;
      writeFileSync(at('preload.cjs'), source);
      for (const foreign of [realpathSync(at('cache')), at('cache', 'mobile-distribution'), compiled()]) {
        for (const name of filesIn(compiled())) rmSync(join(compiled(), name));
        const options = { cwd: folder, env: { ...environment(), FOREIGN: foreign }, encoding: 'utf8' } as const;
        const said = execFileSync(process.execPath, ['--require', at('preload.cjs'), at('dist', 'mdist.cjs')], options);
        deepStrictEqual([said, filesIn(compiled())], ['first', []], foreign);
      }
      start();
      ok(filesIn(compiled()).length > 0);
    });

    it('is not used through a link', () => {
      mkdirSync(at('planted'), { mode: 0o700 });
      mkdirSync(at('cache', 'mobile-distribution'), { recursive: true, mode: 0o700 });
      symlinkSync(at('planted'), compiled());
      strictEqual(start(), 'first');
      deepStrictEqual(filesIn(at('planted')), []);
    });

    it('never runs in the place of a source that changed, and is made again when it is damaged', () => {
      start('first');
      // As long as the first one: V8 itself compares nothing but the length.
      strictEqual(start('other'), 'other');
      for (const damage of [
        (bytes: Buffer) => bytes.subarray(0, 40),
        (bytes: Buffer) => Buffer.alloc(bytes.length),
        (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]),
        () => Buffer.alloc(0),
      ]) {
        const path = join(compiled(), filesIn(compiled()).find((name) => name.startsWith('main')) ?? '');
        const damaged = damage(readFileSync(path));
        writeFileSync(path, damaged);
        strictEqual(start('other'), 'other');
        ok(!readFileSync(path).equals(damaged));
      }
    });

    it('is made again for other flags of V8, and runs all the same', () => {
      start();
      start();
      const before = contents();
      const options = { cwd: folder, env: environment(), encoding: 'utf8' } as const;
      strictEqual(execFileSync(process.execPath, ['--no-opt', at('dist', 'mdist.cjs')], options), 'first');
      deepStrictEqual(
        contents().map((bytes, index) => bytes === before[index]),
        [false, false],
      );
    });

    it('takes in what a later run loads, and keeps what that run had no use for', () => {
      start();
      install(
        'command.cjs',
        "exports.run = () => process.stdout.write(process.argv[2] ? require(`./${process.argv[2]}.cjs`).text() : 'none');",
      );
      for (const name of ['one', 'two']) install(`${name}.cjs`, `exports.text = () => '${name}';`);
      const options = { cwd: folder, env: environment(), encoding: 'utf8' } as const;
      const run = (...args: readonly string[]): string => execFileSync(process.execPath, [at('dist', 'mdist.cjs'), ...args], options);
      for (const name of ['one', 'two', 'two']) strictEqual(run(name), name);
      const complete = contents();
      for (const name of ['one', 'two']) strictEqual(run(name), name);
      strictEqual(run(), 'none');
      deepStrictEqual(contents(), complete);
    });

    it('never grows beyond its limit: the oldest goes', () => {
      start();
      const old = join(compiled(), 'old');
      writeFileSync(old, '');
      truncateSync(old, 65 * 1024 * 1024);
      utimesSync(old, 1, 1);
      strictEqual(start('other'), 'other');
      ok(!filesIn(compiled()).includes('old'));
    });
  });
});
