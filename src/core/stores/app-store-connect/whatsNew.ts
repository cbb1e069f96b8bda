/** Texts about a build or a version, one for each language: those that are there are changed. */

import { textField } from '../jsonObject.ts';
import { type ReleaseNotes } from '../releaseNotes.ts';
import { type ConnectApi, type NewResource, type Resource } from './connectApi.ts';
import { ConnectRefusal } from './connectRefusal.ts';

export interface TextsPlace {
  readonly type: 'betaBuildLocalizations' | 'appStoreVersionLocalizations';
  readonly list: () => Promise<readonly Resource[]>;
  /** What they are about. */
  readonly relationships: NonNullable<NewResource['relationships']>;
}

/** `mainLanguage`: of the app. What Apple refuses, such as a language that the app has not, is an error. */
export async function writeWhatsNew(
  api: ConnectApi,
  { type, list, relationships }: TextsPlace,
  notes: ReleaseNotes,
  mainLanguage: string | undefined,
): Promise<void> {
  if (notes.size === 0) return;
  const known = await list();
  for (const [language, whatsNew] of notes) {
    const locale = language ?? mainLanguage ?? 'en-US';
    const of = (texts: readonly Resource[]) => texts.find(({ attributes }) => textField(attributes, 'locale') === locale);
    const update = async ({ id }: Resource): Promise<void> => await api.update(`/v1/${type}`, type, id, { whatsNew });
    const found = of(known);
    if (found) {
      await update(found);
      continue;
    }
    try {
      await api.create(`/v1/${type}`, { type, attributes: { locale, whatsNew }, relationships });
    } catch (error) {
      if (!(error instanceof ConnectRefusal && error.status === 409)) throw error;
      // Apple makes that of the main language by itself, and the answer to an earlier request may have been lost.
      const there = of(await list());
      if (!there) throw error;
      await update(there);
    }
  }
}

/** What to test in a build, for people who test it. */
export async function writeWhatToTest(api: ConnectApi, app: Resource, buildId: string, notes: ReleaseNotes): Promise<void> {
  const type = 'betaBuildLocalizations';
  const list = async () => await api.list(`/v1/${type}`, { 'filter[build]': buildId });
  const relationships = { build: ['builds', buildId] } as const;
  await writeWhatsNew(api, { type, list, relationships }, notes, textField(app.attributes, 'primaryLocale'));
}
