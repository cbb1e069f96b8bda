import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { rightPassword, testKeystore } from '../../support/workflowWorld.ts';

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

describe('the process of the command line', function () {
  let folder: string;
  let app: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mdist-'));
    app = join(folder, 'app');
    mkdirSync(join(app, 'www'), { recursive: true });
    writeFileSync(join(app, 'www', 'index.html'), '<!doctype html><title>Hello</title>');
    const settings = { name: 'Hello', web: { webDir: 'www' }, android: { appIdentifier: 'com.acme.hello' } };
    writeFileSync(join(app, 'mobile-distribution.json'), JSON.stringify(settings));
    writeFileSync(join(folder, 'upload.p12'), await testKeystore(), { mode: 0o600 });
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function start(args: readonly string[], environment: Record<string, string> = {}): ChildProcessWithoutNullStreams {
    const env = { ...process.env, XDG_CONFIG_HOME: join(folder, 'config'), APPDATA: join(folder, 'config'), HOME: folder, ...environment };
    return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], { cwd: folder, env });
  }

  async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { exitCode, out, err };
  }

  function filesIn(path: string): string[] {
    return existsSync(path)
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
      : [];
  }

  const create = [
    'package',
    'create',
    '--app',
    'app',
    '--platform',
    'android',
    '--build-type',
    'release',
    '--keystore',
    'upload.p12',
    '--alias',
    'upload',
  ];

  it('makes a release, signs it again, verifies and inspects it, and shows the password nowhere', async () => {
    // A git of our own in front of the path sees what children are given.
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'git'),
      `#!/bin/sh\necho "$@" >> '${join(folder, 'arguments.txt')}'\nenv >> '${join(folder, 'environment.txt')}'\nexit 128\n`,
    );
    chmodSync(join(bin, 'git'), 0o755);
    const environment = { P: rightPassword, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
    const password = ['--keystore-password', 'env:P'];

    const made = await ended(start([...create, ...password, '--output', 'out', '--json'], environment));
    deepStrictEqual([made.exitCode, made.err], [0, ''], made.out);
    const { path } = JSON.parse(made.out);
    const signed = await ended(
      start(
        ['package', 'sign', path, '--keystore', 'upload.p12', '--alias', 'upload', ...password, '--out', 'signed.apk', '--json'],
        environment,
      ),
    );
    deepStrictEqual([signed.exitCode, signed.err], [0, ''], signed.out);
    const verified = await ended(start(['package', 'verify', 'signed.apk', '--min-sdk', '24', '--json'], environment));
    const report = JSON.parse(verified.out);
    deepStrictEqual([verified.exitCode, report.verified, report.schemes.v2, report.schemes.v3], [0, true, true, true]);
    strictEqual(report.signers[0].subject, 'CN=Upload');
    const inspected = await ended(start(['package', 'inspect', path, '--json'], environment));
    const { format, appIdentifier, label, version, versionCode, minSdk, targetSdk, debuggable } = JSON.parse(inspected.out);
    deepStrictEqual(
      { format, appIdentifier, label, version, versionCode, minSdk, targetSdk, debuggable },
      {
        format: 'apk',
        appIdentifier: 'com.acme.hello',
        label: 'Hello',
        version: '1.0.0',
        versionCode: 1,
        minSdk: 24,
        targetSdk: 36,
        debuggable: false,
      },
    );

    for (const { out, err } of [made, signed, verified, inspected]) ok(!`${out}${err}`.includes(rightPassword));
    for (const file of filesIn(folder)) ok(!readFileSync(file).includes(rightPassword), file);
    if (process.platform === 'win32') return;
    match(readFileSync(join(folder, 'arguments.txt'), 'utf8'), /config/);
    const given = readFileSync(join(folder, 'environment.txt'), 'utf8');
    match(given, /^PATH=/m);
    strictEqual(/^P=/m.test(given), false);
  });

  it('notices a package that was changed after it was signed', async () => {
    const { out } = await ended(start([...create.slice(0, 6), '--output', 'out', '--json']));
    const { path } = JSON.parse(out);
    const bytes = readFileSync(path);
    const last = bytes.lastIndexOf('<title>') < 0 ? 200 : bytes.lastIndexOf('<title>');
    bytes[last] = (bytes[last] ?? 0) ^ 1;
    writeFileSync(join(folder, 'changed.apk'), bytes);
    const { exitCode, out: text } = await ended(start(['package', 'verify', 'changed.apk', '--json']));
    deepStrictEqual([exitCode, JSON.parse(text).verified], [1, false]);
  });

  it('is cancelled by Ctrl+C and leaves neither half files nor locks; a killed one blocks no one', async function () {
    if (process.platform === 'win32') this.skip();
    const huge = join(app, 'www', 'huge.bin');
    writeFileSync(huge, '');
    truncateSync(huge, 600 * 1024 * 1024);
    const product = join(app, '.mobile-distribution');
    const leftovers = () => filesIn(product).filter((path) => /\.(tmp|lock|apk)$/.test(path));
    const untilBuilding = async (): Promise<void> => {
      for (let tries = 0; tries < 3000 && !leftovers().some((path) => path.includes('.unsigned-')); tries++) await wait(20);
    };
    const first = start(create.slice(0, 6));
    await untilBuilding();
    first.kill('SIGINT');
    const { exitCode, err } = await ended(first);
    deepStrictEqual([exitCode, err], [130, 'Cancelled\n']);
    deepStrictEqual(leftovers(), []);

    const second = start(create.slice(0, 6));
    await untilBuilding();
    second.kill('SIGKILL');
    await ended(second);
    strictEqual(leftovers().length, 2);
    rmSync(huge);
    const third = await ended(start(create.slice(0, 6)));
    strictEqual(third.exitCode, 0, third.err);
    deepStrictEqual(leftovers().length, 1);
  });

  it('loads no database for the help of all commands', () => {
    const list = new URL('../../../src/cli/commands/commandList.ts', import.meta.url).href;
    const code = [
      `const { commandList } = await import(${JSON.stringify(list)});`,
      'await Promise.all(commandList.map((command) => command.load()));',
      "console.log(process.moduleLoadList.filter((name) => name.includes('sqlite')).length);",
    ].join('\n');
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' });
    strictEqual(stdout.trim(), '0', stderr);
  });

  it('does not mind a reader that goes away', async () => {
    const child = start(['--help']);
    child.stdout.destroy();
    strictEqual((await ended(child)).exitCode, 0);
  });

  it('asks for a newer Node in one sentence', async () => {
    const launcher = readFileSync(fileURLToPath(new URL('../../../src/cli/mdist.cjs', import.meta.url)), 'utf8');
    cpSync(fileURLToPath(new URL('../../../src/cli/mdist.cjs', import.meta.url)), join(folder, 'mdist.cjs'));
    writeFileSync(
      join(folder, 'old.cjs'),
      "Object.defineProperty(process.versions, 'node', { value: '18.20.0' });\nrequire('./mdist.cjs');\n",
    );
    const child = spawn(process.execPath, [join(folder, 'old.cjs')]);
    deepStrictEqual(await ended(child), { exitCode: 3, out: '', err: 'mdist needs Node 22.21 or newer; this is Node 18.20.0.\n' });
    ok(!/=>|`|\bconst\b|\blet\b|\?\./.test(launcher.replace(/\/\/.*$/gm, '')), 'older Nodes must be able to read the launcher');
  });

  (existsSync('/dev/full') ? it : it.skip)('says in a sentence that its output cannot be written', () => {
    const full = openSync('/dev/full', 'w');
    try {
      const args = ['--disable-warning=ExperimentalWarning', main, '--help'];
      const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
      deepStrictEqual([status, stderr.split(':').slice(0, 2)], [3, ['error', ' The output cannot be written']]);
    } finally {
      closeSync(full);
    }
  });
});
