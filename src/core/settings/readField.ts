/** Reads one value of the settings file by its field of the model; a value of another type is reported and left out. */

import { type Node } from 'jsonc-parser';
import { createIssue, type Issue, type Place } from '../base/issue.ts';
import { phrase, phrases } from '../base/phrase.ts';
import { type ObjectField, type SettingsField } from './settingsField.ts';
import { type JsonPath, toPointer } from './text/jsonPointer.ts';
import { nearestName } from './text/nearestName.ts';

/** What reading collects, and how it names a place. */
export interface FieldReading {
  readonly issues: Issue[];
  readonly noteRange: (pointer: string, value: Node, key?: Node) => void;
  readonly place: (pointer: string, node: Node) => Place;
}

export function readField(field: SettingsField, node: Node, path: JsonPath, reading: FieldReading, key?: Node): unknown {
  reading.noteRange(toPointer(path), node, key);
  switch (field.type) {
    case 'string':
      return readText(field, node, path, reading);
    case 'integer': {
      const value: unknown = node.value;
      if (node.type !== 'number' || !Number.isInteger(value)) return wrongType(phrase('a whole number'), node, path, reading);
      if (typeof value === 'number' && value >= field.minimum && value <= field.maximum) return value;
      const { minimum, maximum } = field;
      const params = { field: nameOf(path), value: String(value), minimum, maximum };
      reading.issues.push(createIssue('settings-out-of-range', params, reading.place(toPointer(path), node)));
      return undefined;
    }
    case 'boolean':
      return node.type === 'boolean' ? node.value : wrongType(phrase('true or false'), node, path, reading);
    case 'list': {
      if (node.type !== 'array') return wrongType(phrase('a list'), node, path, reading);
      const items = (node.children ?? []).map((item, index) => readField(field.item, item, [...path, index], reading));
      return items.filter((item) => item !== undefined);
    }
    case 'commands':
      return readCommands(node, path, reading);
    case 'map':
      return readObject(node, path, reading, () => field.value);
    case 'object':
      return readObject(node, path, reading, (name) => (Object.hasOwn(field.fields, name) ? field.fields[name] : undefined), field);
  }
}

function readText(field: SettingsField & { type: 'string' }, node: Node, path: JsonPath, reading: FieldReading): string | undefined {
  const value: unknown = node.value;
  if (node.type !== 'string' || typeof value !== 'string') return wrongType(phrase('a text'), node, path, reading);
  if (!field.choices || field.choices.includes(value)) return value;
  const params = { field: nameOf(path), value: shorten(value), choices: field.choices.join(', ') };
  reading.issues.push(createIssue('settings-wrong-choice', params, reading.place(toPointer(path), node)));
  return undefined;
}

/** Half a command would be another one: where one word is wrong, none is taken. */
function readCommands(node: Node, path: JsonPath, reading: FieldReading): readonly (readonly string[])[] | undefined {
  const lists = node.type === 'array' ? (node.children ?? []) : [];
  for (const [index, item] of lists.entries()) noteRanges(item, [...path, index], reading);
  const one = textsOf(node);
  if (one) return one.length === 0 ? [] : [one];
  const several = lists.map(textsOf).filter((words) => words !== undefined);
  if (node.type === 'array' && several.length === lists.length) return several;
  return wrongType(phrase('a command as a list of texts, or a list of such lists'), node, path, reading);
}

function textsOf({ type, children = [] }: Node): readonly string[] | undefined {
  const texts = children.map(({ value }): unknown => value).filter((value) => typeof value === 'string');
  return type === 'array' && texts.length === children.length ? texts : undefined;
}

function readObject(
  node: Node,
  path: JsonPath,
  reading: FieldReading,
  fieldOf: (name: string) => SettingsField | undefined,
  model?: ObjectField,
): Record<string, unknown> | undefined {
  if (node.type !== 'object') return wrongType(phrase('an object in braces'), node, path, reading);
  // A map first: in an object, a key named __proto__ would be no key like any other.
  const result = new Map<string, unknown>();
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (!keyNode || typeof keyNode.value !== 'string') continue;
    const name = keyNode.value;
    const here = [...path, name];
    const place = reading.place(toPointer(here), keyNode);
    if (seen.has(name)) reading.issues.push(createIssue('settings-duplicate-key', { key: shorten(name) }, place));
    seen.add(name);
    const field = fieldOf(name);
    if (!field) {
      noteUnknown(name, here, model, place, reading);
      if (valueNode) noteRanges(valueNode, here, reading, keyNode);
    } else if (valueNode) {
      const value = readField(field, valueNode, here, reading, keyNode);
      if (value === undefined) result.delete(name);
      else result.set(name, value);
    }
  }
  return Object.fromEntries(result);
}

const mostIssues = 200;

/** Keys that other tools of the field keep passwords under. */
const secretKey = /passw(or)?d|passphrase|secret|storepass|keypass/i;

function noteUnknown(name: string, path: JsonPath, model: ObjectField | undefined, place: Place, reading: FieldReading): void {
  if (path.length === 1 && name === '$schema') return;
  // A file full of unknown keys is another tool's file; a few hundred examples say so.
  if (reading.issues.length >= mostIssues) return;
  if (secretKey.test(name)) {
    reading.issues.push(createIssue('settings-secret', { key: shorten(name) }, place));
    return;
  }
  const suggestion = nearestName(name, Object.keys(model?.fields ?? {}));
  const issue = suggestion
    ? createIssue('settings-misspelled-key', { key: shorten(name), suggestion }, place)
    : createIssue('settings-unknown-key', { key: shorten(name) }, place);
  reading.issues.push(issue);
}

/** The depth of the tree is bounded before it is parsed. */
function noteRanges(node: Node, path: JsonPath, reading: FieldReading, key?: Node): void {
  reading.noteRange(toPointer(path), node, key);
  if (node.type === 'array') for (const [index, item] of (node.children ?? []).entries()) noteRanges(item, [...path, index], reading);
  if (node.type !== 'object') return;
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (typeof keyNode?.value === 'string' && valueNode) noteRanges(valueNode, [...path, keyNode.value], reading, keyNode);
  }
}

function wrongType(wantedType: string, node: Node, path: JsonPath, reading: FieldReading): undefined {
  const params = { field: nameOf(path), wantedType, actualType: typeNames[node.type] };
  reading.issues.push(createIssue('settings-wrong-type', params, reading.place(toPointer(path), node)));
}

const typeNames: Readonly<Record<Node['type'], string>> = phrases({
  object: 'an object in braces',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  property: 'a property',
});

function nameOf(path: JsonPath): string {
  return path.length === 0 ? 'the file' : path.join('.');
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
