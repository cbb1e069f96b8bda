/**
 * The terminal of one task: the live log of its run, or of several that are made together. Work begins when the terminal opens, Ctrl+C and closing it cancel, and
 * the exit code is that of the command line.
 */

import * as vscode from 'vscode';
import { exitCodeOf, exitCodes } from '../../../core/base/exitCodes.ts';
import { isCancelled } from '../../../core/base/cancellation.ts';
import { isFailure } from '../../../core/base/failure.ts';
import { platformNames } from '../../../core/settings/platform.ts';
import { isActive, type PackageRun, type RunRequest } from '../runs/packageRun.ts';
import { type PackageRuns } from '../runs/packageRuns.ts';
import { stepName } from '../runs/runText.ts';

const launchMs = 700;
const ctrlC = '\u0003';

export class PackageTerminal implements vscode.Pseudoterminal {
  readonly #runs: PackageRuns;
  readonly #findRequests: () => Promise<readonly RunRequest[]>;
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#close.event;
  #started: readonly PackageRun[] = [];
  #listening: vscode.Disposable | undefined;
  #lastStep = '';
  /** What one of several runs said last: a tool that builds all of them says it to each. */
  #last: { readonly runId: number; readonly line: string } | undefined;
  #openedAt = 0;

  constructor(runs: PackageRuns, findRequests: () => Promise<readonly RunRequest[]>) {
    this.#runs = runs;
    this.#findRequests = findRequests;
  }

  open(): void {
    this.#openedAt = performance.now();
    void this.#work();
  }

  handleInput(data: string): void {
    if (data.includes(ctrlC)) this.#cancel();
  }

  close(): void {
    this.#cancel();
  }

  #cancel(): void {
    for (const run of this.#started) if (isActive(run)) void this.#runs.cancel(run);
  }

  async #work(): Promise<void> {
    try {
      const runs = this.#runs.startTogether(await this.#findRequests());
      this.#started = runs;
      const ids = new Set(runs.map(({ id }) => id));
      this.#listening = vscode.Disposable.from(
        this.#runs.onDidWriteLine(({ run, line }) => {
          if (ids.has(run.id)) this.#logLine(run.id, line);
        }),
        this.#runs.onDidChange((changed) => {
          if (ids.has(changed.id)) this.#showStep(changed);
        }),
      );
      for (const { request } of runs) this.#line(bold(titleOf(request)));
      // What they said before anyone listened.
      for (const run of runs) for (const line of run.lines) this.#logLine(run.id, line);
      const codes = await Promise.all(runs.map(async ({ ended }) => await this.#end(await ended)));
      this.#finish(codes.find((code) => code !== exitCodes.done) ?? exitCodes.done);
    } catch (error) {
      await this.#showError(error);
      this.#finish(codeOf(error));
    }
  }

  #logLine(runId: number, line: string): void {
    const isRepeated = this.#last !== undefined && this.#last.runId !== runId && this.#last.line === line;
    if (isRepeated) return;
    this.#last = { runId, line };
    this.#line(colored(line));
  }

  #showStep({ state }: PackageRun): void {
    if (state.kind !== 'running' || state.progress.step === this.#lastStep) return;
    this.#lastStep = state.progress.step;
    this.#line(dim(`${Math.floor(state.progress.fraction * 100)} % ${stepName(state.progress.step)}`));
  }

  /** Returns the exit code of one package. */
  async #end({ state }: PackageRun): Promise<number> {
    switch (state.kind) {
      case 'made':
        this.#line(green(vscode.l10n.t('Created {0}', state.made.path)));
        this.#line(`SHA-256 ${state.made.record.sha256}`);
        return exitCodes.done;
      case 'cancelled':
        this.#line(vscode.l10n.t('Cancelled'));
        return exitCodes.cancelled;
      case 'failed':
        await this.#showError(state.error);
        return codeOf(state.error);
      case 'waiting':
      case 'running':
      case 'cancelling':
        return exitCodes.defect;
    }
  }

  async #showError(error: unknown): Promise<void> {
    const { describeError } = await import('../../shared/errors/errorText.ts');
    this.#line(red(describeError(error)));
  }

  #line(text: string): void {
    this.#write.fire(`${text.replace(/\r?\n/g, '\r\n')}\r\n`);
  }

  #finish(code: number): void {
    this.#listening?.dispose();
    // VS Code would say that a terminal that ends sooner failed to launch.
    const wait = code === exitCodes.done ? 0 : this.#openedAt + launchMs - performance.now();
    setTimeout(() => this.#close.fire(code), Math.max(0, wait));
  }
}

function titleOf({ appName, platform, variant }: RunRequest): string {
  return [appName, platformNames[platform], variant].filter((part) => part !== undefined).join(' · ');
}

function codeOf(error: unknown): number {
  if (isCancelled(error)) return exitCodes.cancelled;
  return isFailure(error) ? exitCodeOf(error.kind) : exitCodes.defect;
}

const paint = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[0m`;
const [bold, dim, red, green, yellow] = [paint(1), paint(2), paint(31), paint(32), paint(33)];

/** Log lines of issues begin with their severity. */
function colored(line: string): string {
  if (line.startsWith('error ')) return red(line);
  return line.startsWith('warning ') ? yellow(line) : line;
}
