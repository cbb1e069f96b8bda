/** The templates of the core's tables, which `src/extension/errors/tableText.ts` translates as they stand there. */

import { failureTable } from '../../src/core/base/failureTable.ts';
import { issueTable } from '../../src/core/base/issues/issueTable.ts';

export const tableTextPath = 'src/extension/errors/tableText.ts';

export function tableStrings(): readonly string[] {
  const ofIssues = Object.values(issueTable).flatMap(({ message, remedy }): string[] => [message, remedy]);
  const ofFailures = Object.values(failureTable).flatMap(({ message, hint }): string[] => [message, hint]);
  return [...new Set([...ofIssues, ...ofFailures])].filter(isText);
}

/** A template that is all place, such as `{summary}`, has no words of its own. */
function isText(template: string): boolean {
  return template.replaceAll(/\{\w+\}/g, '') !== '';
}
