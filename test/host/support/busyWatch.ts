/**
 * How long this thread is busy without a pause. Counted in its own processor time, so that a machine that has much else to
 * do changes nothing; where Node cannot say that, in time that passes.
 */

import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface BusyReport {
  readonly longestMs: number;
  /** The worst delay of a turn of the event loop, in time that passes. */
  readonly delayMs: number;
  readonly seconds: number;
}

export class BusyWatch {
  readonly #delay = monitorEventLoopDelay({ resolution: 5 });
  readonly #started = performance.now();
  readonly #timer: NodeJS.Timeout;
  #last = busyMs();
  #longest = 0;

  constructor() {
    this.#delay.enable();
    this.#timer = setInterval(() => this.#look(), 1);
  }

  #look(): void {
    const now = busyMs();
    this.#longest = Math.max(this.#longest, now - this.#last);
    this.#last = now;
  }

  stop(): BusyReport {
    this.#look();
    clearInterval(this.#timer);
    this.#delay.disable();
    return { longestMs: this.#longest, delayMs: this.#delay.max / 1e6, seconds: (performance.now() - this.#started) / 1000 };
  }
}

/** Since Node 23.9; VS Code's desktop may bring an older one. */
function busyMs(): number {
  if (typeof process.threadCpuUsage !== 'function') return performance.now();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
