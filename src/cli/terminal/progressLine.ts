/** One line on standard error that says what happens and how much is done. It leaves nothing behind. */

import { type ProgressReporter, skipReasons } from '../../core/base/progress.ts';
import { remainingTime } from '../../core/base/remainingTime.ts';
import { visible } from './style.ts';
import { type Terminal } from './terminal.ts';

const barWidth = 24;
/** A line drawn more often than this only costs time. */
const shortestPauseMs = 50;

export class ProgressLine {
  readonly #terminal: Terminal;
  #isDrawn = false;
  #lastStep = '';
  #lastTime = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  readonly report: ProgressReporter = ({ step, fraction, detail, skipped, remainingMs }) => {
    const now = performance.now();
    if (step === this.#lastStep && now - this.#lastTime < shortestPauseMs) return;
    this.#lastStep = step;
    this.#lastTime = now;
    const done = Math.round(Math.min(1, Math.max(0, fraction)) * barWidth);
    const bar = '█'.repeat(done) + '░'.repeat(barWidth - done);
    const percent = `${String(Math.round(fraction * 100)).padStart(3)} %`;
    const shown = [detail === undefined ? undefined : visible(detail), skipped && skipReasons[skipped]].filter(
      (part) => part !== undefined,
    );
    const text = [`${bar} ${percent} ${step}`, ...leftText(remainingMs), ...shown].join(' · ');
    this.#terminal.err(`\r\u001B[K${text.slice(0, 120)}`);
    this.#isDrawn = true;
  };

  clear(): void {
    if (this.#isDrawn) this.#terminal.err('\r\u001B[K');
    this.#isDrawn = false;
  }
}

function leftText(remainingMs: number | undefined): readonly string[] {
  const left = remainingMs === undefined ? undefined : remainingTime(remainingMs);
  return left ? [`about ${left.count} ${left.unit === 'minutes' ? 'min' : 's'} left`] : [];
}
