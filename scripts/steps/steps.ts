/**
 * Runs the steps of a task one after the other, says what happens and how long it took, and goes on after a failed one:
 * one run shows everything that is wrong.
 */

import { addTallies, closingLine, oneFailed, type Tally } from './tally.ts';

export interface Step {
  /** As in `npm run check -- <name>`. */
  readonly name: string;
  /** What is looked at, for people. */
  readonly about: string;
  run(): Promise<StepResult>;
}

export interface StepResult {
  readonly tally: Tally;
  /** What a person needs to fix a failed step. Steps that write to the terminal themselves leave it out. */
  readonly output?: string;
  /** One remark for the summary. */
  readonly note?: string;
}

interface Outcome extends StepResult {
  readonly step: Step;
  readonly seconds: number;
}

/** All of them, or those that are named; an unknown name ends the process. */
export function chooseSteps(steps: readonly Step[], wanted: readonly string[]): readonly Step[] {
  const names = steps.map(({ name }) => name);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no step ${unknown.join(', ')}; there are ${names.join(', ')}.`);
    process.exit(2);
  }
  return steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

/** Runs the steps, prints the summary, and ends with the closing line. The process will exit with 1 if anything failed. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    console.log(`▸ ${step.name}: ${step.about} …`);
    const started = performance.now();
    const result = await resultOf(step);
    const outcome = { ...result, step, seconds: (performance.now() - started) / 1000 };
    if (result.output && result.tally.failed > 0) console.log(result.output.trimEnd());
    console.log(`  ${summaryOf(outcome)}`);
    outcomes.push(outcome);
  }
  const tally = addTallies(outcomes.map((outcome) => outcome.tally));
  if (outcomes.length > 1) {
    console.log('');
    const width = Math.max(...outcomes.map(({ step }) => step.name.length));
    for (const outcome of outcomes) console.log(`${outcome.step.name.padEnd(width)}  ${summaryOf(outcome)}`);
  }
  console.log(`\n${closingLine(tally)}`);
  if (tally.failed > 0) process.exitCode = 1;
}

async function resultOf(step: Step): Promise<StepResult> {
  try {
    return await step.run();
  } catch (error) {
    return { tally: oneFailed, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function summaryOf({ tally, note, seconds }: Outcome): string {
  const verdict = tally.failed > 0 ? '✗ failed' : '✓ fine  ';
  return `${verdict} ${seconds.toFixed(1).padStart(5)} s${note ? `  ${note}` : ''}`;
}
