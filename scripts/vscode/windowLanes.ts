/**
 * Windows side by side. A window waits for what a person would see between bursts of work, so that several of them use cores that one leaves idle. Each lane
 * has a VS Code of its own: server, browser, clipboard, data and workspaces. It takes the next job when it has ended one.
 */

/** Results in the order of the jobs. Jobs begin in their order, so that the longest come first. */
export async function inLanes<Lane, Job, Result>(
  lanes: readonly Lane[],
  jobs: readonly Job[],
  run: (job: Job, lane: Lane) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = jobs.entries();
  await Promise.all(
    lanes.map(async (lane) => {
      // All lanes share one iterator.
      for (const [index, job] of left) results[index] = await run(job, lane);
    }),
  );
  return results;
}

/** Collects what one job says, so that the lines of lanes do not mix. */
export class LaneOutput {
  readonly #lines: string[] = [];

  readonly log = (line: string): void => {
    this.#lines.push(line.trimEnd());
  };

  get text(): string {
    return this.#lines.join('\n');
  }
}
