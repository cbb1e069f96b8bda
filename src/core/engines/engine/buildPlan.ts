/**
 * What an engine is going to do, as data: it can be shown before anything runs, on this system or for another one, and `runPlan.ts` does
 * just that and nothing else. No secret is ever part of a plan: what is built is signed afterwards, by the product itself.
 */

import { type Issue } from '../../base/issue.ts';
import { type ProgressStep, type SkipReason } from '../../base/progress.ts';
import { type AppEdits } from '../../packages/ipa/edit/editApp.ts';
import { type NewFile } from '../../ports/fileSystem.ts';
import { type AppleSigning } from '../xcode/appleSigning.ts';
import { type NativeSide } from './nativeSide.ts';

export interface BuildPlan {
  readonly engine: string;
  readonly engineVersion: string;
  readonly steps: readonly BuildStep[];
  readonly artifact: ArtifactRule;
  /** What is changed in the artifact when it is signed, where it was built for something else. */
  readonly edits?: AppEdits;
  /** Where an earlier package is made again: its record, and the native side that both have where it is known. */
  readonly reuses?: { readonly parent?: string; readonly native?: NativeSide };
  /** Commands of the user that run when the package is signed, verified and recorded. Not part of the run that builds it. */
  readonly after?: readonly CommandStep[];
  /** Versions of the tools that take part, by name: `JDK` → `17.0.15`. They are recorded with the package. */
  readonly tools: Readonly<Record<string, string>>;
}

/** Several packages of one app by one run of its tool, each of another variant. */
export interface JointPlan extends Pick<BuildPlan, 'engine' | 'engineVersion' | 'steps' | 'after' | 'tools'> {
  /** In the order of the packages that were asked for. */
  readonly artifacts: readonly JointArtifact[];
}

export interface JointArtifact {
  /** As the tool names it in what it reports. */
  readonly variant: string;
  readonly rule: FoundArtifact;
}

export type BuildStep = CommandStep | WorkStep;

interface StepBase {
  /** Unique in the plan. */
  readonly id: string;
  /** What happens, for people: `Compile and package (assembleRelease)`. */
  readonly name: string;
  /** How long it takes in relation to the other steps. Above 0. */
  readonly weight: number;
  /** Of a step that is not run for this package: it is shown, and takes no time. */
  readonly skipped?: { readonly reason: SkipReason; /** For people: `the pods are those of Podfile.lock`. */ readonly because: string };
}

/** A program of the user's machine. */
export interface CommandStep extends StepBase {
  readonly kind: 'command';
  /** A name that is looked for on PATH, or an absolute path. */
  readonly command: string;
  readonly args: readonly string[];
  /** Absolute path of the folder it runs in. */
  readonly folder: string;
  /** Added to the environment, which is without the variables that contain secrets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeLimitMs: number;
  /** Folders that the program is never taken from, such as the project that it builds. */
  readonly notFrom: readonly string[];
  /** Absolute paths of the user's files that the program may rewrite. They are as before when it has ended, however it ended. */
  readonly keeps?: readonly string[];
  /** Called once for each run; absent when the output is not needed. */
  readonly reader?: () => OutputReader;
  /** A line that says that it failed, without colors, for a tool that ends with 0 all the same. */
  readonly failsWith?: RegExp;
  /** Exit codes that mean success; 0 alone when absent. */
  readonly goodExitCodes?: readonly number[];
  /**
   * Leaders of the process groups that the program leaves when it is stopped: a daemon is not among its children. Asked when the step was
   * cancelled or took too long; `startedAt` is when it began.
   */
  readonly leftBehind?: (startedAt: Date) => Promise<readonly number[]>;
  /** Ends what the program started on another machine. Asked when the step was cancelled or took too long. */
  readonly endElsewhere?: () => Promise<void>;
}

/** Something the product does by itself, in this process. */
export interface WorkStep extends StepBase {
  readonly kind: 'work';
  /** What the progress says while it runs. */
  readonly progress?: ProgressStep;
  run(context: WorkContext): Promise<readonly Issue[]>;
  /** Takes back what it did for the steps after it: called at the end of the plan, however it ended, when `run` has begun. Does not fail. */
  readonly undo?: () => Promise<void>;
}

export interface WorkContext {
  /** Where a written artifact goes. */
  readonly output: NewFile;
  /** Of this step, 0 to 1. */
  readonly report: (fraction: number) => void;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
  /** Of a package for iOS. */
  readonly appleSigning?: AppleSigning;
}

/** Takes in the output of one program, line by line, and says what it means. */
export interface OutputReader {
  read(line: string, stream: 'stdout' | 'stderr'): readonly OutputFact[];
  /** What is known only when there are no more lines. */
  end(exitCode: number | undefined): readonly OutputFact[];
  /** Whether the line is for the product alone, and not for the log. */
  isOwn?(line: string): boolean;
}

export type OutputFact =
  /** Of this step, 0 to 1. */
  | { readonly kind: 'progress'; readonly fraction: number; readonly detail?: string }
  /** A task of the tool that ended or is being worked on; `skipped` when the tool did not do it again. `fraction` of this step, where it is known. */
  | { readonly kind: 'task'; readonly name: string; readonly skipped?: SkipReason; readonly fraction?: number }
  /** The program found that it had nothing to do. */
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'issue'; readonly issue: Issue }
  /** Absolute path of a file that the tool says it made, and of which variant where it says that too. */
  | { readonly kind: 'artifact'; readonly path: string; readonly variant?: string }
  /** A tool that takes part, which only the build itself knows. */
  | { readonly kind: 'tool'; readonly name: string; readonly version: string };

export type ArtifactFormat = 'apk' | 'aab' | 'ipa';

export type ArtifactRule =
  /** It is there already, built by someone else: nothing is run. A file, or for iOS a folder that contains the app. Absolute path. */
  | { readonly kind: 'given'; readonly format: ArtifactFormat; readonly path: string }
  /** A step of the product writes it. */
  | { readonly kind: 'written'; readonly format: ArtifactFormat }
  /** A program makes it somewhere below these folders. */
  | FoundArtifact;

export interface FoundArtifact {
  readonly kind: 'found';
  readonly format: ArtifactFormat;
  readonly folders: readonly ArtifactFolder[];
  /** Where a tool leaves several forms of one package: ends of names, the one that counts first. Without it, several are a failure. */
  readonly prefers?: readonly string[];
}

export interface ArtifactFolder {
  /** Absolute path. */
  readonly path: string;
  /** How many levels of folders below it are looked through; 0: the folder alone. */
  readonly depth: number;
}
