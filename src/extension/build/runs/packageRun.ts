/** One package being made: what the tree, the status bar, the task's terminal and the form show of it. */

import { type ProgressUpdate } from '../../../core/base/progress.ts';
import { type Platform, type BuildType } from '../../../core/settings/platform.ts';
import { type SettingsOverrides } from '../../../core/settings/resolveSettings.ts';
import { type CreatedPackage } from '../../../core/workflow/createPackage.ts';

export interface RunRequest {
  /** Absolute path. */
  readonly appFolder: string;
  readonly appName: string;
  readonly platform: Platform;
  /** The settings' own when absent. */
  readonly buildType?: BuildType;
  /** Of a project that has several. That of the settings when absent. */
  readonly variant?: string;
  readonly overrides?: SettingsOverrides;
  /** Whether someone allowed the build of the project to run first. */
  readonly runsProjectBuild?: boolean;
  /** Whether what earlier builds left is removed first. */
  readonly isClean?: boolean;
  /** Whether only stored passwords may be used: a language model started it, and no one may be there to answer. */
  readonly asksNobody?: boolean;
  /** What VS Code may call the terminal of its task, where it has one. */
  readonly terminalNames?: readonly string[];
}

export type RunState =
  /** For runs that were started before it and leave it no room. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly progress: ProgressUpdate }
  | { readonly kind: 'cancelling'; readonly progress: ProgressUpdate }
  | { readonly kind: 'made'; readonly made: CreatedPackage }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'cancelled' };

export interface PackageRun {
  readonly id: number;
  readonly request: RunRequest;
  readonly startedAt: Date;
  readonly state: RunState;
  /** The log so far, bounded: the whole one is in the package's log file. */
  readonly lines: readonly string[];
  /** Settles when the run has ended in any way; never rejects. */
  readonly ended: Promise<PackageRun>;
}

export function isActive(run: PackageRun): boolean {
  return run.state.kind === 'waiting' || run.state.kind === 'running' || run.state.kind === 'cancelling';
}

export function canCancel({ state }: PackageRun): boolean {
  return state.kind === 'waiting' || state.kind === 'running';
}
