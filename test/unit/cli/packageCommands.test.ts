import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { utf8, type Bytes } from '../../../src/core/base/bytes.ts';
import { fingerprintText } from '../../../src/core/base/fingerprintText.ts';
import { countingRandom } from '../../support/fixedWorld.ts';
import { commandLine, type CommandLineOptions } from '../../support/commandLine.ts';
import { hereDigester } from '../../support/hereDigester.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { smallApkEntries, smallArchive } from '../../support/smallPackages.ts';
import { engineThat, rightPassword, testKeystore } from '../../support/workflowWorld.ts';

const settings = `{
  "name": "Hello Web",
  "version": "1.4.0",
  "android": { "appIdentifier": "com.acme.hello", "buildType": "release", "keystore": "upload.p12", "keyAlias": "upload" }
}`;

async function app(files: Record<string, string> = {}): Promise<MemoryFiles> {
  const memory = new MemoryFiles({ '/app/mobile-distribution.json': settings, '/app/www/index.html': '', ...files });
  await memory.writeFile('/app/upload.p12', await testKeystore(), { mode: 0o600 });
  return memory;
}

const environment = { P: rightPassword };
const create = ['package', 'create', '--keystore-password', 'env:P'];

describe('package create', () => {
  it('tells people what was made and what to do next', async () => {
    const { exitCode, out, err } = await commandLine(await app(), create, { environment });
    const { sha256, signerSha256 } = JSON.parse((await commandLine(await app(), [...create, '--json'], { environment })).out);
    deepStrictEqual([exitCode, err], [0, '']);
    strictEqual(
      out,
      `Hello Web 1.4.0 (1) for android is ready
Package         /app/.mobile-distribution/packages/hello-web-1.4.0-1-release.apk
Size            ${/Size +(\d+)/.exec(out)?.[1]} bytes
SHA-256         ${sha256}
App identifier  com.acme.hello
Build type      release
Engine          web 2
Signed by       ${fingerprintText(signerSha256)}
Created         2026-11-21T10:00:00.000Z by Ada <ada@acme.com>
Commit          c0ffee
Log             /app/.mobile-distribution/logs/hello-web-1.4.0-1-release-20261121T100000Z.log

Next: mdist package inspect /app/.mobile-distribution/packages/hello-web-1.4.0-1-release.apk
`,
    );
  });

  it('runs the build of the project only when it is asked to', async () => {
    const hostile = { '/app/mobile-distribution.json': settings.replace('{', '{ "web": { "webDir": "www", "build": ["evil"] },') };
    const asked = async (...options: readonly string[]) => {
      const files = await app(hostile);
      const { exitCode } = await commandLine(files, [...create, ...options], { environment });
      const [made = ''] = (files.text('/app/.mobile-distribution/packages/hello-web-1.4.0-1-release.apk') ?? '').split('\n');
      return [exitCode, JSON.parse(made).runsProjectBuild];
    };
    deepStrictEqual(await asked(), [0, undefined]);
    deepStrictEqual(await asked('--run-build'), [0, true]);
  });

  it('gives programs one document', async () => {
    const args = [...create, '--version', '2.0', '--version-code', '40', '--build-type', 'app-bundle', '--output', 'out', '--json'];
    const { exitCode, out } = await commandLine(await app(), args, { environment });
    strictEqual(exitCode, 0);
    const document: Record<string, unknown> = JSON.parse(out);
    const { sha256, sizeBytes, signerSha256, id, ...rest } = document;
    match(String(sha256), /^[0-9a-f]{64}$/);
    match(String(signerSha256), /^[0-9a-f]{64}$/);
    ok(typeof sizeBytes === 'number' && typeof id === 'string');
    deepStrictEqual(rest, {
      schema: 1,
      durationMs: 0,
      partsMs: { checking: 0, building: 0, signing: 0, verifying: 0, 'building.write': 0 },
      platform: 'android',
      buildType: 'app-bundle',
      name: 'Hello Web',
      appIdentifier: 'com.acme.hello',
      version: '2.0',
      versionCode: 40,
      engine: 'web',
      engineVersion: '2',
      createdAt: '2026-11-21T10:00:00.000Z',
      createdBy: 'Ada <ada@acme.com>',
      commit: 'c0ffee',
      hasUncommittedChanges: false,
      path: '/app/out/hello-web-2.0-40-app-bundle.aab',
      format: 'aab',
      logPath: '/app/.mobile-distribution/logs/hello-web-2.0-40-app-bundle-20261121T100000Z.log',
      issues: [],
    });
  });

  it('says what is wrong at its place, and ends with 1', async () => {
    const files = await app({ '/app/mobile-distribution.json': settings.replace('com.acme.hello', 'com.acme.new') });
    const { exitCode, out, err } = await commandLine(files, create, { environment });
    deepStrictEqual([exitCode, out], [1, '']);
    strictEqual(
      err,
      `error    The segment new of the app identifier com.acme.new is a Java keyword, which Android does not allow [identifier-java-keyword]
         mobile-distribution.json:4:33
         → Choose another word for the segment

1 error
`,
    );
    const document = JSON.parse((await commandLine(files, [...create, '--json'], { environment })).out);
    strictEqual(document.error.code, 'issues-found');
    deepStrictEqual(document.issues, [
      {
        code: 'identifier-java-keyword',
        severity: 'error',
        message: 'The segment new of the app identifier com.acme.new is a Java keyword, which Android does not allow',
        remedy: 'Choose another word for the segment',
        file: '/app/mobile-distribution.json',
        line: 4,
        column: 33,
        pointer: '/android/appIdentifier',
      },
    ]);
  });

  it('takes passwords from the environment, a file, or the person at the terminal, and from no one else', async () => {
    const run = async (args: readonly string[], options: CommandLineOptions = {}) => {
      const files = await app({ '/app/secret.txt': `${rightPassword}\r\nmore` });
      return commandLine(files, ['package', 'create', ...args], options);
    };
    strictEqual((await run(['--keystore-password', 'file:secret.txt'])).exitCode, 0);
    const asked = await run([], { answers: [rightPassword] });
    deepStrictEqual([asked.exitCode, asked.questions], [0, ['Keystore password of upload.p12: ']]);
    const nobody = await run([]);
    deepStrictEqual(
      [nobody.exitCode, nobody.err],
      [
        2,
        'error: The keystore password is required, and there is no terminal to ask for it\nProvide it with --keystore-password env:NAME or --keystore-password file:PATH\n',
      ],
    );
    const unset = await run(['--keystore-password', 'env:NOPE']);
    deepStrictEqual([unset.exitCode, /NOPE/.test(unset.err)], [2, true]);
    const wrong = await run(['--keystore-password', 'env:P', '--json'], { environment: { P: 'wrong' } });
    deepStrictEqual([wrong.exitCode, JSON.parse(wrong.out).issues[0].code], [1, 'keystore-password-wrong']);
  });

  it('shows the password nowhere: not in what it writes, not in files', async () => {
    const files = await app();
    const runs = [
      create,
      [...create, '--json'],
      [...create, '--version-code', '1'],
      ['validate', '--keystore-password', 'env:P'],
      ['package', 'list'],
    ];
    for (const args of runs) {
      const { out, err } = await commandLine(files, args, { environment, terminal: { showsProgress: true } });
      ok(!`${out}${err}`.includes(rightPassword), args.join(' '));
    }
    for (const path of files.paths()) ok(!(files.text(path) ?? '').includes(rightPassword), path);
  });

  it('draws progress on standard error only where someone sees it', async () => {
    const shown = await commandLine(await app(), [...create, '--json'], { environment, terminal: { showsProgress: true } });
    match(shown.err, /% signing/);
    ok(shown.err.endsWith('\r\u001B[K'));
    strictEqual((await commandLine(await app(), [...create, '--quiet'], { environment, terminal: { showsProgress: true } })).err, '');
  });

  it('ends with 130 when it is cancelled', async () => {
    const controller = new AbortController();
    const { exitCode, out, err } = await commandLine(await app(), create, {
      environment,
      signal: controller.signal,
      world: { engines: [engineThat(() => controller.abort())] },
    });
    deepStrictEqual([exitCode, out, err], [130, '', 'Cancelled\n']);
  });
});

