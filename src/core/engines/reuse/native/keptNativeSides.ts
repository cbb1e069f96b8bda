/**
 * The lists behind the native fingerprints of the ledger, one file for each in `packages/native`: they say by name what changed since a
 * package was built. They stay on the machine that has the packages too, since there is nothing to reuse elsewhere.
 */

import { isFailure } from '../../../base/failure.ts';
import { type FileSystem, type PathTools } from '../../../ports/fileSystem.ts';
import { encodeNativeSide, fingerprintOf, type NativeSide, parseNativeSide } from '../../engine/nativeSide.ts';

interface KeepingWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
}

const largestList = 32 * 1024 * 1024;

function pathOf({ paths }: KeepingWorld, packages: string, fingerprint: string): string {
  return paths.join(packages, 'native', `${fingerprint}.json`);
}

/** `packages` is the folder of the app's packages. Gives the fingerprint. */
export async function keepNativeSide(world: KeepingWorld, packages: string, side: NativeSide): Promise<string> {
  const fingerprint = fingerprintOf(side);
  const path = pathOf(world, packages, fingerprint);
  if (!(await world.files.stat(path))) await world.files.writeFile(path, encodeNativeSide(side));
  return fingerprint;
}

/** `undefined` when it is not kept here, or is not what it was. */
export async function readKeptNativeSide(world: KeepingWorld, packages: string, fingerprint: string): Promise<NativeSide | undefined> {
  try {
    return parseNativeSide(await world.files.readFile(pathOf(world, packages, fingerprint), { maxBytes: largestList }), fingerprint);
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
