/** iOS apps that are built on a Mac: the plans of all engines, and whole packages with a stand-in for `xcodebuild` in memory. */

import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { planText } from '../../../../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec } from '../../../../../src/core/engines/engine/engine.ts';
import { FrameworkEngine } from '../../../../../src/core/engines/framework/frameworkEngine.ts';
import { frameworks } from '../../../../../src/core/engines/frameworks.ts';
import { xcode } from '../../../../../src/core/engines/xcode/xcode.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { type Machine } from '../../../../../src/core/ports/machine.ts';
import { type ProcessRequest } from '../../../../../src/core/ports/processRunner.ts';
import { type FrameworkId, frameworkProjects, nativeIosProjects } from '../../../../support/frameworkProjects.ts';
import { p12Password, team } from '../../../../support/applePki.ts';
import { commandLine } from '../../../../support/commandLine.ts';
import { createIosPackage, distributor, iosApp, labPki } from '../../../../support/iosWorkflow.ts';
import { machineOf } from '../../../../support/machines.ts';
import { type MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';
import { appContent } from '../../../../support/sealedApps.ts';
import { xcodeProjectText } from '../../../../support/xcodeProjects.ts';

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
  '/opt/homebrew/bin/cargo': '',
  '/opt/homebrew/bin/flutter': '',
  '/opt/homebrew/version': '3.44.1',
  '/usr/local/share/dotnet/dotnet': '',
  '/usr/local/share/dotnet/sdk/10.0.100/dotnet.dll': '',
  '/usr/local/share/dotnet/metadata/workloads/10.0.100/InstalledWorkloads/maui': '',
};
const variables = { PATH: '/opt/homebrew/bin:/usr/bin', DEVELOPER_DIR: '/Applications/Xcode.app' };

interface Given {
  readonly system?: Machine['system'];
  readonly isBare?: boolean;
  readonly project?: Texts;
}

