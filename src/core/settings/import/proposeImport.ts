/**
 * Settings from the files of other tools that are in an app's folder: what would be written, as the text before and after, and the
 * passwords that are in those files with the edits that would take them out. Writes nothing, and replaces nothing that is set.
 */

import { type Bytes, fromUtf8 } from '../../base/bytes.ts';
import { formatByteSize } from '../../base/byteSize.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { phrase } from '../../base/phrase.ts';
import { fileKinds, type FileKind } from '../../formats/recognition/fileKind.ts';
import { recognizeFile } from '../../formats/recognition/recognizeFile.ts';
import { editSettings, type SettingsChange } from '../editSettings.ts';
import { inspectSettings } from '../inspectSettings.ts';
import { toPointer } from '../text/jsonPointer.ts';
import { type ImportContext, type ImportedFile, type ImportedSecret, type ImportedValue, type ImportReader } from './importedFile.ts';
import { importReaders } from './importReaders.ts';
import { isNameOfGuide } from './placeholder.ts';
import { removeSecrets } from './removeSecrets.ts';

/** What is asked of an app's folder. */
export interface ImportFolder {
  bytes(...relative: readonly string[]): Promise<Bytes | undefined>;
  entries(...relative: readonly string[]): Promise<readonly { readonly name: string; readonly kind: 'file' | 'directory' | 'other' }[]>;
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
  /** Values of settings that are left open, because one file has several of them. */
  readonly undecided: readonly (readonly ImportedValue[])[];
  /** The settings file. `before` is empty when there is none. */
  readonly settings: { readonly before: string; readonly after: string };
  readonly secrets: readonly ImportedSecret[];
  /** The files without their secrets. */
  readonly removals: readonly TextChange[];
  /** Places are relative to the app's folder. */
  readonly issues: readonly Issue[];
}

/** A file of these tools has some kilobytes. */
const mostBytes = 256 * 1024;
/** Of one pattern. */
const mostMatching = 8;

/** What comes in the place of a file: then none of its text is what its tool wrote. */
const otherFiles: ReadonlySet<FileKind> = new Set<FileKind>([
  'zeros',
  'web-page',
  'server-answer',
  'lfs-pointer',
  'annex-pointer',
  'link-text',
  'shortcut',
  'apple-double',
  'gpg-encrypted',
  'openssl-encrypted',
  'match-encrypted',
  'age-encrypted',
  'ansible-encrypted',
  'git-crypt-encrypted',
  'smime-encrypted',
]);

interface ReadFile extends ImportedFile {
  readonly text: string;
  readonly reader: ImportReader;
}

export async function readImportFiles(folder: ImportFolder, context: ImportContext = {}): Promise<readonly ReadFile[]> {
  const names = (await folder.entries()).filter(({ kind }) => kind === 'file').map(({ name }) => name);
  const found: ReadFile[] = [];
  for (const reader of importReaders) {
    for (const { file, issues: before } of reader.files.flatMap((pattern) => matching(pattern, names))) {
      const bytes = await folder.bytes(...file.split('/'));
      if (bytes === undefined && !(await isListed(folder, file))) continue;
      if (bytes === undefined || bytes.length > mostBytes) {
        const issues = [...before, createIssue('import-file-large', { file, limit: formatByteSize(mostBytes) }, { file })];
        found.push({ file, tool: reader.tool, values: [], secrets: [], issues, undecided: [], text: '', reader });
        continue;
      }
      const text = fromUtf8(bytes);
      const { kind } = recognizeFile(bytes);
      if (!otherFiles.has(kind)) {
        const read = reader.read(text, file, context);
        found.push({ ...read, issues: [...before, ...read.issues], text, reader });
      } else {
        const issues = [...before, createIssue('import-file-other', { file, kind: fileKinds[kind] }, { file })];
        found.push({ file, tool: reader.tool, values: [], secrets: [], issues, undecided: [], text, reader });
      }
    }
  }
  return found;
}

interface MatchingFile {
  readonly file: string;
  readonly issues: readonly Issue[];
}

