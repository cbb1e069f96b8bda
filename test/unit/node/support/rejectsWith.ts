/** Asserts that an operation ends in the failure of a code, and gives its message for a closer look. */

import { rejects } from 'node:assert/strict';
import { type FailureCode } from '../../../../src/core/base/failureTable.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';

export async function rejectsWith(code: FailureCode, operation: Promise<unknown>): Promise<string> {
  let message = '';
  await rejects(operation, (error: unknown) => {
    if (!isFailure(error, code)) throw error;
    message = error.message;
    return true;
  });
  return message;
}
