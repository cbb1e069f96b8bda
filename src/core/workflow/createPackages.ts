/** Several packages of one call: a few at once, the rest in a queue. One that fails does not stop the others. */

import { type Failure, isFailure } from '../base/failure.ts';
import { RunQueue } from '../base/runQueue.ts';
import { type CreatedPackage, createPackage, type CreatePackageRequest } from './createPackage.ts';
import { askedOnce } from './passwordSource.ts';
import { type WorkflowWorld } from './workflowWorld.ts';

export type PackageOutcome =
  | { readonly kind: 'made'; readonly made: CreatedPackage }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * The outcomes in the order of the requests, and each as soon as it is known. No one is asked for the same password twice, or for two at
 * the same time. Throws a defect of ours when everything has ended.
 */
export async function createPackages(
  world: WorkflowWorld,
  requests: readonly CreatePackageRequest[],
  onOutcome?: (index: number, outcome: PackageOutcome) => void,
): Promise<readonly PackageOutcome[]> {
  const queue = new RunQueue();
  const passwords = askedOnce();
  const ends = requests.map((request, index) => {
    const end = Promise.withResolvers<PackageOutcome>();
    queue.add(async () => {
      try {
        const made = await createPackage(world, { ...request, passwords: passwords(request.passwords) });
        end.resolve({ kind: 'made', made });
      } catch (error) {
        if (isFailure(error)) end.resolve({ kind: 'failed', failure: error });
        else end.reject(error);
      }
    });
    return end.promise.then((outcome) => {
      onOutcome?.(index, outcome);
      return outcome;
    });
  });
  await Promise.allSettled(ends);
  return await Promise.all(ends);
}
