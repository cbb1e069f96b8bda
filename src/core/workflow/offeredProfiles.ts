/** The provisioning profiles an app could use: those in its folder and in Xcode's, each with the reason why it does not fit. */

import { checkProfile, type ProfileDemands } from '../assets/provisioning-profile/checkProfile.ts';
import { type ProfileInspection } from '../assets/provisioning-profile/profileInspection.ts';
import { present } from '../base/present.ts';
import { demandsOf, openIosSigning } from './iosSigning.ts';
import { type PlatformApp } from './openApp.ts';
import { type PasswordSource } from './passwordSource.ts';
import { type SigningWorld } from './workflowWorld.ts';
import { type FoundProfile, readProfileFile, readXcodeProfiles } from './xcodeProfiles.ts';

export interface OfferedProfile extends FoundProfile {
  /** Of Xcode's folders; else it is next to the app. */
  readonly isOfXcode: boolean;
  /** The first thing that is wrong with it for this app. */
  readonly problem?: string;
}

/** `beside` are paths relative to the app. Those that fit come first, the ones that last longest before the others. */
export async function offeredProfiles(
  world: SigningWorld,
  target: PlatformApp,
  passwords: PasswordSource,
  beside: readonly string[],
): Promise<readonly OfferedProfile[]> {
  const demands = await demandsOfApp(world, target, passwords);
  const own = await readBeside(world, target, beside);
  const offer =
    (isOfXcode: boolean) =>
    (found: FoundProfile): OfferedProfile => {
      const problem = problemOf(found, demands);
      return { ...found, isOfXcode, ...present('problem', problem) };
    };
  const all = [...own.map(offer(false)), ...(await readXcodeProfiles(world)).map(offer(true))];
  return all.toSorted((a, b) => rank(a) - rank(b) || lasting(b.inspection) - lasting(a.inspection));
}

/** Of the files next to the app the ones that fit, as they were named; those that last longest first. */
export async function fittingProfiles(
  world: SigningWorld,
  target: PlatformApp,
  passwords: PasswordSource,
  beside: readonly string[],
): Promise<readonly string[]> {
  if (beside.length === 0) return [];
  const demands = await demandsOfApp(world, target, passwords);
  const fitting = (await readBeside(world, target, beside)).filter((found) => problemOf(found, demands) === undefined);
  return fitting.toSorted((a, b) => lasting(b.inspection) - lasting(a.inspection)).map(({ name }) => name);
}

async function demandsOfApp(world: SigningWorld, target: PlatformApp, passwords: PasswordSource): Promise<ProfileDemands> {
  const { identity } = await openIosSigning(world, target, passwords, false);
  return await demandsOf(world, target, identity);
}

async function readBeside(
  world: SigningWorld,
  target: PlatformApp,
  beside: readonly string[],
): Promise<readonly (FoundProfile & { readonly name: string })[]> {
  const found: (FoundProfile & { readonly name: string })[] = [];
  for (const name of beside) {
    const path = world.paths.resolve(target.app.folder, name);
    const inspection = await readProfileFile(world, path);
    if (inspection) found.push({ name, path, inspection });
  }
  return found;
}

function problemOf({ inspection }: FoundProfile, demands: ProfileDemands): string | undefined {
  return [...inspection.issues, ...checkProfile(inspection, demands)].find(({ severity }) => severity === 'error')?.message;
}

function rank({ problem, isOfXcode }: OfferedProfile): number {
  return (problem === undefined ? 0 : 2) + (isOfXcode ? 1 : 0);
}

function lasting({ expiresAt }: ProfileInspection): number {
  return expiresAt?.getTime() ?? 0;
}
