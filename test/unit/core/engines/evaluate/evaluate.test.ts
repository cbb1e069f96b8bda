/** What tools of a project say of computed values: how each is asked, what is taken of its answer, and what is not believed. */

import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { FrameworkEngine } from '../../../../../src/core/engines/framework/frameworkEngine.ts';
import { frameworks } from '../../../../../src/core/engines/frameworks.ts';
import { GradleEngine } from '../../../../../src/core/engines/gradle/gradleEngine.ts';
import { type GradleEnginePorts } from '../../../../../src/core/engines/gradle/gradleEnginePorts.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { type ProcessRequest, type ProcessResult } from '../../../../../src/core/ports/processRunner.ts';
import { detectApp } from '../../../../../src/core/projects/detectApp.ts';
import { type Platform } from '../../../../../src/core/settings/platform.ts';
import { evaluateProject } from '../../../../../src/core/workflow/evaluateProject.ts';
import { machineOf } from '../../../../support/machines.ts';
import { machineOfAda } from '../../../../support/planMachines.ts';

type Answer = Partial<ProcessResult> | ((request: ProcessRequest) => Partial<ProcessResult>);

interface Asked {
  readonly files: Readonly<Record<string, string>>;
  readonly system?: 'linux' | 'macos';
  readonly answer: Answer;
}

/** A project at `/work/shop`, and tools that answer. */
async function ask({ files, system = 'linux', answer }: Asked) {
  const app = '/work/shop';
  const own = Object.fromEntries(Object.entries(files).map(([name, text]) => [`${app}/${name}`, text]));
  const tools = machineOfAda(system);
  const made = machineOf(system, { ...tools.files, ...own }, tools.variables);
  const requests: ProcessRequest[] = [];
  const ports: GradleEnginePorts = {
    files: made.files,
    paths: made.paths,
    toolchains: new Toolchains(made),
    productFiles: { read: async () => new Uint8Array(0) },
    userFolder: '/user',
    makePrivateFolder: async () => undefined,
    programs: {
      run: async (request) => {
        requests.push(request);
        return { exitCode: 0, stdout: '', stderr: '', ...(typeof answer === 'function' ? answer(request) : answer) };
      },
    },
  };
  const engines = [new GradleEngine(ports), ...frameworks.map((framework) => new FrameworkEngine(ports, framework))];
  const detected = await detectApp(made.files, made.paths, app);
  if (!detected?.project) throw new Error('no project');
  const { project, issues, commands } = await evaluateProject(
    { engines },
    { folder: app, project: detected.project },
    new AbortController().signal,
  );
  const facts = (platform: Platform): string => {
    const { appIdentifier, name, version, versionCode, unknown } = project[platform] ?? {};
    const said = [appIdentifier, name ?? project.name, version ?? project.version, versionCode].map((fact) => String(fact?.value));
    return [...said, ...(unknown ?? []).map(({ fact }) => `?${fact}`)].join(' ');
  };
  return { project, facts, commands, requests, problems: issues.map(({ code, message }) => `${code}: ${message}`) };
}

const installed = (name: string, bin: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ version: '1.0.0', bin }),
});

const expoApp = {
  'package.json': '{ "name": "shop", "version": "0.1.0", "dependencies": { "expo": "57.0.0" } }',
  'app.config.ts':
    'const id = process.env.APP_ID;\nexport default { name: "Shop", version: read(), android: { package: id }, ios: { bundleIdentifier: id } };\n',
  ...installed('expo', { expo: 'bin/cli' }),
};
const expoConfig = {
  name: 'Other',
  version: '2.0.0',
  android: { package: 'com.acme.shop', versionCode: 42 },
  ios: { bundleIdentifier: 'com.acme.shop.ios', buildNumber: '7' },
};

