import { deepStrictEqual, rejects } from 'node:assert/strict';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { askInSteps, type Step } from '../../../../../src/extension/shared/questions/askInSteps.ts';
import { type QuestionPlace, wentBack } from '../../../../../src/extension/shared/questions/questionPlace.ts';

interface Answers {
  readonly text: string;
  readonly isLong: boolean;
}

/** Answers each question with the next of the script; `<` goes back. */
async function check(script: readonly string[], expected: string, seen: readonly string[]): Promise<void> {
  const places: string[] = [];
  const left = [...script];
  const answer = ({ step, totalSteps, canGoBack }: QuestionPlace, name: string): string => {
    places.push(`${name} ${step}/${totalSteps}${canGoBack ? ' <' : ''}`);
    return left.shift() ?? '';
  };
  const step = (name: string, isAsked?: (answers: Answers) => boolean): Step<Answers> => ({
    ...(isAsked && { isAsked }),
    ask: async (answers, place) => {
      const given = answer(place, name);
      if (given === '<') return wentBack;
      return { text: answers.text + given, isLong: given === 'long' || answers.isLong };
    },
  });
  const steps = [step('first'), step('more', ({ isLong }) => isLong), step('last')];
  const { text } = await askInSteps('Title', steps, { text: '', isLong: false });
  deepStrictEqual([text, places], [expected, seen]);
}

describe('askInSteps', () => {
  it('counts the questions that are asked', async () => {
    await check(['a', 'b'], 'ab', ['first 1/2', 'last 2/2 <']);
    await check(['long', 'm', 'z'], 'longmz', ['first 1/2', 'more 2/3 <', 'last 3/3 <']);
  });

  it('goes back to the question that was asked before', async () => {
    await check(['a', '<', 'b', 'c'], 'abc', ['first 1/2', 'last 2/2 <', 'first 1/2', 'last 2/2 <']);
    await check(['long', 'm', '<', 'n', 'z'], 'longmnz', ['first 1/2', 'more 2/3 <', 'last 3/3 <', 'more 2/3 <', 'last 3/3 <']);
  });

  it('ends where there is nothing to go back to', async () => {
    await rejects(check(['<'], '', []), (error) => isFailure(error, 'cancelled'));
  });
});
