/** Divides a room into parts: a folder with the files that lie in it directly. Each part is one run of Stryker and can be kept by itself. */

import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { projectRoot } from '../steps/projectRoot.ts';
import { mutationRooms, type MutationRoom } from './mutationRooms.ts';

export interface MutationPart {
  readonly folder: string;
  readonly files: readonly string[];
}

export interface ChosenParts {
  readonly room: MutationRoom;
  readonly parts: readonly MutationPart[];
}

/** A room by its name; or a folder or file inside one, such as `core/signing/jar`. */
export function chooseParts(wanted: string): ChosenParts | undefined {
  const path = wanted.replace(/^(\.\/)?(src\/)?/, '').replace(/\/$/, '');
  for (const room of mutationRooms) {
    const folders = new Map<string, string[]>();
    for (const file of room.folders.flatMap((folder) => filesIn(folder))) {
      if (path !== room.name && file !== `src/${path}` && !file.startsWith(`src/${path}/`)) continue;
      const folder = dirname(file);
      folders.set(folder, [...(folders.get(folder) ?? []), file]);
    }
    if (folders.size > 0) return { room, parts: Array.from(folders, ([folder, files]) => ({ folder, files })) };
  }
  return undefined;
}

function filesIn(folder: string): readonly string[] {
  return globSync(`src/${folder}/**/*.ts`, { cwd: projectRoot })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();
}
