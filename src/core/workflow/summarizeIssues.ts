/** Issues in one sentence, for the message of a failure: the first error, and how many there are besides. */

import { type Issue } from '../base/issue.ts';

export function summarizeIssues(issues: readonly Issue[]): string {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return 'The package could not be made';
  return errors.length === 1 ? first.message : `${first.message}, and ${errors.length - 1} more`;
}
