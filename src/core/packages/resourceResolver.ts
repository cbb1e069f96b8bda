/**
 * From the values in a manifest to what they stand for: references are followed through the resource table, with a bounded
 * number of steps, for the default configuration or for each locale.
 */

import { type ResourceConfiguration } from '../formats/android-resources/resourceConfiguration.ts';
import { type ResourceLookup } from '../formats/android-resources/resourceLookup.ts';
import { type ConfiguredValue } from '../formats/android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../formats/android-resources/resourceValue.ts';

/** A reference to a reference to …: real ones take two steps, a circle takes no end. */
const maxSteps = 8;
/** More translations, and more variants of one, than an app has. */
const maxLocales = 500;
const maxVariants = 4096;

export class ResourceResolver {
  readonly #lookup: ResourceLookup;
  /** A label is asked for in every locale, and decoding a resource of a binary table takes its time. */
  readonly #known = new Map<number, readonly ConfiguredValue[]>();

  constructor(lookup: ResourceLookup) {
    this.#lookup = lookup;
  }

  /** All variants of what a reference points to; their own references are not followed. */
  variants(value: ResourceValue | undefined): readonly ConfiguredValue[] {
    if (value?.type !== 'reference' || value.attribute === true || value.id === 0) return [];
    const known = this.#known.get(value.id);
    if (known) return known;
    const variants = this.#lookup.find(value.id)?.entry.values.slice(0, maxVariants) ?? [];
    this.#known.set(value.id, variants);
    return variants;
  }

  /** What a value means in a locale (a BCP 47 tag; the default when empty). `undefined` when a reference leads nowhere. */
  resolve(value: ResourceValue | undefined, locale = ''): ResourceValue | undefined {
    let current = value;
    for (let step = 0; current?.type === 'reference' && step < maxSteps; step++) current = bestFor(this.variants(current), locale);
    return current?.type === 'reference' ? undefined : current;
  }

  text(value: ResourceValue | undefined, locale = ''): string | undefined {
    const resolved = this.resolve(value, locale);
    switch (resolved?.type) {
      case 'string':
        return resolved.value;
      case 'empty':
        return '';
      case 'integer':
      case 'float':
      case 'boolean':
        return String(resolved.value);
      default:
        return undefined;
    }
  }

  integer(value: ResourceValue | undefined): number | undefined {
    const resolved = this.resolve(value);
    if (resolved?.type === 'integer') return resolved.value;
    if (resolved?.type === 'string' && /^-?\d{1,10}$/.test(resolved.value)) return Number(resolved.value);
    return undefined;
  }

  /** As `XmlUtils.convertValueToBoolean` of Android reads it. */
  boolean(value: ResourceValue | undefined): boolean | undefined {
    const resolved = this.resolve(value);
    if (resolved?.type === 'boolean') return resolved.value;
    if (resolved?.type === 'integer') return resolved.value !== 0;
    if (resolved?.type === 'string') return ['1', 'true', 'TRUE'].includes(resolved.value);
    return undefined;
  }

  /** The text in every locale that has its own, by BCP 47 tag; the default stands under the empty tag. */
  localizedTexts(value: ResourceValue | undefined): ReadonlyMap<string, string> {
    const locales = new Set(['']);
    let current = value;
    for (let step = 0; current?.type === 'reference' && step < maxSteps; step++) {
      const variants = this.variants(current);
      for (const { configuration } of variants) if (locales.size < maxLocales) locales.add(localeTag(configuration));
      current = bestFor(variants, '');
    }
    const texts = new Map<string, string>();
    for (const locale of locales) {
      const text = this.text(value, locale);
      if (text !== undefined) texts.set(locale, text);
    }
    return texts;
  }
}

/** Android keeps codes of ISO 639 that were replaced since. */
const currentLanguages: ReadonlyMap<string, string> = new Map([
  ['in', 'id'],
  ['iw', 'he'],
  ['ji', 'yi'],
]);

/** BCP 47: `pt-BR`, `zh-Hant-TW`; empty for the default. */
function localeTag(configuration: ResourceConfiguration): string {
  const { language, script, region, variant } = configuration;
  return language === undefined ? '' : [currentLanguages.get(language) ?? language, script, region, variant].filter(Boolean).join('-');
}

/** The plain value for a locale, else for its language, else for any locale; the first that qualifies, as tables are sorted. */
function bestFor(variants: readonly ConfiguredValue[], locale: string): ResourceValue | undefined {
  const language = locale.split('-')[0] ?? '';
  let best: ResourceValue | undefined;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const { configuration, value } of variants) {
    if (value.type === 'map') continue;
    const tag = localeTag(configuration);
    const others = Object.keys(configuration).length - (tag === '' ? 0 : tag.split('-').length);
    const distance = tag === locale ? 0 : tag === language ? 1 : tag === '' ? 2 : 3;
    const rank = distance * 100 + others;
    if (rank < bestRank) [best, bestRank] = [value, rank];
  }
  return best;
}
