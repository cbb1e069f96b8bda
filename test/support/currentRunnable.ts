/**
 * The mocha test or hook that runs at this moment, and a way to skip it from a plain function, with the reason that the
 * closing report names. Mocha itself offers skipping through `this` alone, which arrow functions do not have.
 */

import { type Runnable, type Runner, type Suite, type Test } from 'mocha';

let currentRunner: Runner | undefined;
const reasons = new WeakMap<Runnable | Suite, string>();

/** The reporter calls it: it is the one who is handed the runner. */
export function followRunner(runner: Runner): void {
  currentRunner = runner;
}

/** Skips the running test; in a `before` hook, the tests of its suite. */
export function skipCurrent(reason: string): never {
  const runnable = currentRunner?.currentRunnable;
  if (!runnable) throw new Error(`${reason}; this can be asked inside a test or a before hook alone`);
  reasons.set(skippedBy(runnable), reason);
  return runnable.skip();
}

function skippedBy(runnable: Runnable): Runnable | Suite {
  const isHook = 'type' in runnable && runnable.type === 'hook';
  if (!isHook) return runnable;
  const isForAll = runnable.title.startsWith('"before all"');
  return (isForAll ? runnable.parent : runnable.ctx?.currentTest) ?? runnable;
}

/** Why a test was skipped, when `skipCurrent` did it. */
export function skipReason(test: Test): string | undefined {
  for (let at: Runnable | Suite | undefined = test; at; at = at.parent) {
    const reason = reasons.get(at);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
