/**
 * Builds for iOS on another computer: real rsync, git and processes, and stand-ins for `ssh`, `scp` and the tools of a Mac. As with a real
 * connection, what runs on the host has another home and another PATH, and goes on when the connection ends.
 */

import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isFailure } from '../../src/core/base/failure.ts';
import { planText } from '../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec } from '../../src/core/engines/engine/engine.ts';
import { runPlan } from '../../src/core/engines/engine/runPlan.ts';
import { FrameworkEngine } from '../../src/core/engines/framework/frameworkEngine.ts';
import { Toolchains } from '../../src/core/engines/toolchains/toolchains.ts';
import { capacitor } from '../../src/core/engines/capacitor/capacitor.ts';
import { flutter } from '../../src/core/engines/flutter/flutter.ts';
import { type Framework } from '../../src/core/engines/framework/framework.ts';
import { maui } from '../../src/core/engines/maui/maui.ts';
import { xcode } from '../../src/core/engines/xcode/xcode.ts';
import { isAlive } from '../../src/node/isAlive.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { nodeMachine } from '../../src/node/nodeMachine.ts';
import { nodePathTools } from '../../src/node/nodePathTools.ts';
import { NodeProcessRunner } from '../../src/node/nodeProcessRunner.ts';
import { skipCurrent } from '../support/currentRunnable.ts';
import { frameworkProjects } from '../support/frameworkProjects.ts';
import { until } from '../support/until.ts';

const host = 'ada@mac.test';

