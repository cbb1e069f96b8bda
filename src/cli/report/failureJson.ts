/** A failure as programs read it. */

import { type Failure } from '../../core/base/failure.ts';
import { issueJson, type IssueJson } from './issueJson.ts';

export interface FailureJson {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string };
  readonly issues: readonly IssueJson[];
}

export function failureJson({
  code,
  message,
  hint,
  issues,
}: Pick<Failure, 'message' | 'hint' | 'issues'> & { readonly code: string }): FailureJson {
  return { error: { code, message, hint }, issues: issues.map((issue) => issueJson(issue)) };
}
