import { deepStrictEqual } from 'node:assert/strict';
import { fakeEditor, resetFakeEditor } from '../../../support/fakeEditor.ts';

describe('options of a publication on Google Play', () => {
  beforeEach(resetFakeEditor);

  async function ask(answers: readonly string[], takesCountries = true) {
    const { askPlayOptions, optionLines } = await import('../../../../src/extension/releases/stores/playOptions.ts');
    fakeEditor.answers = [...answers];
    const options = await askPlayOptions('Publish app.aab', { isDraft: false }, takesCountries);
    return { options, lines: optionLines(options) };
  }

  it('are as usual until someone changes them, and each answer counts when the list is left', async () => {
    deepStrictEqual(await ask(['Done']), { options: { isDraft: false }, lines: [] });
    deepStrictEqual(await ask(['Draft', 'In-App Update Priority', '4']), {
      options: { isDraft: true, priority: 4 },
      lines: ['Draft: you finish it in the Play Console', 'In-App Update Priority: 4'],
    });
  });

  it('take countries for a rollout in production, and give them up again', async () => {
    const countries = ['Countries of the Rollout', 'de, fr, DE, *'];
    deepStrictEqual(await ask([...countries, 'Done']), {
      options: { isDraft: false, countries: { codes: ['DE', 'FR'], includesRestOfWorld: true } },
      lines: ['Countries of the Rollout: DE, FR, all others'],
    });
    deepStrictEqual((await ask([...countries, 'Countries of the Rollout', ' ', 'Done'])).options, { isDraft: false });
    deepStrictEqual((await ask(countries, false)).options, { isDraft: false });
  });
});
