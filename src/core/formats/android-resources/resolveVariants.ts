/** All variants of a label or an icon at once, for people who look at a package rather than run it. */

import { localeTag } from './localeTag.ts';
import { type ResourceConfiguration } from './resourceConfiguration.ts';
import { type ResourceLookup } from './resourceLookup.ts';
import { maxReferences, resolveText } from './resolveResource.ts';
import { type ResourceValue } from './resourceValue.ts';

/** More than any real table has of one resource; following a reference of each must stay cheap. */
const maxVariants = 1000;

export interface LocalizedText {
  /** BCP 47; absent for the text of all other languages. */
  readonly locale?: string;
  readonly text: string;
}

/** Every text a label has: the default first, then by locale. A literal label has one. */
export function resolveLabels(lookup: ResourceLookup | undefined, value: ResourceValue): LocalizedText[] {
  if (value.type === 'string') return [{ text: value.value }];
  const texts = new Map<string, string>();
  for (const { configuration, value: variant } of variantsOf(lookup, value).slice(0, maxVariants)) {
    const locale = localeTag(configuration);
    const text = resolveText(lookup, variant, locale === '' ? {} : { locales: [locale] });
    if (text !== undefined && !texts.has(locale)) texts.set(locale, text);
  }
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([locale, text]) => ({ ...(locale !== '' && { locale }), text }));
}

export interface IconFile {
  /** Inside the package: `res/mipmap-hdpi-v4/icon.png`. */
  readonly path: string;
  /** Dots per inch; 65534 for all (`anydpi`, an adaptive icon or a vector), 0 when the resource does not say. */
  readonly density: number;
  /** The API level from which on the file is used; 0 for all. */
  readonly sdkVersion: number;
}

/** The files of an icon, by density and API level. A `.xml` path is an adaptive icon or another drawable. */
export function resolveIconFiles(lookup: ResourceLookup | undefined, value: ResourceValue): IconFile[] {
  const files = new Map<string, IconFile>();
  for (const { configuration, value: variant } of variantsOf(lookup, value)) {
    if (variant.type !== 'string' || variant.value === '') continue;
    const { density = 0, sdkVersion = 0 } = configuration;
    if (!files.has(variant.value)) files.set(variant.value, { path: variant.value, density, sdkVersion });
  }
  return [...files.values()].sort((a, b) => a.density - b.density || a.sdkVersion - b.sdkVersion || (a.path < b.path ? -1 : 1));
}

interface Variant {
  readonly configuration: ResourceConfiguration;
  readonly value: ResourceValue;
}

/** The variants of the resource that a chain of plain references ends at. */
function variantsOf(lookup: ResourceLookup | undefined, value: ResourceValue): Variant[] {
  let current = value;
  for (let step = 0; step < maxReferences; step += 1) {
    if (current.type !== 'reference' || current.attribute === true) return [{ configuration: {}, value: current }];
    const variants: Variant[] = [];
    for (const { configuration, value: variant } of lookup?.find(current.id)?.entry.values ?? [])
      if (variant.type !== 'map') variants.push({ configuration, value: variant });
    const [only] = variants;
    if (only === undefined || variants.length > 1 || only.value.type !== 'reference') return variants;
    current = only.value;
  }
  return [];
}
