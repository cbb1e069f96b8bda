/** Looks in the folders where Xcode keeps provisioning profiles, the old one and that of Xcode 16 and newer, for those that would fit. */

import { type Bytes } from '../base/bytes.ts';
import { isFailure } from '../base/failure.ts';
import { hasErrors } from '../base/issue.ts';
import { checkProfile, type ProfileDemands } from '../assets/provisioning-profile/checkProfile.ts';
import { inspectProfile } from '../assets/provisioning-profile/inspectProfile.ts';
import { type ProfileInspection } from '../assets/provisioning-profile/profileInspection.ts';
import { type WorkflowWorld } from './workflowWorld.ts';

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

/** The ones that fit, those that last longest first. */
export async function findXcodeProfiles(world: WorkflowWorld, demands: ProfileDemands): Promise<readonly FoundProfile[]> {
  const { homeFolder, paths, files } = world;
  if (homeFolder === undefined) return [];
  const fitting: FoundProfile[] = [];
  for (const folder of folders) {
    const path = paths.join(homeFolder, ...folder);
    const names = (await listFolder(world, path)).filter((name) => /\.(mobileprovision|provisionprofile)$/i.test(name));
    for (const name of names.slice(0, mostFiles)) {
      const file = paths.join(path, name);
      const inspection = await readProfile(world, await files.readFile(file, { maxBytes: largestFile }).catch(unreadable));
      if (inspection?.profile && !hasErrors([...inspection.issues, ...checkProfile(inspection, demands)]))
        fitting.push({ path: file, inspection });
    }
  }
  return fitting.toSorted((a, b) => (b.inspection.expiresAt?.getTime() ?? 0) - (a.inspection.expiresAt?.getTime() ?? 0));
}

async function readProfile(world: WorkflowWorld, bytes: Bytes | undefined): Promise<ProfileInspection | undefined> {
  if (!bytes) return undefined;
  const access = { now: world.clock.now(), trusted: world.trustedRoots ?? [] };
  const inspect = async (): Promise<ProfileInspection> => inspectProfile(bytes, access);
  return await (world.sessionCache?.remember('profile', bytes, [], inspect) ?? inspect());
}

async function listFolder({ files }: WorkflowWorld, path: string): Promise<readonly string[]> {
  try {
    return (await files.readDirectory(path)).filter(({ kind }) => kind === 'file').map(({ name }) => name);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}

/** A profile of somebody else that cannot be read is no reason to stop. */
function unreadable(error: unknown): undefined {
  if (!isFailure(error)) throw error;
}
