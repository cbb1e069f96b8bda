/** What a file `<topic>.bench.ts` exports as `bench`: it measures one topic and says what was asked of it. */

import { type Measurement } from './measure.ts';

export interface BenchCase {
  readonly title: string;
  /** Throws only when the product fails; an absent tool is a skipped row. */
  run(): Promise<BenchResult>;
}

export interface BenchResult {
  readonly measurements: readonly Measurement[];
  readonly demands: readonly Demand[];
  /** What was left out, and why: `apksigner: not installed`. */
  readonly skipped?: readonly string[];
}

/** What the product promises, such as "signing takes at most twice one SHA-256 pass". */
export interface Demand {
  readonly text: string;
  /** As measured, as allowed, both with their unit: `1.62 ×`, `238 ms`. */
  readonly measured: string;
  readonly allowed: string;
  readonly isMet: boolean;
}

/** The median of one thing over that of another, both of one `compare`. */
export function ratioDemand(text: string, of: Measurement, over: Measurement, most: number): Demand {
  const ratio = of.medianMs / over.medianMs;
  return { text, measured: `${ratio.toFixed(2)} ×`, allowed: `≤ ${most} ×`, isMet: ratio <= most };
}

/** The same of the fastest runs, where others run on the machine too. */
export function ownRatioDemand(text: string, of: Measurement, over: Measurement, most: number): Demand {
  const ratio = of.fastestMs / over.fastestMs;
  return { text, measured: `${ratio.toFixed(3)} ×`, allowed: `≤ ${most} ×`, isMet: ratio <= most };
}

/** How many times faster one thing is than another. */
export function speedupDemand(text: string, fast: Measurement, slow: Measurement, least: number): Demand {
  const ratio = slow.medianMs / fast.medianMs;
  return { text, measured: `${ratio.toFixed(1)} ×`, allowed: `≥ ${least} ×`, isMet: ratio >= least };
}

export function timeDemand(text: string, of: Measurement, mostMs: number): Demand {
  return { text, measured: `${of.medianMs.toFixed(1)} ms`, allowed: `< ${mostMs} ms`, isMet: of.medianMs < mostMs };
}

/** Of the fastest run: what the thing itself costs, on a machine where others run too. */
export function ownTimeDemand(text: string, of: Measurement, mostMs: number): Demand {
  return { text, measured: `${of.fastestMs.toFixed(1)} ms`, allowed: `< ${mostMs} ms`, isMet: of.fastestMs < mostMs };
}
