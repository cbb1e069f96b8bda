import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { commandLine, type CommandLineOptions } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { rightPassword, testKeystore } from '../../support/workflowWorld.ts';

const settings = `{
  "name": "Hello Web",
  "version": "1.4.0",
  "android": { "appIdentifier": "com.acme.hello", "buildType": "release", "keystore": "upload.p12", "keyAlias": "upload" },
  "ios": { "appIdentifier": "com.acme.hello" }
}`;

async function create(args: readonly string[], options: CommandLineOptions = { environment: { P: rightPassword } }) {
  const files = new MemoryFiles({ '/app/mobile-distribution.json': settings, '/app/www/index.html': '' });
  await files.writeFile('/app/upload.p12', await testKeystore(), { mode: 0o600 });
  return await commandLine(files, ['package', 'create', ...args], options);
}

const password = ['--keystore-password', 'env:P'];
const both = ['--build-type', 'release', '--build-type', 'app-bundle'];

interface PackagesDocument {
  readonly packages: readonly {
    readonly platform: string;
    readonly buildType: string;
    readonly versionCode?: number;
    readonly path?: string;
    readonly issues: readonly { readonly code: string }[];
    readonly error?: { readonly code: string };
  }[];
  readonly issues: readonly { readonly code: string }[];
}

describe('package create for several targets', () => {
  it('creates a package of each, with its own version code', async () => {
    const { exitCode, out } = await create([...both, ...password, '--json']);
    const { packages }: PackagesDocument = JSON.parse(out);
    strictEqual(exitCode, 0);
    deepStrictEqual(
      packages.map(({ platform, buildType }) => [platform, buildType]),
      [
        ['android', 'release'],
        ['android', 'app-bundle'],
      ],
    );
    deepStrictEqual(
      packages.map(({ versionCode = 0 }) => versionCode).toSorted((a, b) => a - b),
      [1, 2],
    );
    ok(packages.every(({ path, issues }) => path !== undefined && Array.isArray(issues)));
  });

  it('shows people each of them', async () => {
    const { out } = await create([...both, ...password]);
    match(
      out,
      /^Hello Web 1\.4\.0 \(\d\) for android is ready[^]*Build type +release[^]*\n\nHello Web 1\.4\.0 \(\d\)[^]*Build type +app-bundle/,
    );
    match(out, /\nNext: mdist package inspect /);
  });

  it('goes on when one cannot be created, and ends with its exit code', async () => {
    const { exitCode, out } = await create(['--platform', 'android', '--platform', 'ios', ...password, '--json']);
    const { packages, issues }: PackagesDocument = JSON.parse(out);
    strictEqual(exitCode, 1);
    strictEqual(packages[0]?.platform, 'android');
    ok(packages[0]?.path !== undefined);
    strictEqual(packages[1]?.platform, 'ios');
    strictEqual(packages[1]?.error?.code, 'issues-found');
    ok(issues.length > 0);
    match((await create(['--platform', 'android', '--platform', 'ios', ...password])).out, /\n\nNo package for ios\nReason +/);
  });

  it('writes one document a line for programs', async () => {
    const { err } = await create([...both, ...password, '--progress', 'json']);
    const events: readonly { readonly event: string; readonly target: object; readonly fraction?: number; readonly sha256?: string }[] = err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const made = events.filter(({ event }) => event === 'package');
    deepStrictEqual(made.map(({ target }) => JSON.stringify(target)).toSorted(), [
      '{"platform":"android","buildType":"app-bundle"}',
      '{"platform":"android","buildType":"release"}',
    ]);
    ok(made.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256 ?? '')));
    const progress = events.filter(({ event }) => event === 'progress');
    ok(progress.length > 0 && progress.every(({ fraction = -1 }) => fraction >= 0 && fraction <= 1));
  });

  it('writes the same for one package, and a failure as one', async () => {
    const one = await create([...password, '--progress', 'json', '--json']);
    match(one.err, /"event":"package"/);
    strictEqual(JSON.parse(one.out).buildType, 'release');
    const failed = await create(['--platform', 'ios', '--progress', 'json']);
    match(failed.err, /\{"target":\{"platform":"ios"\},"event":"failure",[^\n]*"code":"issues-found"/);
  });

  it('asks for a password once', async () => {
    const { exitCode, questions } = await create(both, { answers: [rightPassword] });
    deepStrictEqual([exitCode, questions], [0, ['Keystore password of upload.p12: ']]);
  });

  it('gives each platform its own build types, and refuses those of none', async () => {
    const args = [
      '--platform',
      'android',
      '--platform',
      'ios',
      '--build-type',
      'app-bundle',
      '--build-type',
      'ad-hoc',
      ...password,
      '--json',
    ];
    const { packages }: PackagesDocument = JSON.parse((await create(args)).out);
    deepStrictEqual(
      packages.map(({ platform, buildType }) => [platform, buildType]),
      [
        ['android', 'app-bundle'],
        ['ios', 'ad-hoc'],
      ],
    );
  });

  it('takes each value once', async () => {
    const { exitCode, err } = await create(['--platform', 'android', '--platform', 'android']);
    deepStrictEqual([exitCode, err], [2, 'error: --platform android appears twice\nUse each value once\n']);
  });
});
