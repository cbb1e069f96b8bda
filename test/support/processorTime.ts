/**
 * Holds that something is not slow by an order of magnitude, whatever else the machine does: by processor time, not by the clock. A
 * processor that is shared or measured does less in a second, so the limit grows by what a known piece of work takes at this moment.
 */

import { ok } from 'node:assert/strict';

/** What the piece of work takes on a quiet, older machine. */
const nominalMs = 35;

/** Fails when `run` takes more of the processor than `limitMs` milliseconds, all threads of this process together. */
export async function withinProcessorTime<Result>(limitMs: number, run: () => Result | Promise<Result>): Promise<Result> {
  const slownessBefore = slowness();
  const before = process.cpuUsage();
  const result = await run();
  const usedMs = since(before);
  const factor = Math.max(1, slownessBefore, slowness());
  ok(usedMs < limitMs * factor, `${usedMs.toFixed(0)} ms of processor time, where ${(limitMs * factor).toFixed(0)} ms are enough`);
  return result;
}

/** How many times longer than on a quiet machine a piece of work takes. */
function slowness(): number {
  const before = process.cpuUsage();
  let sum = 0;
  for (let round = 0; round < 10_000_000; round++) sum = (Math.imul(sum, 31) + round) | 0;
  // Used, so that nothing leaves the work out.
  return Number.isNaN(sum) ? 0 : since(before) / nominalMs;
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
