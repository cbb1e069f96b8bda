/** The thread that reads one package of a stranger and ends. Its memory and time are limited by the one that starts it. */

import { parentPort, workerData } from 'node:worker_threads';
import { NodeOpenFile } from '../../../node/nodeOpenFile.ts';
import { unknownFacts } from '../../model/packageFacts.ts';
import { type InspectionReply, type InspectionTask } from './inspectionTask.ts';
import { readPackageFile } from './readPackageFile.ts';

// Both sides are built together, and no one else starts this thread.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const task = workerData as InspectionTask;
async function read(file: NodeOpenFile): Promise<InspectionReply> {
  if (task.isSymbols) {
    const { readSymbolIds } = await import('./readSymbolIds.ts');
    return { facts: unknownFacts(task.extension), icon: null, problem: null, symbolIds: await readSymbolIds(file) };
  }
  if (!task.apk) return await readPackageFile(file, task.extension, new Date());
  const { makeApk } = await import('./makeApk.ts');
  return await makeApk(file, task.apk, new Date());
}

/** The bundle is CommonJS, which has no await at its top. */
async function answer(): Promise<void> {
  const file = await NodeOpenFile.open(task.path);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
  parentPort?.postMessage(await read(file));
  await file.close();
}

void answer();
