/** Runs fuzz targets one after the other, watches over time and memory, and keeps what it finds in `.cache/fuzz-findings`. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../steps/projectRoot.ts';
import { loadTarget, type FuzzFile } from './fuzzTargets.ts';
import { mutantOf, type FuzzLimits, type FuzzMessage, type FuzzOrder } from './fuzzWorker.ts';

export interface Finding {
  readonly target: string;
  readonly kind: 'throws' | 'slow' | 'memory' | 'hang' | 'died';
  readonly index: number;
  readonly detail: string;
  /** The input, kept on disk. */
  readonly path: string;
}

export interface FuzzOptions {
  readonly runsEach: number;
  readonly seed: number;
}

const limits: FuzzLimits = { milliseconds: 2000, growthBytes: 512 * 2 ** 20 };
const findingsFolder = join(projectRoot, '.cache', 'fuzz-findings');
/** In limits: how long a run may wait without using the processor. */
const longestWait = 30;
/** A target that fails everywhere must not fill the disk. */
const maxFindings = 10;
/** Each hang costs seconds; a few are enough to know. */
const maxWorkers = 5;

export async function runFuzz(targets: readonly FuzzFile[], options: FuzzOptions): Promise<readonly Finding[]> {
  const width = Math.max(0, ...targets.map(({ name }) => name.length));
  const findings: Finding[] = [];
  for (const file of targets) {
    const started = performance.now();
    const found = await fuzzTarget(file, options);
    const seconds = (performance.now() - started) / 1000;
    const rate = (options.runsEach / seconds).toFixed(0);
    console.log(`  ${file.name.padEnd(width)}  ${options.runsEach} runs, ${seconds.toFixed(1)} s, ${rate}/s, ${found.length} findings`);
    for (const finding of found) {
      console.log(`    ${finding.kind} (seed ${options.seed}, run ${finding.index}): ${finding.path}`);
      console.log(finding.detail.replaceAll(/^/gm, '      '));
    }
    findings.push(...found);
  }
  return findings;
}

async function fuzzTarget(file: FuzzFile, { runsEach, seed }: FuzzOptions): Promise<readonly Finding[]> {
  const seeds = await (await loadTarget(file)).seeds();
  const findings: Finding[] = [];
  const seen = new Set<string>();
  let next = 0;
  // A worker that hung or died is replaced by one that begins behind the mutant that did it.
  for (let workers = 0; workers < maxWorkers && next < runsEach && findings.length < maxFindings; workers++) {
    next = await watchWorker(file, { seed, firstIndex: next, endIndex: runsEach }, (kind, index, detail) => {
      // One defect is met by many mutants; the place it is thrown from tells it from others.
      const sign = `${kind} ${detail.split('\n').slice(0, 2).join(' ').replaceAll(/\d+/g, '#')}`;
      if (seen.has(sign) || findings.length >= maxFindings) return;
      seen.add(sign);
      const path = join(findingsFolder, `${file.name}-${seed}-${index}.bin`);
      mkdirSync(findingsFolder, { recursive: true });
      writeFileSync(path, mutantOf(seeds, file.name, seed, index));
      findings.push({ target: file.name, kind, index, detail, path });
    });
  }
  return findings;
}

type Report = (kind: Finding['kind'], index: number, detail: string) => void;

/** Returns the index to go on with. */
async function watchWorker(
  file: FuzzFile,
  { seed, firstIndex, endIndex }: Pick<FuzzOrder, 'seed' | 'firstIndex' | 'endIndex'>,
  report: Report,
): Promise<number> {
  const progress = new SharedArrayBuffer(4);
  const current = new Int32Array(progress).fill(-1);
  const order: FuzzOrder = { file, seed, firstIndex, endIndex, progress, limits };
  const worker = new Worker(new URL('./fuzzWorker.ts', import.meta.url), {
    workerData: order,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 384 },
  });
  let isDone = false;
  let isEnded = false;
  const baseline = process.memoryUsage.rss();
  const ended = new Promise<void>((resolve) => {
    worker.on('message', (message: FuzzMessage) => {
      if (message.kind === 'done') isDone = true;
      else report(message.kind, message.index, message.detail);
    });
    worker.on('error', (error) => {
      report('died', Math.max(current[0] ?? 0, firstIndex), error.stack ?? error.message);
    });
    worker.on('exit', () => {
      isEnded = true;
      resolve();
    });
  });
  // The index that is being run, and since when: one that stays is a hang.
  let lastIndex = -1;
  let since = performance.now();
  let usedBefore = process.cpuUsage();
  const timer = setInterval(() => {
    const index = Atomics.load(current, 0);
    const growth = process.memoryUsage.rss() - baseline;
    if (index !== lastIndex) [lastIndex, since, usedBefore] = [index, performance.now(), process.cpuUsage()];
    if (index < 0 || isEnded) return;
    const { user, system } = process.cpuUsage(usedBefore);
    const [waitedMs, usedMs] = [performance.now() - since, (user + system) / 1000];
    // On a busy machine little of the time is the run's own; one that waits for what never comes uses none.
    if ((waitedMs > limits.milliseconds * 2 && usedMs > limits.milliseconds) || waitedMs > limits.milliseconds * longestWait)
      report('hang', index, `does not end within ${(waitedMs / 1000).toFixed(0)} s`);
    // Twice the limit: part of it is garbage of the runs before, which is no one's defect.
    else if (growth > limits.growthBytes * 2) report('memory', index, `${(growth / 2 ** 20).toFixed(0)} MB more than at the start`);
    else return;
    void worker.terminate();
  }, 100);
  await ended;
  clearInterval(timer);
  return isDone ? endIndex : Math.max(Atomics.load(current, 0), firstIndex) + 1;
}
