/**
 * Holds that something is not slow by an order of magnitude, whatever else the machine does: by processor time, not by the clock. A
 * processor that is shared or measured does less in a second, so the limit grows by what a known piece of work takes at this moment.
 */

import { AssertionError, ok } from 'node:assert/strict';

/** What the piece of work takes on a quiet, older machine. */
const nominalMs = 35;

/**
 * Fails when `run` takes more of the processor than `limitMs` milliseconds, all threads of this process together. What is too slow is tried
 * again: a collection of earlier tests' memory counts for whatever runs at that moment.
 */
export async function withinProcessorTime<Result>(limitMs: number, run: () => Result | Promise<Result>, what = ''): Promise<Result> {
  try {
    return await measured(limitMs, run, what);
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    return await measured(limitMs, run, what);
  }
}

async function measured<Result>(limitMs: number, run: () => Result | Promise<Result>, what: string): Promise<Result> {
  const before = process.cpuUsage();
  const result = await run();
  const usedMs = since(before);
  if (usedMs < limitMs) return result;
  const allowedMs = limitMs * Math.max(1, slowness());
  ok(usedMs < allowedMs, `${what} ${usedMs.toFixed(0)} ms of processor time, where ${allowedMs.toFixed(0)} ms are enough`);
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
