/** iOS apps that are built on a Mac: the plans of all engines, and whole packages with a stand-in for `xcodebuild` in memory. */

import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { planText } from '../../../../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec } from '../../../../../src/core/engines/engine/engine.ts';
import { FrameworkEngine } from '../../../../../src/core/engines/framework/frameworkEngine.ts';
import { frameworks } from '../../../../../src/core/engines/frameworks.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { type Machine } from '../../../../../src/core/ports/machine.ts';
import { type ProcessRequest } from '../../../../../src/core/ports/processRunner.ts';
import { type FrameworkId, frameworkProjects } from '../../../../support/frameworkProjects.ts';
import { createIosPackage, iosApp } from '../../../../support/iosWorkflow.ts';
import { machineOf } from '../../../../support/machines.ts';
import { type MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';
import { appContent } from '../../../../support/sealedApps.ts';

type Texts = Readonly<Record<string, string>>;

const versionPlist = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>CFBundleShortVersionString</key><string>26.1</string></dict></plist>`;

/** Where the tools of a Mac are. */
const mac: Texts = {
  '/Applications/Xcode-beta.app/Contents/Developer/usr/bin/xcodebuild': '',
  '/Applications/Xcode-beta.app/Contents/version.plist': versionPlist.replace('26.1', '27.0'),
  '/Applications/Xcode.app/Contents/Developer/usr/bin/xcodebuild': '',
  '/Applications/Xcode.app/Contents/version.plist': versionPlist,
  '/opt/homebrew/bin/node': '',
  '/opt/homebrew/bin/pod': '',
  '/opt/homebrew/bin/flutter': '',
  '/opt/homebrew/version': '3.44.1',
  '/usr/local/share/dotnet/dotnet': '',
  '/usr/local/share/dotnet/sdk/10.0.100/dotnet.dll': '',
  '/usr/local/share/dotnet/metadata/workloads/10.0.100/InstalledWorkloads/maui': '',
};
const variables = { PATH: '/opt/homebrew/bin:/usr/bin', DEVELOPER_DIR: '/Applications/Xcode.app' };

/** What the generators make for iOS, as far as a plan looks at it. */
const native: Readonly<Record<string, Texts>> = {
  xcode: {
    'Shop.xcodeproj/project.pbxproj': '',
    'Shop.xcodeproj/xcshareddata/xcschemes/Shop.xcscheme': '',
    'Shop.xcodeproj/xcshareddata/xcschemes/Demo.xcscheme': '',
  },
  capacitor: { 'ios/App/App.xcodeproj/project.pbxproj': '', 'ios/App/CapApp-SPM/Package.swift': '' },
  'react-native': {
    'ios/Shop.xcodeproj/project.pbxproj': '',
    'ios/Shop.xcworkspace/contents.xcworkspacedata': '',
    'ios/Podfile': '',
    'ios/Podfile.lock': 'PODS:\n',
    'ios/Pods/Manifest.lock': 'PODS: old\n',
  },
  expo: {},
  cordova: { 'platforms/ios/App.xcworkspace/contents.xcworkspacedata': '', 'platforms/ios/App.xcodeproj/project.pbxproj': '' },
  flutter: { 'ios/Runner.xcworkspace/contents.xcworkspacedata': '', 'ios/Runner.xcodeproj/project.pbxproj': '' },
  maui: {},
};

interface Given {
  readonly system?: Machine['system'];
  readonly isBare?: boolean;
  readonly project?: Texts;
}

function open(id: string, { system = 'macos', isBare = false, project = {} }: Given = {}) {
  const own = { ...(id in frameworkProjects ? frameworkProjects[id as FrameworkId] : {}), ...native[id], ...project };
  const texts = Object.fromEntries(Object.entries<string>(own).map(([name, text]) => [`/app/${name}`, text]));
  const made = machineOf(system, { ...(isBare ? {} : mac), ...texts }, isBare ? {} : variables);
  const framework = frameworks.find((each) => each.id === id);
  if (!framework) throw new Error(`no engine ${id}`);
  const productFiles = { read: async () => new Uint8Array(0) };
  const ports = { ...made, toolchains: new Toolchains(made), productFiles, userFolder: '/u', makePrivateFolder: async () => undefined };
  const engine = new FrameworkEngine(ports, framework);
  const spec: BuildSpec = {
    appFolder: '/app',
    settings: {},
    platform: 'ios',
    buildType: 'ad-hoc',
    name: 'Shop',
    appIdentifier: 'com.acme.shop',
    version: '1.4.0',
    versionCode: 12,
    engineVersion: '1',
    ...(id === 'expo' && { runsProjectBuild: true }),
  };
  return { engine, spec };
}

async function checkPlan(id: string, expected: readonly string[], project: Texts = {}): Promise<void> {
  const { engine, spec } = open(id, { project });
  const lines = planText(await engine.plan(spec, new AbortController().signal)).map((line) => line.trim());
  // Commands and steps: folders and variables are those of every step.
  const shown = lines
    .filter((line) => /^(?:\d\.|\/|result)/.test(line))
    .map((line) => line.replaceAll('/Applications/Xcode.app/Contents/Developer', 'DEV'));
  deepStrictEqual(shown, expected);
}

async function checkIssues(given: ReturnType<typeof open>, expected: readonly string[]): Promise<void> {
  deepStrictEqual(
    (await given.engine.check(given.spec)).map(({ code }) => code),
    expected,
  );
}

const archive = (kind: string, container: string, scheme: string): string =>
  `DEV/usr/bin/xcodebuild archive -${kind} ${container} -scheme ${scheme} -configuration Release -destination generic/platform=iOS -archivePath /app/.mobile-distribution/logs/xcode/ios-ad-hoc/App.xcarchive -skipPackagePluginValidation -skipMacroValidation CODE_SIGNING_ALLOWED=NO MARKETING_VERSION=1.4.0 CURRENT_PROJECT_VERSION=12`;
const result = 'result: ipa below /app/.mobile-distribution/logs/xcode/ios-ad-hoc';

describe('builds for iOS on a Mac', () => {
  it('archive a project without signing, with the Xcode of DEVELOPER_DIR', () =>
    checkPlan('xcode', [
      '1. Remove the archive of the last build',
      '2. Archive with Xcode (scheme Shop)',
      archive('project', 'Shop.xcodeproj', 'Shop'),
      result,
    ]));

  it('sync Capacitor, whose plugins are Swift packages', () =>
    checkPlan('capacitor', [
      '1. Copy the web app and its plugins into the native project (cap sync ios)',
      '/opt/homebrew/bin/node /app/node_modules/@capacitor/cli/bin/capacitor sync ios',
      '2. Remove the archive of the last build',
      '3. Archive with Xcode (scheme App)',
      archive('project', 'App.xcodeproj', 'App'),
      result,
    ]));

  it('install pods where they are not those of the lock file, and only then', async () => {
    const all = [
      '1. Remove the archive of the last build',
      '2. Install the pods of the lock file (pod install)',
      '/opt/homebrew/bin/pod install',
      '3. Archive with Xcode (scheme Shop)',
      archive('workspace', 'Shop.xcworkspace', 'Shop'),
      result,
    ];
    await checkPlan('react-native', all);
    const current = all.filter((line) => !line.includes('pod')).map((line) => line.replace(/^3/, '2'));
    await checkPlan('react-native', current, { 'ios/Pods/Manifest.lock': 'PODS:\n' });
  });

  it('make the native project of Expo, and know its name before', () =>
    checkPlan('expo', [
      '1. Make the native project (expo prebuild --platform ios)',
      '/opt/homebrew/bin/node /app/node_modules/expo/bin/cli prebuild --platform ios --no-install',
      '2. Remove the archive of the last build',
      '3. Install the pods of the lock file (pod install)',
      '/opt/homebrew/bin/pod install',
      '4. Archive with Xcode (scheme Shop)',
      archive('workspace', 'Shop.xcworkspace', 'Shop'),
      result,
    ]));

  it('prepare Cordova', () =>
    checkPlan('cordova', [
      '1. Copy the web app and its plugins into the native project (cordova prepare ios)',
      '/opt/homebrew/bin/node /app/node_modules/cordova/bin/cordova prepare ios --no-telemetry',
      '2. Remove the archive of the last build',
      '3. Archive with Xcode (scheme App)',
      archive('workspace', 'App.xcworkspace', 'App'),
      result,
    ]));

  it('leave Flutter and .NET to their own tools', async () => {
    await checkPlan('flutter', [
      '1. Archive with Flutter (flutter build ipa --no-codesign)',
      '/opt/homebrew/bin/flutter --no-version-check build ipa --release --no-codesign --build-name=1.4.0 --build-number=12',
      'result: ipa below /app/build/ios/archive',
    ]);
    await checkPlan('maui', [
      '1. Build with .NET (dotnet build -f net10.0-ios -c Release)',
      '/usr/local/share/dotnet/dotnet build /app/Shop.csproj -f net10.0-ios -c Release -r ios-arm64 --nologo -p:ApplicationId=com.acme.shop -p:ApplicationDisplayVersion=1.4.0 -p:ApplicationVersion=12 -p:EnableCodeSigning=false -p:_RequireCodeSigning=false',
      'result: ipa below /app/bin/Release/net10.0-ios/ios-arm64',
    ]);
  });

  it('need a Mac, and on it Xcode and what the project asks for', async () => {
    for (const id of ['xcode', 'capacitor', 'react-native', 'cordova', 'flutter', 'maui']) {
      const { engine, spec } = open(id, { system: 'linux', isBare: true });
      const codes = (await engine.missingTools(spec)).map(({ code }) => code);
      strictEqual(codes.includes('toolchain-mac-needed'), true, id);
      await rejects(engine.plan(spec, new AbortController().signal), (error) => isFailure(error, 'issues-found'));
    }
    await checkIssues(open('xcode', { isBare: true }), ['toolchain-xcode-missing']);
    await checkIssues(open('react-native', { isBare: true }), [
      'toolchain-node-missing',
      'toolchain-xcode-missing',
      'toolchain-cocoapods-missing',
    ]);
    const { engine, spec } = open('capacitor', { project: {} });
    deepStrictEqual(await engine.check(spec), []);
    const without = open('xcode');
    await rejects(without.engine.plan({ ...without.spec, appFolder: '/other' }, new AbortController().signal), (error) =>
      isFailure(error, 'issues-found'),
    );
  });
});

/** As an Xcode archive has them, without the extension, which would need its own profile. */
const archived = Object.entries(appContent()).filter(([path, content]) => typeof content !== 'string' && !path.includes('/PlugIns/'));

interface Behavior {
  readonly writes?: boolean;
  readonly exitCode?: number;
  readonly lines?: readonly string[];
}

async function build({ writes = true, exitCode = 0, lines = [] }: Behavior, stale = false) {
  const files = await iosApp({ '/app/Hello.xcodeproj/project.pbxproj': '' }, { engine: 'xcode' });
  const machine = machineOf('macos', mac, variables);
  const requests: ProcessRequest[] = [];
  const place = '/app/.mobile-distribution/logs/xcode/ios-ad-hoc/App.xcarchive';
  const write = async (to: MemoryFiles): Promise<void> => {
    await to.writeFile(`${place}/Info.plist`, utf8('<plist/>'));
    for (const [path, bytes] of archived)
      await to.writeFile(path.replace('Payload', `${place}/Products/Applications`), typeof bytes === 'string' ? utf8(bytes) : bytes);
  };
  if (stale) await write(files);
  const stat = files.stat.bind(files);
  // Files in memory are of 1970; what the stand-in writes is of this build.
  files.stat = async (path) => {
    const found = await stat(path);
    return found && path.includes('.xcarchive') ? { ...found, modifiedAt: new Date('2100-01-01') } : found;
  };
  const productFiles = { read: async () => new Uint8Array(0) };
  const ports = {
    files,
    paths: posixPaths,
    toolchains: new Toolchains(machine),
    productFiles,
    userFolder: '/u',
    makePrivateFolder: async () => undefined,
  };
  const engine = new FrameworkEngine(ports, frameworks.find(({ id }) => id === 'xcode') ?? frameworks[0]!);
  const overrides = { version: '2.1.0', versionCode: 9 };
  const made = createIosPackage(
    files,
    { overrides },
    {
      engines: [engine],
      programs: {
        run: async (request) => {
          requests.push(request);
          for (const line of lines) request.onLine?.(line, 'stdout');
          if (writes) await write(files);
          return { exitCode, stdout: '', stderr: '' };
        },
      },
    },
  );
  return { made, requests };
}

describe('the engine xcode', () => {
  it('packages and signs what Xcode archived, with identifier and numbers of the settings', async () => {
    const { made, requests } = await build({ lines: ['** ARCHIVE SUCCEEDED **'] });
    const { record } = await made;
    deepStrictEqual(
      [record.engine, record.appIdentifier, record.version, record.versionCode, record.buildType, record.tools],
      ['xcode', 'com.acme.hello', '2.1.0', 9, 'ad-hoc', { Xcode: '26.1' }],
    );
    deepStrictEqual(
      requests.map(({ env }) => env?.['DEVELOPER_DIR']),
      ['/Applications/Xcode.app/Contents/Developer'],
    );
    strictEqual(JSON.stringify(requests).includes('password'), false);
  });

  it('takes no archive of an earlier build, and explains why one failed', async () => {
    const codes = async (behavior: Behavior, stale = false): Promise<readonly string[]> => {
      const { made } = await build(behavior, stale);
      return await made.then(
        () => [],
        (error: unknown) =>
          isFailure(error) ? [error.code, ...error.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)] : ['?'],
      );
    };
    deepStrictEqual(await codes({ writes: false }), ['package-not-built']);
    deepStrictEqual(await codes({ writes: false }, true), ['package-not-built']);
    const lines = [
      'error: No signing certificate "iOS Development" found: No "iOS Development" signing certificate matching team ID "X" with a private key was found. (in target \'Hello\' from project \'Hello\')',
      '** ARCHIVE FAILED **',
    ];
    strictEqual((await codes({ writes: false, exitCode: 65, lines })).length > 1, true);
  });
});
