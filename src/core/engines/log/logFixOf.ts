/** What can be done about a known failure besides its remedy, for faces that have buttons. */

import { knownFailures } from './knownFailures/knownFailures.ts';
import { type LogFix } from './logFinding.ts';

const fixes = new Map<string, LogFix>(knownFailures.flatMap(({ code, fix }) => (fix ? [[code, fix] as const] : [])));

export function logFixOf(code: string): LogFix | undefined {
  return fixes.get(code);
}
