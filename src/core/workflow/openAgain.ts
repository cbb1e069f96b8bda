/** Reads the signed file from the disk, as a phone will, before it gets its name. */

import { type BuildSpec } from '../engines/engine/engine.ts';
import { type NewFile } from '../ports/fileSystem.ts';
import { allowedEntries } from './allowedEntries.ts';
import { checkPackage, type CheckedPackage } from './checkPackage.ts';
import { type PackageWorld } from './workflowWorld.ts';

export interface SignedFile {
  readonly spec: BuildSpec;
  readonly output: NewFile;
  readonly signerSha256: string;
  /** Where the file will be, for issues. */
  readonly path: string;
  readonly signal: AbortSignal;
}

export interface OpenedAgain extends CheckedPackage {
  readonly sha256: string;
  readonly sizeBytes: number;
}

function isForStore({ platform, buildType }: BuildSpec): boolean {
  return platform === 'ios' ? buildType === 'app-store' : buildType !== 'debug';
}

export async function openAgain(world: PackageWorld, { spec, output, signerSha256, path, signal }: SignedFile): Promise<OpenedAgain> {
  const source = await world.files.openFile(output.temporaryPath);
  try {
    const options = {
      now: world.clock.now(),
      isForStore: isForStore(spec),
      trusted: world.trustedRoots,
      allowedEntries: allowedEntries(spec.settings),
      signal,
    };
    const described = await world.tools.describe(source, options);
    return { ...checkPackage(spec, described, signerSha256, path), sha256: described.sha256, sizeBytes: source.size };
  } finally {
    await source.close();
  }
}
