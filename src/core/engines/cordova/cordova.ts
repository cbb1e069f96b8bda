/**
 * Cordova, Ionic with Cordova included: `cordova build android`, which prepares the platform and starts Gradle itself, with the wrapper that it
 * makes. Our init script goes along as an argument for Gradle, so identifier and versions are set, the package is unsigned, and its place is
 * known for certain: the list that Cordova prints is a guess. A `build.json` of the project, which may contain passwords, is not read.
 */

import { utf8 } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { targetName } from '../../settings/buildTarget.ts';
import { productFolder } from '../../versions/productFolder.ts';
import { type CommandStep, type OutputFact, type OutputReader, type WorkStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { type Framework, type FrameworkProject, type OpenedFramework } from '../framework/framework.ts';
import { removeOutputs } from '../framework/cleanStep.ts';
import { findNodeTool, findNodeTools, findPackage, nodeVersion } from '../framework/nodeProject.ts';
import { toolStep } from '../framework/toolStep.ts';
import { gradleTimeLimitMs, gradleToolVersions } from '../gradle/gradleBuild.ts';
import { GradleRun } from '../gradle/gradleRun.ts';
import { findAndroidTools } from '../gradle/gradleTools.ts';
import { openXcode, planXcode } from '../xcode/xcodeBuild.ts';
import { compareToolVersions } from '../toolchains/toolVersion.ts';

export const cordova: Framework = {
  id: 'cordova',
  platforms: ['android', 'ios'],
  tools: ['Node', 'JDK', 'Android SDK'],
  fixedIdentifierOn: [],
  variantsOn: ['ios'],
  isArchivedByUs: true,
  version: async (project) => await platformVersion(project),
  open: async (project) => await (project.platform === 'ios' ? openIos(project) : openAndroid(project)),
};

/** Of cordova-android before 7 and since. */
const buildFolders = [
  ['platforms', 'android', 'build'],
  ['platforms', 'android', 'app', 'build'],
  ['platforms', 'android', 'CordovaLib', 'build'],
] as const;

const asked = { packageName: 'cordova', program: 'cordova', isGlobal: true } as const;

/** `cordova build ios` signs with its own files; so Cordova prepares the project, and Xcode is started by us. */
async function openIos(project: FrameworkProject): Promise<OpenedFramework> {
  const { ports, folder } = project;
  const node = await findNodeTools(project);
  const found = await findNodeTool(project, node.node, asked);
  const opened = await openXcode(ports, folder, [['platforms', 'ios']]);
  return {
    issues: [...node.issues, ...found.issues, ...opened.issues],
    plan: async (spec) => {
      const prepare = toolStep(project, spec, {
        id: 'cordova',
        name: 'Copy the web app and its plugins into the native project (cordova prepare ios)',
        weight: 2,
        command: found.tool?.command ?? 'cordova',
        args: [...(found.tool?.args ?? []), 'prepare', 'ios', '--no-telemetry'],
        environment: node.environment,
        keeps: keptFiles(project, spec),
      });
      const plan = planXcode(ports, spec, opened, { before: [prepare], environment: node.environment });
      return { ...plan, tools: { ...nodeVersion(node), ...plan.tools } };
    },
  };
}

function keptFiles({ ports }: FrameworkProject, { appFolder }: BuildSpec): readonly string[] {
  return ['config.xml', 'package.json'].map((name) => ports.paths.join(appFolder, name));
}

async function openAndroid(project: FrameworkProject): Promise<OpenedFramework> {
  const { ports } = project;
  const node = await findNodeTools(project);
  const found = await findNodeTool(project, node.node, asked);
  const android = await findAndroidTools(ports);
  return {
    issues: [...node.issues, ...found.issues, ...android.issues],
    check: async (spec) => await pathIssues(project, spec),
    plan: async (spec) => {
      const run = new GradleRun(ports, { spec, tools: android });
      const config = emptyBuildConfig(project, spec);
      const isRelease = spec.buildType !== 'debug';
      const args = [
        ...(found.tool?.args ?? []),
        'build',
        'android',
        isRelease ? '--release' : '--debug',
        `--buildConfig=${config.path}`,
        '--no-telemetry',
        '--',
        `--packageType=${run.format === 'aab' ? 'bundle' : 'apk'}`,
        ...gradleArgs(['--console=plain', ...run.daemonArgs, ...run.scriptArgs], await platformVersion(project)),
      ];
      const build: CommandStep = toolStep(project, spec, {
        id: 'cordova',
        name: `Build with Cordova (cordova build android ${isRelease ? '--release' : '--debug'})`,
        weight: 20,
        command: found.tool?.command ?? 'cordova',
        args,
        environment: { ...run.environment, ...node.environment },
        timeLimitMs: gradleTimeLimitMs,
        keeps: keptFiles(project, spec),
        reader: () => withoutGuess(run.reader('cordova', spec.appFolder)),
        leftBehind: run.leftBehind,
      });
      const outputs = [['app', 'build'], ['build']].map((place) => ({
        path: ports.paths.join(spec.appFolder, 'platforms', 'android', ...place, 'outputs'),
        depth: 6,
      }));
      return {
        tools: { ...nodeVersion(node), ...gradleToolVersions(android) },
        steps: [...removeOutputs(ports, spec, buildFolders), config.step, run.prepare(), build],
        artifact: { kind: 'found', format: run.format, folders: outputs },
      };
    },
  };
}

/** The list of packages that Cordova prints is a guess, which an Android plugin of another version makes empty. Our init script names the package. */
function withoutGuess(reader: OutputReader): OutputReader {
  const known = (facts: readonly OutputFact[]): readonly OutputFact[] =>
    facts.filter((fact) => fact.kind !== 'issue' || fact.issue.code !== 'log-cordova-no-package');
  return {
    read: (line, stream) => known(reader.read(line, stream)),
    end: (exitCode) => known(reader.end(exitCode)),
    isOwn: (line) => reader.isOwn?.(line) === true,
  };
}

/** Of the package `cordova-android`, as it is installed. */
async function platformVersion(project: FrameworkProject): Promise<string | undefined> {
  return (await findPackage(project, 'cordova-android'))?.version;
}

/** Up to cordova-android 11 each option is one argument; since 12 only the first is taken, and split at blanks outside of quotes. */
function gradleArgs(args: readonly string[], version: string | undefined): readonly string[] {
  if (takesEachOption(version)) return args.map((arg) => `--gradleArg=${arg}`);
  return [`--gradleArg=${args.map((arg) => quoted(arg) ?? arg).join(' ')}`];
}

function takesEachOption(version: string | undefined): boolean {
  return version !== undefined && compareToolVersions(version, '12.0.0') < 0;
}

/** Cordova knows no sign that takes the meaning of a quotation mark: `undefined` where both are in the text. */
function quoted(arg: string): string | undefined {
  if (!/[\s'"]/.test(arg)) return arg;
  const mark = ['"', "'"].find((each) => !arg.includes(each));
  return mark === undefined ? undefined : `${mark}${arg}${mark}`;
}

/** The paths of our files are among the options. */
async function pathIssues(project: FrameworkProject, { appFolder }: BuildSpec): Promise<readonly Issue[]> {
  const folders = [appFolder, project.ports.userFolder];
  const bad = folders.find((path) => quoted(path) === undefined);
  if (bad === undefined || takesEachOption(await platformVersion(project))) return [];
  return [createIssue('framework-path-unusable', { tool: 'Cordova', path: bad, signs: `' "` }, { file: appFolder })];
}

/** Without a file from us, Cordova takes `build.json` of the project, and writes the passwords in it into the platform's folder. */
function emptyBuildConfig({ ports }: FrameworkProject, spec: BuildSpec): { readonly path: string; readonly step: WorkStep } {
  const { platform, buildType, appFolder } = spec;
  const name = targetName({ platform, buildType });
  const path = ports.paths.join(productFolder(ports.paths, appFolder).logs, 'cordova', `${name}.build.json`);
  const step: WorkStep = {
    id: 'signing',
    kind: 'work',
    name: 'Leave signing to Mobile Distribution',
    weight: 1,
    run: async () => {
      await ports.files.writeFile(path, utf8('{}\n'), { within: appFolder });
      return [];
    },
  };
  return { path, step };
}
