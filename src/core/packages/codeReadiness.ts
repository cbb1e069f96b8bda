/** The rules on code and on the resource table: there must be code, and the table must be mappable as it is in the file. */

import { createIssue, type Issue } from '../base/issue.ts';
import { type AndroidInspection } from './androidInspection.ts';
import { targetOf } from './readinessContext.ts';

export function codeReadiness(inspection: AndroidInspection): readonly Issue[] {
  const issues: Issue[] = [];
  if (inspection.hasCode === true && inspection.dexFiles.length === 0 && inspection.split === undefined)
    issues.push(createIssue('store-code-missing', {}));
  const { resourceTable } = inspection;
  if (!resourceTable || (targetOf(inspection) ?? 0) < 30) return issues;
  const place = { entry: 'resources.arsc', offset: resourceTable.dataOffset };
  if (!resourceTable.isStored) issues.push(createIssue('store-resource-table-compressed', {}, place));
  else if (resourceTable.dataOffset % 4 !== 0)
    issues.push(createIssue('store-resource-table-unaligned', { offset: resourceTable.dataOffset }, place));
  return issues;
}
