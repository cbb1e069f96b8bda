import { deepStrictEqual, rejects } from 'node:assert/strict';
import { type VariantChoice } from '../../../../../src/core/projects/chooseVariant.ts';
import { type AppEntry } from '../../../../../src/extension/app/appEntry.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';

/** An app of which nothing but its variants counts here. */
function appWith(variant: VariantChoice | undefined): AppEntry {
  const entry: unknown = {
    folder: '/work/shop',
    opened: { inspected: { settings: {} }, project: undefined },
    on: () => ({ variant, effective: { name: { value: 'Shop' } } }),
  };
  return entry as AppEntry;
}

async function chosenVariants() {
  const { ChosenVariants } = await import('../../../../../src/extension/build/targets/chosenVariants.ts');
  const kept = new Map<string, unknown>();
  const memento = {
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key) as never,
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
  return new ChosenVariants(memento);
}

describe('the variant of an app in the editor', () => {
  beforeEach(resetFakeEditor);
  const missing = appWith({ kind: 'missing', choices: ['free', 'paid'] });

  it('is asked for once', async () => {
    const variants = await chosenVariants();
    fakeEditor.answers = ['paid'];
    deepStrictEqual(await variants.variantsOf(missing, 'android'), ['paid']);
    deepStrictEqual(await variants.variantsOf(missing, 'android'), ['paid']);
    deepStrictEqual(fakeEditor.asked, ['Which variant of Shop for Android?']);
    deepStrictEqual(variants.kept(missing, 'android'), ['paid']);
  });

  it('can be several, which are made together', async () => {
    const variants = await chosenVariants();
    fakeEditor.answers = ['Several Variants…', 'free,paid'];
    deepStrictEqual(await variants.variantsOf(missing, 'android'), ['free', 'paid']);
    deepStrictEqual(variants.kept(missing, 'android'), ['free', 'paid']);
  });

  it('is asked for again when the project has it no longer, and when someone chooses another', async () => {
    const variants = await chosenVariants();
    fakeEditor.answers = ['paid', 'free', 'gold'];
    await variants.variantsOf(missing, 'android');
    const other = appWith({ kind: 'missing', choices: ['free', 'gold'] });
    deepStrictEqual(await variants.variantsOf(other, 'android'), ['free']);
    deepStrictEqual(await variants.choose(other, 'android'), ['gold']);
    deepStrictEqual(variants.kept(other, 'android'), ['gold']);
  });

  it('is not asked for where there is no choice, and can be left', async () => {
    const variants = await chosenVariants();
    deepStrictEqual(await variants.variantsOf(appWith(undefined), 'android'), []);
    deepStrictEqual(await variants.variantsOf(appWith({ kind: 'chosen', variant: { name: 'release' } }), 'android'), []);
    deepStrictEqual(fakeEditor.asked, []);
    await rejects(variants.variantsOf(missing, 'android'), { code: 'cancelled' });
  });
});
