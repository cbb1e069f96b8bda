/**
 * Commands that read a project run nothing of it: no program that lies in it, wherever PATH looks first, no script, no configuration that is
 * code, and nothing that the settings of its repository name. Each trap leaves a line in one file when something runs it.
 */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testKeystore } from '../../support/workflowWorld.ts';
import { smallApkEntries, smallArchive } from '../../support/smallPackages.ts';

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const onPosix = process.platform === 'win32' ? describe.skip : describe;

const programs = `
  git ssh sh bash env node npm npx yarn pnpm bun java javac gradle adb sdkmanager flutter fvm dart dotnet ruby pod
  xcodebuild xcode-select xcrun plutil security rsync cargo expo eas cap cordova ns react-native tauri vite where
  which uname sw_vers codesign
`
  .trim()
  .split(/\s+/);

const projects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gradle: {
    'settings.gradle': "TRAP_GRADLE\ninclude ':app'",
    'mobile-distribution.json': '{ "android": { "buildType": "release", "keystore": "up.p12", "keyAlias": "upload" } }',
    'app/build.gradle':
      "apply plugin: 'com.android.application'\nTRAP_GRADLE\nandroid { namespace 'com.acme.hello'; defaultConfig { applicationId 'com.acme.hello'; versionCode 3; versionName '1.2' } }",
    'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://services.gradle.org/distributions/gradle-8.14-bin.zip\n',
    'gradle/wrapper/gradle-wrapper.jar': 'not a program',
  },
  expo: {
    'package.json': '{ "name": "hello", "dependencies": { "expo": "54.0.0", "react-native": "0.82.0" }, "scripts": SCRIPTS }',
    'app.json': '{ "expo": { "name": "Hello", "android": { "package": "com.acme.hello" } } }',
    'app.config.js': 'TRAP_JS\nmodule.exports = ({ config }) => config;',
  },
  web: {
    'package.json': '{ "name": "hello", "devDependencies": { "vite": "7.0.0" }, "scripts": SCRIPTS }',
    'index.html': '<!doctype html><title>Hello</title>',
    'dist/index.html': '<!doctype html><title>Hello</title>',
    'vite.config.js': "TRAP_JS\nexport default { build: { outDir: 'dist' } };",
    'mobile-distribution.json':
      '{ "name": "Hello", "web": { "webDir": "dist", "build": ["./trap.sh"] }, "build": { "before": ["./trap.sh"], "after": ["./trap.sh"] }, "android": { "appIdentifier": "com.acme.hello", "buildType": "release", "keystore": "up.p12" } }',
  },
  flutter: {
    'pubspec.yaml': 'name: hello\nversion: 1.2.3+4\ndependencies:\n  flutter:\n    sdk: flutter\n',
    'android/settings.gradle': "TRAP_GRADLE\ninclude ':app'",
    'android/app/build.gradle': "apply plugin: 'com.android.application'\nandroid { defaultConfig { applicationId 'com.acme.hello' } }",
    '.fvmrc': '{ "flutter": "3.38.1" }',
  },
};

const commands: readonly (readonly string[])[] = [
  ['validate', '--app', '.'],
  ['package', 'create', '--app', '.', '--platform', 'android', '--dry-run'],
  ['package', 'list', '--app', '.'],
  ['package', 'inspect', 'hello.apk'],
  ['project', 'inspect', '.'],
  ['init', '--app', '.', '--force', '--import'],
];

onPosix('commands that read a project', function () {
  // Six processes each, on machines that may be busy.
  this.timeout(600_000);

  let folder: string;
  const marker = (): string => join(folder, 'marker');

  function write(path: string, text: string, mode = 0o644): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, mode);
  }

  async function makeProject(files: Readonly<Record<string, string>>): Promise<string> {
    const app = join(folder, 'project');
    const trap = (name: string): string => `#!/bin/sh\necho '${name}' "$@" >> '${marker()}'\nexit 1\n`;
    const scripts = JSON.stringify(
      Object.fromEntries(
        ['build', 'prebuild', 'start', 'prepare', 'postinstall', 'preinstall', 'generate'].map((name) => [name, './trap.sh']),
      ),
    );
    const inJs = `require('node:fs').appendFileSync(${JSON.stringify(marker())}, 'configuration');`;
    const inGradle = `new File('${marker()}').append('gradle')`;
    for (const [name, text] of Object.entries(files))
      write(join(app, name), text.replaceAll('TRAP_JS', inJs).replaceAll('TRAP_GRADLE', inGradle).replaceAll('SCRIPTS', scripts));
    writeFileSync(join(app, 'hello.apk'), await smallArchive(smallApkEntries()));
    // Whether git tracks it is asked.
    writeFileSync(join(app, 'up.p12'), await testKeystore(), { mode: 0o600 });
    write(join(app, 'trap.sh'), trap('script'), 0o755);
    for (const name of ['gradlew', 'mvnw', 'android/gradlew']) write(join(app, name), trap(name), 0o755);
    for (const below of ['', 'node_modules/.bin', 'bin', '.fvm/flutter_sdk/bin'])
      for (const name of programs) if (!existsSync(join(app, below, name))) write(join(app, below, name), trap(`${below}/${name}`), 0o755);
    const git = (...args: readonly string[]): void => void execFileSync('git', ['-C', app, ...args], { stdio: 'ignore' });
    git('init', '-q', '-b', 'trunk');
    const hooks = ['post-index-change', 'fsmonitor-watchman', 'reference-transaction', 'post-checkout'];
    for (const hook of hooks) write(join(app, '.git', 'hooks', hook), trap(hook), 0o755);
    write(join(app, '.gitattributes'), '* filter=trap diff=trap\n');
    const run = join(app, 'trap.sh');
    const settings = ['[core]', `fsmonitor = ${run}`, `pager = ${run}`, `sshCommand = ${run}`, `editor = ${run}`, `askPass = ${run}`];
    const filter = ['[filter "trap"]', `clean = ${run}`, `process = ${run}`, '[diff "trap"]', `textconv = ${run}`, `command = ${run}`];
    appendFileSync(join(app, '.git', 'config'), `${[...settings, ...filter, '[alias]', `status = !${run}`].join('\n')}\n`);
    return app;
  }

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'mdist-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function run(app: string, args: readonly string[]): { readonly status: number | null; readonly stderr: string } {
    const places = [app, '.', '', join(app, 'node_modules', '.bin'), join(app, 'bin'), 'bin', process.env['PATH'] ?? ''];
    const own = { HOME: join(folder, 'home'), XDG_CONFIG_HOME: join(folder, 'config'), XDG_CACHE_HOME: join(folder, 'cache') };
    return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
      cwd: app,
      env: { ...process.env, ...own, PATH: places.join(':') },
      encoding: 'utf8',
      timeout: 120_000,
    });
  }

  for (const [name, files] of Object.entries(projects))
    it(`run nothing of a ${name} project`, async () => {
      const app = await makeProject(files);
      // A trap that nothing could run would prove nothing.
      spawnSync(join(app, 'node_modules', '.bin', 'git'), ['works']);
      strictEqual(readFileSync(marker(), 'utf8'), 'node_modules/.bin/git works\n');
      rmSync(marker());
      for (const args of commands) {
        const { status, stderr } = run(app, args);
        ok(status !== null && status !== 70, `${args.join(' ')} ended with ${status}: ${stderr}`);
        deepStrictEqual(existsSync(marker()) ? readFileSync(marker(), 'utf8') : '', '', args.join(' '));
      }
    });
});
