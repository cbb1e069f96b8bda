/**
 * Settings from the files of other tools that lie in an app's folder: what would be written, as the text before and after, and the
 * passwords that stand in those files with the edits that would take them out. Writes nothing, and replaces nothing that is set.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { editSettings, type SettingsChange } from '../editSettings.ts';
import { inspectSettings } from '../inspectSettings.ts';
import { toPointer } from '../text/jsonPointer.ts';
import { type ImportedFile, type ImportedSecret, type ImportedValue, type ImportReader } from './importedFile.ts';
import { importReaders } from './importReaders.ts';
import { removeSecrets } from './removeSecrets.ts';

/** What is asked of an app's folder. */
export interface ImportFolder {
  text(...relative: readonly string[]): Promise<string | undefined>;
  entries(): Promise<readonly { readonly name: string; readonly kind: 'file' | 'directory' | 'other' }[]>;
}

export interface TextChange {
  /** Relative to the app's folder, with slashes. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

export interface ImportProposal {
  readonly files: readonly ImportedFile[];
  /** What would be set; what the settings say already is not among it. */
  readonly values: readonly ImportedValue[];
  /** What other files say in place of some of them. */
  readonly alternatives: readonly ImportedValue[];
  /** The settings file. `before` is empty when there is none. */
  readonly settings: { readonly before: string; readonly after: string };
  readonly secrets: readonly ImportedSecret[];
  /** The files without their secrets. */
  readonly removals: readonly TextChange[];
  /** Places are relative to the app's folder. */
  readonly issues: readonly Issue[];
}

/** A file of these tools has some kilobytes. */
const mostCharacters = 256 * 1024;

interface ReadFile extends ImportedFile {
  readonly text: string;
  readonly reader: ImportReader;
}

export async function readImportFiles(folder: ImportFolder): Promise<readonly ReadFile[]> {
  const names = (await folder.entries()).filter(({ kind }) => kind === 'file').map(({ name }) => name);
  const found: ReadFile[] = [];
  for (const reader of importReaders) {
    const files = reader.files.flatMap((file) =>
      file.startsWith('*') ? names.filter((name) => name.endsWith(file.slice(1))).slice(0, 8) : [file],
    );
    for (const file of files) {
      const text = await folder.text(...file.split('/'));
      if (text !== undefined && text.length <= mostCharacters) found.push({ ...reader.read(text, file), text, reader });
    }
  }
  return found;
}

/** `settings` is the text of the settings file; empty, or the head of a new one, when there is none. */
export async function proposeImport(folder: ImportFolder, settings: string): Promise<ImportProposal> {
  const files = await readImportFiles(folder);
  const { ranges } = inspectSettings(settings.trim() === '' ? '{}' : settings);
  const chosen = new Map<string, ImportedValue>();
  const issues = files.flatMap((file) => file.issues);
  const alternatives: ImportedValue[] = [];
  for (const value of files.flatMap((file) => file.values)) {
    const pointer = toPointer(value.path);
    const first = chosen.get(pointer);
    if (!first && !ranges.has(pointer)) chosen.set(pointer, value);
    else if (first && first.value !== value.value) {
      alternatives.push(value);
      issues.push(differs(first, value));
    }
  }
  const values = inKeyOrder(withoutContradiction([...chosen.values()]));
  const after = editSettings(settings, values);
  const removals = files
    .filter(({ secrets }) => secrets.length > 0)
    .map(({ file, text, reader }) => ({ file, before: text, after: removeSecrets(reader, file, text) }));
  const secrets = files.flatMap((file) => file.secrets);
  return { files, values, alternatives, settings: { before: settings, after }, secrets, removals, issues };
}

/** A folder of web files and an address exclude each other: the folder is what is built here. */
function withoutContradiction(values: readonly ImportedValue[]): readonly ImportedValue[] {
  const hasFolder = values.some(({ path }) => toPointer(path) === '/web/webDir');
  return hasFolder ? values.filter(({ path }) => toPointer(path) !== '/web/address') : values;
}

const order = ['name', 'version', 'engine', 'web', 'android', 'ios'];

/** As the keys stand in a fresh settings file. */
export function inKeyOrder<Change extends SettingsChange>(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => order.indexOf(a.path[0]) - order.indexOf(b.path[0]));
}

function differs(first: ImportedValue, other: ImportedValue): Issue {
  const params = {
    key: first.path.join('.'),
    value: first.value,
    file: first.origin.file,
    otherValue: other.value,
    otherFile: other.origin.file,
  };
  return createIssue('import-value-differs', params, other.origin);
}
