/**
 * Asks a judge. One that is not installed makes its tests skipped, by name, on a developer's machine, and failed where
 * `CI=true` says that nothing may be left out.
 */

import { spawnSync } from 'node:child_process';
import { skipCurrent } from '../../support/currentRunnable.ts';
import { findJudge } from './findJudge.ts';
import { judgeRow, originOf, type JudgeName } from './judgeTable.ts';

/** The command of a judge. Called inside a test it skips the test when there is none; in a `before` hook, the suite. */
export function judge(name: JudgeName): string {
  const command = findJudge(name);
  if (command !== undefined) return command;
  const reason = `the judge ${name} (${originOf(judgeRow(name))}) is not installed`;
  if (process.env['CI'] === 'true') throw new Error(reason);
  return skipCurrent(reason);
}

export interface Verdict {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a judge to its end. What it says is the verdict; only a judge that cannot be started throws. */
export function askJudge(
  name: JudgeName,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly input?: string | Uint8Array } = {},
): Verdict {
  const { env, ...rest } = options;
  const result = spawnSync(judge(name), args, {
    ...rest,
    ...(env && { env: { ...process.env, ...env } }),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    timeout: 300_000,
  });
  if (result.error) throw result.error;
  return { exitCode: result.status ?? -1, stdout: result.stdout, stderr: result.stderr };
}
