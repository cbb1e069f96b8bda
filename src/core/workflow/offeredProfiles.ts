/** The provisioning profiles an app could use: those in its folder and in Xcode's, each with the reason why it does not fit. */

import { checkProfile } from '../assets/provisioning-profile/checkProfile.ts';
import { type ProfileInspection } from '../assets/provisioning-profile/profileInspection.ts';
import { demandsOf, openIosSigning } from './iosSigning.ts';
import { type PlatformApp } from './openApp.ts';
import { type PasswordSource } from './passwordSource.ts';
import { type WorkflowWorld } from './workflowWorld.ts';
import { type FoundProfile, readProfileFile, readXcodeProfiles } from './xcodeProfiles.ts';

export interface OfferedProfile extends FoundProfile {
  /** Of Xcode's folders; else it lies beside the app. */
  readonly isOfXcode: boolean;
  /** The first thing that is wrong with it for this app. */
  readonly problem?: string;
}

/** `beside` are paths relative to the app. Those that fit come first, the ones that last longest before the others. */
export async function offeredProfiles(
  world: WorkflowWorld,
  target: PlatformApp,
  passwords: PasswordSource,
  beside: readonly string[],
): Promise<readonly OfferedProfile[]> {
  const { identity } = await openIosSigning(world, target, passwords, false);
  const demands = await demandsOf(world, target, identity);
  const own: FoundProfile[] = [];
  for (const name of beside) {
    const path = world.paths.resolve(target.app.folder, name);
    const inspection = await readProfileFile(world, path);
    if (inspection) own.push({ path, inspection });
  }
  const offer =
    (isOfXcode: boolean) =>
    (found: FoundProfile): OfferedProfile => {
      const { inspection } = found;
      const wrong = [...inspection.issues, ...checkProfile(inspection, demands)].find(({ severity }) => severity === 'error');
      return { ...found, isOfXcode, ...(wrong && { problem: wrong.message }) };
    };
  const all = [...own.map(offer(false)), ...(await readXcodeProfiles(world)).map(offer(true))];
  return all.toSorted((a, b) => rank(a) - rank(b) || lasting(b.inspection) - lasting(a.inspection));
}

function rank({ problem, isOfXcode }: OfferedProfile): number {
  return (problem === undefined ? 0 : 2) + (isOfXcode ? 1 : 0);
}

function lasting({ expiresAt }: ProfileInspection): number {
  return expiresAt?.getTime() ?? 0;
}
