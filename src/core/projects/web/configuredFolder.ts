/**
 * A folder that the configuration of a build tool names: as a literal, or in one of the usual forms around a literal, such as
 * `path.resolve(__dirname, 'dist')`. Other code is not understood, and its value is unknown.
 */

import { type LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { type Certainty, type Sourced } from '../../settings/origin.ts';
import { type ProjectFolderView } from '../projectFacts.ts';
import { openProjectFile, type ProjectFile } from '../projectFile.ts';
import { type WebOutput } from './webProject.ts';

export type ConfiguredFolder = Sourced<string> | 'computed' | undefined;

/** How far behind its key a value is read. */
const longestCode = 500;
const quoted = String.raw`(?:'[^'\n]*'|"[^"\n]*"|${'`'}[^${'`'}\n$]*${'`'})`;
const here = String.raw`(?:__dirname|import\.meta\.dirname|process\.cwd\(\))`;
const joined = new RegExp(
  String.raw`^['"]?\s*:\s*(?:path\.)?(?:posix\.)?(?:resolve|join)\(\s*(?:${here}\s*,\s*)?(${quoted}(?:\s*,\s*${quoted})*)\s*,?\s*\)`,
);
const added = new RegExp(String.raw`^['"]?\s*:\s*__dirname\s*\+\s*(${quoted})`);
const template = /^['"]?\s*:\s*`\$\{(?:__dirname|import\.meta\.dirname|process\.cwd\(\))\}(\/[^`$\n]*)`/;
const url = new RegExp(String.raw`^['"]?\s*:\s*(?:(?:url\.)?fileURLToPath\(\s*)?new URL\(\s*(${quoted})\s*,\s*import\.meta\.url\s*\)`);

/** Relative to the app, from the folder that the tool resolves it in. */
export function configuredFolder(
  file: ProjectFile,
  config: LiteralObject,
  from: readonly string[],
  ...path: readonly string[]
): ConfiguredFolder {
  const literal = config.at(...path);
  if (typeof literal?.value === 'string')
    return sourcedFolder(file, literal, relativeFolder(from, literal.value), literal.isNamed ? 'resolved' : 'literal');
  if (config.severalAt(...path).length > 0) return 'computed';
  const place = config.computedAt(...path);
  if (!place) return undefined;
  const code = file.text.slice(place.offset + place.length, place.offset + place.length + longestCode);
  // What is resolved from the place of the file does not depend on the tool's own root.
  return sourcedFolder(file, place, relativeFolder(segmentsOf(file.path).slice(0, -1), writtenFolder(code)), 'resolved');
}

function sourcedFolder(
  file: ProjectFile,
  place: { readonly offset: number; readonly length: number },
  folder: string | undefined,
  certainty: Certainty,
): ConfiguredFolder {
  return folder === undefined ? 'computed' : { value: folder, origin: file.origin(place, certainty) };
}

function writtenFolder(code: string): string | undefined {
  const several = joined.exec(code)?.[1];
  if (several !== undefined)
    return several
      .split(',')
      .map((piece) => piece.trim().slice(1, -1))
      .join('/');
  const rest = template.exec(code)?.[1];
  if (rest !== undefined) return `.${rest}`;
  const end = added.exec(code)?.[1]?.slice(1, -1);
  if (end !== undefined) return `.${end}`;
  return url.exec(code)?.[1]?.slice(1, -1);
}

/** With slashes, `.` for the app itself; `undefined` for what is absolute or no path. */
export function relativeFolder(from: readonly string[], path: string | undefined): string | undefined {
  if (path === undefined || path.length > 1024 || /^[\\/~]|^[A-Za-z]:|[\0\n]|^\s*$/.test(path)) return undefined;
  const segments = [...from];
  for (const segment of path.split(/[\\/]/)) {
    if (segment === '' || segment === '.') continue;
    const last = segments.at(-1);
    if (segment === '..' && last !== undefined && last !== '..') segments.pop();
    else segments.push(segment);
  }
  return segments.length === 0 ? '.' : segments.join('/');
}

export function segmentsOf(folder: string): readonly string[] {
  return folder.split('/').filter((segment) => segment !== '' && segment !== '.');
}

/** The configured folder, or the one that the tool documents for projects that configure none. */
export function outputOr(configured: ConfiguredFolder, usual: string, file: string): WebOutput {
  if (configured === 'computed') return { kind: 'computed' };
  return { kind: 'folder', folder: configured ?? { value: usual, origin: { kind: 'project', file, certainty: 'resolved' } } };
}

/** What the build script of `package.json` says. */
export function scriptFolder(value: string | undefined, from: readonly string[] = []): ConfiguredFolder {
  if (value === undefined) return undefined;
  const folder = relativeFolder(from, value);
  return folder === undefined ? 'computed' : { value: folder, origin: { kind: 'project', file: 'package.json', certainty: 'resolved' } };
}

/** The first of these files that is there. */
export async function openConfig(folder: ProjectFolderView, name: string, endings: readonly string[]): Promise<ProjectFile | undefined> {
  for (const ending of endings) {
    const file = (await folder.hasFile(`${name}.${ending}`)) ? await openProjectFile(folder, `${name}.${ending}`) : undefined;
    if (file) return file;
  }
  return undefined;
}

export const codeEndings = ['ts', 'js', 'mjs', 'cjs', 'mts', 'cts'] as const;
