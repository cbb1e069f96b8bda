/**
 * Tests of a window depend on much that is not the product: a browser, a server, a machine that is busy. What failed is
 * tried again in a new window. Where it passes then, it is reported as flaky, with the picture of its failure; more
 * than two of these are a failure, since then it is not an accident.
 */

import { type Tally } from '../steps/tally.ts';

export interface WindowAttempt {
  readonly tally: Tally;
  /** Full titles of the tests that failed. */
  readonly failures: readonly string[];
}

export interface FlakyTest {
  readonly title: string;
  /** Absent where the window could not be photographed. */
  readonly picture?: string;
}

const mostFlaky = 2;

export class FlakyTests {
  readonly #pictureOf: (title: string) => string | undefined;
  readonly #found: FlakyTest[] = [];

  constructor(pictureOf: (title: string) => string | undefined) {
    this.#pictureOf = pictureOf;
  }

  get found(): readonly FlakyTest[] {
    return this.#found;
  }

  /** Runs the tests of one window, and again in a new one where any failed. Tests that fail twice have failed. */
  async run(name: string, attempt: () => Promise<WindowAttempt>, log: (line: string) => void): Promise<Tally> {
    const first = await attempt();
    if (first.tally.failed === 0) return first.tally;
    const titles = first.failures.length > 0 ? first.failures : [name];
    // Before the second attempt takes its own pictures.
    const flaky = titles.map((title): FlakyTest => {
      const picture = this.#pictureOf(title);
      return { title, ...(picture !== undefined && { picture }) };
    });
    log(`  failed, and tried once more in a new window: ${titles.join(', ')}`);
    const second = await attempt();
    if (second.tally.failed > 0) return second.tally;
    const room = Math.max(0, mostFlaky - this.#found.length);
    this.#found.push(...flaky);
    for (const test of flaky) log(`  flaky: ${test.title}${test.picture === undefined ? '' : `; see ${test.picture}`}`);
    const tooMany = Math.max(0, flaky.length - room);
    if (tooMany > 0) log(`  ${this.#found.length} tests are flaky, more than the ${mostFlaky} that may be`);
    return { ...second.tally, failed: tooMany };
  }
}

/** For the summary: `2 flaky`. */
export function flakyNote({ found }: FlakyTests): string {
  return found.length === 0 ? '' : `; ${found.length} flaky: ${found.map(({ title }) => title).join(', ')}`;
}
