/**
 * The packages that this user's runs of the product put outside of their app, `outputs.jsonl` in the user's own folder: one line a package,
 * with the id of its record and its absolute path. No repository can write it, so a ledger cannot lead to other files of this machine.
 */

import { fromUtf8, utf8 } from '../base/bytes.ts';
import { isFailure } from '../base/failure.ts';
import { type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { type PackageRecord } from './packageRecord.ts';
import { isPackageElsewhere } from './recordedPath.ts';

export interface OwnOutputsWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  /** Of this user's own files of the product. Without it, no package outside of an app is believed to be one. */
  readonly userFolder?: string | undefined;
}

/** Above it, the older half is forgotten: some 20,000 packages. */
const largestFile = 4 * 1024 * 1024;

/** Absolute paths by the id of the record. */
export async function readOwnOutputs(world: OwnOutputsWorld): Promise<ReadonlyMap<string, string>> {
  const path = pathOf(world);
  if (path === undefined) return new Map();
  const lines = (await readText(world.files, path)).split('\n');
  return new Map(lines.flatMap((line) => entryOf(line) ?? []));
}

/**
 * Of a package outside of its app alone. What cannot be written is left out: the package is in its ledger all the same, and is only not found
 * again from there.
 */
export async function noteOwnOutput(world: OwnOutputsWorld, { id, path: output }: Pick<PackageRecord, 'id' | 'path'>): Promise<void> {
  const path = pathOf(world);
  if (path === undefined || !isPackageElsewhere(output)) return;
  const { files } = world;
  try {
    const line = utf8(`${JSON.stringify({ id, path: output })}\n`);
    const stat = await files.stat(path);
    if (stat && stat.sizeBytes + line.length > largestFile) {
      const text = await readText(files, path);
      await files.writeFile(path, utf8(text.slice(text.indexOf('\n', text.length / 2) + 1)), { mode: 0o600 });
    }
    await files.appendFile(path, line);
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

function pathOf({ paths, userFolder }: OwnOutputsWorld): string | undefined {
  return userFolder === undefined ? undefined : paths.join(userFolder, 'outputs.jsonl');
}

async function readText(files: FileSystem, path: string): Promise<string> {
  try {
    return fromUtf8(await files.readFile(path, { maxBytes: largestFile }));
  } catch (error) {
    // In Restricted Mode, nothing outside of the workspace is read.
    if (isFailure(error)) return '';
    throw error;
  }
}

function entryOf(line: string): readonly [readonly [string, string]] | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('id' in value) || !('path' in value)) return undefined;
    return typeof value.id === 'string' && typeof value.path === 'string' ? [[value.id, value.path]] : undefined;
  } catch {
    return undefined;
  }
}
