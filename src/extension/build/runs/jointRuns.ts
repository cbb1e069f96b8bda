/** Runs that one process works for: each arrives by itself, and the work begins when the last one is there. */

import { type CreatedPackage } from '../../../core/workflow/createPackage.ts';
import { type RunRequest } from './packageRun.ts';
import { type RunHooks } from './packageRuns.ts';

export interface JointRun {
  readonly request: RunRequest;
  readonly hooks: RunHooks;
  readonly end: PromiseWithResolvers<CreatedPackage>;
}

export class JointRuns {
  readonly #make: (members: readonly JointRun[]) => Promise<void>;
  readonly #arrived = new Map<object, JointRun[]>();

  /** `make` settles the end of each member. */
  constructor(make: (members: readonly JointRun[]) => Promise<void>) {
    this.#make = make;
  }

  async run({ request, hooks }: Omit<JointRun, 'end'>): Promise<CreatedPackage> {
    const { together } = hooks;
    const members = (together && this.#arrived.get(together)) ?? [];
    const end = Promise.withResolvers<CreatedPackage>();
    members.push({ request, hooks, end });
    if (together && members.length < together.count) this.#arrived.set(together, members);
    else {
      if (together) this.#arrived.delete(together);
      void this.#make(members).catch((error: unknown) => members.forEach((member) => member.end.reject(error)));
    }
    return await end.promise;
  }
}
