/**
 * Frameworks of npm whose native projects are built with Gradle and Xcode, like any other app: what they do before is a step or two of their own
 * tools. So identifier and versions are set by us, and the package is unsigned and found for certain.
 */

import { type Issue } from '../../base/issue.ts';
import { type GradleModule } from '../../projects/projectFacts.ts';
import { type Platform } from '../../settings/platform.ts';
import { type EngineId } from '../../settings/settingsModel.ts';
import { type BuildStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { openGradle, planGradle } from '../gradle/gradleBuild.ts';
import { openXcode, planXcode } from '../xcode/xcodeBuild.ts';
import { type XcodeBuildProject } from '../xcode/xcodeProject.ts';
import { type Framework, type FrameworkProject, type OpenedFramework } from './framework.ts';
import { type FoundTool, findNodeTool, findNodeTools, findPackage, type NodeTool, type NodeTools, nodeVersion } from './nodeProject.ts';

export interface OverNative {
  readonly id: EngineId;
  readonly platforms: readonly Platform[];
  /** The package of npm whose version is that of the framework. */
  readonly packageName: string;
  /** The tool that its steps start. */
  readonly tool: { readonly packageName: string; readonly program: string; readonly isGlobal?: boolean };
  /** The native projects that a step makes where the app has none. */
  readonly generated?: { readonly android?: GradleModule; readonly ios?: (project: FrameworkProject) => Promise<XcodeBuildProject> };
  readonly check?: (project: FrameworkProject, spec: BuildSpec) => Promise<readonly Issue[]>;
  readonly evaluate?: Framework['evaluate'];
  /** What is done before Gradle or Xcode starts. */
  readonly before?: (context: BeforeNative) => Promise<readonly BuildStep[]>;
  /** Build settings for Xcode, each `NAME=value`. */
  readonly xcodeSettings?: (project: FrameworkProject) => Promise<readonly string[]>;
  /** Arguments for Gradle. */
  readonly gradleArgs?: (project: FrameworkProject, spec: BuildSpec) => Promise<readonly string[]>;
}

export interface BeforeNative {
  readonly project: FrameworkProject;
  readonly spec: BuildSpec;
  readonly tool: NodeTool;
  /** With the Node of the project. */
  readonly environment: Readonly<Record<string, string>>;
}

export function overNative(framework: OverNative): Framework {
  const { id, packageName, platforms, tool, check, evaluate } = framework;
  return {
    id,
    platforms,
    tools: ['Node', 'JDK', 'Android SDK'],
    fixedIdentifierOn: [],
    variantsOn: platforms,
    isArchivedByUs: true,
    ...(evaluate && { evaluate }),
    version: async (project) => (await findPackage(project, packageName))?.version,
    open: async (project) => {
      const node = await findNodeTools(project);
      const found = await findNodeTool(project, node.node, tool);
      const native =
        project.platform === 'ios'
          ? await openIos(framework, project, { node, found })
          : await openAndroid(framework, project, { node, found });
      return {
        issues: [...node.issues, ...found.issues, ...native.issues],
        ...(check && { check: async (spec) => await check(project, spec) }),
        plan: async (spec) => {
          const plan = await native.plan(spec);
          return { ...plan, tools: { ...nodeVersion(node), ...plan.tools } };
        },
      };
    },
  };
}

interface FoundTools {
  readonly node: NodeTools;
  readonly found: FoundTool;
}

async function openAndroid(framework: OverNative, project: FrameworkProject, tools: FoundTools): Promise<OpenedFramework> {
  const { ports, app } = project;
  const gradle = await openGradle(ports, app, framework.generated?.android);
  return {
    issues: gradle.issues,
    plan: async (spec) => {
      const args = (await framework.gradleArgs?.(project, spec)) ?? [];
      const before = await stepsBefore(framework, project, spec, tools);
      return planGradle(ports, spec, gradle, { before, environment: tools.node.environment, args });
    },
  };
}

async function openIos(framework: OverNative, project: FrameworkProject, tools: FoundTools): Promise<OpenedFramework> {
  const { ports, folder } = project;
  const opened = await openXcode(ports, folder);
  return {
    issues: opened.issues,
    plan: async (spec) => {
      const generated = opened.project ? undefined : await framework.generated?.ios?.(project);
      const before = await stepsBefore(framework, project, spec, tools);
      const settings = (await framework.xcodeSettings?.(project)) ?? [];
      return planXcode(ports, spec, opened, { before, settings, environment: tools.node.environment, ...(generated && { generated }) });
    },
  };
}

async function stepsBefore(
  { before }: OverNative,
  project: FrameworkProject,
  spec: BuildSpec,
  { node, found }: FoundTools,
): Promise<readonly BuildStep[]> {
  return found.tool && before ? await before({ project, spec, tool: found.tool, environment: node.environment }) : [];
}
