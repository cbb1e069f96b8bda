/** The templates of the core's tables, which `src/extension/errors/tableText.ts` translates as they stand there. */

import { type FailureRow, failureTable } from '../../src/core/base/failureTable.ts';
import { type IssueRow } from '../../src/core/base/issues/defineIssues.ts';
import { issueTable } from '../../src/core/base/issues/issueTable.ts';

export const tableTextPath = 'src/extension/errors/tableText.ts';

export function tableStrings(): readonly string[] {
  const issues: readonly IssueRow[] = Object.values(issueTable);
  const failures: readonly FailureRow[] = Object.values(failureTable);
  const ofIssues = issues.flatMap(({ message, remedy, remedyInEditor = remedy }) => [message, remedyInEditor]);
  const ofFailures = failures.flatMap(({ message, hint, hintInEditor = hint }) => [message, hintInEditor]);
  return [...new Set([...ofIssues, ...ofFailures])].filter(isText);
}

/** A template that is all place, such as `{summary}`, has no words of its own. */
function isText(template: string): boolean {
  return template.replaceAll(/\{\w+\}/g, '') !== '';
}
