/** The name of the app in other languages: `InfoPlist.strings` in the folder of each. */

import { type Bytes } from '../../../base/bytes.ts';
import { encodeBinaryPlist } from '../../../formats/plist/binaryPlist.ts';
import { createPlist } from '../../../formats/plist/plistValue.ts';
import { parseLanguageTag } from '../../../formats/web-manifest/languageTag.ts';
import { type WebApp } from '../webApp.ts';

export interface LocalizedName {
  /** As folders of Apple are called: `de`, `pt-BR`, `zh-Hant`. */
  readonly language: string;
  readonly strings: Bytes;
}

export function localizedNames(app: WebApp): readonly LocalizedName[] {
  const names = new Map<string, string>();
  for (const [tag, name] of Object.entries({ ...app.names, ...app.shortNames }).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const language = appleLanguage(tag);
    // Tags that differ in a variant only are one language; the first counts.
    if (language !== undefined && !names.has(language)) names.set(language, name);
  }
  return [...names].map(([language, name]) => ({
    language,
    strings: encodeBinaryPlist(createPlist({ CFBundleDisplayName: name, CFBundleName: name })),
  }));
}

/** iOS identifies Chinese by its script; web apps often give the region only. */
const scripts: Readonly<Record<string, string>> = { 'zh-CN': 'zh-Hans', 'zh-SG': 'zh-Hans', 'zh-TW': 'zh-Hant', 'zh-MO': 'zh-Hant' };

function appleLanguage(tag: string): string | undefined {
  const parsed = parseLanguageTag(tag);
  if (!parsed) return undefined;
  const { language, script, region } = parsed;
  const written = [language, script, region].filter((part) => part !== undefined).join('-');
  return scripts[written] ?? written;
}
