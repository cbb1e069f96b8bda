/**
 * Every package that is being made in this window, and the last result of each platform of each app. One platform of one
 * app runs once at a time; different ones run together.
 */

import * as vscode from 'vscode';
import { isCancelled } from '../../core/base/cancellation.ts';
import { Failure } from '../../core/base/failure.ts';
import { type ProgressReporter } from '../../core/base/progress.ts';
import { type Platform } from '../../core/settings/platform.ts';
import { type CreatedPackage } from '../../core/workflow/createPackage.ts';
import { isActive, type PackageRun, type RunRequest, type RunState } from './packageRun.ts';

const keptLines = 5000;

/** Does the work of one run, in a process of its own. */
export type RunPackage = (
  request: RunRequest,
  hooks: { readonly report: ProgressReporter; readonly onLogLine: (line: string) => void; readonly signal: AbortSignal },
) => Promise<CreatedPackage>;

class Run implements PackageRun {
  readonly id: number;
  readonly request: RunRequest;
  readonly startedAt = new Date();
  readonly controller = new AbortController();
  readonly lines: string[] = [];
  state: RunState = { kind: 'running', progress: { step: 'checking', fraction: 0 } };
  readonly #ended = Promise.withResolvers<PackageRun>();
  readonly ended = this.#ended.promise;

  constructor(id: number, request: RunRequest) {
    this.id = id;
    this.request = request;
  }

  end(state: RunState): void {
    this.state = state;
    this.#ended.resolve(this);
  }
}

export class PackageRuns implements vscode.Disposable {
  readonly #runPackage: RunPackage;
  /** By app and platform: the active run, or the last one. */
  readonly #runs = new Map<string, Run>();
  readonly #changed = new vscode.EventEmitter<PackageRun>();
  readonly #line = new vscode.EventEmitter<{ readonly run: PackageRun; readonly line: string }>();
  /** Fires at every progress and at the end. */
  readonly onDidChange = this.#changed.event;
  readonly onDidWriteLine = this.#line.event;
  #lastId = 0;
  #lastEnded: PackageRun | undefined;

  constructor(runPackage: RunPackage) {
    this.#runPackage = runPackage;
  }

  /** The run of this window that ended last. */
  get lastEnded(): PackageRun | undefined {
    return this.#lastEnded;
  }

  active(): readonly PackageRun[] {
    return [...this.#runs.values()].filter((run) => isActive(run));
  }

  /** The run of this platform of this app that is active, or the last one that ended. */
  latest(appFolder: string, platform: Platform): PackageRun | undefined {
    return this.#runs.get(keyOf(appFolder, platform));
  }

  /** Starts at once and returns; `ended` tells the result. Throws `platform-running` when one is active. */
  start(request: RunRequest): PackageRun {
    const key = keyOf(request.appFolder, request.platform);
    const present = this.#runs.get(key);
    if (present && isActive(present)) throw Failure.of('platform-running', { app: request.appName, platform: request.platform });
    this.#lastId += 1;
    const run = new Run(this.#lastId, request);
    this.#runs.set(key, run);
    this.#changed.fire(run);
    void this.#work(run);
    return run;
  }

  /** Returns when the run has really ended and its files are gone. */
  async cancel(run: PackageRun): Promise<void> {
    const own = this.#runs.get(keyOf(run.request.appFolder, run.request.platform));
    if (own?.id !== run.id || own.state.kind !== 'running') return;
    own.state = { kind: 'cancelling', progress: own.state.progress };
    this.#changed.fire(own);
    own.controller.abort();
    await own.ended;
  }

  async #work(run: Run): Promise<void> {
    try {
      const made = await this.#runPackage(run.request, {
        report: (progress) => {
          if (run.state.kind !== 'running') return;
          run.state = { kind: 'running', progress };
          this.#changed.fire(run);
        },
        onLogLine: (line) => {
          if (run.lines.length < keptLines) run.lines.push(line);
          this.#line.fire({ run, line });
        },
        signal: run.controller.signal,
      });
      run.end({ kind: 'made', made });
    } catch (error) {
      run.end(isCancelled(error) ? { kind: 'cancelled' } : { kind: 'failed', error });
    }
    this.#lastEnded = run;
    this.#changed.fire(run);
  }

  /** Cancels what runs and waits for it: VS Code gives a closing window some seconds. */
  async stop(): Promise<void> {
    await Promise.all(this.active().map((run) => this.cancel(run)));
  }

  dispose(): void {
    this.#changed.dispose();
    this.#line.dispose();
  }
}

function keyOf(appFolder: string, platform: Platform): string {
  return JSON.stringify([appFolder, platform]);
}