describe('package list', () => {
  it('needs a folder that is there', async () => {
    const { exitCode, err } = await commandLine(await app(), ['package', 'list', '--app', '/none']);
    deepStrictEqual([exitCode, err.split('\n')[0]], [1, 'error: The folder /none cannot be opened as an app: it does not exist']);
  });

  it('names the commit, and whether there were changes that were not committed', async () => {
    const files = await app();
    const commitOf = async (options: CommandLineOptions['world'], versionCode: string) => {
      const { exitCode } = await commandLine(files, [...create, '--version-code', versionCode], {
        environment,
        world: { ...random, ...options },
      });
      strictEqual(exitCode, 0);
      const [heading = '', newest = ''] = (await commandLine(files, ['package', 'list'])).out.split('\n');
      return newest.slice(heading.indexOf('Commit'), heading.indexOf('Size')).trim();
    };
    const random = { random: countingRandom() };
    const from = (state: object) => ({
      sourceControl: { describe: async () => ({ author: 'Ada', ...state }), isTracked: async () => false },
    });
    const commit = '0123456789abcdef0123456789abcdef01234567';
    strictEqual(await commitOf(from({ commit, hasUncommittedChanges: false }), '1'), '0123456789');
    strictEqual(await commitOf(from({ commit, hasUncommittedChanges: true }), '2'), '0123456789+');
    // Whether there were some is not known where git cannot say it without running what the project names.
    strictEqual(await commitOf(from({ commit }), '3'), '0123456789');
    strictEqual(await commitOf(from({}), '4'), '');
    const { packages } = JSON.parse((await commandLine(files, ['package', 'list', '--json'])).out);
    deepStrictEqual(
      packages.map((each: Record<string, unknown>) => [each['commit'], each['hasUncommittedChanges']]),
      [
        [undefined, undefined],
        [commit, undefined],
        [commit, true],
        [commit, false],
      ],
    );
  });

  it('finds a package outside of the app again on the machine that created it, and only there', async () => {
    const files = await app();
    await commandLine(files, [...create, '--output', '/out'], { environment });
    const listed = async (userFolder: string) => {
      const { packages } = JSON.parse((await commandLine(files, ['package', 'list', '--json'], { world: { userFolder } })).out);
      return packages.map(({ path, isPresent }: { path: string; isPresent: boolean }) => [path, isPresent]);
    };
    deepStrictEqual(await listed('/home/me/.config/mobile-distribution'), [['/out/hello-web-1.4.0-1-release.apk', true]]);
    deepStrictEqual(await listed('/home/other/.config/mobile-distribution'), [
      ['/app/.mobile-distribution/packages/hello-web-1.4.0-1-release.apk', false],
    ]);
  });

  it('lists the newest first, as a table and as a document', async () => {
    const files = await app();
    strictEqual((await commandLine(files, ['package', 'list'])).out, 'This app has no packages yet.\n\nNext: mdist package create\n');
    const world = { random: countingRandom() };
    await commandLine(files, create, { environment, world });
    await commandLine(files, create, { environment, world });
    const { out } = await commandLine(files, ['package', 'list']);
    deepStrictEqual(
      out.split('\n').map((line) => line.slice(0, 58).trimEnd()),
      [
        'Platform  Build type  Version  Code  Created           By',
        'android   release     1.4.0    2     2026-11-21 10:00  Ada',
        'android   release     1.4.0    1     2026-11-21 10:00  Ada',
        '',
      ],
    );
    const { packages } = JSON.parse((await commandLine(files, ['package', 'list', '--json'])).out);
    deepStrictEqual(
      packages.map(({ versionCode, isPresent }: { versionCode: number; isPresent: boolean }) => [versionCode, isPresent]),
      [
        [2, true],
        [1, true],
      ],
    );
  });

  it('says when the file of the newest one is gone', async () => {
    const files = await app();
    await commandLine(files, create, { environment });
    const path = files.paths().find((known) => known.endsWith('.apk')) ?? '';
    files.content.delete(path);
    const { exitCode, out } = await commandLine(files, ['package', 'list', '--json']);
    const { issues }: { issues: readonly { code: string; message: string }[] } = JSON.parse(out);
    deepStrictEqual([exitCode, issues.map(({ code }) => code)], [0, ['package-missing']]);
    ok(issues[0]?.message.includes(path), issues[0]?.message);
  });
});

