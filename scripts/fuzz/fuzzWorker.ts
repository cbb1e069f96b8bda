/**
 * Runs one fuzz target over its mutants, in a worker thread: the parent sees through shared memory which mutant is being
 * run, and so can tell a hang and end it. Each mutant follows from seed, target and index alone.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { loadTarget, type FuzzFile } from './fuzzTargets.ts';
import { mutate } from './mutate.ts';
import { RepeatableRandom } from './random.ts';

export interface FuzzOrder {
  readonly file: FuzzFile;
  readonly seed: number;
  readonly firstIndex: number;
  readonly endIndex: number;
  /** Where the index being run is written; -1 until the first one begins. */
  readonly progress: SharedArrayBuffer;
  readonly limits: FuzzLimits;
}

export interface FuzzLimits {
  readonly milliseconds: number;
  readonly growthBytes: number;
}

/** What the worker tells its parent: a finding, or how far it came (`done`). */
export type FuzzMessage =
  | { readonly kind: 'throws' | 'slow' | 'memory'; readonly index: number; readonly detail: string }
  | { readonly kind: 'done'; readonly index: number };

/** The mutant of an index; index 0 and the next ones are the seeds themselves. */
export function mutantOf(seeds: readonly Uint8Array[], name: string, seed: number, index: number): Uint8Array {
  return seeds[index]?.slice() ?? mutate(seeds, new RepeatableRandom(`${seed}/${name}/${index}`));
}

async function work(
  { file, seed, firstIndex, endIndex, progress, limits }: FuzzOrder,
  tell: (message: FuzzMessage) => void,
): Promise<void> {
  const target = await loadTarget(file);
  const seeds = await target.seeds();
  if (seeds.length === 0) throw new Error(`${file.name} has no seeds`);
  const current = new Int32Array(progress);
  const baseline = process.memoryUsage.rss();
  for (let index = firstIndex; index < endIndex; index++) {
    const bytes = mutantOf(seeds, file.name, seed, index);
    Atomics.store(current, 0, index);
    const [started, usedBefore] = [performance.now(), process.cpuUsage()];
    try {
      const result = target.run(bytes);
      if (result instanceof Promise) await result;
    } catch (error) {
      tell({ kind: 'throws', index, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
    const milliseconds = performance.now() - started;
    // What waits for the processor on a busy machine is not slow.
    const { user, system } = milliseconds > limits.milliseconds ? process.cpuUsage(usedBefore) : { user: 0, system: 0 };
    const usedMs = (user + system) / 1000;
    if (usedMs > limits.milliseconds) tell({ kind: 'slow', index, detail: `${usedMs.toFixed(0)} ms of the processor` });
    // Touching that much memory takes time, so that fast runs need not be asked.
    if (milliseconds > 20 && process.memoryUsage.rss() - baseline > limits.growthBytes) {
      tell({ kind: 'memory', index, detail: `${((process.memoryUsage.rss() - baseline) / 2 ** 20).toFixed(0)} MB more than before` });
    }
  }
  tell({ kind: 'done', index: endIndex });
}

if (parentPort) {
  const port = parentPort;
  const order: FuzzOrder = workerData;
  await work(order, (message) => {
    port.postMessage(message);
  });
}
