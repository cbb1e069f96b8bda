/**
 * An engine is one way of building: from a plan to an unsigned package. Signing, verifying and recording are the
 * workflow's. Every engine of the product implements this interface and stands in `engineRegistry.ts`.
 */

import { type Issue } from '../base/issue.ts';
import { type ProgressReporter } from '../base/progress.ts';
import { type NewFile } from '../ports/fileSystem.ts';
import { type AppSettings } from '../settings/appSettings.ts';
import { type Sourced } from '../settings/origin.ts';
import { type BuildType, type Platform } from '../settings/platform.ts';
import { type EngineId } from '../settings/settingsModel.ts';

/** What is to be built: the settings with every default and override resolved. */
export interface BuildPlan {
  /** Absolute path of the app's folder. */
  readonly appFolder: string;
  readonly settings: AppSettings;
  readonly platform: Platform;
  readonly buildType: BuildType;
  readonly name: string;
  readonly appIdentifier: string;
  readonly version: string;
  readonly versionCode: number;
}

export interface BuildContext {
  readonly report: ProgressReporter;
  /** One line for the package's log. Never holds a secret. */
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What an engine hands over: an unsigned package of the right format, written into `output`, not yet committed. */
export interface BuildResult {
  readonly format: 'apk' | 'aab' | 'ipa';
  readonly issues: readonly Issue[];
}

export interface Engine {
  readonly id: EngineId;
  /** The versions of this engine that can be chosen here, newest first. Empty: the engine is not available on this machine. */
  versions(): Promise<readonly string[]>;
  readonly platforms: readonly Platform[];
  /** The name that the app gives itself, where looking for it costs more than reading a file: behind an address. */
  proposeName?(app: Pick<BuildPlan, 'appFolder' | 'settings'>, signal: AbortSignal): Promise<Sourced<string> | undefined>;
  /** Everything that would go wrong, before anything is built. */
  check(plan: BuildPlan, signal: AbortSignal): Promise<readonly Issue[]>;
  /** Writes the unsigned package. Throws a failure when it cannot. */
  build(plan: BuildPlan, output: NewFile, context: BuildContext): Promise<BuildResult>;
}
