/**
 * Reads each package in a separate thread with bounded memory and time: a package that is made to exhaust either is refused, and the server
 * goes on. At most two run at the same time.
 */

import { Worker } from 'node:worker_threads';
import { RunQueue } from '../../../core/base/runQueue.ts';
import { unknownFacts } from '../../model/packageFacts.ts';
import { type PackageReader, type ReadPackage } from '../../ports/packageReader.ts';
import { type InspectionReply, type InspectionTask } from './inspectionTask.ts';

export interface ThreadLimits {
  readonly milliseconds: number;
  readonly heapMegabytes: number;
}

/** Gives work the package as a file, for as long as it runs. */
type WithPackage = <Result>(sha256: string, work: (path: string) => Promise<Result>) => Promise<Result>;

const usualLimits: ThreadLimits = { milliseconds: 30_000, heapMegabytes: 256 };
const mostThreads = 2;

export class ThreadPackageReader implements PackageReader {
  readonly #workerUrl: URL;
  readonly #withPackage: WithPackage;
  readonly #limits: ThreadLimits;
  readonly #queue = new RunQueue(mostThreads);

  constructor(workerUrl: URL, withPackage: WithPackage, limits = usualLimits) {
    this.#workerUrl = workerUrl;
    this.#withPackage = withPackage;
    this.#limits = limits;
  }

  async read(sha256: string, extension: string): Promise<ReadPackage> {
    const answer = Promise.withResolvers<ReadPackage>();
    this.#queue.add(async () => {
      await this.#withPackage(sha256, async (path) => await this.#ask({ path, extension })).then(answer.resolve, answer.reject);
    });
    return await answer.promise;
  }

  async #ask(task: InspectionTask): Promise<InspectionReply> {
    const worker = new Worker(this.#workerUrl, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMegabytes, maxYoungGenerationSizeMb: 16 },
      // Nothing of the environment is needed to read a file.
      env: {},
    });
    const answer = Promise.withResolvers<InspectionReply>();
    const refuse = (problem: string): void => answer.resolve({ facts: unknownFacts(task.extension), icon: null, problem });
    const timer = setTimeout(() => refuse('reading it takes too long'), this.#limits.milliseconds);
    // Both sides are built together, and no one else has the port.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    worker.on('message', (reply) => answer.resolve(reply as InspectionReply));
    worker.on('error', (error) => {
      refuse('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'reading it takes too much memory' : 'it cannot be read');
    });
    worker.on('exit', () => refuse('it cannot be read'));
    try {
      return await answer.promise;
    } finally {
      clearTimeout(timer);
      await worker.terminate();
    }
  }
}
