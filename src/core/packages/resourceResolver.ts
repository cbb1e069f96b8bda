/**
 * From the values in a manifest to what they stand for on a plain phone with the newest Android: references are followed
 * through the resource table, with a bounded number of steps, in the default language or in each that has its own.
 */

import { chooseConfiguration } from '../formats/android-resources/chooseConfiguration.ts';
import { localeTag } from '../formats/android-resources/localeTag.ts';
import { type ResourceConfiguration } from '../formats/android-resources/resourceConfiguration.ts';
import { type ResourceLookup } from '../formats/android-resources/resourceLookup.ts';
import { type ResourceValue } from '../formats/android-resources/resourceValue.ts';

/** A reference to a reference to …: real ones take two steps, a circle takes no end. */
const maxSteps = 8;
/** More translations, and more variants of one, than an app has. */
const maxLocales = 500;
const maxVariants = 1000;

export interface PlainVariant {
  readonly configuration: ResourceConfiguration;
  readonly value: ResourceValue;
}

export class ResourceResolver {
  readonly #lookup: ResourceLookup;
  /** A label is asked for in every locale, and decoding a resource of a binary table takes its time. */
  readonly #known = new Map<number, readonly PlainVariant[]>();

  constructor(lookup: ResourceLookup) {
    this.#lookup = lookup;
  }

  /** All variants of what a value points to, where it is more than another name of one more resource. */
  variants(value: ResourceValue | undefined): readonly PlainVariant[] {
    let variants = this.#variantsOf(value);
    for (let step = 1; variants.length === 1 && variants[0]?.value.type === 'reference' && step < maxSteps; step++)
      variants = this.#variantsOf(variants[0].value);
    return variants;
  }

  #variantsOf(value: ResourceValue | undefined): readonly PlainVariant[] {
    if (value?.type !== 'reference' || value.attribute === true || value.id === 0) return [];
    const known = this.#known.get(value.id);
    if (known) return known;
    const variants: PlainVariant[] = [];
    for (const { configuration, value: variant } of this.#lookup.find(value.id)?.entry.values ?? [])
      if (variant.type !== 'map' && variants.length < maxVariants) variants.push({ configuration, value: variant });
    this.#known.set(value.id, variants);
    return variants;
  }

  /** What a value means in a locale (the default when empty). `undefined` when a reference leads nowhere. */
  resolve(value: ResourceValue | undefined, locale = ''): ResourceValue | undefined {
    let current = value;
    for (let step = 0; current?.type === 'reference' && step < maxSteps; step++) current = bestFor(this.#variantsOf(current), locale);
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

  /** The text in every locale that has its own, by BCP 47 tag; the default is under the empty tag. */
  localizedTexts(value: ResourceValue | undefined): ReadonlyMap<string, string> {
    const locales = new Set(['']);
    let current = value;
    for (let step = 0; current?.type === 'reference' && step < maxSteps; step++) {
      const variants = this.#variantsOf(current);
      for (const { configuration } of variants) if (locales.size < maxLocales) locales.add(localeTag(configuration));
      current = bestFor(variants, '');
    }
    const texts = new Map<string, string>();
    for (const locale of locales) {
      const text = this.text(value, locale);
      if (text !== undefined) texts.set(currentTag(locale), text);
    }
    return texts;
  }
}

/** Where nothing fits the phone, such as an app in one language that is not the default, the first is better than none. */
function bestFor(variants: readonly PlainVariant[], locale: string): ResourceValue | undefined {
  return (chooseConfiguration(variants, locale === '' ? {} : { locales: [locale] }) ?? variants[0])?.value;
}

/** Android keeps codes of ISO 639 that were replaced since. */
const currentLanguages: ReadonlyMap<string, string> = new Map([
  ['in', 'id'],
  ['iw', 'he'],
  ['ji', 'yi'],
]);

function currentTag(tag: string): string {
  const [language = '', ...rest] = tag.split('-');
  return [currentLanguages.get(language) ?? language, ...rest].join('-');
}
