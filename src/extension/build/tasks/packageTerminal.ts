/**
 * The terminal of one task: the live log of one run. Work begins when the terminal opens, Ctrl+C and closing it cancel, and
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
  readonly #findRequest: () => Promise<RunRequest>;
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#close.event;
  #run: PackageRun | undefined;
  #listening: vscode.Disposable | undefined;
  #lastStep = '';
  #openedAt = 0;

  constructor(runs: PackageRuns, findRequest: () => Promise<RunRequest>) {
    this.#runs = runs;
    this.#findRequest = findRequest;
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
    if (this.#run && isActive(this.#run)) void this.#runs.cancel(this.#run);
  }

  async #work(): Promise<void> {
    try {
      const request = await this.#findRequest();
      const run = this.#runs.start(request);
      this.#run = run;
      this.#listening = vscode.Disposable.from(
        this.#runs.onDidWriteLine((event) => {
          if (event.run.id === run.id) this.#line(colored(event.line));
        }),
        this.#runs.onDidChange((changed) => {
          if (changed.id === run.id) this.#showStep(changed);
        }),
      );
      this.#line(bold(`${request.appName} · ${platformNames[request.platform]}`));
      // What it said before anyone listened.
      for (const line of run.lines) this.#line(colored(line));
      await this.#end(await run.ended);
    } catch (error) {
      await this.#showError(error);
      this.#finish(codeOf(error));
    }
  }

  #showStep({ state }: PackageRun): void {
    if (state.kind !== 'running' || state.progress.step === this.#lastStep) return;
    this.#lastStep = state.progress.step;
    this.#line(dim(`${Math.floor(state.progress.fraction * 100)} % ${stepName(state.progress.step)}`));
  }

  async #end({ state }: PackageRun): Promise<void> {
    switch (state.kind) {
      case 'made':
        this.#line(green(vscode.l10n.t('Created {0}', state.made.path)));
        this.#line(`SHA-256 ${state.made.record.sha256}`);
        this.#finish(exitCodes.done);
        break;
      case 'cancelled':
        this.#line(vscode.l10n.t('Cancelled'));
        this.#finish(exitCodes.cancelled);
        break;
      case 'failed':
        await this.#showError(state.error);
        this.#finish(codeOf(state.error));
        break;
      case 'waiting':
      case 'running':
      case 'cancelling':
        break;
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
