/** Issues without repetitions: a check before the build and the build itself may find the same. The first, placed one stays. */

import { type Issue } from '../base/issue.ts';

export function uniqueIssues(issues: readonly Issue[]): Issue[] {
  const seen = new Map<string, Issue>();
  for (const issue of issues) {
    const key = JSON.stringify([issue.code, issue.message]);
    if (!seen.has(key)) seen.set(key, issue);
  }
  return [...seen.values()];
}
