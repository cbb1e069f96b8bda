/** Wrong usage of the command line: exit code 2. */

import { Failure } from '../../core/base/failure.ts';

export function usageFailure(problem: string, remedy: string): Failure {
  return Failure.of('usage-wrong', { problem, remedy });
}