describe('a build host for iOS', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mdist-host-')));
  const mac = join(folder, 'mac home');
  const app = join(folder, `-my 'shop' "q"; $(touch x) & %PATH% !x! ñ漢`);
  const place = (...path: readonly string[]): string => join(folder, ...path);
  const before = process.env['PATH'];
  const files = new NodeFileSystem();
  const programs = new NodeProcessRunner();

  after(() => {
    process.env['PATH'] = before;
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    if (process.platform === 'win32' || spawnSync('setsid', ['true']).error) skipCurrent('the stand-in for ssh needs sh and setsid');
    rmSync(mac, { recursive: true, force: true });
    rmSync(app, { recursive: true, force: true });
    script('bin/ssh', sshStandIn);
    script('bin/scp', scpStandIn);
    // A login shell has the PATH that the profile of its user sets.
    script('mac home/tools/shell', 'exec /bin/sh -c "$2"');
    script('mac home/tools/uname', 'echo Darwin');
    script('mac home/tools/xcode-select', 'echo "$HOME/Xcode.app/Contents/Developer"');
    script('mac home/tools/xcodebuild', 'echo "Xcode 26.1"');
    script('mac home/Xcode.app/Contents/Developer/usr/bin/xcodebuild', xcodebuildStandIn);
    for (const [path, text] of Object.entries({
      'Shop.xcodeproj/project.pbxproj': '// !$*UTF8*$!\n{}',
      'Shop/App.swift': 'import SwiftUI\n',
      '.gitignore': 'ignored/\n',
      'ignored/large.bin': 'x',
    })) {
      mkdirSync(dirname(join(app, path)), { recursive: true });
      writeFileSync(join(app, path), text);
    }
    process.env['PATH'] = [place('bin'), before].join(delimiter);
  });

  function script(path: string, text: string): void {
    mkdirSync(dirname(place(path)), { recursive: true });
    writeFileSync(place(path), `#!/bin/sh\nmac=${quoted(mac)}\n${text}\n`, { mode: 0o755 });
  }

  const spec = (buildHost = host): BuildSpec => ({
    appFolder: app,
    settings: { ios: { buildHost } },
    platform: 'ios',
    buildType: 'ad-hoc',
    name: 'Shop',
    appIdentifier: 'com.acme.shop',
    version: '1.4.0',
    versionCode: 12,
    engineVersion: 'unknown',
  });

  /** `without` are programs of this machine that are not there. */
  function engine(without: readonly string[] = [], framework: Framework = xcode): FrameworkEngine {
    const machine = nodeMachine();
    const toolchains = new Toolchains({ files, paths: nodePathTools, machine: { ...machine, system: 'linux' } });
    const program = toolchains.program.bind(toolchains);
    toolchains.program = async (name) => (without.includes(name) ? undefined : await program(name));
    const ports = {
      files,
      paths: nodePathTools,
      toolchains,
      programs,
      userFolder: place('user'),
      makePrivateFolder: async () => undefined,
    };
    return new FrameworkEngine({ ...ports, productFiles: { read: async () => new Uint8Array(0) } }, framework);
  }

  async function build(without: readonly string[] = [], signal = new AbortController().signal, framework: Framework = xcode) {
    const lines: string[] = [];
    const plan = await engine(without, framework).plan(spec(), signal);
    const output = await files.createFile(place('out.ipa'));
    try {
      const clock = { now: () => new Date() };
      const context = { output, signal, log: (line: string) => lines.push(line), report: () => undefined };
      return { plan, lines, built: await runPlan({ files, paths: nodePathTools, programs, clock }, plan, context) };
    } finally {
      await output.discard();
    }
  }

  const copies = (): readonly string[] =>
    readdirSync(join(mac, '.mobile-distribution', 'builds')).filter((name) => !/\.(?:pid|out\d*)$/.test(name));
  const copyOf = (...path: readonly string[]): string => join(mac, '.mobile-distribution', 'builds', copies()[0] ?? '', ...path);

  for (const [name, without, program] of [
    ['rsync', [], 'rsync'],
    ['git', ['rsync'], 'git'],
  ] as const) {
    it(`gets the project by ${name}, builds it with its own tools, and gives the archive back`, async () => {
      if (spawnSync(program, ['--version']).error) skipCurrent(`${program} is not installed`);
      if (program === 'git') commitAll(app);
      writeFileSync(join(app, 'Shop', 'App.swift'), 'import SwiftUI // changed\n');
      const { built, plan, lines } = await build(without);
      strictEqual(built.path, join(app, '.mobile-distribution', 'logs', 'xcode', 'ios-ad-hoc', 'App.xcarchive'));
      match(readFileSync(join(built.path, 'Info.plist'), 'utf8'), /MARKETING_VERSION=1\.4\.0/);
      strictEqual(plan.tools['Xcode'], '26.1');
      strictEqual(readFileSync(copyOf('Shop', 'App.swift'), 'utf8'), 'import SwiftUI // changed\n');
      ok(!existsSync(copyOf('ignored')));
      ok(lines.includes('archived for Mobile Distribution'));
      // Nothing of an earlier run is taken, and what was copied once is there again.
      writeFileSync(copyOf('kept by git'), '');
      const again = await build(without);
      strictEqual(again.built.path, built.path);
      strictEqual(copies().length, 1);
    });
  }

  it('says precisely why git cannot copy a project', async () => {
    if (spawnSync('git', ['--version']).error) skipCurrent('git is not installed');
    const problem = async (): Promise<readonly string[]> => {
      try {
        await build(['rsync']);
        return ['built'];
      } catch (error) {
        return isFailure(error, 'issues-found') ? error.issues.map(({ message }) => message) : [String(error)];
      }
    };
    const start = `The project cannot be copied to the build host ${host}: rsync is not on both computers, and`;
    deepStrictEqual(await problem(), [`${start} the project is not in a Git repository`]);
    strictEqual(spawnSync('git', ['init', '-q'], { cwd: app }).status, 0);
    deepStrictEqual(await problem(), [`${start} the Git repository has no commit`]);
  });

  /** Writes files into the project, whose Xcode project is another one. */
  function project(texts: Readonly<Record<string, string>>): void {
    rmSync(app, { recursive: true });
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(app, path)), { recursive: true });
      writeFileSync(join(app, path), text);
    }
  }

  const ran = (): readonly string[] => readFileSync(join(mac, 'ran'), 'utf8').trim().split('\n');

  it('builds Flutter with the Flutter there', async () => {
    project({ 'pubspec.yaml': 'name: shop\n', 'ios/Runner.xcodeproj/project.pbxproj': '' });
    const archive = 'build/ios/archive/Runner.xcarchive';
    script('mac home/tools/flutter', `${noteStart}\nmkdir -p ${archive} && echo ok > ${archive}/Info.plist`);
    const { built, plan } = await build([], undefined, flutter);
    strictEqual(built.path, join(app, 'build', 'ios', 'archive', 'Runner.xcarchive'));
    strictEqual(plan.tools['Xcode'], '26.1');
    deepStrictEqual(ran(), ['flutter --no-version-check build ipa --release --no-codesign --build-name=1.4.0 --build-number=12']);
  });

  it('builds .NET MAUI with the .NET and the workload there', async () => {
    project({ 'Shop.csproj': frameworkProjects.maui['Shop.csproj'] ?? '' });
    script(
      'mac home/tools/dotnet',
      [
        'case "$1" in --list-sdks) echo "10.0.100 [/usr/local/share/dotnet/sdk]"; exit;; esac',
        'case "$1" in workload) echo "Installed Workload Id  Manifest Version"; echo "maui  10.0.0/10.0.100  SDK 10.0.100"; exit;; esac',
        noteStart,
        'mkdir -p bin/Release/net10.0-ios/ios-arm64/Shop.app && echo ok > bin/Release/net10.0-ios/ios-arm64/Shop.app/Info.plist',
      ].join('\n'),
    );
    const { built, plan } = await build([], undefined, maui);
    strictEqual(built.path, join(app, 'bin', 'Release', 'net10.0-ios', 'ios-arm64', 'Shop.app'));
    deepStrictEqual([plan.tools['.NET SDK'], plan.tools['Xcode']], ['10.0.100', '26.1']);
    const [command = ''] = ran();
    ok(command.startsWith(`dotnet build ${copyOf('Shop.csproj')} -f net10.0-ios -c Release -r ios-arm64`), command);
  });

  it('installs the packages of npm there, once for each lock file, and starts the tool of the project', async () => {
    project({
      'package.json': '{ "dependencies": { "@capacitor/core": "8.5.2" } }',
      'package-lock.json': '{ "lockfileVersion": 3 }',
      'capacitor.config.json': '{ "appId": "com.acme.shop", "webDir": "www" }',
      'www/index.html': '<!doctype html>',
      'ios/App/App.xcodeproj/project.pbxproj': '',
      '.gitignore': 'node_modules\n',
      'node_modules/@capacitor/cli/package.json': '{ "bin": { "cap": "./bin/capacitor" } }',
      'node_modules/@capacitor/core/package.json': '{ "version": "8.5.2" }',
    });
    script('mac home/tools/node', `case "$1" in --version) echo v24.1.0; exit;; esac\n${noteStart}`);
    script('mac home/tools/npm', `${noteStart}\nmkdir -p node_modules`);
    const { built } = await build([], undefined, capacitor);
    strictEqual(built.path, join(app, '.mobile-distribution', 'logs', 'xcode', 'ios-ad-hoc', 'App.xcarchive'));
    await build([], undefined, capacitor);
    const sync = `node ${copyOf('node_modules/@capacitor/cli/bin/capacitor')} sync ios`;
    deepStrictEqual(ran(), ['npm ci', sync, sync]);
    writeFileSync(join(app, 'package-lock.json'), '{ "lockfileVersion": 3, "name": "shop" }');
    await build([], undefined, capacitor);
    deepStrictEqual(ran().slice(3), ['npm ci', sync]);
  });

  it('lends no certificate to Xcode there', async () => {
    const issues = await engine().check({ ...spec(), settings: { ios: { buildHost: host, archiveSigning: 'xcode' } } });
    deepStrictEqual(
      issues.map(({ code }) => code),
      ['archive-signing-unfit'],
    );
  });

  it('shows its steps before they run', async () => {
    const text = planText(await engine().plan(spec(), new AbortController().signal)).join('\n');
    match(text, /^1\. Make the folder of this build on ada@mac\.test$/m);
    match(text, /^2\. Copy the project to ada@mac\.test$/m);
    match(text, /Archive with Xcode \(scheme Shop\), on ada@mac\.test$/m);
    match(text, /^\d\. Copy the result back from ada@mac\.test$/m);
  });

  it('explains errors at their places here', async () => {
    writeFileSync(join(mac, 'fails'), '');
    await rejects(build(), (error) => {
      ok(isFailure(error, 'build-step-failed'));
      deepStrictEqual(
        error.issues.map(({ place: at }) => [at?.file, (at?.range?.line ?? -1) + 1]),
        [[join(app, 'Shop', 'App.swift'), 3]],
      );
      return true;
    });
  });

  it('ends what runs there when it is cancelled', async () => {
    writeFileSync(join(mac, 'hangs'), '');
    const stopping = new AbortController();
    const running = build([], stopping.signal);
    running.catch(() => undefined);
    const appears = until('the program on the host runs', () => existsSync(join(mac, 'running')) || undefined);
    await Promise.race([running, appears]);
    const pids = readFileSync(join(mac, 'running'), 'utf8').trim().split(' ').map(Number);
    ok(pids.length === 2 && pids.every(isAlive));
    stopping.abort();
    await rejects(running, (error) => isFailure(error, 'cancelled'));
    const deadline = process.hrtime.bigint() + 10_000_000_000n;
    while (pids.some(isAlive) && process.hrtime.bigint() < deadline) await wait(50);
    deepStrictEqual(pids.filter(isAlive), []);
  });

  it('is asked right before a build alone, and reported where it does not answer or is no Mac', async () => {
    const codes = async (buildHost: string, without: readonly string[] = []): Promise<readonly string[]> =>
      (await engine(without).check(spec(buildHost))).map(({ code }) => code);
    deepStrictEqual(await codes('-oProxyCommand=touch x'), ['build-host-invalid']);
    deepStrictEqual(await codes('a b'), ['build-host-invalid']);
    deepStrictEqual(await codes(host, ['ssh']), ['build-host-ssh-missing']);
    deepStrictEqual(await codes(host, ['rsync', 'git']), ['build-host-copy-missing']);
    deepStrictEqual(await codes('nobody.test'), []);
    ok(!existsSync(join(mac, 'asked')));
    const planned = async (buildHost: string): Promise<readonly (readonly [string, string])[]> => {
      try {
        await engine().plan(spec(buildHost), new AbortController().signal);
        return [];
      } catch (error) {
        return isFailure(error, 'issues-found') ? error.issues.map(({ code, message }) => [code, message] as const) : [];
      }
    };
    deepStrictEqual(await planned('nobody.test'), [
      ['build-host-unreachable', 'The build host nobody.test does not answer: ssh: Could not resolve hostname nobody.test'],
    ]);
    script('mac home/tools/uname', 'echo Linux');
    deepStrictEqual(await planned(host), [['build-host-no-mac', 'The build host ada@mac.test is not a Mac but Linux']]);
    deepStrictEqual(await engine().missingTools(spec()), []);
    const without = { ...spec(), settings: {} };
    deepStrictEqual(
      (await engine().check(without)).map(({ code }) => code),
      ['toolchain-mac-needed'],
    );
  });
});

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function commitAll(app: string): void {
  for (const args of [
    ['init', '-q'],
    ['config', 'user.name', 'A'],
    ['config', 'user.email', 'a@b'],
    ['add', '-A'],
    ['commit', '-qm', 'x'],
  ])
    strictEqual(spawnSync('git', args, { cwd: app }).status, 0);
}

