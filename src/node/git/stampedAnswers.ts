/** Answers that cost a process, remembered while what they depend on keeps its stamp. */

import { type Stamp } from './repositoryState.ts';

interface Remembered<Answer> {
  readonly stamp: string;
  readonly answer: Answer;
}

const mostAnswers = 256;
/** Some file systems tell times in steps of two seconds: what changed just now could change again without a trace. */
const settledAfterMs = 2500;

export class StampedAnswers<Answer> {
  readonly #answers = new Map<string, Remembered<Answer>>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** `stamp` was taken before this call. An answer of `undefined` is not remembered. */
  async get(question: string, stamp: Stamp | undefined, ask: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
    const known = this.#answers.get(question);
    if (known && known.stamp === stamp?.text) return known.answer;
    const isSettled = stamp !== undefined && stamp.changedAtMs < this.#now() - settledAfterMs;
    const answer = await ask();
    this.#answers.delete(question);
    if (answer === undefined || !isSettled) return answer;
    this.#answers.set(question, { stamp: stamp.text, answer });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > mostAnswers && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }
}
