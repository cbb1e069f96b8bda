/** Real builds of `samples/gradle-app` with Debian's Gradle 4.4.1 and Android plugin 2.2.2, by the built product as a process. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { engineCache } from '../../scripts/engines/prepareGradle.ts';
import { skipCurrent } from '../support/currentRunnable.ts';
import { until } from '../support/until.ts';
import { editFile, findText, GradleWorkspace } from './gradleProject.ts';

const marker = 'marker-password-of-this-test';

describe('the engine gradle, with real builds', () => {
  const workspace = new GradleWorkspace();
  const secret = { STORE_PASSWORD: marker };
  let app = '';
  const keystore = join(workspace.folder, 'upload.p12');
  const signing = ['--keystore', keystore, '--keystore-password', 'env:STORE_PASSWORD'];

  before(async () => {
    if (process.env['NO_GRADLE'] === 'true') skipCurrent('Gradle and the Android plugin are not installed');
    app = workspace.copySample('shop');
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      ['-c', 'user.name=A', '-c', 'user.email=a@b', 'commit', '-qm', 'x'],
    ])
      spawnSync('git', args, { cwd: app });
    const made = await workspace.start(
      ['keystore', 'create', keystore, '--password', 'env:STORE_PASSWORD', '--organization', 'Acme'],
      secret,
    ).done;
    strictEqual(made.exitCode, 0);
  });
  after(() => workspace.remove());

  const create = (...args: readonly string[]): readonly string[] => ['package', 'create', '--app', app, '--platform', 'android', ...args];

  /** Identifier, version, version code and variant as they were read from the package and recorded. */
  async function builds(args: readonly string[], expected: string): Promise<string> {
    const { exitCode, document, issues } = await workspace.start(create(...args), secret).done;
    strictEqual(exitCode, 0, JSON.stringify(issues));
    const { appIdentifier, version, versionCode, variant, format, path } = document;
    strictEqual([appIdentifier, version, versionCode, variant, format].join(' '), expected);
    ok(typeof path === 'string');
    return path;
  }

  it('says that the project can be built here, and how', async () => {
    const { document } = await workspace.run('project', 'inspect', app);
    const text = JSON.stringify(document);
    match(text, /"buildable":true,"missing":\[\]/);
    const plan = await workspace.run(...create('--build-type', 'debug', '--variant', 'free', '--dry-run'));
    match(JSON.stringify(plan.document), /:app:assembleFreeDebug/);
  });

  it('says what the scripts compute, when Gradle may be asked', async () => {
    const app = workspace.copySample('computed');
    const script = join(app, 'app', 'build.gradle');
    const written = readFileSync(script, 'utf8');
    const computed = written.replace(/applicationId ['"][\w.]+['"]/, "applicationId(['com', 'acme', 'computed'].join('.'))");
    ok(computed !== written);
    writeFileSync(script, computed);
    const identifiers = async (...more: readonly string[]): Promise<unknown> => {
      const { document, issues } = await workspace.start(['project', 'inspect', app, ...more]).done;
      deepStrictEqual(issues, []);
      const [found] = document['apps'] as readonly {
        platforms: readonly { variants: readonly { name: string; appIdentifier: string }[] }[];
      }[];
      return found?.platforms[0]?.variants.find(({ name }) => name === 'freeRelease')?.appIdentifier;
    };
    strictEqual(await identifiers(), null);
    match(String(await identifiers('--evaluate')), /^com\.acme\.computed/);
    ok(!existsSync(join(app, 'app', 'build', 'outputs')));
  });

  it('builds with what the scripts compute, when Gradle may be asked, and shows what the second build does not do again', async () => {
    const app = workspace.copySample('computed again');
    const script = join(app, 'app', 'build.gradle');
    writeFileSync(
      script,
      readFileSync(script, 'utf8').replace(/applicationId ['"][\w.]+['"]/, "applicationId(['com', 'acme', 'computed'].join('.'))"),
    );
    const args = ['package', 'create', '--app', app, '--platform', 'android', '--build-type', 'debug', '--variant', 'free'];
    deepStrictEqual((await workspace.start(args).done).exitCode, 1);
    const tasksOf = async (): Promise<Readonly<Record<string, number>>> => {
      const { exitCode, document, issues } = await workspace.start([...args, '--evaluate']).done;
      strictEqual(exitCode, 0, JSON.stringify(issues));
      match(String(document['appIdentifier']), /^com\.acme\.computed/);
      return document['tasks'] as Readonly<Record<string, number>>;
    };
    const { executed: first = 0, 'up-to-date': before = 0 } = await tasksOf();
    const { executed: second = 0, 'up-to-date': after = 0 } = await tasksOf();
    ok(first > 20 && second < first && after > before, JSON.stringify({ first, before, second, after }));
  });

  it('builds a debug package of a flavor, signed by our debug key and not by the project’s', async () => {
    const { exitCode, document, issues } = await workspace.run(...create('--build-type', 'debug', '--variant', 'free'));
    strictEqual(exitCode, 0, JSON.stringify(issues));
    const { appIdentifier, variant, path = '' } = document;
    deepStrictEqual([appIdentifier, variant], ['dev.mobiledistribution.shop.free.debug', 'freeDebug']);
    const apksigner = spawnSync('apksigner', ['verify', '--print-certs', String(path)], { encoding: 'utf8' });
    if (!apksigner.error) match(apksigner.stdout, /Signer #1 certificate DN: CN=Android Debug/);
    const badging = spawnSync('aapt2', ['dump', 'badging', String(path)], { encoding: 'utf8' });
    if (!badging.error) match(badging.stdout, /native-code: 'arm64-v8a' 'x86_64'/);
  });

  it('builds release packages of both flavors at the same time, without a password in any process or file', async () => {
    const free = workspace.start(create('--build-type', 'release', '--variant', 'free', '--version', '2.0.0', ...signing), secret);
    const paid = workspace.start(create('--build-type', 'release', '--variant', 'paid', '--version', '2.0.0', ...signing), secret);
    const seen = new Set<string>();
    const watch = new AbortController();
    const watching = (async () => {
      // The product itself was given the variable, as a person's shell would.
      const own = new Set([free.pid, paid.pid, process.pid].map(String));
      while (!watch.signal.aborted) {
        for (const place of findText(marker, [])) if (!own.has(place.split('/')[2] ?? '')) seen.add(place);
        await wait(200);
      }
    })();
    const results = await Promise.all([free.done, paid.done]);
    watch.abort();
    await watching;
    deepStrictEqual(
      results.map(({ exitCode, document }) => [exitCode, document['appIdentifier'], document['version'], document['variant']]),
      [
        [0, 'dev.mobiledistribution.shop.free', '2.0.0', 'freeRelease'],
        [0, 'dev.mobiledistribution.shop', '2.0.0', 'paidRelease'],
      ],
    );
    deepStrictEqual([...seen], []);
    deepStrictEqual(
      findText(marker, [workspace.folder, join(engineCache, 'gradle-home')]).filter((path) => !path.startsWith('/proc/')),
      [],
    );
    const [first] = results;
    match(JSON.stringify(first?.document['tools']), /"JDK":"17\..*"Gradle":"4.4.1".*"Android Gradle plugin":"2.2.2"/);
  });

  it('builds both flavors by one run of Gradle, each a package, a record and a log of its own', async () => {
    const both = create('--build-type', 'release', '--variant', 'free', '--variant', 'paid', '--version', '2.1.0', '--clean', ...signing);
    const { exitCode, document, issues } = await workspace.start(both, secret).done;
    strictEqual(exitCode, 0, JSON.stringify(issues));
    const packages: readonly Readonly<Record<string, unknown>>[] = Array.isArray(document['packages']) ? document['packages'] : [];
    deepStrictEqual(
      packages.map(({ builtWith }) => builtWith),
      [
        ['freeRelease', 'paidRelease'],
        ['freeRelease', 'paidRelease'],
      ],
    );
    deepStrictEqual(
      packages.map(({ appIdentifier, version, variant }) => [appIdentifier, version, variant]),
      [
        ['dev.mobiledistribution.shop.free', '2.1.0', 'freeRelease'],
        ['dev.mobiledistribution.shop', '2.1.0', 'paidRelease'],
      ],
    );
    for (const { logPath } of packages) {
      const log = readFileSync(String(logPath), 'utf8');
      strictEqual(log.split('BUILD SUCCESSFUL').length, 2);
      match(log, / --continue clean :app:assembleFreeRelease :app:assemblePaidRelease/);
    }
  });

  it('builds a build type of the project’s own, with the identifier of the settings', async () => {
    writeFileSync(join(app, 'mobile-distribution.json'), '{ "android": { "appIdentifier": "com.acme.renamed" } }');
    await builds(
      ['--build-type', 'release', '--variant', 'freeStaging', '--version-code', '4200', ...signing],
      'com.acme.renamed 1.2.0 4200 freeStaging apk',
    );
    // Nothing changed but the code, and it is another package all the same.
    await builds(
      ['--build-type', 'release', '--variant', 'freeStaging', '--version-code', '4201', ...signing],
      'com.acme.renamed 1.2.0 4201 freeStaging apk',
    );
  });

  it('leaves the project as it was', () => {
    const { stdout } = spawnSync('git', ['status', '--porcelain'], { cwd: app, encoding: 'utf8' });
    deepStrictEqual(
      stdout.split('\n').filter((line) => line !== '' && !line.endsWith(' .mobile-distribution/')),
      ['?? mobile-distribution.json'],
    );
  });

  it('starts a wrapper without its script', async () => {
    const wrapped = workspace.copySample('wrapped');
    const distribution = join(workspace.folder, 'gradle-4.4.1-bin.zip');
    makeDistribution(workspace.folder, distribution);
    const empty = join(workspace.folder, 'empty');
    mkdirSync(empty);
    const env = { ...process.env, GRADLE_USER_HOME: join(engineCache, 'gradle-home'), JAVA_HOME: '/usr/lib/jvm/java-17-openjdk-amd64' };
    const made = spawnSync('gradle', ['--no-daemon', 'wrapper'], { cwd: empty, env, encoding: 'utf8' });
    strictEqual(made.status, 0, made.stderr);
    cpSync(join(empty, 'gradle'), join(wrapped, 'gradle'), { recursive: true });
    writeFileSync(
      join(wrapped, 'gradle', 'wrapper', 'gradle-wrapper.properties'),
      `distributionBase=PROJECT\ndistributionPath=dists\nzipStoreBase=PROJECT\nzipStorePath=dists\ndistributionUrl=file\\:${distribution}\n`,
    );
    const { exitCode, document, issues } = await workspace.run(
      'package',
      'create',
      '--app',
      wrapped,
      '--build-type',
      'debug',
      '--variant',
      'paid',
    );
    strictEqual(exitCode, 0, JSON.stringify(issues));
    deepStrictEqual([document['variant'], document['engineVersion']], ['paidDebug', '4.4.1']);
  });

  it('is cancelled in the middle and leaves no process', async () => {
    const running = workspace.start(create('--build-type', 'debug', '--variant', 'paid', '--progress', 'json'));
    while (!running.progress().includes('":app:')) await wait(50);
    const before = workspace.daemons();
    const startedAt = performance.now();
    process.kill(running.pid, 'SIGINT');
    const { exitCode } = await running.done;
    strictEqual(exitCode, 130);
    ok(performance.now() - startedAt < 15_000);
    // The daemon of this build is gone; one that only waits for work may stay.
    // What was killed may need a moment to be gone, under load.
    const after = await until('the daemon of the build is gone', () => {
      const daemons = workspace.daemons();
      return daemons.length < before.length ? daemons : undefined;
    });
    strictEqual(after.length, before.length - 1);
    deepStrictEqual(after.filter(hasChildren), []);
    const locks = join(app, '.mobile-distribution', 'locks');
    deepStrictEqual(readdirSync(locks), []);
  });

  const mistakes: readonly (readonly [what: string, file: string, before: string, after: string, code: string, place: string])[] = [
    [
      'Java that does not compile',
      'app/src/main/java/dev/mobiledistribution/shop/ShopActivity.java',
      'setContentView(text)',
      'setContentVie(text)',
      'log-compile-error',
      'ShopActivity.java:14',
    ],
    [
      'a library that does not compile',
      'greeting/src/main/java/dev/mobiledistribution/greeting/Greeting.java',
      '"Hello from "',
      '"Hello from " +',
      'log-compile-error',
      'Greeting.java:7',
    ],
    ['a broken resource', 'app/src/main/res/values/strings.xml', '</string>', '</strin>', 'log-compile-error', 'strings.xml:2'],
    ['a build script that cannot be read', 'app/build.gradle', 'minSdkVersion 21', 'minSdkVersion 21 +', '', 'build.gradle:'],
  ];
  for (const [what, file, before, after, code, place] of mistakes) {
    it(`explains ${what} with its place`, async () => {
      const path = join(app, file);
      const text = readFileSync(path, 'utf8');
      editFile(path, before, after);
      try {
        const { exitCode, issues } = await workspace.run(...create('--build-type', 'debug', '--variant', 'free'));
        strictEqual(exitCode, 1);
        const errors = issues.filter(({ severity }) => severity === 'error');
        const found = errors.map(({ code: own, file: at, line }) => `${String(own)} ${String(at).split('/').at(-1)}:${String(line)}`);
        ok(
          found.some((each) => each.startsWith(code) && each.includes(place)),
          JSON.stringify(issues),
        );
      } finally {
        writeFileSync(path, text);
      }
    });
  }

  it('says what is missing where there is no SDK', async () => {
    writeFileSync(join(app, 'local.properties'), 'sdk.dir=/nowhere\n');
    const { exitCode, issues } = await workspace.run(...create('--build-type', 'debug', '--variant', 'free'));
    deepStrictEqual(
      [exitCode, issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)],
      [1, ['toolchain-sdk-folder-wrong']],
    );
  });
});

function hasChildren(pid: number): boolean {
  const children = readFileSync(join('/proc', String(pid), 'task', String(pid), 'children'), 'utf8');
  return children.trim() !== '';
}

/** Debian's Gradle as the distribution that a wrapper unpacks: one library that leads to the installed ones. */
function makeDistribution(folder: string, zip: string): void {
  const library = join(folder, 'dist', 'gradle-4.4.1', 'lib');
  mkdirSync(library, { recursive: true });
  writeFileSync(join(folder, 'manifest.txt'), 'Class-Path: file:/usr/share/gradle/lib/gradle-launcher-4.4.1.jar\n');
  spawnSync('jar', ['--create', '--file', join(library, 'gradle-launcher-4.4.1.jar'), '--manifest', join(folder, 'manifest.txt')]);
  spawnSync('jar', ['--create', '--no-manifest', '--file', zip, '-C', join(folder, 'dist'), 'gradle-4.4.1']);
}
