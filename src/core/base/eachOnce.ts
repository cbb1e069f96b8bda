/** Issues without repetitions: several checks may find the same problem. The first one stays. */

import { type Issue } from './issue.ts';

export function eachOnce(issues: readonly Issue[]): Issue[] {
  const seen = new Map<string, Issue>();
  for (const issue of issues) {
    const key = JSON.stringify([issue.code, issue.message]);
    if (!seen.has(key)) seen.set(key, issue);
  }
  return [...seen.values()];
}
