/**
 * Plans a build with the Gradle of a project: what the engine `gradle` does, and what frameworks do with the native project of theirs. The
 * wrapper's main class is started by `java`, so neither a shell nor an executable bit is needed.
 */

import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type GradleModule } from '../../projects/projectFacts.ts';
import { type BuildPlan, type BuildStep, type CommandStep, type JointArtifact } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { compareToolVersions } from '../toolchains/toolVersion.ts';
import { type GradleEnginePorts } from './gradleEnginePorts.ts';
import { generatedProject, type GradleProject, openGradleProject } from './gradleProject.ts';
import { formatOf, GradleRun, variantOf } from './gradleRun.ts';
import { findGradleTools, type GradleTools } from './gradleTools.ts';
import { wordsForJava } from './gradleOptions.ts';

/** A first build downloads Gradle, the plugins and the SDK. */
export const gradleTimeLimitMs = 2 * 60 * 60 * 1000;

export interface OpenedGradle {
  readonly project?: GradleProject;
  readonly tools?: GradleTools;
  readonly issues: readonly Issue[];
}

/** `generated` is where a step of the plan makes a native project, when the project has none. */
export async function openGradle(
  ports: GradleEnginePorts,
  app: Pick<BuildSpec, 'appFolder' | 'facts'>,
  generated?: GradleModule,
): Promise<OpenedGradle> {
  const isGenerated = generated !== undefined && app.facts?.gradle === undefined;
  const project = isGenerated ? generatedProject(ports, app.appFolder, generated) : await openGradleProject(ports, app);
  if (!project) return { issues: [createIssue('gradle-module-missing', {})] };
  const tools = await findGradleTools(ports, project);
  return { project, tools, issues: tools.issues };
}

