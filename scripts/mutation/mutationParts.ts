/**
 * Divides a room into parts: neighbors in a folder, up to a number of lines. Each part is one run of Stryker, whose results are kept
 * when a later part does not finish. Where a whole room takes too long, a sample of it touches every file.
 */

import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { projectRoot } from '../steps/projectRoot.ts';
import { mutationRooms, type MutationRoom } from './mutationRooms.ts';

export interface MutationPart {
  /** The folder, and a number where it has several parts. */
  readonly name: string;
  /** Those of a sample with the lines to change: `file.ts:11-20`. */
  readonly files: readonly string[];
}

export interface ChosenParts {
  readonly room: MutationRoom;
  readonly parts: readonly MutationPart[];
}

/** Some 150 mutants: a few minutes on two cores. */
const partLines = 400;

/** A room by its name; or a folder or file inside one, such as `core/signing/jar`. */
export function chooseParts(wanted: string): ChosenParts | undefined {
  const path = wanted.replace(/^(\.\/)?(src\/)?/, '').replace(/\/$/, '');
  for (const room of mutationRooms) {
    const parts = room.folders.flatMap((folder) => partsOf(folder));
    const chosen = path === room.name ? parts : parts.flatMap((part) => within(part, `src/${path}`));
    if (chosen.length > 0) return { room, parts: chosen };
  }
  return undefined;
}

/** Long enough for most changes as a whole: one that goes beyond its lines is not tried. */
const sampleLines = 10;

export interface Sample {
  readonly oneIn: number;
  /** Another one chooses other lines. */
  readonly seed: string;
}

/** About one line in `oneIn`, and at least one stretch of each file: the same ones each time for a seed, whatever the parts are. */
export function sampleOf(
  files: readonly string[],
  { oneIn, seed }: Sample,
  lines: (path: string) => number = lineCount,
): readonly string[] {
  return files.flatMap((path) => {
    const count = Math.ceil(lines(path) / sampleLines);
    const step = Math.min(oneIn, count);
    const chosen: string[] = [];
    for (let index = crc32(path + seed) % step; index < count; index += step)
      chosen.push(`${path}:${index * sampleLines + 1}-${(index + 1) * sampleLines}`);
    return chosen;
  });
}

function partsOf(folder: string): readonly MutationPart[] {
  const folders = new Map<string, string[][]>();
  let lines = 0;
  for (const file of filesIn(folder)) {
    const own = lineCount(file);
    const groups = folders.get(dirname(file)) ?? [];
    const last = groups.at(-1);
    if (last && lines + own <= partLines) {
      last.push(file);
      lines += own;
    } else {
      groups.push([file]);
      lines = own;
    }
    folders.set(dirname(file), groups);
  }
  return Array.from(folders, ([name, groups]) =>
    groups.map((files, index) => ({ name: groups.length === 1 ? name : `${name} ${index + 1}`, files })),
  ).flat();
}

/** What is known of a whole part is kept; a piece of it has a name, and so a memory, of its own. */
function within(part: MutationPart, path: string): readonly MutationPart[] {
  const files = part.files.filter((file) => file === path || file.startsWith(`${path}/`));
  if (files.length === part.files.length) return [part];
  return files.length > 0 ? [{ name: path, files }] : [];
}

/** Folder by folder, so that files of one folder follow each other. */
function filesIn(folder: string): readonly string[] {
  return globSync(`src/${folder}/**/*.ts`, { cwd: projectRoot })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted((a, b) => compare(dirname(a), dirname(b)) || compare(a, b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function lineCount(path: string): number {
  return readFileSync(join(projectRoot, path), 'utf8').split('\n').length;
}
