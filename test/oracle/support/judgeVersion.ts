/** What a judge says of itself. */

import { spawnSync } from 'node:child_process';
import { findJudge } from './findJudge.ts';
import { judgeRow, type JudgeName } from './judgeTable.ts';

/** The first line a judge says about its version; `undefined` when it is not installed. */
export function judgeVersion(name: JudgeName): string | undefined {
  const command = findJudge(name);
  if (command === undefined) return undefined;
  const row = judgeRow(name);
  const { error, stdout, stderr } = spawnSync(command, row.versionArgs, { encoding: 'utf8', timeout: 30_000 });
  if (error) return undefined;
  if (row.hasNoVersion) return 'installed';
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  // The first line of the Java tools may be about JAVA_TOOL_OPTIONS.
  return lines.find((line) => /\d/.test(line) && !line.startsWith('Picked up')) ?? 'installed';
}
