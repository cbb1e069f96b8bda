/**
 * Tauri: `tauri android build` and `tauri ios build`, which run the build of the web files, Cargo, and Gradle or Xcode. Version and version code are laid
 * over the configuration as an argument. On Android the identifier is part of the paths of the native project, so it is always the project's.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type CommandStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { type Framework, type FrameworkProject, type OpenedFramework } from '../framework/framework.ts';
import { removeOutputs } from '../framework/cleanStep.ts';
import { findNodeTool, findNodeTools, findPackage, type NodeTool, type NodeTools, nodeVersion } from '../framework/nodeProject.ts';
import { toolStep } from '../framework/toolStep.ts';
import { gradleTimeLimitMs, gradleToolVersions } from '../gradle/gradleBuild.ts';
import { GradleRun } from '../gradle/gradleRun.ts';
import { findAndroidTools } from '../gradle/gradleTools.ts';
import { openXcode } from '../xcode/xcodeBuild.ts';

const androidFolders = [
  ['src-tauri', 'target'],
  ['src-tauri', 'gen', 'android', 'build'],
  ['src-tauri', 'gen', 'android', 'app', 'build'],
] as const;
const appleFolder = ['src-tauri', 'gen', 'apple'] as const;
const iosFolders = [
  ['src-tauri', 'target'],
  [...appleFolder, 'build'],
] as const;

const packageName = '@tauri-apps/cli';

export const tauri: Framework = {
  id: 'tauri',
  platforms: ['android', 'ios'],
  tools: ['Rust', 'JDK', 'Android SDK'],
  fixedIdentifierOn: ['android'],
  variantsOn: ['android'],
  usesPackages: async ({ folder }) => await folder.hasFile('package.json'),
  version: async (project) => (await findPackage(project, packageName))?.version,
  open: async (project) => {
    const tools = await openTools(project);
    return project.platform === 'ios' ? await openIos(project, tools) : await openAndroid(project, tools);
  },
};

interface TauriTools {
  readonly node: NodeTools;
  readonly tool: NodeTool | undefined;
  readonly issues: readonly Issue[];
}

async function openTools(project: FrameworkProject): Promise<TauriTools> {
  const { toolchains } = project.ports;
  const node = await findNodeTools(project);
  const found = await findNodeTool(project, node.node, { packageName, program: 'tauri' });
  // A project without packages of npm has the same tool as a part of Cargo.
  const [cargo, ownCargoTool] = await Promise.all([toolchains.program('cargo'), toolchains.program('cargo-tauri')]);
  const tool = found.tool ?? (ownCargoTool === undefined ? undefined : { command: ownCargoTool, args: ['tauri'] });
  const issues = [
    ...(tool ? [] : [...node.issues, ...found.issues]),
    ...(cargo === undefined ? [createIssue('toolchain-rust-missing', {})] : []),
  ];
  return { node, tool, issues };
}

interface TauriBuild {
  /** Behind `tauri`, as people type it. */
  readonly shown: string;
  readonly args: readonly string[];
  /** Laid over the configuration of the project. */
  readonly config: object;
}

function buildStep(
  project: FrameworkProject,
  spec: BuildSpec,
  { tool }: TauriTools,
  { shown, args, config }: TauriBuild,
  more: Partial<CommandStep>,
): CommandStep {
  return toolStep(project, spec, {
    id: 'tauri',
    name: `Build with Tauri (tauri ${shown})`,
    weight: 20,
    command: tool?.command ?? 'tauri',
    args: [...(tool?.args ?? []), ...args, '--ci', '--config', JSON.stringify(config)],
    timeLimitMs: gradleTimeLimitMs,
    ...more,
  });
}

async function openAndroid(project: FrameworkProject, tools: TauriTools): Promise<OpenedFramework> {
  const { ports } = project;
  const android = await findAndroidTools(ports);
  return {
    issues: [...tools.issues, ...android.issues],
    plan: async (spec) => {
      const run = new GradleRun(ports, { spec, tools: android });
      const format = run.format === 'aab' ? '--aab' : '--apk';
      const args = ['android', 'build', ...(spec.buildType === 'debug' ? ['--debug'] : []), format];
      const config = { version: spec.version, bundle: { android: { versionCode: spec.versionCode } } };
      const step = buildStep(
        project,
        spec,
        tools,
        { shown: `android build ${format}`, args, config },
        { environment: { ...run.environment, ...run.gradleOpts, ...tools.node.environment }, leftBehind: run.leftBehind },
      );
      const outputs = ports.paths.join(spec.appFolder, 'src-tauri', 'gen', 'android', 'app', 'build', 'outputs');
      return {
        tools: { ...nodeVersion(tools.node), ...gradleToolVersions(android) },
        steps: [...removeOutputs(ports, spec, androidFolders), run.watch(), step],
        artifact: { kind: 'found', format: run.format, folders: [{ path: outputs, depth: 5 }] },
      };
    },
  };
}

/**
 * The tool starts Xcode by itself and cannot do without a signature, for which Xcode takes the development team of the configuration. What comes out is signed
 * again by us, so the least demanding export is enough.
 */
async function openIos(project: FrameworkProject, tools: TauriTools): Promise<OpenedFramework> {
  const { ports, folder } = project;
  const { xcode, issues } = await openXcode(ports, folder, [appleFolder]);
  return {
    issues: [...tools.issues, ...issues],
    plan: async (spec) => {
      const { appIdentifier, version, versionCode } = spec;
      const step = buildStep(
        project,
        spec,
        tools,
        { shown: 'ios build', args: ['ios', 'build', '--export-method', 'debugging'], config: { version } },
        {
          environment: { ...tools.node.environment, ...(xcode && { DEVELOPER_DIR: xcode.developerFolder }) },
          keeps: await filesInApple(project),
        },
      );
      return {
        tools: { ...nodeVersion(tools.node), ...(xcode?.version !== undefined && { Xcode: xcode.version }) },
        steps: [...removeOutputs(ports, spec, iosFolders), step],
        artifact: {
          kind: 'found',
          format: 'ipa',
          folders: [{ path: ports.paths.join(spec.appFolder, ...appleFolder, 'build', 'arm64'), depth: 0 }],
        },
        edits: { appIdentifier, version, versionCode: String(versionCode) },
      };
    },
  };
}

/** Of the native project, what the tool brings in line with the configuration before it builds. */
async function filesInApple({ app, folder, ports }: FrameworkProject): Promise<readonly string[]> {
  const place = (...path: readonly string[]): string => ports.paths.join(app.appFolder, ...appleFolder, ...path);
  const files: string[] = [];
  for (const { name, kind } of await folder.entries(...appleFolder)) {
    if (kind !== 'directory') continue;
    if (name.endsWith('.xcodeproj')) files.push(place(name, 'project.pbxproj'));
    else if (await folder.hasFile(...appleFolder, name, 'Info.plist')) files.push(place(name, 'Info.plist'));
  }
  return files;
}
