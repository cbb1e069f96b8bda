/** How many tests passed, failed and were skipped; and the closing line that every test task ends with. */

import { readFileSync } from 'node:fs';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const onePassed: Tally = { passed: 1, failed: 0, skipped: 0 };
export const oneFailed: Tally = { passed: 0, failed: 1, skipped: 0 };

export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of tallies) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** The last closing line of an output. */
export function parseClosingLine(output: string): Tally | undefined {
  const last = Array.from(output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)).at(-1);
  return last && { passed: Number(last[1]), failed: Number(last[2]), skipped: Number(last[3]) };
}

/** How a failed test is named again at the end, so that it is found without a search. */
export function failedLine(title: string, reason: string): string {
  return `  failed: ${title}${reason === '' ? '' : ` (${reason})`}`;
}

/** From the output of a task: its failed steps and its failed tests, a line each, as they are printed there. */
export function failedLines(output: string): readonly string[] {
  return output.split('\n').filter((line) => /^ {2}failed: |^[\w-]+ +✗ failed/.test(line));
}

/** What `test/support/closingLineReporter.ts` writes into TALLY_FILE. */
export interface ReportedTally extends Tally {
  /** Full titles of the tests that failed. */
  readonly failures?: readonly string[];
}

/** What a reporter wrote into TALLY_FILE; `undefined` when it ended before that. */
export function readTally(path: string): ReportedTally | undefined {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  return isTally(value) ? value : undefined;
}

function isTally(value: unknown): value is ReportedTally {
  return typeof value === 'object' && value !== null && 'passed' in value && 'failed' in value && 'skipped' in value;
}
