/** Steps that are one tool: fine when it exits with 0, and its output is shown when it does not. */

import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProgramOptions, runTool, toolScript } from './program.ts';
import { type Step, type StepResult } from './steps.ts';
import { closingLine, oneFailed, onePassed, readTally } from './tally.ts';

export function toolStep(name: string, about: string, tool: string, args: readonly string[]): Step {
  return {
    name,
    about,
    run: async () => {
      const { exitCode, output } = await runTool(tool, args, { quiet: true });
      return { tally: exitCode === 0 ? onePassed : oneFailed, output };
    },
  };
}

export interface MochaResult extends StepResult {
  /** Full titles of the tests that failed. */
  readonly failures: readonly string[];
}

export interface MochaOptions {
  readonly coverage?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
  /** Takes all of the output when mocha has ended; without it, the output is on the terminal as it comes. */
  readonly log?: (output: string) => void;
}

/** Runs mocha and takes its counts from the reporter. */
export async function runMocha(args: readonly string[], options: MochaOptions = {}): Promise<MochaResult> {
  const folder = await mkdtemp(join(tmpdir(), 'mobile-distribution-tally-'));
  const tallyFile = join(folder, 'tally.json');
  try {
    const env = { ...options.env, TALLY_FILE: tallyFile, NODE_OPTIONS: nodeOptions() };
    const program: ProgramOptions = {
      env,
      ...(options.limitMs !== undefined && { limitMs: options.limitMs }),
      // Not a pipe: what mocha started and left behind when it was ended would keep that open.
      ...(options.log && { outputFile: join(folder, 'output.txt') }),
    };
    const { exitCode, output } = options.coverage
      ? await runTool('c8', [process.execPath, toolScript('mocha'), ...args], program)
      : await runTool('mocha', args, program);
    options.log?.(output);
    const tally = readTally(tallyFile);
    if (!tally) return { tally: oneFailed, failures: [], note: `mocha ended with ${exitCode} before its tests did` };
    // A failure outside the tests, such as coverage under its threshold, must not be lost.
    if (exitCode !== 0 && tally.failed === 0)
      return { tally: { ...tally, failed: 1 }, failures: [], note: `exit code ${exitCode} with all tests passed` };
    return { tally, failures: tally.failures ?? [], note: closingLine(tally) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function nodeOptions(): string {
  return `${process.env['NODE_OPTIONS'] ?? ''} --disable-warning=ExperimentalWarning`.trim();
}
