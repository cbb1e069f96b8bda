/**
 * Flutter: `flutter build apk`, `appbundle` or `ipa`. Version and version code are arguments; on Android the identifier is always the project's.
 * What comes out is signed with the debug key, as the template has it, or not at all, and signed by us.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { readJson, valueAt } from '../../projects/projectText.ts';
import { type CommandStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { type Framework, type FrameworkProject, type OpenedFramework } from '../framework/framework.ts';
import { toolStep } from '../framework/toolStep.ts';
import { gradleTimeLimitMs, gradleToolVersions } from '../gradle/gradleBuild.ts';
import { GradleRun } from '../gradle/gradleRun.ts';
import { findAndroidTools } from '../gradle/gradleTools.ts';
import { openXcode } from '../xcode/xcodeBuild.ts';
import { chooseFlutter, type FlutterSdk } from '../toolchains/flutterSdk.ts';

export const flutter: Framework = {
  id: 'flutter',
  platforms: ['android', 'ios'],
  tools: ['Flutter', 'JDK', 'Android SDK'],
  fixedIdentifierOn: ['android'],
  variantsOn: ['android', 'ios'],
  version: async (project) => (await findSdk(project)).sdk?.version,
  open: async (project) => await (project.platform === 'ios' ? openIos(project) : openAndroid(project)),
};

/** An archive without signing; it is packaged, given its identifier, and signed by us. */
async function openIos(project: FrameworkProject): Promise<OpenedFramework> {
  const { ports, folder } = project;
  const found = await findSdk(project);
  const opened = await openXcode(ports, folder, [['ios']]);
  return {
    issues: [...found.issues, ...opened.issues],
    plan: async (spec) => {
      const { appIdentifier, version, versionCode } = spec;
      const build = toolStep(project, spec, {
        id: 'flutter',
        name: 'Archive with Flutter (flutter build ipa --no-codesign)',
        weight: 20,
        command: found.sdk?.program ?? 'flutter',
        args: [
          '--no-version-check',
          'build',
          'ipa',
          '--release',
          '--no-codesign',
          ...(spec.variant === undefined ? [] : ['--flavor', spec.variant]),
          `--build-name=${version}`,
          `--build-number=${versionCode}`,
        ],
        environment: opened.xcode ? { DEVELOPER_DIR: opened.xcode.developerFolder } : {},
        timeLimitMs: gradleTimeLimitMs,
      });
      const archives = ports.paths.join(spec.appFolder, 'build', 'ios', 'archive');
      return {
        tools: { ...flutterVersion(found.sdk), ...(opened.xcode?.version !== undefined && { Xcode: opened.xcode.version }) },
        steps: [...cleanStep(project, spec, found.sdk), build],
        artifact: { kind: 'found', format: 'ipa', folders: [{ path: archives, depth: 0 }] },
        edits: { appIdentifier, version, versionCode: String(versionCode) },
      };
    },
  };
}

function cleanStep(project: FrameworkProject, spec: BuildSpec, sdk: FlutterSdk | undefined): readonly CommandStep[] {
  if (spec.isClean !== true) return [];
  const command = sdk?.program ?? 'flutter';
  const name = 'Remove what earlier builds left (flutter clean)';
  return [toolStep(project, spec, { id: 'clean', name, weight: 1, command, args: ['--no-version-check', 'clean'] })];
}

function flutterVersion(sdk: FlutterSdk | undefined): Readonly<Record<string, string>> {
  return sdk?.version === undefined ? {} : { Flutter: sdk.version };
}

async function openAndroid(project: FrameworkProject): Promise<OpenedFramework> {
  const { ports } = project;
  const { sdk, issues } = await findSdk(project);
  const android = await findAndroidTools(ports);
  return {
    issues: [...issues, ...android.issues],
    check: async (spec) => modeIssues(spec),
    plan: async (spec) => {
      const run = new GradleRun(ports, { spec, tools: android });
      const kind = run.format === 'aab' ? 'appbundle' : 'apk';
      const flavor = variantFacts(spec)?.flavor;
      const mode = spec.buildType === 'debug' ? '--debug' : '--release';
      const outputs = ports.paths.join(spec.appFolder, 'build', 'app', 'outputs', kind === 'apk' ? 'flutter-apk' : 'bundle');
      const build = toolStep(project, spec, {
        id: 'flutter',
        name: `Build with Flutter (flutter build ${kind} ${mode}${flavor === undefined ? '' : ` --flavor ${flavor}`})`,
        weight: 20,
        command: sdk?.program ?? 'flutter',
        args: [
          '--no-version-check',
          'build',
          kind,
          mode,
          ...(flavor === undefined ? [] : ['--flavor', flavor]),
          `--build-name=${spec.version}`,
          `--build-number=${spec.versionCode}`,
        ],
        environment: { ...run.environment, ...run.gradleOpts },
        timeLimitMs: gradleTimeLimitMs,
        leftBehind: run.leftBehind,
      });
      return {
        tools: { ...flutterVersion(sdk), ...gradleToolVersions(android) },
        steps: [...cleanStep(project, spec, sdk), run.watch(), build],
        artifact: { kind: 'found', format: run.format, folders: [{ path: outputs, depth: 2 }] },
      };
    },
  };
}

async function findSdk(project: FrameworkProject): Promise<{ readonly sdk: FlutterSdk | undefined; readonly issues: readonly Issue[] }> {
  const wanted = await wantedFlutter(project);
  const choice = chooseFlutter(await project.ports.toolchains.flutters(), wanted);
  if (!choice) return { sdk: undefined, issues: [createIssue('toolchain-flutter-missing', {})] };
  const { sdk, isSuitable } = choice;
  const params = { wanted: wanted ?? '', version: sdk.version ?? '?' };
  return { sdk, issues: isSuitable ? [] : [createIssue('toolchain-flutter-unsuitable', params)] };
}

/** What fvm keeps of a project, in its present form and the one before. */
export async function wantedFlutter({ folder }: Pick<FrameworkProject, 'folder'>): Promise<string | undefined> {
  const present = valueAt(readJson(await folder.text('.fvmrc')), 'flutter');
  const before = valueAt(readJson(await folder.text('.fvm', 'fvm_config.json')), 'flutterSdkVersion');
  const wanted = present ?? before;
  return typeof wanted === 'string' && wanted.length < 100 ? wanted : undefined;
}

function variantFacts({ facts, variant }: BuildSpec): NonNullable<NonNullable<BuildSpec['facts']>['variants']>[number] | undefined {
  return facts?.variants?.find(({ name }) => name === variant);
}

/** Flutter builds in its own modes, whatever build types Gradle knows. */
function modeIssues(spec: BuildSpec): readonly Issue[] {
  const type = variantFacts(spec)?.buildType;
  if (type === undefined || type === 'debug' || type === 'release') return [];
  return [createIssue('framework-build-type-unknown', { engine: 'flutter', buildType: type }, { pointer: '/android/variant' })];
}
