/** Issues without repetitions: a check before the build and the build itself may find the same. The first, placed one stays. */

import { type Issue } from '../base/issue.ts';
import { type IssueCode } from '../base/issues/issueTable.ts';

/** What the finished package tells once more, after the settings' checks told it with its place. */
const toldBefore: ReadonlyMap<IssueCode, IssueCode> = new Map([
  ['store-example-identifier', 'identifier-placeholder'],
  ['store-debug-certificate', 'keystore-certificate-debug'],
  ['store-certificate-expired', 'keystore-certificate-expired'],
  ['store-certificate-ends-early', 'keystore-certificate-ends-early'],
  ['store-weak-key', 'keystore-key-weak'],
]);

export function uniqueIssues(issues: readonly Issue[]): Issue[] {
  const codes = new Set(issues.map(({ code }) => code));
  const seen = new Map<string, Issue>();
  for (const issue of issues) {
    const earlier = toldBefore.get(issue.code);
    if (earlier !== undefined && codes.has(earlier)) continue;
    const key = JSON.stringify([issue.code, issue.message]);
    if (!seen.has(key)) seen.set(key, issue);
  }
  return [...seen.values()];
}
