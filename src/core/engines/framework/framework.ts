/**
 * What an engine for one framework says of itself: which tools it needs and which steps build a package. All the rest is the same for every
 * framework (`frameworkEngine.ts`). To add one, write one file that exports a `Framework`, and list it in `frameworks.ts`.
 */

import { type Issue } from '../../base/issue.ts';
import { type ProjectFolder } from '../../projects/projectFolder.ts';
import { type Platform } from '../../settings/platform.ts';
import { type EngineId } from '../../settings/settingsModel.ts';
import { type BuildPlan } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { type Evaluation } from '../evaluate/evaluation.ts';
import { type GradleEnginePorts } from '../gradle/gradleEnginePorts.ts';
import { type ToolName } from '../toolchains/toolchains.ts';

/** A project that is looked at: for a package, or only to say what is missing to build it. */
export interface FrameworkProject {
  readonly ports: GradleEnginePorts;
  readonly app: Pick<BuildSpec, 'appFolder' | 'facts'> & Partial<Pick<BuildSpec, 'settings'>>;
  readonly platform: Platform;
  readonly folder: ProjectFolder;
}

export interface OpenedFramework {
  /** What is missing on this machine or in the project. */
  readonly issues: readonly Issue[];
  /** What would go wrong with this one package. */
  check?(spec: BuildSpec): Promise<readonly Issue[]>;
  /** The steps that build it. Asked only where no issue is an error. */
  plan(spec: BuildSpec): Promise<FrameworkPlan>;
}

export type FrameworkPlan = Pick<BuildPlan, 'steps' | 'artifact' | 'tools' | 'edits'>;

export interface Framework {
  readonly id: EngineId;
  readonly platforms: readonly Platform[];
  readonly tools: readonly ToolName[];
  /**
   * Where a build cannot get another identifier than the project's without a change to the project's files. A package that asks for another one
   * is refused there before the build.
   */
  readonly fixedIdentifierOn: readonly Platform[];
  /** Where a package can be made of a variant that is named. Elsewhere the tool builds the one app that there is. */
  readonly variantsOn: readonly Platform[];
  /** Whether its builds for iOS are ours to archive, and not of a tool that starts Xcode by itself. */
  readonly isArchivedByUs?: boolean;
  /** Whether a project needs its packages of npm, where `tools` does not say so of all. */
  readonly usesPackages?: (project: FrameworkProject) => Promise<boolean>;
  /** Asks the tool of the framework for values of a configuration that is code. */
  evaluate?(project: FrameworkProject, signal: AbortSignal): Promise<Evaluation | undefined>;
  /** The version of it that the project uses; `undefined` where that cannot be seen. */
  version(project: FrameworkProject): Promise<string | undefined>;
  /** Looks at the project and at this machine, and starts nothing. */
  open(project: FrameworkProject): Promise<OpenedFramework>;
}
