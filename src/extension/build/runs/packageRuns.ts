/**
 * Every package that is being made in this window, and the last result of each target. One target (app, platform, build type, variant) runs once
 * at a time. Different ones run together, up to a limit; the rest wait their turn in the order in which they were started.
 */

import * as vscode from 'vscode';
import { isCancelled } from '../../../core/base/cancellation.ts';
import { Failure } from '../../../core/base/failure.ts';
import { present } from '../../../core/base/present.ts';
import { type ProgressReporter, type ProgressUpdate } from '../../../core/base/progress.ts';
import { Countdown } from '../../../core/base/remainingTime.ts';
import { RunQueue } from '../../../core/base/runQueue.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { type CreatedPackage } from '../../../core/workflow/createPackage.ts';
import { canCancel, isActive, type PackageRun, type RunRequest, type RunState } from './packageRun.ts';

const keptLines = 5000;
/** The time that is left goes on although a run reports nothing. It is shown in steps of this. */
const countedMs = 5000;

export interface RunHooks {
  readonly report: ProgressReporter;
  readonly onLogLine: (line: string) => void;
  readonly signal: AbortSignal;
  /** The same object for all runs that one process works for. */
  readonly together?: { readonly count: number };
}

/** Does the work of one run, in a separate process. */
export type RunPackage = (request: RunRequest, hooks: RunHooks) => Promise<CreatedPackage>;

interface RunGroup {
  readonly controller: AbortController;
  readonly runs: Run[];
  /** Takes it out of the queue. */
  leave: () => boolean;
}

class Run implements PackageRun {
  readonly id: number;
  readonly request: RunRequest;
  readonly startedAt = new Date();
  /** Of this run and those that are made together with it: to stop one is to stop all. */
  readonly group: RunGroup;
  readonly lines: string[] = [];
  state: RunState = { kind: 'waiting' };
  readonly #ended = Promise.withResolvers<PackageRun>();
  readonly ended = this.#ended.promise;

  constructor(id: number, request: RunRequest, group: RunGroup) {
    this.id = id;
    this.request = request;
    this.group = group;
  }

  end(state: RunState): void {
    this.state = state;
    this.#ended.resolve(this);
  }
}

export class PackageRuns implements vscode.Disposable {
  readonly #runPackage: RunPackage;
  readonly #queue = new RunQueue();
  /** In the order in which they were started; of those that ended, the last one of each target. */
  #runs: readonly Run[] = [];
  readonly #changed = new vscode.EventEmitter<PackageRun>();
  readonly #line = new vscode.EventEmitter<{ readonly run: PackageRun; readonly line: string }>();
  /** Fires at every progress and at the end. */
  readonly onDidChange = this.#changed.event;
  readonly onDidWriteLine = this.#line.event;
  #lastId = 0;
  #lastEnded: PackageRun | undefined;
  #isStopping = false;

  constructor(runPackage: RunPackage) {
    this.#runPackage = runPackage;
  }

  /** Whether the window closes, and with it everything that runs. */
  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** The run of this window that ended last. */
  get lastEnded(): PackageRun | undefined {
    return this.#lastEnded;
  }

  active(): readonly PackageRun[] {
    return this.#runs.filter((run) => isActive(run));
  }

  /** The run of this platform of this app that was started last and is active, or the one that was started last. */
  latest(appFolder: string, platform: Platform, isMeant: (run: PackageRun) => boolean = () => true): PackageRun | undefined {
    const found = this.#runs.filter((run) => run.request.appFolder === appFolder && run.request.platform === platform && isMeant(run));
    return found.findLast((run) => isActive(run)) ?? found.at(-1);
  }

  /** The run of just this target, when it is active. */
  activeOf(target: RunTarget): PackageRun | undefined {
    return this.#runs.find((run) => isActive(run) && isOf(run.request, target));
  }