describe('evaluateProject', () => {
  it('asks Expo for a config that is code, and keeps what the code states', async () => {
    const { facts, commands, requests, problems } = await ask({
      files: expoApp,
      answer: { stdout: `env: load .env\n${JSON.stringify(expoConfig)}\n` },
    });
    deepStrictEqual(problems, []);
    deepStrictEqual([facts('android'), facts('ios')], ['com.acme.shop Shop 2.0.0 42', 'com.acme.shop.ios Shop 2.0.0 7']);
    deepStrictEqual(commands, ['expo config --json --type public']);
    const [first] = requests;
    deepStrictEqual(
      [first?.command, first?.args, first?.cwd, first?.notFrom, first?.timeoutMs],
      [
        '/home/ada/.nvm/versions/node/v22.14.0/bin/node',
        ['/work/shop/node_modules/expo/bin/cli', 'config', '--json', '--type', 'public'],
        '/work/shop',
        ['/work/shop'],
        60_000,
      ],
    );
  });

  it('starts nothing where the files state everything, or the tool is not installed', async () => {
    const stated = {
      'package.json': expoApp['package.json'],
      'app.json':
        '{ "expo": { "name": "Shop", "version": "1.0.0", "android": { "package": "a.b" }, "ios": { "bundleIdentifier": "a.b" } } }',
      ...installed('expo', { expo: 'bin/cli' }),
    };
    deepStrictEqual((await ask({ files: stated, answer: {} })).requests, []);
    const { 'node_modules/expo/package.json': _, ...without } = expoApp as Readonly<Record<string, string>>;
    deepStrictEqual((await ask({ files: without, answer: {} })).requests, []);
  });

  it('keeps the literals where a tool fails, takes too long or does not make sense, and says so', async () => {
    const start = 'project-evaluation-failed: Computed values of the project are unknown: expo config --json --type public failed: ';
    const failing = async (answer: Answer): Promise<readonly string[]> => {
      const { facts, problems } = await ask({ files: expoApp, answer });
      return [facts('android'), ...problems.map((problem) => problem.replace(start, '! '))];
    };
    const kept = 'undefined Shop undefined undefined ?version ?appIdentifier';
    deepStrictEqual(await failing({ exitCode: 1, stderr: '\n\u001B[31mCannot find module x\u001B[39m\n  at y' }), [
      kept,
      '! Cannot find module x',
    ]);
    deepStrictEqual(await failing({ exitCode: 1 }), [kept, '! it ended without an answer']);
    deepStrictEqual(await failing({ exitCode: undefined, stderr: 'ENOENT: node is in no folder of PATH' }), [
      kept,
      '! ENOENT: node is in no folder of PATH',
    ]);
    for (const stdout of ['', 'null', '[1', '{', '"text"']) deepStrictEqual(await failing({ stdout }), [kept, '! its answer is not JSON']);
    const late = (): never => {
      throw Failure.of('process-timeout', { command: 'node', seconds: 60 });
    };
    strictEqual((await failing(late))[0], kept);
    strictEqual((await failing(late)).length, 2);
    // Values of another kind are none.
    const odd = { name: 5, version: '', android: { package: ['a'], versionCode: -1 }, ios: 'x' };
    deepStrictEqual(await failing({ stdout: JSON.stringify(odd) }), [kept]);
    deepStrictEqual(await failing({ stdout: JSON.stringify({ android: { package: 'a'.repeat(501), versionCode: 1.5 } }) }), [kept]);
    await rejects(
      ask({
        files: expoApp,
        answer: () => {
          throw Failure.of('cancelled', {});
        },
      }),
      { code: 'cancelled' },
    );
  });

  it('asks Capacitor and NativeScript', async () => {
    const capacitor = {
      'package.json': '{ "dependencies": { "@capacitor/core": "8.0.0" } }',
      'capacitor.config.ts': "const config = { appId: id(), appName: 'Shop' + '' };\nexport default config;\n",
      ...installed('@capacitor/cli', { capacitor: './bin/capacitor' }),
    };
    const cap = await ask({ files: capacitor, answer: { stdout: '{"app":{"appId":"com.acme.shop","appName":"Shop"},"android":{}}\n' } });
    deepStrictEqual([cap.facts('android'), cap.commands], ['com.acme.shop Shop undefined undefined', ['capacitor config --json']]);
    const nativeScript = {
      'package.json': '{ "dependencies": { "@nativescript/core": "9.0.0" } }',
      'nativescript.config.ts': 'export default { id: id(), android: { id: other() } } as NativeScriptConfig;\n',
      ...installed('nativescript', { ns: 'bin/tns' }),
    };
    const stdout =
      '\u001B[32mid: \u001B[39m\u001B[33mcom.acme.shop\u001B[39m\n\u001B[32mandroid: \u001B[39m\n\u001B[32m  id: \u001B[39mcom.acme.droid\nhooks: 1\n';
    const ns = await ask({ files: nativeScript, answer: { stdout } });
    deepStrictEqual(
      [ns.facts('android').split(' ')[0], ns.facts('ios').split(' ')[0], ns.commands],
      ['com.acme.droid', 'com.acme.shop', ['ns config list']],
    );
  });

  const gradleApp = {
    'settings.gradle': "include ':app'",
    'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://x/gradle-8.14.3-bin.zip',
    'gradle/wrapper/gradle-wrapper.jar': '',
    'app/build.gradle':
      "apply plugin: 'com.android.application'\nandroid { defaultConfig { applicationId id()\nversionName '1.0'\nversionCode code() } }",
  };
  const variant = (fields: object): string => `MDIST ${JSON.stringify({ event: 'variant', ...fields })}\n`;

  it('asks Gradle, which configures the build and says its variants', async () => {
    const stdout = [
      'MDIST {"event":"process","pid":1}\n',
      variant({ name: 'debug', applicationId: 'com.acme.shop.debug', versionCode: 9, versionName: '1.0', buildType: 'debug', flavor: '' }),
      variant({ name: 'release', applicationId: 'com.acme.shop', versionCode: 9, versionName: '1.0', buildType: 'release', flavor: '' }),
      'MDIST {"event":"variant","name":\n',
      'MDIST {"event":"variant",}\n',
    ].join('');
    const { facts, project, requests, commands } = await ask({ files: gradleApp, answer: { stdout } });
    strictEqual(facts('android'), 'com.acme.shop undefined 1.0 9');
    deepStrictEqual(
      project.android?.variants?.map(({ name, appIdentifier, buildType, flavor }) => [name, appIdentifier?.value, buildType, flavor]),
      [
        ['debug', 'com.acme.shop.debug', 'debug', undefined],
        ['release', 'com.acme.shop', 'release', undefined],
      ],
    );
    deepStrictEqual(commands, ['gradle help']);
    const args = requests[0]?.args.slice(-8) ?? [];
    deepStrictEqual(args, [
      'org.gradle.wrapper.GradleWrapperMain',
      '--no-daemon',
      '--console=plain',
      '-I',
      '/user/gradle-evaluate/init.gradle',
      '-PmobileDistribution.describe=:app',
      '--no-configuration-cache',
      'help',
    ]);
  });

  it('takes no identifier for that of the app when its variants for others differ', async () => {
    const release = (name: string, applicationId: string): string => variant({ name, applicationId, buildType: 'release', flavor: name });
    const { facts } = await ask({
      files: gradleApp,
      answer: { stdout: release('free', 'com.acme.free') + release('paid', 'com.acme.paid') },
    });
    strictEqual(facts('android'), 'undefined undefined 1.0 undefined ?appIdentifier ?versionCode');
    const { problems } = await ask({ files: gradleApp, answer: { stdout: 'BUILD SUCCESSFUL\n' } });
    deepStrictEqual(problems, [
      'project-evaluation-failed: Computed values of the project are unknown: gradle help failed: it names no variant',
    ]);
  });

  it('asks Xcode on a Mac alone', async () => {
    const files = {
      'Shop.xcodeproj/project.pbxproj':
        '// !$*UTF8*$!\n{ objects = { R = { isa = PBXProject; targets = (T); buildConfigurationList = L; }; T = { isa = PBXNativeTarget; name = Shop; productType = "com.apple.product-type.application"; buildConfigurationList = L; }; L = { isa = XCConfigurationList; buildConfigurations = (C); }; C = { isa = XCBuildConfiguration; name = Release; buildSettings = { PRODUCT_BUNDLE_IDENTIFIER = "$(TEAM_PREFIX).shop"; }; }; }; rootObject = R; }',
    };
    const settings = (WRAPPER_EXTENSION: string, id: string): object => ({
      buildSettings: { WRAPPER_EXTENSION, PRODUCT_BUNDLE_IDENTIFIER: id, MARKETING_VERSION: '3.1', CURRENT_PROJECT_VERSION: '12' },
    });
    const stdout = `Resolve Package Graph\n${JSON.stringify([settings('appex', 'com.acme.shop.widget'), settings('app', 'com.acme.shop')])}\n`;
    const { facts, requests } = await ask({ files, system: 'macos', answer: { stdout } });
    strictEqual(
      facts('ios')
        .split(' ')
        .filter((part) => part !== 'Shop')
        .join(' '),
      'com.acme.shop 3.1 12',
    );
    strictEqual(requests[0]?.command, '/Applications/Xcode.app/Contents/Developer/usr/bin/xcodebuild');
    deepStrictEqual((await ask({ files, answer: { stdout } })).requests, []);
    const none = await ask({ files, system: 'macos', answer: { stdout: '[{}]' } });
    strictEqual(none.problems.length, 1);
  });
});