function open(id: string, { system = 'macos', isBare = false, project = {} }: Given = {}) {
  const own = { ...(id in frameworkProjects ? frameworkProjects[id as FrameworkId] : {}), ...nativeIosProjects[id], ...project };
  const texts = Object.fromEntries(Object.entries<string>(own).map(([name, text]) => [`/app/${name}`, text]));
  const made = machineOf(system, { ...(isBare ? {} : mac), ...texts }, isBare ? {} : variables);
  const framework = frameworks.find((each) => each.id === (id === 'multiplatform' ? 'xcode' : id));
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

const archive = (kind: string, container: string, scheme: string, settings = ''): string =>
  `DEV/usr/bin/xcodebuild archive -${kind} ${container} -scheme ${scheme} -configuration Release -destination generic/platform=iOS -archivePath /app/.mobile-distribution/logs/xcode/ios-ad-hoc/App.xcarchive -skipPackagePluginValidation -skipMacroValidation CODE_SIGNING_ALLOWED=NO MARKETING_VERSION=1.4.0 CURRENT_PROJECT_VERSION=12${settings}`;
const result = 'result: ipa below /app/.mobile-distribution/logs/xcode/ios-ad-hoc';

describe('builds for iOS on a Mac', () => {
  it('archive a project without signing, with the Xcode of DEVELOPER_DIR', () =>
    checkPlan('xcode', [
      '1. Remove the archive of the last build',
      '2. Archive with Xcode (scheme Shop)',
      archive('project', 'Shop.xcodeproj', 'Shop'),
      result,
    ]));

  it('archive the scheme that the project’s facts name, or the one that was chosen, in its own configuration', async () => {
    const { engine, spec } = open('xcode');
    const scheme = { value: 'Beta', origin: { kind: 'project', file: 'Beta.xcscheme' } } as const;
    const facts = { scheme, variants: [{ name: 'Beta', configuration: 'Release Beta' }, { name: 'Shop' }] };
    const archived = async (more: Partial<BuildSpec>): Promise<string | undefined> => {
      const plan = await engine.plan({ ...spec, ...more }, new AbortController().signal);
      return planText(plan)
        .find((line) => line.includes('/xcodebuild archive '))
        ?.match(/-scheme .* -destination/)?.[0];
    };
    strictEqual(await archived({ facts }), "-scheme Beta -configuration 'Release Beta' -destination");
    strictEqual(await archived({ facts, variant: 'Shop' }), '-scheme Shop -configuration Release -destination');
    strictEqual(await archived({}), '-scheme Shop -configuration Release -destination');
  });

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
    const current = all
      .filter((line) => !line.endsWith('/pod install'))
      .map((line) => (line.startsWith('2.') ? `${line}: skipped, as the installed pods are those of Podfile.lock` : line));
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

  it('prepare NativeScript, and hand over the settings of its resources', async () => {
    const settings = ' IPHONEOS_DEPLOYMENT_TARGET=16.0 SWIFT_ENABLE_EXPLICIT_MODULES=NO';
    const plan = (kind: string, container: string): readonly string[] => [
      '1. Bundle the app and make the native project (ns prepare ios)',
      '/opt/homebrew/bin/node /app/node_modules/nativescript/bin/tns prepare ios --release',
      '2. Remove the archive of the last build',
      '3. Archive with Xcode (scheme app)',
      archive(kind, container, 'app', settings),
      result,
    ];
    await checkPlan('nativescript', plan('project', 'app.xcodeproj'));
    await checkPlan('nativescript', plan('workspace', 'app.xcworkspace'), { 'App_Resources/iOS/Podfile': '' });
    const plugin = { 'package.json': '{ "dependencies": { "a-plugin": "1" } }', 'node_modules/a-plugin/platforms/ios/Podfile': '' };
    await checkPlan('nativescript', plan('workspace', 'app.xcworkspace'), plugin);
  });

  it('take the Xcode project of a Kotlin Multiplatform app', () =>
    checkPlan('multiplatform', [
      '1. Remove the archive of the last build',
      '2. Archive with Xcode (scheme iosApp)',
      archive('project', 'iosApp.xcodeproj', 'iosApp'),
      result,
    ]));

  it('leave Tauri to its own tool, and give back what it rewrites', async () => {
    await checkPlan('tauri', [
      '1. Build with Tauri (tauri ios build)',
      `/opt/homebrew/bin/node /app/node_modules/@tauri-apps/cli/tauri.js ios build --export-method debugging --ci --config '{"version":"1.4.0"}'`,
      'result: ipa below /app/src-tauri/gen/apple/build/arm64',
    ]);
    const { engine, spec } = open('tauri');
    const { steps } = await engine.plan(spec, new AbortController().signal);
    deepStrictEqual(
      steps.flatMap((step) => (step.kind === 'command' ? (step.keeps ?? []) : [])),
      ['/app/src-tauri/gen/apple/shop.xcodeproj/project.pbxproj', '/app/src-tauri/gen/apple/shop_iOS/Info.plist'],
    );
  });

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
    for (const id of ['xcode', 'capacitor', 'react-native', 'cordova', 'flutter', 'maui', 'nativescript', 'tauri']) {
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
  /** Further files. */
  readonly more?: Parameters<typeof iosApp>[0];
}

function engineOn(files: MemoryFiles, system: Machine['system']): FrameworkEngine {
  const toolchains = new Toolchains(machineOf(system, mac, variables));
  const productFiles = { read: async () => new Uint8Array(0) };
  const ports = { files, paths: posixPaths, toolchains, productFiles, userFolder: '/u', makePrivateFolder: async () => undefined };
  return new FrameworkEngine(ports, xcode);
}

async function build({ writes = true, exitCode = 0, lines = [], more = {} }: Behavior, stale = false) {
  const files = await iosApp({ '/app/Hello.xcodeproj/project.pbxproj': '', ...more }, { engine: 'xcode' });
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
  const engine = engineOn(files, 'macos');
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
  return { made, requests, files };
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

  it('gives the app what its project asks for, which an archive without a signature does not contain', async () => {
    const domains = 'com.apple.developer.associated-domains';
    const groups = 'com.apple.security.application-groups';
    const plist = (text: string): string => `<?xml version="1.0"?><plist version="1.0"><dict>${text}</dict></plist>`;
    const asked = [
      `<key>${domains}</key><array><string>applinks:acme.example</string></array>`,
      `<key>${groups}</key><array><string>group.$(CFBundleIdentifier)</string></array>`,
      '<key>keychain-access-groups</key><array><string>$(AppIdentifierPrefix)com.acme.$(SUITE)</string></array>',
    ];
    const settings = { CODE_SIGN_ENTITLEMENTS: 'Hello/Hello.entitlements', PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.hello', SUITE: 'shared' };
    const { made, files } = await build({
      more: {
        '/app/Hello.xcodeproj/project.pbxproj': xcodeProjectText({ targets: [{ name: 'Hello', settings }] }),
        '/app/Hello/Hello.entitlements': plist(asked.join('')),
        '/app/signing/lab.mobileprovision': labPki.profile({
          identifier: 'com.acme.hello',
          certificates: [distributor],
          entitlements: { [domains]: '*', [groups]: ['group.com.acme.hello'], 'keychain-access-groups': [`${team}.*`] },
        }),
      },
    });
    const { path, issues } = await made;
    const { out } = await commandLine(files, ['package', 'inspect', path, '--json']);
    const { entitlements } = JSON.parse(out) as { readonly entitlements: Readonly<Record<string, unknown>> };
    deepStrictEqual(
      [entitlements[domains], entitlements[groups], entitlements['keychain-access-groups']],
      [['applinks:acme.example'], ['group.com.acme.hello'], [`${team}.com.acme.shared`]],
    );
    deepStrictEqual(
      issues.filter(({ code }) => code.startsWith('ipa-entitlement')),
      [],
    );
  });

  it('takes build host and signing from options, too', async () => {
    const files = await iosApp({ '/app/Hello.xcodeproj/project.pbxproj': '' }, { engine: 'xcode' });
    const codes = async (...options: readonly string[]): Promise<readonly string[]> => {
      const { out } = await commandLine(
        files,
        ['package', 'create', '--app', '/app', '--platform', 'ios', '--certificate-password', 'env:P', '--json', ...options],
        { environment: { P: p12Password }, world: { engines: [engineOn(files, 'linux')], trustedRoots: [labPki.root] } },
      );
      const { issues } = JSON.parse(out) as { readonly issues: readonly { readonly code: string }[] };
      return issues.map(({ code }) => code).filter((code) => /^(?:build-host|archive-signing|toolchain)/.test(code));
    };
    deepStrictEqual(await codes(), ['toolchain-mac-needed']);
    deepStrictEqual(await codes('--build-host', 'a b'), ['build-host-invalid']);
    deepStrictEqual(await codes('--build-host', 'a b', '--archive-signing', 'xcode'), ['build-host-invalid', 'archive-signing-unfit']);
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
