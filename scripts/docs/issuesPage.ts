/** The page docs/issues.md, made from the tables of issues and failures. */

import { failureTable } from '../../src/core/base/failureTable.ts';
import { type IssueRow } from '../../src/core/base/issues/defineIssues.ts';
import { issueTable } from '../../src/core/base/issues/issueTable.ts';
import { tableRow } from './tableRow.ts';

export function issuesPage(): string {
  const issues = Object.entries<IssueRow>(issueTable);
  const topics = [...Map.groupBy(issues, ([code]) => code.slice(0, code.indexOf('-')))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# Issues and failures',
    '',
    'Made by `npm run docs` from `src/core/base/issues` and `src/core/base/failureTable.ts`; edit those.',
    '',
    'An **issue** is a fact about your files that is wrong or doubtful. A **failure** is an operation that could not finish.',
    'Values in braces are placeholders.',
    '',
    ...topics.flatMap(([topic, rows]) => [`## ${topic}`, '', ...issueRows(rows), '']),
    '## Failures',
    '',
    '| code | kind | message | what to do |',
    '| --- | --- | --- | --- |',
    ...Object.entries(failureTable).map(([code, row]) => tableRow([`\`${code}\``, row.kind, row.message, row.hint])),
    '',
  ].join('\n');
}

function issueRows(rows: readonly (readonly [string, IssueRow])[]): readonly string[] {
  return [
    '| code | severity | message | what to do |',
    '| --- | --- | --- | --- |',
    ...rows
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, { severity, message, remedy }]) => tableRow([`\`${code}\``, severity, message, remedy])),
  ];
}