/** The files in the app's folder that a pattern means, not more than are read; the first one has the issue of the others. */
function matching(pattern: string, names: readonly string[]): readonly MatchingFile[] {
  if (!pattern.startsWith('*')) return [{ file: pattern, issues: [] }];
  const all = names.filter((name) => name.endsWith(pattern.slice(1)));
  const [file = ''] = all;
  const issues =
    all.length > mostMatching ? [createIssue('import-files-many', { count: all.length, pattern, read: mostMatching }, { file })] : [];
  return all.slice(0, mostMatching).map((name, index) => ({ file: name, issues: index === 0 ? issues : [] }));
}

/** Whether there is such a file, which may be too large to be read at all. */
async function isListed(folder: ImportFolder, file: string): Promise<boolean> {
  const segments = file.split('/');
  const entries = await folder.entries(...segments.slice(0, -1));
  return entries.some(({ name, kind }) => name === segments.at(-1) && kind === 'file');
}

/** `settings` is the text of the settings file; empty, or the head of a new one, when there is none. */
export async function proposeImport(folder: ImportFolder, settings: string, context: ImportContext = {}): Promise<ImportProposal> {
  const targetNames = [...(context.targetNames ?? []), ...(await xcodeProjectNames(folder))];
  const files = await withoutGuideNames(folder, await readImportFiles(folder, { ...context, targetNames }));
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
  const undecided = files.flatMap((file) => file.undecided).filter(([first]) => first && isOpen(first, chosen, ranges));
  const values = inKeyOrder(withoutContradiction([...chosen.values()]));
  const after = editSettings(settings, values);
  const removals = files
    .filter(({ secrets }) => secrets.length > 0)
    .map(({ file, text, reader }) => ({ file, before: text, after: removeSecrets(reader, file, text) }));
  const secrets = files.flatMap((file) => file.secrets);
  return { files, values, alternatives, undecided, settings: { before: settings, after }, secrets, removals, issues };
}

function isOpen({ path }: ImportedValue, chosen: ReadonlyMap<string, unknown>, ranges: ReadonlyMap<string, unknown>): boolean {
  return !chosen.has(toPointer(path)) && !ranges.has(toPointer(path));
}

/** Targets are usually called as the project that contains them. */
async function xcodeProjectNames(folder: ImportFolder): Promise<readonly string[]> {
  const entries = [...(await folder.entries()), ...(await folder.entries('ios'))];
  return entries
    .filter(({ name }) => name.endsWith('.xcodeproj') && name !== 'Pods.xcodeproj')
    .map(({ name }) => name.slice(0, -'.xcodeproj'.length));
}

/** A keystore that is called as guides call theirs is intended only when it is there. */
async function withoutGuideNames(folder: ImportFolder, files: readonly ReadFile[]): Promise<readonly ReadFile[]> {
  const isAbsent = async ({ value }: ImportedValue): Promise<boolean> => {
    const segments = String(value).split('/');
    if (!isNameOfGuide(String(value)) || /^(?:\/|[A-Za-z]:|\.\.)/.test(String(value))) return false;
    const entries = await folder.entries(...segments.slice(0, -1));
    return !entries.some(({ name }) => name === segments.at(-1));
  };
  return await Promise.all(
    files.map(async (file): Promise<ReadFile> => {
      const keystore = file.values.find(({ path }) => toPointer(path) === '/android/keystore');
      if (!keystore || !(await isAbsent(keystore))) return file;
      const params = {
        file: file.file,
        key: 'android.keystore',
        reason: phrase('it is the example name from guides, and the file does not exist'),
      };
      const skipped = createIssue('import-value-skipped', params, keystore.origin);
      return { ...file, values: file.values.filter((value) => value !== keystore), issues: [...file.issues, skipped] };
    }),
  );
}

/** A folder of web files and an address exclude each other: the folder is what is built here. */
function withoutContradiction(values: readonly ImportedValue[]): readonly ImportedValue[] {
  const hasFolder = values.some(({ path }) => toPointer(path) === '/web/webDir');
  return hasFolder ? values.filter(({ path }) => toPointer(path) !== '/web/address') : values;
}

const order = ['name', 'version', 'engine', 'web', 'android', 'ios'];

/** As the keys are in a fresh settings file. */
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
