/** `mdist package create --dry-run --system`: the steps on another system, from the files of a project here. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { type CommandLineResult, commandLine } from '../../support/commandLine.ts';
import { frameworkProjects, nativeIosProjects, type ProjectTexts } from '../../support/frameworkProjects.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';

const capacitor = { ...frameworkProjects.capacitor, ...nativeIosProjects['capacitor'] };

interface Asked {
  readonly folder?: string;
  readonly texts?: ProjectTexts;
  /** Of the same file system, by absolute path. */
  readonly others?: ProjectTexts;
}

async function create(
  { folder = '/home/me/shop', texts = capacitor, others = {} }: Asked,
  ...args: readonly string[]
): Promise<CommandLineResult> {
  const slash = folder === '/' ? '' : '/';
  const own = Object.entries(texts).map(([name, text]) => [`${folder}${slash}${name}`, text] as const);
  const files = new MemoryFiles({ ...Object.fromEntries(own), ...others });
  const before = JSON.stringify([...files.content]);
  const result = await commandLine(files, ['package', 'create', '--app', folder, ...args]);
  strictEqual(JSON.stringify([...files.content]), before, 'something was written');
  deepStrictEqual(result.questions, []);
  return result;
}

const debug = ['--platform', 'android', '--build-type', 'debug', '--dry-run'];

describe('mdist package create --dry-run --system', () => {
  it('shows the steps with the paths of Windows, quoted', async () => {
    const { exitCode, out } = await create({ folder: '/home/me/my shop' }, ...debug, '--system', 'windows');
    strictEqual(exitCode, 0);
    const lines = out.split('\n');
    deepStrictEqual(lines.slice(0, 2), [
      'Nothing was built. These are the steps on Windows:',
      'Tools are shown at their usual places on Windows, with example versions; none was looked for.',
    ]);
    ok(lines.includes('   in C:\\Users\\you\\projects\\my shop\\android'));
    ok(lines.includes("   JAVA_HOME='C:\\Program Files\\Android\\Android Studio\\jbr'"));
    ok(lines.includes('result: apk below C:\\Users\\you\\projects\\my shop\\android\\app\\build\\outputs'));
    match(out, /'C:\\Users\\you\\projects\\my shop\\node_modules\\@capacitor\\cli\\bin\\capacitor'/);
    ok(lines.slice(0, lines.indexOf('')).every((line) => !line.includes('/home/me')));
  });

  it('shows how a Mac builds for iOS', async () => {
    const { out, exitCode } = await create({}, '--platform', 'ios', '--dry-run', '--system', 'macos', '--json');
    // Nothing is there to sign with, which changes no step.
    strictEqual(exitCode, 1);
    const { system, toolPlaces, plan, issues } = JSON.parse(out);
    deepStrictEqual([system, toolPlaces, plan.engine], ['macos', 'usual', 'capacitor']);
    const commands: readonly (readonly string[])[] = plan.steps.flatMap((step: { command?: readonly string[] }) =>
      step.command ? [step.command] : [],
    );
    ok(commands.some(([program = '', ...args]) => program.endsWith('xcodebuild') && args.includes('archive')));
    deepStrictEqual(
      commands.flatMap(([program]) => program ?? '').filter((program) => !program.startsWith('/')),
      [],
    );
    ok(issues.every(({ code }: { code: string }) => !code.startsWith('toolchain-')));
    // Places are those of the files here.
    for (const { place } of issues) if (place?.file !== undefined) match(place.file, /^\/home\/me\/shop(\/|$)/);
  });

  it('asks no Mac for the steps over SSH', async () => {
    const ios = ['--platform', 'ios', '--dry-run', '--system', 'windows', '--build-host', 'ada@mac.local', '--json'];
    const { out } = await create({ texts: { ...capacitor, '.git/HEAD': 'ref: refs/heads/main\n' } }, ...ios);
    const { plan, issues } = JSON.parse(out);
    ok(issues.every(({ code }: { code: string }) => code !== 'build-host-unreachable'));
    const programs = plan.steps.flatMap((step: { command?: readonly string[] }) => step.command?.[0] ?? []);
    ok(programs.includes('ssh') && programs.includes('scp'), programs.join(' '));
  });

  it('takes the versions that the project asks for, and no settings of this machine alone', async () => {
    const texts = { ...capacitor, '.nvmrc': 'v20.1.0\n', 'android/local.properties': 'sdk.dir=/home/me/Android/Sdk\n' };
    const own = { ...texts, 'mobile-distribution.json': '{ "tools": { "jdk": "23" }, "android": { "appIdentifier": "com.acme.shop" } }' };
    for (const system of ['windows', 'macos', 'linux']) {
      const { out, exitCode } = await create(
        {
          texts: {
            ...own,
            'android/gradle/wrapper/gradle-wrapper.properties':
              'distributionUrl=https\\://services.gradle.org/distributions/gradle-9.4.1-bin.zip\n',
          },
        },
        ...debug,
        '--system',
        system,
        '--json',
      );
      const { plan } = JSON.parse(out);
      deepStrictEqual([exitCode, plan.tools.Node, plan.tools.JDK], [0, '20.1.0', '23.0.0'], system);
      match(JSON.stringify(plan.steps), /Android.{1,2}[Ss]dk/);
    }
  });

  it('knows a repository around the app', async () => {
    const { 'node_modules/@capacitor/cli/package.json': cli = '', ...texts } = capacitor;
    const others = { '/repo/.git/HEAD': '', '/repo/node_modules/@capacitor/cli/package.json': cli };
    const { out } = await create({ folder: '/repo/apps/shop', texts, others }, ...debug, '--system', 'linux');
    ok(out.includes('/home/you/projects/repo/node_modules/@capacitor/cli/bin/capacitor'), out);
  });

  it('has a place for a project wherever it is', async () => {
    for (const [folder, name] of [
      ['/', 'app'],
      ['/srv/aux', 'app'],
      ['/srv/a:b', 'app'],
      ['/srv/shop', 'shop'],
    ] as const) {
      const { out, exitCode } = await create({ folder }, ...debug, '--system', 'windows');
      strictEqual(exitCode, 0, folder);
      ok(out.includes(`   in C:\\Users\\you\\projects\\${name}\\android\n`), out);
    }
  });

  it('shows the steps of a release whose key is not there yet', async () => {
    const { out, exitCode } = await create({}, '--platform', 'android', '--build-type', 'release', '--dry-run', '--system', 'macos');
    strictEqual(exitCode, 1);
    match(out, /^Nothing can be built yet\. These are the steps on macOS:$/m);
    match(out, /\[signing-keystore-not-set\]/);
  });

  it('speaks of files by their places here', async () => {
    const { out, exitCode } = await create({ texts: { 'readme.txt': '' } }, ...debug, '--system', 'windows', '--json');
    const [issue] = JSON.parse(out).issues;
    deepStrictEqual([exitCode, issue.code, issue.file], [1, 'app-not-found', '/home/me/shop']);
    match(issue.message, /^The folder \/home\/me\/shop does not contain an app/);
  });

  it('is for --dry-run, and asks no tool of this machine', async () => {
    for (const args of [
      ['--system', 'windows'],
      [...debug, '--system', 'windows', '--evaluate'],
      [...debug, '--system', 'beos'],
    ]) {
      const { exitCode, out } = await create({}, ...args, '--json');
      deepStrictEqual([exitCode, JSON.parse(out).error.code], [2, 'usage-wrong'], args.join(' '));
    }
  });
});
