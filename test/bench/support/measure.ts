/**
 * Measures what a bench compares. Things that are compared run in turn, round by round, so that a slow moment of the
 * machine meets all of them alike; the median of the rounds counts.
 */

export interface Contestant {
  readonly name: string;
  /** Done again before each run, outside the measured time. */
  readonly prepare?: () => unknown;
  readonly run: () => unknown;
}

export interface Measurement {
  readonly name: string;
  readonly medianMs: number;
  readonly fastestMs: number;
  readonly slowestMs: number;
  readonly runs: number;
}

export interface MeasureOptions {
  readonly runs?: number;
  /** Rounds that are run and not counted, so that code and caches are warm. */
  readonly warmups?: number;
}

export interface BenchmarkOptions extends MeasureOptions {
  /** As of a contestant. */
  readonly prepare?: () => unknown;
}

/** Measures one thing. */
export async function benchmark(name: string, run: () => unknown, options: BenchmarkOptions = {}): Promise<Measurement> {
  const { prepare, ...others } = options;
  const [only] = await compare([{ name, run, ...(prepare && { prepare }) }], others);
  if (!only) throw new Error('nothing was measured');
  return only;
}

/** Measures several things in one go; the results are in the order of the contestants. */
export async function compare(contestants: readonly Contestant[], options: MeasureOptions = {}): Promise<readonly Measurement[]> {
  const { runs = 9, warmups = 1 } = options;
  const times = contestants.map((): number[] => []);
  for (let round = -warmups; round < runs; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const milliseconds = await timeOf(contestant);
      if (round >= 0) times[index]?.push(milliseconds);
    }
  }
  return contestants.map(({ name }, index) => measuredBy(name, times[index] ?? []));
}

async function timeOf({ prepare, run }: Contestant): Promise<number> {
  await prepare?.();
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** Of times that something else took, in milliseconds. */
export function measuredBy(name: string, times: readonly number[]): Measurement {
  const sorted = times.toSorted((a, b) => a - b);
  return {
    name,
    medianMs: median(sorted),
    fastestMs: sorted[0] ?? Number.NaN,
    slowestMs: sorted.at(-1) ?? Number.NaN,
    runs: sorted.length,
  };
}

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
