/** Holds that something is not slow by an order of magnitude, whatever else the machine does: by processor time, not by the clock. */

import { ok } from 'node:assert/strict';

/** Fails when `run` takes more of the processor than `limitMs` milliseconds, all threads of this process together. */
export async function withinProcessorTime<Result>(limitMs: number, run: () => Result | Promise<Result>): Promise<Result> {
  const before = process.cpuUsage();
  const result = await run();
  const { user, system } = process.cpuUsage(before);
  const usedMs = (user + system) / 1000;
  ok(usedMs < limitMs, `${usedMs.toFixed(0)} ms of processor time, where ${limitMs} ms are enough`);
  return result;
}