describe('package sign, verify and inspect', () => {
  const keystore = ['--keystore', 'upload.p12', '--alias', 'upload', '--keystore-password', 'env:P'];
  const entries = [...smallApkEntries(), { name: 'assets/plain.txt', bytes: utf8('plain text') }];

  /** The central and the local record of an entry, changed by hand. */
  function patched(apk: Bytes, name: string, change: (central: number, local: number, view: DataView) => void): Bytes {
    const bytes = apk.slice();
    const view = new DataView(bytes.buffer);
    const central = Buffer.from(bytes).lastIndexOf(name) - 46;
    change(central, view.getUint32(central + 42, true), view);
    return bytes;
  }

  async function run(verb: string, bytes: Bytes, args: readonly string[] = []) {
    const files = await app();
    files.content.set('/app/some.apk', { bytes });
    const all = ['package', verb, 'some.apk', '--json', ...args];
    const { exitCode, out } = await commandLine(files, all, { environment, world: { digester: hereDigester } });
    const document: { error?: unknown; issues: { code: string }[] } = JSON.parse(out);
    return { exitCode, document, codes: document.issues.map(({ code }) => code), files };
  }

  async function check(bytes: Bytes, expected: string): Promise<void> {
    const signing = await run('sign', bytes, [...keystore, '--out', 'signed.apk']);
    deepStrictEqual([signing.exitCode, signing.codes.includes(expected)], [1, true], `sign: ${signing.codes.join()}`);
    strictEqual(signing.files.content.has('/app/signed.apk'), false);
    const verified = await run('verify', bytes);
    deepStrictEqual([verified.exitCode, verified.codes.includes(expected)], [1, true], `verify: ${verified.codes.join()}`);
    ok((await run('inspect', bytes)).codes.includes(expected), 'inspect');
  }

  it('name what no phone reads, and sign none of it', async () => {
    const apk = await smallArchive(entries);
    const setCrc = (central: number, local: number, view: DataView): void => {
      view.setUint32(central + 16, 1, true);
      view.setUint32(local + 14, 1, true);
    };
    await check(patched(apk, 'AndroidManifest.xml', setCrc), 'zip-crc-mismatch');
    await check(
      patched(apk, 'assets/plain.txt', (central, local, view) => {
        view.setUint8(central + 46 + 8, 0);
        view.setUint8(local + 30 + 8, 0);
      }),
      'zip-name-control-character',
    );
    await check(
      patched(apk, 'assets/plain.txt', (_, local, view) => view.setUint8(local + 30, 0x41)),
      'zip-local-header-mismatch',
    );
    const twin = { name: 'assets/plain.tyt', bytes: utf8('other') };
    await check(
      patched(await smallArchive([...entries, twin]), twin.name, (central, local, view) => {
        view.setUint8(central + 46 + 14, 0x78);
        view.setUint8(local + 30 + 14, 0x78);
      }),
      'zip-duplicate-entry',
    );
    await check(Uint8Array.from([...apk, 0, 0, 0]), 'zip-trailing-bytes');
    await check(utf8('<!doctype html>'), 'file-web-page');
    const set = await smallArchive([
      { name: 'base.apk', bytes: apk },
      { name: 'config.fr.apk', bytes: apk },
    ]);
    await check(set, 'package-set-of-apks');
    const ipa = await smallArchive([{ name: 'Payload/A.app/Info.plist', bytes: utf8('') }]);
    const signing = await run('sign', ipa, [...keystore, '--out', 'signed.apk']);
    deepStrictEqual([signing.exitCode, signing.codes], [1, ['package-not-android']]);
  });

  it('name Zip64 where a package uses it', async () => {
    const apk = await smallArchive(entries);
    const end = Buffer.from(apk).lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
    const view = new DataView(apk.buffer);
    const [count, size, offset] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
    const zip64 = new Uint8Array(76);
    const record = new DataView(zip64.buffer);
    record.setUint32(0, 0x06064b50, true);
    record.setBigUint64(4, 44n, true);
    for (const at of [24, 32]) record.setBigUint64(at, BigInt(count), true);
    record.setBigUint64(40, BigInt(size), true);
    record.setBigUint64(48, BigInt(offset), true);
    record.setUint32(56, 0x07064b50, true);
    record.setBigUint64(64, BigInt(end), true);
    record.setUint32(72, 1, true);
    const plain = Uint8Array.from([...apk.subarray(0, end), ...zip64, ...apk.subarray(end)]);
    await check(plain, 'zip-zip64-used');
    const saturated = plain.slice();
    saturated.fill(0xff, end + 76 + 8, end + 76 + 20);
    await check(saturated, 'zip-zip64-used');
  });

  it('say the same of one package', async () => {
    const apk = await smallArchive(entries);
    const signed = await run('sign', apk, [...keystore, '--out', 'signed.apk']);
    const result = signed.files.content.get('/app/signed.apk')?.bytes ?? new Uint8Array();
    const others = await Promise.all([run('verify', result), run('inspect', result)]);
    deepStrictEqual(
      others.map(({ codes }) => codes),
      [signed.codes, signed.codes],
    );
    ok(signed.codes.includes('store-app-bundle-wanted'));
    deepStrictEqual([signed.exitCode, ...others.map(({ exitCode }) => exitCode)], [0, 0, 0]);
  });
});
