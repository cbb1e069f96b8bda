import { deepStrictEqual } from 'node:assert/strict';
import { type Stamp } from '../../../../src/node/git/repositoryState.ts';
import { StampedAnswers } from '../../../../src/node/git/stampedAnswers.ts';

const now = 1_000_000;

/** How often someone was asked in the end. */
async function check(questions: readonly (readonly [question: string, stamp: Stamp | undefined])[], expected: number): Promise<void> {
  const answers = new StampedAnswers<string>(() => now);
  let asked = 0;
  for (const [question, stamp] of questions) {
    const ask = async (): Promise<string | undefined> => {
      asked++;
      return question === 'unknown' ? undefined : question;
    };
    deepStrictEqual(await answers.get(question, stamp, ask), question === 'unknown' ? undefined : question);
  }
  deepStrictEqual(asked, expected);
}

function old(text: string): Stamp {
  return { text, changedAtMs: now - 60_000 };
}

describe('stamped answers', () => {
  it('are remembered while the stamp is the same', () =>
    check(
      [
        ['a', old('1')],
        ['a', old('1')],
        ['b', old('1')],
        ['a', old('1')],
      ],
      2,
    ));

  it('are asked for again when the stamp is another, or the one before', () =>
    check(
      [
        ['a', old('1')],
        ['a', old('2')],
        ['a', old('1')],
      ],
      3,
    ));

  it('are not remembered of what changed just now, has no stamp, or could not be determined', () =>
    check(
      [
        ['a', { text: '1', changedAtMs: now - 1000 }],
        ['a', { text: '1', changedAtMs: now - 1000 }],
        ['b', undefined],
        ['b', undefined],
        ['unknown', old('1')],
        ['unknown', old('1')],
      ],
      6,
    ));

  it('are forgotten, the oldest first', () => {
    const many = Array.from({ length: 300 }, (_, index) => [String(index), old('1')] as const);
    return check([...many, ['299', old('1')], ['0', old('1')]], 301);
  });
});
