/** Whether a package contains a provisioning profile file, so that signing it again with that file would change nothing for devices. */

import { inspectProfile, largestProfile } from '../../assets/provisioning-profile/inspectProfile.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { describePackage } from '../../packages/describePackage.ts';
import { type Clock } from '../../ports/clock.ts';
import { type FileSystem } from '../../ports/fileSystem.ts';

export interface ProfileWorld {
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly trustedRoots?: readonly Certificate[];
}

/** By the identifier that each profile of Apple's has, and its devices. The seal is checked too: a package whose signature is damaged counts as without. */
export async function hasProfile(
  { files, clock, trustedRoots = [] }: ProfileWorld,
  { path, profile, signal }: { readonly path: string; readonly profile: string; readonly signal: AbortSignal },
): Promise<boolean> {
  const now = clock.now();
  const wanted = inspectProfile(await files.readFile(profile, { maxBytes: largestProfile }), { now, trusted: trustedRoots });
  const source = await files.openFile(path);
  try {
    const { inspection, seal } = await describePackage(source, { now, trusted: trustedRoots, signal, seal: {} });
    if (inspection?.format !== 'ipa' || seal?.sealed !== true) return false;
    const { uuid, devices } = inspection.profile ?? {};
    return uuid !== undefined && uuid === wanted.uuid && devices === wanted.devices.length;
  } finally {
    await source.close();
  }
}
