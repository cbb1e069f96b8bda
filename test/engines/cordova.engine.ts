/** Real builds of a project that Cordova 8.1.2 made with cordova-android 6.4.0, by the built product as a process, and `reuse` of the result. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cordovaCache, cordovaEnvironment, cordovaProject } from '../../scripts/engines/prepareCordova.ts';
import { skipCurrent } from '../support/currentRunnable.ts';
import { editFile, findText, GradleWorkspace, type Ran } from './gradleProject.ts';

const marker = 'marker-password-of-this-test';

describe('the engine cordova, with real builds', () => {
  const workspace = new GradleWorkspace();
  const app = join(workspace.folder, 'hello');
  const environment = { ...cordovaEnvironment(), STORE_PASSWORD: marker };
  const keystore = join(workspace.folder, 'upload.p12');
  const signing = ['--build-type', 'release', '--keystore', keystore, '--keystore-password', 'env:STORE_PASSWORD'];

  const git = (...args: readonly string[]): string => spawnSync('git', args, { cwd: app, encoding: 'utf8' }).stdout;
  const create = async (...args: readonly string[]): Promise<Ran> =>
    await workspace.start(['package', 'create', '--app', app, '--platform', 'android', ...args], environment).done;

  before(async () => {
    if (process.env['NO_CORDOVA'] === 'true') skipCurrent('Cordova and what it builds with are not installed');
    cpSync(cordovaProject, app, { recursive: true, verbatimSymlinks: true });
    writeFileSync(
      join(app, '.gitignore'),
      'node_modules\nplatforms/android/build\nplatforms/android/.gradle\nplatforms/android/CordovaLib/build\n',
    );
    git('init', '-q');
    git('add', '-A');
    git('-c', 'user.name=A', '-c', 'user.email=a@b', 'commit', '-qm', 'x');
    const made = await workspace.start(
      ['keystore', 'create', keystore, '--password', 'env:STORE_PASSWORD', '--organization', 'Acme'],
      environment,
    ).done;
    strictEqual(made.exitCode, 0);
  });
  after(() => workspace.remove());

  function checkPackage(path: unknown, badging: RegExp): void {
    ok(typeof path === 'string');
    const dumped = spawnSync('aapt2', ['dump', 'badging', path], { encoding: 'utf8' });
    if (!dumped.error) match(dumped.stdout, badging);
    const verified = spawnSync('apksigner', ['verify', path], { encoding: 'utf8' });
    if (!verified.error) strictEqual(verified.status, 0, verified.stderr);
    const aligned = spawnSync('zipalign', ['-c', '4', path], { encoding: 'utf8' });
    if (!aligned.error) strictEqual(aligned.status, 0, aligned.stdout);
  }

  it('builds a release package with the identifier and version of the settings, and changes no file of the project', async () => {
    const args = ['--version', '2.3.4', '--version-code', '20042', ...signing];
    const { exitCode, document, issues } = await create(...args);
    strictEqual(exitCode, 0, JSON.stringify(issues));
    const { appIdentifier, version, versionCode, engine, engineVersion, path } = document;
    deepStrictEqual(
      [appIdentifier, version, versionCode, engine, engineVersion],
      ['com.example.hello', '2.3.4', 20042, 'cordova', '6.4.0'],
    );
    match(JSON.stringify(document['tools']), /"Gradle":"4.4.1".*"Android Gradle plugin":"2.2.2"/);
    checkPackage(path, /^package: name='com\.example\.hello' versionCode='20042' versionName='2\.3\.4'/);
    const changed = git('status', '--porcelain')
      .split('\n')
      .filter((line) => line !== '' && !line.endsWith(' .mobile-distribution/'));
    deepStrictEqual(changed, []);
    // Cordova itself writes passwords of `build.json` into the folder of the platform; it was given none.
    const places = findText(marker, [app, join(cordovaCache, 'gradle-home'), join(workspace.folder, 'config')]);
    deepStrictEqual(
      places.filter((place) => !place.startsWith('/proc/')),
      [],
    );
  });

  it('makes the next package from that one when only pages changed, without any tool', async () => {
    const page = join(app, 'www', 'index.html');
    writeFileSync(page, readFileSync(page, 'utf8').replace('</body>', '<p>New</p></body>'));
    const startedAt = performance.now();
    const { exitCode, document, issues } = await create('--engine', 'reuse', '--version', '2.3.5', ...signing);
    strictEqual(exitCode, 0, JSON.stringify(issues));
    ok(performance.now() - startedAt < 30_000);
    deepStrictEqual([document['version'], document['versionCode'], typeof document['parent']], ['2.3.5', 20043, 'string']);
    checkPackage(document['path'], /^package: name='com\.example\.hello' versionCode='20043' versionName='2\.3\.5'/);
    const shown = spawnSync('unzip', ['-p', String(document['path']), 'assets/www/index.html'], { encoding: 'utf8' });
    if (!shown.error) match(shown.stdout, /<p>New<\/p>/);
  });

  it('explains Java that does not compile, at its place', async () => {
    const activity = join(app, 'platforms', 'android', 'src', 'com', 'example', 'hello', 'MainActivity.java');
    editFile(activity, 'loadUrl(launchUrl)', 'loadUr(launchUrl)');
    const { exitCode, issues } = await create('--build-type', 'debug');
    strictEqual(exitCode, 1);
    const found = issues.map(({ code, file, line }) => `${String(code)} ${String(file).split('/').at(-1)}:${String(line)}`);
    const line =
      readFileSync(activity, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('loadUr(')) + 1;
    ok(found.includes(`log-compile-error MainActivity.java:${line}`), JSON.stringify(issues));
  });
});
