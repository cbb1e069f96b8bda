/** Fixes of other files of the project: the ledger, and passwords that were left. */

import { always, best, fix, type FixTable, type MakeFixes } from './fixRows.ts';

const moveSecret: MakeFixes = ({ text }) => [best({ kind: 'moveSecret', file: text('file'), key: text('key') })];

export const fileFixes: FixTable = {
  'app-settings-missing': always(fix({ kind: 'importSettings' })),
  'ledger-duplicate': ({ issue }) => (issue.place?.range ? [best({ kind: 'removeLine', line: issue.place.range.line })] : []),
  'project-secret-tracked': moveSecret,
  'import-secret-left': moveSecret,
};
