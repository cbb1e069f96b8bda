import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
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
    strictEqual(await variants.variantOf(missing, 'android'), 'paid');
    strictEqual(await variants.variantOf(missing, 'android'), 'paid');
    deepStrictEqual(fakeEditor.asked, ['Which variant of Shop for Android?']);
    strictEqual(variants.kept(missing, 'android'), 'paid');
  });

  it('is asked for again when the project has it no longer', async () => {
    const variants = await chosenVariants();
    fakeEditor.answers = ['paid', 'free'];
    await variants.variantOf(missing, 'android');
    strictEqual(await variants.variantOf(appWith({ kind: 'missing', choices: ['free', 'gold'] }), 'android'), 'free');
  });

  it('is not asked for where there is no choice, and can be left', async () => {
    const variants = await chosenVariants();
    strictEqual(await variants.variantOf(appWith(undefined), 'android'), undefined);
    strictEqual(await variants.variantOf(appWith({ kind: 'chosen', variant: { name: 'release' } }), 'android'), undefined);
    deepStrictEqual(fakeEditor.asked, []);
    await rejects(variants.variantOf(missing, 'android'), { code: 'cancelled' });
  });
});
