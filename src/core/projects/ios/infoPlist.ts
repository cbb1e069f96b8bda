/** `Info.plist` of a project: its texts with their places. Values may contain variables of the build. */

import { utf8 } from '../../base/bytes.ts';
import { inspectPlist } from '../../formats/plist/inspectPlist.ts';
import { type Located } from '../../formats/source-text/located.ts';
import { parseXml } from '../../formats/xml/xmlDocument.ts';
import { type Sourced } from '../../settings/origin.ts';
import { type PlatformFacts } from '../projectFacts.ts';
import { presentFacts, type ProjectFile } from '../projectFile.ts';

/** The texts of its outermost dictionary. `undefined` for what is not a property list. */
export function readInfoPlist({ text }: ProjectFile): ReadonlyMap<string, Located<string>> | undefined {
  const { value } = inspectPlist(utf8(text));
  if (value?.type !== 'dictionary') return undefined;
  const places = placesOf(text);
  const found = new Map<string, Located<string>>();
  for (const [key, entry] of value.entries) {
    if (entry.type !== 'string' && entry.type !== 'integer') continue;
    found.set(key, { value: String(entry.value), ...(places.get(key) ?? { offset: 0, length: 0 }) });
  }
  return found;
}

/** What it says of the app without variables of the build, whose values are left out. `undefined` for what is not a property list. */
export function plainFactsOf(file: ProjectFile): PlatformFacts | undefined {
  const entries = readInfoPlist(file);
  if (!entries) return undefined;
  const plain = (key: string): Located<string> | undefined => {
    const entry = entries.get(key);
    return entry && !/\$[({]/.test(entry.value) ? entry : undefined;
  };
  const text = (key: string): Sourced<string> | undefined => {
    const entry = plain(key);
    return entry && file.textFact(entry);
  };
  const build = plain('CFBundleVersion');
  const versionCode = file.numberFact(build);
  return {
    ...presentFacts({
      appIdentifier: text('CFBundleIdentifier'),
      name: text('CFBundleDisplayName'),
      version: text('CFBundleShortVersionString'),
      versionCode,
    }),
    ...(build && !versionCode && { unknown: [file.unknownFact('versionCode', build)] }),
  };
}

function placesOf(text: string): ReadonlyMap<string, { readonly offset: number; readonly length: number }> {
  const dictionary = parseXml(text)?.children.find(({ name }) => name === 'dict');
  const places = new Map<string, { readonly offset: number; readonly length: number }>();
  for (const [index, { name, text: key }] of (dictionary?.children ?? []).entries()) {
    const value = dictionary?.children[index + 1];
    if (name === 'key' && value) places.set(key.value, value.text.length > 0 ? value.text : { offset: value.offset, length: value.length });
  }
  return places;
}
