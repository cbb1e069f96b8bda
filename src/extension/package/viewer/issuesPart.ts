/** Issues as a part of a section, the worst first. */

import { type Issue } from '../../../core/base/issue.ts';
import { type AssetButton, type AssetPart } from '../../../protocol/assetViewerProtocol.ts';
import { issueText } from '../../shared/errors/tableText.ts';

const severities = ['error', 'warning', 'info'] as const;
/** A hostile package can cause an unlimited number of them. */
const mostIssues = 200;

/** `fixesOf`: buttons of what one click does. */
export function issuesPart(issues: readonly Issue[], fixesOf: (issue: Issue) => readonly AssetButton[] = () => []): AssetPart {
  const shown = issues
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .slice(0, mostIssues)
    .map((issue) => {
      const { message, remedy } = issueText(issue);
      const entry = issue.place?.entry;
      return { severity: issue.severity, message: entry === undefined ? message : `${entry}: ${message}`, remedy, fixes: fixesOf(issue) };
    });
  return { kind: 'issues', issues: shown };
}
