/** Starts the thread that reads one package, with limits of memory and time: what comes back is an answer, whatever the file is. */

import { Worker } from 'node:worker_threads';
import { unknownFacts } from '../../model/packageFacts.ts';
import { type InspectionReply, type InspectionTask } from './inspectionTask.ts';

export interface ThreadLimits {
  readonly milliseconds: number;
  readonly heapMegabytes: number;
}

export const usualLimits: ThreadLimits = { milliseconds: 30_000, heapMegabytes: 256 };

export async function inspectInThread(workerUrl: URL, task: InspectionTask, limits = usualLimits): Promise<InspectionReply> {
  const worker = new Worker(workerUrl, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 16 },
    // Nothing of the environment is needed to read a file.
    env: {},
  });
  const answer = Promise.withResolvers<InspectionReply>();
  const refuse = (problem: string): void => answer.resolve({ facts: unknownFacts(task.extension), icon: null, problem });
  const timer = setTimeout(() => refuse('reading it takes too long'), limits.milliseconds);
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
