/** What making a signing asset asks of the world, and that a new one never replaces a file unasked. */

import { Failure } from '../../base/failure.ts';
import { type Clock } from '../../ports/clock.ts';
import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { type Random } from '../../ports/random.ts';

export interface AssetWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly clock: Clock;
  readonly random: Random;
}

/** For the eyes of the owner alone. */
export const privateMode = 0o600;

export async function requireFree({ files }: Pick<AssetWorld, 'files'>, path: string, mayReplace = false): Promise<void> {
  if (!mayReplace && (await files.stat(path))) throw Failure.of('file-exists', { path });
}