  /** Starts at once, or when there is room, and returns; `ended` tells the result. Throws `platform-running` when the target is active. */
  start(request: RunRequest): PackageRun {
    const [run] = this.startTogether([request]);
    if (!run) throw new Error('nothing was started');
    return run;
  }

  /** Several packages that one process makes: what one run of a tool can build of them, one run builds. */
  startTogether(requests: readonly RunRequest[]): readonly PackageRun[] {
    for (const request of requests)
      if (this.activeOf(request)) throw Failure.of('platform-running', { app: request.appName, platform: request.platform });
    const group: RunGroup = { controller: new AbortController(), runs: [], leave: () => false };
    for (const request of requests) {
      this.#lastId += 1;
      const run = new Run(this.#lastId, request, group);
      group.runs.push(run);
      this.#runs = [...this.#runs.filter((other) => isActive(other) || !isOf(other.request, request)), run];
      this.#changed.fire(run);
    }
    group.leave = this.#queue.add(async () => await this.#workAll(group));
    return group.runs;
  }

  /** Returns when the run, and those that are made together with it, have really ended and their files are gone. */
  async cancel(run: PackageRun): Promise<void> {
    const own = this.#runs.find(({ id }) => id === run.id);
    if (!own || !canCancel(own)) return;
    const { controller, runs, leave } = own.group;
    if (leave()) for (const each of runs) this.#end(each, { kind: 'cancelled' });
    else {
      for (const each of runs) {
        if (each.state.kind !== 'running') continue;
        each.state = { kind: 'cancelling', progress: each.state.progress };
        this.#changed.fire(each);
      }
      controller.abort();
    }
    await Promise.all(runs.map(({ ended }) => ended));
  }

  #end(run: Run, state: RunState): void {
    run.end(state);
    this.#lastEnded = run;
    this.#changed.fire(run);
  }

  async #workAll({ runs }: RunGroup): Promise<void> {
    const together = runs.length > 1 ? { count: runs.length } : undefined;
    await Promise.all(runs.map(async (run) => await this.#work(run, together)));
  }

  async #work(run: Run, together: RunHooks['together']): Promise<void> {
    run.state = { kind: 'running', progress: { step: 'checking', fraction: 0 } };
    this.#changed.fire(run);
    const countdown = new Countdown();
    let last: ProgressUpdate = run.state.progress;
    const report: ProgressReporter = (progress) => {
      if (run.state.kind !== 'running') return;
      last = progress;
      run.state = {
        kind: 'running',
        progress: { ...progress, ...present('remainingMs', countdown.left(progress.remainingMs, Date.now())) },
      };
      this.#changed.fire(run);
    };
    const timer = setInterval(() => last.remainingMs !== undefined && report(last), countedMs).unref();
    try {
      const made = await this.#runPackage(run.request, {
        report,
        onLogLine: (line) => {
          if (run.lines.length < keptLines) run.lines.push(line);
          this.#line.fire({ run, line });
        },
        signal: run.group.controller.signal,
        ...present('together', together),
      });
      this.#end(run, { kind: 'made', made });
    } catch (error) {
      this.#end(run, isCancelled(error) ? { kind: 'cancelled' } : { kind: 'failed', error });
    } finally {
      clearInterval(timer);
    }
  }

  /** Cancels what runs or waits, and waits for its end: VS Code gives a closing window some seconds. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    // The last ones first, so that none of those that wait is started by the end of another.
    await Promise.all(
      this.active()
        .toReversed()
        .map((run) => this.cancel(run)),
    );
  }

  dispose(): void {
    this.#changed.dispose();
    this.#line.dispose();
  }
}

/** What is not named is that of the settings. */
type RunTarget = Pick<RunRequest, 'appFolder' | 'platform' | 'buildType' | 'variant'>;

function isOf(request: RunTarget, { appFolder, platform, buildType, variant }: RunTarget): boolean {
  return request.appFolder === appFolder && request.platform === platform && request.buildType === buildType && request.variant === variant;
}
