/** The failure of an operation that issues stopped. Its message is the first error, and how many there are besides. */

import { Failure } from './failure.ts';
import { type Issue } from './issue.ts';

export function issuesFound(issues: readonly Issue[], options: { readonly cause?: unknown } = {}): Failure {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const first = errors[0]?.message ?? issues[0]?.message ?? 'The work cannot be finished';
  const summary = errors.length > 1 ? `${first}, and ${errors.length - 1} more` : first;
  return Failure.of('issues-found', { summary }, { ...options, issues });
}
