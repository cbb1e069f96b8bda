/** Reads the signed file from the disk, as a phone will, before it gets its name. */

import { toHex } from '../base/bytes.ts';
import { type BuildPlan } from '../engines/engine.ts';
import { type NewFile } from '../ports/fileSystem.ts';
import { checkPackage, type CheckedPackage } from './checkPackage.ts';
import { type WorkflowWorld } from './workflowWorld.ts';

export interface SignedFile {
  readonly plan: BuildPlan;
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

export async function openAgain(world: WorkflowWorld, { plan, output, signerSha256, path, signal }: SignedFile): Promise<OpenedAgain> {
  const source = await world.files.openFile(output.temporaryPath);
  try {
    const signature = await world.tools.verify(source, signal);
    const options = { today: world.clock.now(), isForStore: plan.buildType !== 'debug', isVerified: signature.verified };
    const facts = await world.tools.inspect(source, options);
    const ranges = [{ start: 0, end: source.size }];
    const { whole } = await world.digester.digest({ source, ranges, chunked: [], whole: ['sha256'], signal });
    const [sha256] = whole;
    if (!sha256) throw new TypeError('the digester left out a digest it was asked for');
    return { ...checkPackage(plan, facts, signature, signerSha256, path), sha256: toHex(sha256), sizeBytes: source.size };
  } finally {
    await source.close();
  }
}
