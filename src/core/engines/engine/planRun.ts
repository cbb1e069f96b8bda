/** One run of the steps of a plan: starts its programs, reads their output, keeps the log, and reports progress by the weights of the steps. */

import { Failure } from '../../base/failure.ts';
import { type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { type ProgressReporter, type SkipReason } from '../../base/progress.ts';
import { type Clock } from '../../ports/clock.ts';
import { type NewFile } from '../../ports/fileSystem.ts';
import { type ProcessResult, type ProcessRunner } from '../../ports/processRunner.ts';
import { BuildLogReader } from '../log/buildLogReader.ts';
import { type AppleSigning } from '../xcode/appleSigning.ts';
import { type BuildPlan, type BuildStep, type CommandStep, type OutputFact, type OutputReader } from './buildPlan.ts';
import { type ArtifactWorld } from './findArtifact.ts';
import { cleanLine } from '../log/cleanLine.ts';
import { keepFiles, type KeptFiles } from './keepFiles.ts';

export interface RunWorld extends ArtifactWorld {
  readonly programs: ProcessRunner;
  readonly clock: Clock;
}

export interface RunContext {
  readonly report: ProgressReporter;
  /** One line for the log of the package. */
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
  /** What a step of the product writes into. */
  readonly output: NewFile;
  /** Of a package for iOS. */
  readonly appleSigning?: AppleSigning;
  /** Milliseconds that the steps took the last time, by their names: what each is of the whole. Weights of the plan where one is not known. */
  readonly expectedMs?: Readonly<Record<string, number>>;
}

/** One of each package is right; a few more are shown when there are several. */
const mostReported = 100;

/** More tasks than any project has. What comes after them is not counted. */
const mostTasks = 50_000;

type RunSteps = Pick<BuildPlan, 'steps'>;

/** What a build did not do again. */
export interface SavedWork {
  /** Why each of these steps of the plan was skipped, by its name in the plan. */
  readonly skippedSteps: Readonly<Record<string, SkipReason>>;
  /** How many tasks the tools carried out, and how many they skipped for each reason. Empty where no tool names tasks. */
  readonly tasks: Readonly<Partial<Record<SkipReason | 'executed', number>>>;
}

/** The state of one run. */
export class PlanRun {
  readonly issues: Issue[] = [];
  /** The variant by the path, where the tool says which it is of. */
  readonly #reported = new Map<string, string | undefined>();
  readonly tools: Record<string, string> = {};
  readonly stepsMs: Record<string, number> = {};
  readonly #skippedSteps: Record<string, SkipReason> = {};
  /** By the step and the name of the task: a tool with several at once names one again when it goes on with it. */
  readonly #tasks = new Map<string, SkipReason | 'executed'>();
  #fraction = 0;
  readonly #world: RunWorld;
  readonly #plan: RunSteps;
  readonly #context: RunContext;
  readonly #undo: (() => Promise<void>)[] = [];
  #doneWeight = 0;

  constructor(world: RunWorld, plan: RunSteps, context: RunContext) {
    this.#world = world;
    this.#plan = plan;
    this.#context = context;
  }

  /** The packages that the tools named, each once. */
  get reported(): readonly string[] {
    return [...this.#reported.keys()];
  }

  /** Those of one variant alone. */
  reportedOf(variant: string): readonly string[] {
    return [...this.#reported].flatMap(([path, own]) => (own === variant ? [path] : []));
  }

  get saved(): SavedWork {
    const tasks: Partial<Record<SkipReason | 'executed', number>> = {};
    for (const outcome of this.#tasks.values()) tasks[outcome] = (tasks[outcome] ?? 0) + 1;
    return { skippedSteps: { ...this.#skippedSteps }, tasks };
  }

  /** Takes back what steps did for others, the last one first. To be called when no step is run any more, however the last one ended. */
  async end(): Promise<void> {
    for (const undo of this.#undo.splice(0)) await undo();
  }

  async step(step: BuildStep): Promise<void> {
    this.#fraction = 0;
    if (step.skipped) {
      this.#skip(step, step.skipped.reason);
      this.#context.log(`skipped: ${step.name}, as ${step.skipped.because}`);
      return;
    }
    this.#report(step, 0);
    const startedAt = this.#world.clock.now();
    await (step.kind === 'work' ? this.#work(step) : this.#command(step));
    // A step that had nothing to do says nothing of how long it takes when it has.
    if (this.#skippedSteps[step.id] === undefined) {
      this.stepsMs[step.id] = Math.max(0, this.#world.clock.now().getTime() - startedAt.getTime());
      this.#report(step, 1);
    }
    this.#doneWeight += this.#weightOf(step);
  }

  #skip(step: BuildStep, reason: SkipReason): void {
    this.#skippedSteps[step.id] = reason;
    this.#report(step, 1, step.name, reason);
  }

  async #work(step: BuildStep & { kind: 'work' }): Promise<void> {
    const { output, log, signal, appleSigning } = this.#context;
    if (step.undo) this.#undo.unshift(step.undo);
    const report = (fraction: number): void => this.#report(step, fraction);
    const issues = await step.run({ output, log, signal, report, ...present('appleSigning', appleSigning) });
    this.issues.push(...issues);
  }

  async #command(step: CommandStep): Promise<void> {
    const { log, signal } = this.#context;
    const reader = step.reader?.() ?? this.#problemsOf(step);
    const issuesBefore = this.issues.length;
    const take = (facts: readonly OutputFact[]): void => {
      for (const fact of facts) this.#take(step, fact);
    };
    let saidFailure = false;
    const startedAt = this.#world.clock.now();
    const kept = await keepFiles(this.#world, step.keeps);
    const running = this.#world.programs.run({
      command: step.command,
      args: step.args,
      cwd: step.folder,
      env: step.environment,
      timeoutMs: step.timeLimitMs,
      notFrom: step.notFrom,
      signal,
      onLine: (line, stream) => {
        if (reader.isOwn?.(line) !== true) log(line);
        if (step.failsWith?.test(cleanLine(line)) === true) saidFailure = true;
        take(reader.read(line, stream));
      },
    });
    const result = await this.#orEndAll(running, step, startedAt, kept);
    // Some tools say that they failed and end well.
    take(reader.end(saidFailure ? 1 : result.exitCode));
    if (result.exitCode === undefined) throw Failure.of('program-not-started', { program: step.command, reason: result.stderr.trim() });
    if ((step.goodExitCodes ?? [0]).includes(result.exitCode) && !saidFailure) return;
    const params = { step: step.name, program: step.command, exitCode: result.exitCode };
    throw Failure.of('build-step-failed', params, { issues: this.issues.slice(issuesBefore) });
  }

  /** For a step without a reader of its own: says why it failed, once it has. */
  #problemsOf({ id, folder, goodExitCodes = [0] }: CommandStep): OutputReader {
    const { paths } = this.#world;
    const reader = new BuildLogReader({ program: id, resolve: (path) => paths.resolve(folder, path), root: folder });
    const found: OutputFact[] = [];
    const take = (facts: readonly OutputFact[]): void => void found.push(...facts.filter(({ kind }) => kind === 'issue'));
    return {
      read: (line) => {
        take(reader.read(line));
        return [];
      },
      end: (exitCode) => {
        take(reader.end(exitCode));
        return exitCode !== undefined && goodExitCodes.includes(exitCode) ? [] : found;
      },
    };
  }

  /** What is stopped is stopped with the daemons it leaves. In any case the user's files are as before. */
  async #orEndAll(
    running: Promise<ProcessResult>,
    { leftBehind, endElsewhere }: CommandStep,
    startedAt: Date,
    kept: KeptFiles,
  ): Promise<ProcessResult> {
    try {
      return await running;
    } catch (error) {
      if (leftBehind) await this.#world.programs.endGroups?.(await leftBehind(startedAt));
      await endElsewhere?.();
      throw error;
    } finally {
      await kept.restore();
    }
  }

  #take(step: CommandStep, fact: OutputFact): void {
    switch (fact.kind) {
      case 'progress':
        this.#report(step, fact.fraction, fact.detail);
        break;
      case 'task': {
        const key = `${step.id} ${fact.name}`;
        if (this.#tasks.size < mostTasks || this.#tasks.has(key)) this.#tasks.set(key, fact.skipped ?? 'executed');
        this.#report(step, fact.fraction ?? this.#fraction, fact.name, fact.skipped);
        break;
      }
      case 'skipped':
        this.#skip(step, fact.reason);
        break;
      case 'issue':
        this.issues.push(fact.issue);
        break;
      case 'artifact':
        if (this.#reported.size < mostReported) this.#reported.set(fact.path, fact.variant);
        break;
      case 'tool':
        this.tools[fact.name] = fact.version;
        break;
    }
  }

  /** What the step took the last time, when that is known of every step that runs now. */
  #weightOf(step: BuildStep): number {
    const { expectedMs } = this.#context;
    if (step.skipped) return 0;
    const isKnown =
      expectedMs !== undefined && this.#plan.steps.every(({ id, skipped }) => skipped !== undefined || expectedMs[id] !== undefined);
    return isKnown ? (expectedMs[step.id] ?? 0) : step.weight;
  }

  #report(step: BuildStep, fraction: number, detail?: string, skipped?: SkipReason): void {
    this.#fraction = fraction;
    const whole = this.#plan.steps.reduce((sum, each) => sum + this.#weightOf(each), 0) || 1;
    const part = this.#weightOf(step) * Math.min(1, Math.max(0, fraction));
    const shown = detail ?? (step.kind === 'command' ? step.name : undefined);
    const running = (step.kind === 'work' ? step.progress : undefined) ?? 'building';
    const done = (this.#doneWeight + part) / whole;
    this.#context.report({ step: running, fraction: done, ...present('detail', shown), ...present('skipped', skipped) });
  }
}