/** Options away, the host, and the rest is for the shell of the host. Its own session goes on when this client is ended. */
const sshStandIn = `
user=
while :; do case "$1" in -o) shift 2;; -l) user="$2@"; shift 2;; -*) shift;; *) break;; esac; done
host="$user$1"; shift
[ "$host" = '${host}' ] || { echo "ssh: Could not resolve hostname $host" >&2; exit 255; }
echo "$*" >> "$mac/asked"
cd "$mac" || exit 255
exec setsid -w env -i HOME="$mac" SHELL="$mac/tools/shell" PATH="$mac/tools:/usr/bin:/bin" /bin/sh -c "$*"`;

/** One line a start: the program and its arguments. */
const noteStart = 'echo "$(basename "$0") $*" >> "$mac/ran"';

const scpStandIn = `
while :; do case "$1" in -o) shift 2;; -*) shift;; *) break;; esac; done
[ "\${1%%:*}" = '${host}' ] || exit 1
cd "$mac" && mkdir -p "$2" && cp -R "\${1#*:}" "$2"`;

const xcodebuildStandIn = `
[ "$1" = -version ] && { echo "Xcode 26.1"; exit 0; }
if [ -e "$mac/fails" ]; then echo "$PWD/Shop/App.swift:3:5: error: cannot find 'x' in scope"; echo "** ARCHIVE FAILED **"; exit 65; fi
if [ -e "$mac/hangs" ]; then sleep 300 & echo "$$ $!" > "$mac/starting"; mv "$mac/starting" "$mac/running"; wait; fi
all="$*"
while [ "$#" -gt 0 ]; do [ "$1" = -archivePath ] && archive="$2"; shift; done
mkdir -p "$archive" && echo "$all" > "$archive/Info.plist"
echo "archived for Mobile Distribution"`;
