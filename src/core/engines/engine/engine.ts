/**
 * An engine is one way of building: it looks at what is to be built and makes a plan of steps that end in an unsigned package.
 * `runPlan.ts` does what the plan says; signing, verifying and recording are the workflow's. Every engine of the product implements
 * this interface and is listed in `engineRegistry.ts`.
 */

import { type Issue } from '../../base/issue.ts';
import { type PlatformFacts } from '../../projects/projectFacts.ts';
import { type ProjectFolder } from '../../projects/projectFolder.ts';
import { type AppSettings } from '../../settings/appSettings.ts';
import { type Sourced } from '../../settings/origin.ts';
import { type BuildType, type Platform } from '../../settings/platform.ts';
import { type EngineId } from '../../settings/settingsModel.ts';
import { type PackageRecord } from '../../versions/packageRecord.ts';
import { type ToolName } from '../toolchains/toolchains.ts';
import { type Evaluations } from '../evaluate/evaluation.ts';
import { type NativeSide } from './nativeSide.ts';
import { type BuildPlan, type JointPlan } from './buildPlan.ts';

/** What is to be built: the settings with every default and override resolved. */
export interface BuildSpec {
  /** Absolute path of the app's folder. */
  readonly appFolder: string;
  readonly settings: AppSettings;
  /** The project's files as they were read already. */
  readonly projectFolder?: ProjectFolder;
  readonly platform: Platform;
  readonly buildType: BuildType;
  /** Of a project that has others than `debug` and `release`: `freeRelease`. */
  readonly variant?: string;
  /** What the project says of this platform. */
  readonly facts?: PlatformFacts;
  readonly name: string;
  readonly appIdentifier: string;
  readonly version: string;
  readonly versionCode: number;
  /** One of those that the engine offers. */
  readonly engineVersion: string;
  /** Whether the user allowed the build of the project itself to run for this package. Never true for a question. */
  readonly runsProjectBuild?: boolean;
  /** Whether what earlier builds left is removed first. */
  readonly isClean?: boolean;
  /** Whose web files or bundle are in the package: `web` for the product's own shells, else the framework of the project. */
  readonly framework?: EngineId;
  /** For the engine `reuse` alone. */
  readonly reuse?: ReuseRequest;
}

/** What a package may be made from instead of building it. */
export interface ReuseRequest {
  /** Those of the app that the ledger has. */
  readonly records: readonly PackageRecord[];
  /** Absolute path of the package to reuse; the last one of the ledger that fits when absent. */
  readonly from?: string;
  /** Whether a package may be reused whose native side is not known. Only the user can say so. */
  readonly acceptsUnknownBase?: boolean;
  /** Whether git tracks a file, by its absolute path: a package of the repository may come from anyone. `undefined` when git cannot tell. */
  readonly isTracked?: (path: string) => Promise<boolean | undefined>;
}

/** An app of which no package is made now. Without its settings, what they would change is not known. */
export type ToolsAsked = Pick<BuildSpec, 'appFolder' | 'facts' | 'platform'> & Partial<Pick<BuildSpec, 'settings'>>;

export interface Engine {
  readonly id: EngineId;
  /** The versions of this engine that can be chosen here, newest first. Empty: the engine is not available on this machine. */
  versions(): Promise<readonly string[]>;
  readonly platforms: readonly Platform[];
  /** The version that the project itself asks for, such as that of its Gradle wrapper: then there is nothing to choose. */
  projectVersion?(appFolder: string, facts: PlatformFacts | undefined): Promise<string | undefined>;
  /** The name that the app gives itself, where looking for it costs more than reading a file: behind an address. */
  proposeName?(app: Pick<BuildSpec, 'appFolder' | 'settings'>, signal: AbortSignal): Promise<Sourced<string> | undefined>;
  /** Where a package can be made of a variant that is named; an engine that does not say it reports a wrong one itself, or has none. */
  readonly variantsOn?: readonly Platform[];
  /** Kinds of tools of this machine that every build of this engine needs. */
  readonly tools?: readonly ToolName[];
  /** The tools a build needs that this machine does not have. Engines that need no tools leave it out. */
  missingTools?(app: ToolsAsked): Promise<readonly Issue[]>;
  /** Asks the tools of the project for values that it computes. They run code of the project, so only the user can allow it. */
  evaluate?(app: ToolsAsked, signal: AbortSignal): Promise<Evaluations>;
  /** Everything that would go wrong, before anything is built. */
  check(spec: BuildSpec, signal: AbortSignal): Promise<readonly Issue[]>;
  /** What the package is made of besides its web files, where the engine itself knows it. */
  nativeSide?(spec: BuildSpec, signal: AbortSignal): Promise<NativeSide | undefined>;
  /** The steps that build it. Throws `issues-found` when it cannot be built. */
  plan(spec: BuildSpec, signal: AbortSignal): Promise<BuildPlan>;
  /** The steps that build several variants of one app at once, where its tool can. Each variant is there once. */
  planTogether?(specs: readonly [BuildSpec, ...BuildSpec[]], signal: AbortSignal): Promise<JointPlan>;
}

/** No build for iOS needs the tools of Android, and each needs Xcode. */
export function toolsOn({ tools = [] }: Pick<Engine, 'tools'>, platform: Platform): readonly ToolName[] {
  if (platform === 'android') return tools;
  return [...tools.filter((tool) => tool !== 'JDK' && tool !== 'Android SDK' && tool !== 'Xcode'), 'Xcode'];
}