/** What a framework adds to the build of its native project. */
export interface GradleAround {
  readonly before?: readonly BuildStep[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

export type GradlePlan = Pick<BuildPlan, 'steps' | 'artifact' | 'tools'>;

/** Throws `issues-found` where something is missing. */
export function planGradle(ports: GradleEnginePorts, spec: BuildSpec, opened: OpenedGradle, around: GradleAround = {}): GradlePlan {
  const { steps, tools, artifacts } = planGradleTogether(ports, [spec], opened, around);
  return { steps, tools, artifact: artifacts[0].rule };
}

export interface JointGradlePlan extends Pick<BuildPlan, 'steps' | 'tools'> {
  readonly artifacts: readonly [JointArtifact, ...JointArtifact[]];
}

/** One run of Gradle for several variants of one app. One that fails leaves the others their packages. */
export function planGradleTogether(
  ports: GradleEnginePorts,
  specs: readonly [BuildSpec, ...BuildSpec[]],
  opened: OpenedGradle,
  around: GradleAround = {},
): JointGradlePlan {
  const { project, tools, issues } = opened;
  if (!project || !tools || hasErrors(issues)) throw issuesFound(issues);
  const [spec, ...others] = specs;
  const run = new GradleRun(ports, { spec, others, tools, modulePath: project.modulePath });
  const outputs = ports.paths.join(project.module, 'build', 'outputs');
  const artifact = (each: BuildSpec): JointArtifact => ({
    variant: variantOf(each),
    rule: { kind: 'found', format: formatOf(each), folders: [{ path: outputs, depth: 6 }] },
  });
  return {
    tools: gradleToolVersions(tools, versionOf(project, tools)),
    steps: [...(around.before ?? []), run.prepare(), gradleStep(ports, specs, { project, tools, run, around })],
    artifacts: [artifact(spec), ...others.map(artifact)],
  };
}

/** The Gradle that builds it: of the wrapper, else of this machine. */
export function versionOf({ wrapper }: GradleProject, { gradle }: GradleTools): string | undefined {
  return wrapper ? wrapper.version : gradle?.version;
}

export function gradleToolVersions({ jdk, sdk }: Pick<GradleTools, 'jdk' | 'sdk'>, gradle?: string): Readonly<Record<string, string>> {
  return {
    ...(jdk && { JDK: jdk.version }),
    ...(gradle !== undefined && { Gradle: gradle }),
    ...(sdk?.buildTools[0] !== undefined && { 'Android SDK build tools': sdk.buildTools[0] }),
  };
}

interface Planned {
  readonly project: GradleProject;
  readonly tools: GradleTools;
  readonly run: GradleRun;
  readonly around: GradleAround;
}

function gradleStep(
  ports: GradleEnginePorts,
  [spec, ...others]: readonly [BuildSpec, ...BuildSpec[]],
  { project, tools, run, around }: Planned,
): CommandStep {
  const tasks = [...(spec.isClean === true ? ['clean'] : []), ...[spec, ...others].map((each) => taskOf(each, project))];
  const args = [
    '--console=plain',
    ...run.daemonArgs,
    ...withoutConfigurationCache(versionOf(project, tools)),
    ...run.scriptArgs,
    ...(around.args ?? []),
    // What is wrong with one variant does not keep the others from being built.
    ...(others.length > 0 ? ['--continue'] : []),
    ...tasks,
  ];
  return {
    id: 'gradle',
    kind: 'command',
    name: `Build with Gradle (${tasks.join(' ')})`,
    weight: 20,
    ...gradleCommand(ports, project, tools, args),
    folder: project.root,
    environment: { ...run.environment, ...around.environment },
    timeLimitMs: gradleTimeLimitMs,
    notFrom: [spec.appFolder],
    reader: () => run.reader('gradle', project.root),
    leftBehind: run.leftBehind,
  };
}

/** The Gradle of the project, which is to be started in its root folder. */
export function gradleCommand(
  ports: Pick<GradleEnginePorts, 'paths' | 'toolchains'>,
  project: GradleProject,
  tools: GradleTools,
  args: readonly string[],
): Pick<CommandStep, 'command' | 'args'> {
  return project.wrapper ? wrapperCommand(ports, tools, args) : { command: tools.gradle?.program ?? 'gradle', args };
}

/** The path of the library is relative to the project, as a colon would end it. The wrapper finds the project by it all the same. */
function wrapperCommand(
  { paths, toolchains }: Pick<GradleEnginePorts, 'paths' | 'toolchains'>,
  { jdk }: GradleTools,
  args: readonly string[],
): Pick<CommandStep, 'command' | 'args'> {
  const isWindows = toolchains.system === 'windows';
  const options = ['JAVA_OPTS', 'GRADLE_OPTS'].flatMap((name) => wordsForJava(toolchains.variable(name)));
  const library = paths.join('gradle', 'wrapper', 'gradle-wrapper.jar');
  return {
    command: paths.join(jdk?.home ?? '', 'bin', isWindows ? 'java.exe' : 'java'),
    args: ['-Xmx64m', ...options, '-Dorg.gradle.appname=gradlew', '-cp', library, 'org.gradle.wrapper.GradleWrapperMain', ...args],
  };
}

/** `:app:assembleFreeRelease`, `:app:bundleFreeRelease` */
function taskOf(spec: BuildSpec, { modulePath }: GradleProject): string {
  const variant = variantOf(spec);
  const verb = spec.buildType === 'app-bundle' ? 'bundle' : 'assemble';
  return `${modulePath}:${verb}${variant.charAt(0).toUpperCase()}${variant.slice(1)}`;
}

/** It keeps the result of the configuration, in which our init script takes part. The option is refused by a Gradle that does not know it. */
export function withoutConfigurationCache(version: string | undefined): readonly string[] {
  if (version !== undefined && compareToolVersions(version, '8.1') >= 0) return ['--no-configuration-cache'];
  if (version !== undefined && compareToolVersions(version, '6.6') < 0) return [];
  return ['-Dorg.gradle.unsafe.configuration-cache=false', '-Dorg.gradle.configuration-cache=false'];
}
