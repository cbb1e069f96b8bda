/**
 * Several packages of one call: a few at once, the rest in a queue. Variants of one app that one run of its tool can build are built by one.
 * A package that fails does not stop the others.
 */

import { type Failure, isFailure } from '../base/failure.ts';
import { present } from '../base/present.ts';
import { RunQueue } from '../base/runQueue.ts';
import { type CreatedPackage, createPackage, type CreatePackageRequest } from './createPackage.ts';
import { askedOnce } from './passwordSource.ts';
import { buildGroups } from './buildGroups.ts';
import { type JointMember, jointMembers } from './jointBuild.ts';
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
  const ends = requests.map(() => Promise.withResolvers<PackageOutcome>());
  const make = async (index: number, together?: JointMember): Promise<void> => {
    const request = requests[index];
    const end = ends[index];
    if (!request || !end) return;
    try {
      const made = await createPackage(world, { ...request, ...present('together', together), passwords: passwords(request.passwords) });
      end.resolve({ kind: 'made', made });
    } catch (error) {
      if (isFailure(error)) end.resolve({ kind: 'failed', failure: error });
      else end.reject(error);
    } finally {
      together?.leave();
    }
  };
  const outcomes = ends.map(async ({ promise }, index) => {
    const outcome = await promise;
    onOutcome?.(index, outcome);
    return outcome;
  });
  for (const group of await buildGroups(world, requests)) {
    const members = group.indexes.length > 1 ? jointMembers(group.variants) : [];
    queue.add(async () => void (await Promise.all(group.indexes.map(async (index, place) => await make(index, members[place])))));
  }
  await Promise.allSettled(outcomes);
  return await Promise.all(outcomes);
}
