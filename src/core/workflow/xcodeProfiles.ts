/** Looks in the folders where Xcode keeps provisioning profiles, the old one and that of Xcode 16 and newer, for those that would fit. */

import { isFailure } from '../base/failure.ts';
import { hasErrors } from '../base/issue.ts';
import { checkProfile, type ProfileDemands } from '../assets/provisioning-profile/checkProfile.ts';
import { type ProfileInspection } from '../assets/provisioning-profile/profileInspection.ts';
import { dayOf } from '../assets/validity.ts';
import { inspectProfileOnce } from './inspectProfileOnce.ts';
import { type SigningWorld } from './workflowWorld.ts';

export interface FoundProfile {
  readonly path: string;
  readonly inspection: ProfileInspection;
}

const folders: readonly (readonly string[])[] = [
  ['Library', 'Developer', 'Xcode', 'UserData', 'Provisioning Profiles'],
  ['Library', 'MobileDevice', 'Provisioning Profiles'],
];
/** Xcode never deletes one, so old machines have hundreds. */
const mostFiles = 400;
const largestFile = 1024 * 1024;
const filesAtOnce = 16;

/** The ones that fit, those that last longest first. */
export async function findXcodeProfiles(world: SigningWorld, demands: ProfileDemands): Promise<readonly FoundProfile[]> {
  const fitting = (await readXcodeProfiles(world)).filter(
    ({ inspection }) => !hasErrors([...inspection.issues, ...checkProfile(inspection, demands)]),
  );
  return fitting.toSorted((a, b) => (b.inspection.expiresAt?.getTime() ?? 0) - (a.inspection.expiresAt?.getTime() ?? 0));
}

/** All that can be read. */
export async function readXcodeProfiles(world: SigningWorld): Promise<readonly FoundProfile[]> {
  const { homeFolder, paths } = world;
  if (homeFolder === undefined) return [];
  const found: FoundProfile[] = [];
  for (const folder of folders) {
    const path = paths.join(homeFolder, ...folder);
    const names = (await listFolder(world, path)).filter((name) => /\.(mobileprovision|provisionprofile)$/i.test(name));
    for (const batch of batchesOf(names.slice(0, mostFiles))) {
      const read = batch.map(async (name): Promise<readonly FoundProfile[]> => {
        const file = paths.join(path, name);
        const inspection = await readProfileFile(world, file);
        return inspection ? [{ path: file, inspection }] : [];
      });
      found.push(...(await Promise.all(read)).flat());
    }
  }
  return found;
}

function* batchesOf(names: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < names.length; start += filesAtOnce) yield names.slice(start, start + filesAtOnce);
}

/** Nothing when it is not a profile. */
export async function readProfileFile(world: SigningWorld, path: string): Promise<ProfileInspection | undefined> {
  const { files, clock, sessionCache } = world;
  const stat = await files.stat(path).catch(unreadable);
  if (stat?.kind !== 'file') return undefined;
  const read = async (): Promise<ProfileInspection | undefined> => {
    const bytes = await files.readFile(path, { maxBytes: largestFile }).catch(unreadable);
    return bytes && (await inspectProfileOnce(world, bytes));
  };
  const now = clock.now();
  const inspection = await (sessionCache?.rememberFile(`profile file ${dayOf(now)}`, { path, stat, now }, read) ?? read());
  return inspection?.profile && inspection;
}

async function listFolder({ files }: SigningWorld, path: string): Promise<readonly string[]> {
  try {
    return (await files.readDirectory(path)).filter(({ kind }) => kind === 'file').map(({ name }) => name);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}

/** A profile of someone else that cannot be read is not a reason to stop. */
function unreadable(error: unknown): undefined {
  if (!isFailure(error)) throw error;
}
