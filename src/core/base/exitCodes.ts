/** What the command line and the tasks of the editor end with (docs/cli.md). The kind of a failure decides. */

import { type FailureKind } from './defineFailures.ts';

export const exitCodes = { done: 0, issues: 1, usage: 2, environment: 3, remote: 4, defect: 70, cancelled: 130 } as const;

const byKind: Readonly<Record<FailureKind, number>> = {
  user: exitCodes.issues,
  usage: exitCodes.usage,
  environment: exitCodes.environment,
  remote: exitCodes.remote,
  internal: exitCodes.defect,
  cancelled: exitCodes.cancelled,
};

export function exitCodeOf(kind: FailureKind): number {
  return byKind[kind];
}
