/**
 * Several questions one after the other, each with its number and a way back. What was answered stays when someone goes back, and a
 * question that the earlier answers make needless is left out of the count.
 */

import { Failure } from '../../../core/base/failure.ts';
import { type QuestionPlace, wentBack } from './questionPlace.ts';

export interface Step<Answers> {
  /** Always, when it is absent. */
  isAsked?(answers: Answers): boolean;
  /** The answers with the new one; throws `cancelled` on Escape. */
  ask(answers: Answers, place: QuestionPlace): Promise<Answers | typeof wentBack>;
}

/** Throws `cancelled` when someone leaves. */
export async function askInSteps<Answers>(title: string, steps: readonly Step<Answers>[], known: Answers): Promise<Answers> {
  let answers = known;
  const asked: number[] = [];
  const isAsked = (step: Step<Answers>): boolean => step.isAsked?.(answers) ?? true;
  for (let index = 0; index < steps.length;) {
    const step = steps[index];
    if (!step || !isAsked(step)) {
      index += 1;
      continue;
    }
    const totalSteps = asked.length + steps.slice(index).filter(isAsked).length;
    const given = await step.ask(answers, { title, step: asked.length + 1, totalSteps, canGoBack: asked.length > 0 });
    if (given === wentBack) {
      const before = asked.pop();
      if (before === undefined) throw Failure.of('cancelled', {});
      index = before;
    } else {
      answers = given;
      asked.push(index);
      index += 1;
    }
  }
  return answers;
}
