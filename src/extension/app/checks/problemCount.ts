/** How much is wrong with an app, or with one platform of it. */

import { type Platform } from '../../../core/settings/platform.ts';
import { type PlacedIssue } from './issuePlacement.ts';

export interface ProblemCount {
  readonly errors: number;
  readonly warnings: number;
}

/** Of all issues, or of those of one platform alone. */
export function countProblems(issues: readonly PlacedIssue[], platform?: Platform): ProblemCount {
  const concerned = platform === undefined ? issues : issues.filter((issue) => issue.platform === platform);
  const count = (severity: PlacedIssue['severity']): number => concerned.filter((each) => each.severity === severity).length;
  return { errors: count('error'), warnings: count('warning') };
}
