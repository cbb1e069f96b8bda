/** BCP 47 tags (`zh-Hant-TW`, `fr-BR`, `ar-u-nu-latn`) and the locale fields of a configuration, both ways. */

import { type ResourceConfiguration } from './resourceConfiguration.ts';

export type LocaleFields = Pick<ResourceConfiguration, 'language' | 'region' | 'script' | 'variant' | 'numberingSystem'>;

/** The tag of a configuration's locale; the empty text when it has none. */
export function localeTag({ language, region, script, variant, numberingSystem }: LocaleFields): string {
  const parts = [language, script, region, variant].filter((part) => part !== undefined && part !== '');
  if (numberingSystem !== undefined) parts.push('u', 'nu', numberingSystem);
  return parts.join('-');
}

/** Reads a tag with `-` or `_` between its parts. Parts that a configuration cannot contain are left out. */
export function parseLocaleTag(tag: string): LocaleFields {
  const fields: { -readonly [Key in keyof LocaleFields]: LocaleFields[Key] } = {};
  const parts = tag.split(/[-_]/);
  const extension = parts.findIndex((part, index) => index > 0 && part.length === 1);
  for (const [index, part] of parts.slice(0, extension === -1 ? undefined : extension).entries()) {
    if (index === 0) {
      if (/^[a-z]{2,3}$/i.test(part)) fields.language = part.toLowerCase();
    } else if (/^[a-z]{4}$/i.test(part)) fields.script ??= capitalize(part);
    else if (/^([a-z]{2}|\d{3})$/i.test(part)) fields.region ??= part.toUpperCase();
    else if (/^(\d[a-z\d]{3}|[a-z\d]{5,8})$/i.test(part)) fields.variant ??= part.toLowerCase();
  }
  const numberingSystem = extension === -1 ? undefined : numberingSystemOf(parts.slice(extension));
  if (numberingSystem !== undefined) fields.numberingSystem = numberingSystem;
  return fields;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

function numberingSystemOf(extension: readonly string[]): string | undefined {
  const at = extension.indexOf('nu');
  const value = extension[0] === 'u' && at > 0 ? extension[at + 1] : undefined;
  return value !== undefined && /^[a-z\d]{3,8}$/i.test(value) ? value.toLowerCase() : undefined;
}
