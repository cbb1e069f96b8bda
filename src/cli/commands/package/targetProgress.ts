/**
 * How far the packages of one call are: a line for people, which shows the one that is furthest behind, or with `--progress json` one
 * document a line on standard error, for programs that show it themselves.
 */

import { present } from '../../../core/base/present.ts';
import { type ProgressReporter, type ProgressUpdate } from '../../../core/base/progress.ts';
import { Countdown, longestTime } from '../../../core/base/remainingTime.ts';
import { type PasswordSource } from '../../../core/workflow/passwordSource.ts';
import { type PackageOutcome } from '../../../core/workflow/createPackages.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type PackageTarget, targetText } from './packageTargets.ts';

export const progressForms = ['line', 'json', 'none'] as const;
export type ProgressForm = (typeof progressForms)[number];

/** A program is not told of less than this. */
const smallestStep = 0.01;
/** The time that is left goes on although nothing is reported. */
const countedMs = 1000;

export class TargetProgress {
  readonly #services: Pick<CommandServices, 'terminal' | 'report'>;
  readonly #form: ProgressForm;
  readonly #targets: readonly PackageTarget[];
  readonly #updates: ProgressUpdate[];
  readonly #countdowns: readonly Countdown[];
  #questions = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(services: Pick<CommandServices, 'terminal' | 'report'>, form: ProgressForm, targets: readonly PackageTarget[]) {
    this.#services = services;
    this.#form = form;
    this.#targets = targets;
    this.#updates = targets.map(() => ({ step: 'checking', fraction: 0 }));
    this.#countdowns = targets.map(() => new Countdown());
  }

  reporter(index: number): ProgressReporter {
    return (update) => {
      const before = this.#updates[index];
      this.#updates[index] = update;
      if (this.#form === 'line') this.#show();
      // What was skipped is an event, and that something is done again after it.
      const isSkip = update.skipped !== undefined || before?.skipped !== undefined;
      const isNew = before?.step !== update.step || isSkip || update.fraction - before.fraction >= smallestStep;
      if (this.#form === 'json' && isNew) this.#write(index, { event: 'progress', ...update, fraction: rounded(update.fraction) });
      // What was too little to be written still counts.
      if (this.#form === 'json' && !isNew) this.#updates[index] = before;
    };
  }

  /** Of a package that is made or failed, as the document of `--json` has it. */
  ended(index: number, outcome: PackageOutcome, document: Readonly<Record<string, unknown>>): void {
    this.#updates[index] = { step: 'done', fraction: 1 };
    if (this.#form === 'json') this.#write(index, { event: outcome.kind === 'made' ? 'package' : 'failure', ...document });
  }

  /** A question on the terminal is not drawn over. */
  whileAsking(source: PasswordSource): PasswordSource {
    return {
      ask: async (request) => {
        this.#questions += 1;
        try {
          return await source.ask(request);
        } finally {
          this.#questions -= 1;
        }
      },
    };
  }

  /** Now, and again as the time goes by. */
  #show(): void {
    this.#draw();
    this.#timer ??= setInterval(
      () => this.#updates.some(({ remainingMs }) => remainingMs !== undefined) && this.#draw(),
      countedMs,
    ).unref();
  }

  /** Nothing more is drawn by itself. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #draw(): void {
    if (this.#questions > 0) return;
    const furthest = this.#updates.map((update, index) => ({ update, index })).toSorted((a, b) => a.update.fraction - b.update.fraction)[0];
    if (!furthest) return;
    const { update, index } = furthest;
    const now = performance.now();
    const times = this.#updates.map(({ fraction, remainingMs }, at) => (fraction >= 1 ? 0 : this.#countdowns[at]?.left(remainingMs, now)));
    const left = present('remainingMs', longestTime(times));
    if (this.#updates.length === 1) return this.#services.report({ ...update, ...left });
    const target = this.#targets[index];
    const sum = this.#updates.reduce((all, { fraction }) => all + fraction, 0);
    const detail = [target && targetText(target), update.detail].filter((part) => part !== undefined).join(' · ');
    const skipped = present('skipped', update.skipped);
    this.#services.report({ step: update.step, fraction: sum / this.#updates.length, detail, ...skipped, ...left });
  }

  #write(index: number, event: Readonly<Record<string, unknown>>): void {
    const { overrides: _, ...target } = this.#targets[index] ?? {};
    this.#services.terminal.err(`${JSON.stringify({ target, ...event })}\n`);
  }
}

function rounded(fraction: number): number {
  return Math.round(fraction * 1000) / 1000;
}
