/** What making a signing asset asks of the world, and that a new one never replaces a file unasked. */

import { type Clock } from '../../ports/clock.ts';
import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { type Random } from '../../ports/random.ts';
import { type OutputWorld, requireOutput } from '../output.ts';

export interface AssetWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly clock: Clock;
  readonly random: Random;
}

/** For the eyes of the owner alone. */
export const privateMode = 0o600;

/** `inputs` are what is read for it, and other files that are written with it. */
export async function requireFree(
  world: OutputWorld,
  path: string,
  mayReplace = false,
  inputs: readonly (string | undefined)[] = [],
): Promise<void> {
  await requireOutput(world, { path, inputs, mayReplace });
}
