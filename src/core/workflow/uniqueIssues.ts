/** Issues without repetitions: a check before the build and the build itself may find the same. The first, placed one stays. */

import { eachOnce } from '../base/eachOnce.ts';
import { type Issue } from '../base/issue.ts';
import { type IssueCode } from '../base/issues/issueTable.ts';

/** What the check of the finished package finds again, after the settings' checks found it and named its place. */
const foundBefore: ReadonlyMap<IssueCode, IssueCode> = new Map([
  ['store-example-identifier', 'identifier-placeholder'],
  ['store-debug-certificate', 'keystore-certificate-debug'],
  ['store-certificate-expired', 'keystore-certificate-expired'],
  ['store-certificate-ends-early', 'keystore-certificate-ends-early'],
  ['store-weak-key', 'keystore-key-weak'],
]);

export function uniqueIssues(issues: readonly Issue[]): Issue[] {
  const codes = new Set(issues.map(({ code }) => code));
  return eachOnce(
    issues.filter(({ code }) => {
      const earlier = foundBefore.get(code);
      return earlier === undefined || !codes.has(earlier);
    }),
  );
}
