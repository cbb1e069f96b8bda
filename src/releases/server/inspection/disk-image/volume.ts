/** What readers of file systems give: folders and plain files. Links are left out, as nothing is followed. */

import { type ByteSource } from '../../../../core/base/byteSource.ts';

export interface VolumeFolder {
  readonly kind: 'folder';
  entries(): Promise<readonly VolumeEntry[]>;
}

export interface VolumeFile extends ByteSource {
  readonly kind: 'file';
}

export interface VolumeEntry {
  readonly name: string;
  readonly content: VolumeFolder | VolumeFile;
}

/** A file by its path; `undefined` when there is none. */
export async function fileAt(folder: VolumeFolder, path: readonly string[]): Promise<VolumeFile | undefined> {
  let current: VolumeFolder | VolumeFile = folder;
  for (const part of path) {
    if (current.kind !== 'folder') return undefined;
    const found: VolumeEntry | undefined = (await current.entries()).find(({ name }) => name === part);
    if (!found) return undefined;
    current = found.content;
  }
  return current.kind === 'file' ? current : undefined;
}
