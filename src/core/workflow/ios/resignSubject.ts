/** What is to be signed again, for the choice of its profiles: the programs of the package, and for each the profiles that would fit. */

import { inspectProfile, largestProfile } from '../../assets/provisioning-profile/inspectProfile.ts';
import { coversIdentifier, plainUdid } from '../../assets/provisioning-profile/matchProfile.ts';
import { type ProfileInspection } from '../../assets/provisioning-profile/profileInspection.ts';
import { createIssue, hasErrors, issueInFile } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { present } from '../../base/present.ts';
import { plistEntry, plistString } from '../../formats/plist/plistValue.ts';
import { isWildcardIdentifier } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { readDocument } from '../../signing/apple/bundle/appFiles.ts';
import { brokenBundleIssue } from '../../signing/apple/bundle/brokenBundle.ts';
import { bundlesInsideOut, findBundle } from '../../signing/apple/bundle/bundleTree.ts';
import { type CheckWorld } from '../workflowWorld.ts';
import { readProfileFile, readXcodeProfiles, type FoundProfile } from '../xcodeProfiles.ts';
import { openAppInput } from '../../packages/ipa/openAppInput.ts';

export interface ResignProgram {
  /** Below the app: `PlugIns/Share.appex`; empty for the app itself. */
  readonly path: string;
  readonly identifier: string;
  /** The one it has now. */
  readonly profile?: ProfileInspection;
}

export interface ResignSubject {
  readonly identifier: string;
  readonly version?: string;
  readonly versionCode?: string;
  /** The app first. */
  readonly programs: readonly [ResignProgram, ...ResignProgram[]];
}

/** Fails with the issues that say why it cannot be signed. */
export async function openResignSubject(
  world: Pick<CheckWorld, 'files' | 'paths' | 'clock' | 'trustedRoots'>,
  path: string,
): Promise<ResignSubject> {
  const input = await openAppInput(world, path);
  try {
    const app = await findBundle(input.files, input.root);
    if (!app) throw issuesFound([issueInFile(await brokenBundleIssue(input.files, input.root), path)]);
    const info = { file: path, entry: `${app.path}/Info.plist` };
    if (app.identifier === undefined) throw issuesFound([createIssue('ipa-key-missing', { key: 'CFBundleIdentifier' }, info)]);
    const access = { now: world.clock.now(), trusted: world.trustedRoots ?? [] };
    const programs: ResignProgram[] = [];
    for (const bundle of bundlesInsideOut(app).toReversed()) {
      if (!bundle.isProgram) continue;
      const file = `${bundle.path}/embedded.mobileprovision`;
      const entry = input.files.get(file);
      const isReadable = entry?.kind === 'file' && entry.content.size <= largestProfile;
      const bytes = isReadable ? await readDocument(input.files, file) : undefined;
      const profile = bytes && inspectProfile(bytes, access);
      programs.push({
        path: bundle.path.slice(app.path.length + 1),
        identifier: bundle.identifier ?? '',
        ...(profile?.profile && { profile }),
      });
    }
    const [first, ...others] = programs;
    if (!first) throw issuesFound([createIssue('ipa-app-missing', { path, reason: 'it is not a program' }, { file: path })]);
    return {
      identifier: app.identifier,
      ...present('version', plistString(plistEntry(app.info, 'CFBundleShortVersionString'))),
      ...present('versionCode', plistString(plistEntry(app.info, 'CFBundleVersion'))),
      programs: [first, ...others],
    };
  } finally {
    await input.close();
  }
}

export interface ProfileChoice extends FoundProfile {
  /** Why devices would refuse it. */
  readonly problem?: string;
  /** Devices that it names and the present one does not, and the other way round. */
  readonly newDevices: number;
  readonly lostDevices: number;
}

/** Those of the given files and of Xcode's folders that cover the program, the best first. */
export async function profileChoices(
  world: CheckWorld,
  { identifier, profile: present }: Pick<ResignProgram, 'identifier' | 'profile'>,
  beside: readonly string[],
): Promise<readonly ProfileChoice[]> {
  const found = new Map<string, FoundProfile>();
  for (const path of beside) {
    const inspection = await readProfileFile(world, path);
    if (inspection) found.set(path, { path, inspection });
  }
  for (const each of await readXcodeProfiles(world)) found.set(each.path, each);
  const choices = [...found.values()].flatMap((each): ProfileChoice[] => {
    const { applicationIdentifier, issues } = each.inspection;
    if (applicationIdentifier === undefined || !coversIdentifier(applicationIdentifier, identifier)) return [];
    const problem = hasErrors(issues) ? issues.find(({ severity }) => severity === 'error')?.message : undefined;
    return [{ ...each, ...(problem !== undefined && { problem }), ...deviceChange(each.inspection, present) }];
  });
  return choices.toSorted((a, b) => rank(a, present) - rank(b, present) || madeAt(b) - madeAt(a));
}

function deviceChange(
  chosen: ProfileInspection,
  present: ProfileInspection | undefined,
): Pick<ProfileChoice, 'newDevices' | 'lostDevices'> {
  const [after, before] = [chosen.devices.map(plainUdid), (present?.devices ?? []).map(plainUdid)];
  const missingIn = (list: readonly string[], of: readonly string[]): number => {
    const known = new Set(list);
    return of.filter((device) => !known.has(device)).length;
  };
  return { newDevices: missingIn(before, after), lostDevices: missingIn(after, before) };
}

/** One that works before one that does not, of the same kind, for exactly this app, with new devices, without losing any. */
function rank({ problem, inspection, newDevices, lostDevices }: ProfileChoice, present: ProfileInspection | undefined): number {
  const isOther = present?.kind !== undefined && inspection.kind !== present.kind;
  const isWide = isWildcardIdentifier(inspection.applicationIdentifier ?? '');
  const change = newDevices > 0 ? 0 : lostDevices > 0 ? 2 : 1;
  return (problem === undefined ? 0 : 16) + (isOther ? 8 : 0) + (isWide ? 4 : 0) + change;
}

function madeAt({ inspection: { profile, expiresAt } }: ProfileChoice): number {
  return profile?.createdAt?.getTime() ?? expiresAt?.getTime() ?? 0;
}
