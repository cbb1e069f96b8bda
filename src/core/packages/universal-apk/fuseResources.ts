/**
 * One resource table for all fused modules, which use different package ids, and the list of the app's languages that bundletool adds for
 * Google's Play libraries. What a stranger's table claims is checked before it is encoded: ids, names that contradict each other, and how
 * large the binary form becomes, which has a place for every id of a type in each of its configurations.
 */

import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import {
  type ResourceEntry,
  type ResourcePackage,
  type ResourceTable,
  type ResourceType,
} from '../../formats/android-resources/resourceTableModel.ts';
import { type XmlElement } from '../../formats/android-resources/xmlModel.ts';

const largestTableBytes = 256 * 1024 * 1024;

function impossible(reason: string): Failure {
  return Failure.of('universal-apk-impossible', { reason });
}

/** Packages, types and entries of the same id become one; packages are in the order of their ids where there are several tables. */
export function mergeTables(tables: readonly ResourceTable[]): ResourceTable {
  const [first] = tables;
  const packages =
    tables.length === 1 && first ? first.packages : tables.flatMap((table) => table.packages).toSorted((a, b) => a.id - b.id);
  const merged = { packages: mergeById(packages, mergePackages, 'package') };
  requireEncodable(merged);
  return merged;
}

function mergeById<Item extends { readonly id: number; readonly name: string }>(
  items: readonly Item[],
  merge: (a: Item, b: Item) => Item,
  what: string,
): Item[] {
  const byId = new Map<number, Item>();
  for (const item of items) {
    const known = byId.get(item.id);
    if (known && known.name !== item.name) throw impossible(`modules call the ${what} ${item.id} both ${known.name} and ${item.name}`);
    byId.set(item.id, known ? merge(known, item) : item);
  }
  return [...byId.values()];
}

function mergePackages(a: ResourcePackage, b: ResourcePackage): ResourcePackage {
  return { ...a, types: mergeById([...a.types, ...b.types], mergeTypes, 'resource type') };
}

function mergeTypes(a: ResourceType, b: ResourceType): ResourceType {
  return { ...a, entries: mergeById([...a.entries, ...b.entries], mergeEntries, 'resource') };
}

function mergeEntries(a: ResourceEntry, b: ResourceEntry): ResourceEntry {
  const known = new Set(a.values.map((value) => JSON.stringify(value)));
  return { ...a, values: [...a.values, ...b.values.filter((value) => !known.has(JSON.stringify(value)))] };
}

function requireEncodable({ packages }: ResourceTable): void {
  let size = 0;
  for (const { id, name, types } of packages) {
    if (id < 1 || id > 0xff) throw impossible(phrase('a package of its resources has an id that Android does not know'));
    if (name.length > 0x7f) throw impossible(phrase('a package of its resources has a name that is too long'));
    if (new Set(types.map((type) => type.id)).size !== types.length)
      throw impossible(phrase('two types of its resources have the same id'));
    for (const type of types) {
      const last = type.entries.reduce((highest, entry) => Math.max(highest, entry.id), 0);
      if (type.id < 1 || type.id > 0xff || last > 0xffff) throw impossible(phrase('its resources have an id that Android does not know'));
      const configurations = new Set<string>();
      for (const { values } of type.entries) for (const { configuration } of values) configurations.add(JSON.stringify(configuration));
      size += 4 * (last + 1) * (configurations.size + 1);
      if (size > largestTableBytes) throw impossible(phrase('its resource table is too large'));
    }
  }
}

/** Of values for a language, in the order of their codes; without those for all languages. */
export function languagesOf({ packages }: ResourceTable): readonly string[] {
  const languages = new Set<string>();
  for (const { types } of packages)
    for (const { entries } of types)
      for (const { values } of entries)
        for (const { configuration } of values) if (configuration.language !== undefined) languages.add(configuration.language);
  return [...languages].sort();
}

/** `<splits><module name=""><language><entry key="de" split=""/>…`: languages of the base, which are all here. */
export function languageList(languages: readonly string[]): XmlElement {
  const plain = (name: string, value: string) => ({ name, value: { type: 'string', value } }) as const;
  const entries = languages.map((key): XmlElement => ({
    name: 'entry',
    attributes: [plain('key', key), plain('split', '')],
    children: [],
  }));
  const language: XmlElement = { name: 'language', attributes: [], children: entries };
  const module: XmlElement = { name: 'module', attributes: [plain('name', '')], children: [language] };
  return { name: 'splits', attributes: [], children: languages.length > 0 ? [module] : [] };
}

/** Adds an XML file to the first package, and says by which id it is found. */
export function addXmlFile(table: ResourceTable, path: string): { readonly table: ResourceTable; readonly id: number } {
  const [first, ...others] = table.packages;
  if (!first) throw impossible(phrase('its resource table is empty'));
  const old = first.types.find(({ name }) => name === 'xml');
  const typeId = old?.id ?? first.types.reduce((highest, type) => Math.max(highest, type.id), 0) + 1;
  const entryId = (old?.entries.reduce((highest, entry) => Math.max(highest, entry.id), -1) ?? -1) + 1;
  if (typeId > 0xff || entryId > 0xffff) throw impossible(phrase('its resource table has no room for one more file'));
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .split('.', 1)
    .join('');
  const entry: ResourceEntry = { id: entryId, name, values: [{ configuration: {}, value: { type: 'string', value: path, file: 'xml' } }] };
  const type: ResourceType = { id: typeId, name: 'xml', entries: [...(old?.entries ?? []), entry] };
  const types = old ? first.types.map((each) => (each === old ? type : each)) : [...first.types, type];
  return { table: { packages: [{ ...first, types }, ...others] }, id: ((first.id << 24) | (typeId << 16) | entryId) >>> 0 };
}

/** The files that the table speaks of, and which of them are XML documents. */
export function filesOf({ packages }: ResourceTable): ReadonlyMap<string, 'png' | 'xml' | 'other'> {
  const files = new Map<string, 'png' | 'xml' | 'other'>();
  for (const { types } of packages)
    for (const { entries } of types)
      for (const { values } of entries)
        for (const { value } of values) if (value.type === 'string' && value.file !== undefined) files.set(value.value, value.file);
  return files;
}
