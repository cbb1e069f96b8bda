/**
 * The row of a failure. Everybody else asks here, as few runs meet a failure: bundles in chunks read the table with the first one
 * (`scripts/build/tablesWhenNeeded.ts`).
 */

import { type FailureRow } from './defineFailures.ts';
import { failureTable, type FailureCode } from './failureTable.ts';

export function failureRow(code: FailureCode): FailureRow {
  return failureTable[code];
}
