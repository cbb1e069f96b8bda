/** A provisioning profile file made to allow more devices: registered at Apple, the profile made again there, the file replaced when it is right. */

import { inspectProfile, largestProfile } from '../../assets/provisioning-profile/inspectProfile.ts';
import { allowsDevice } from '../../assets/provisioning-profile/matchProfile.ts';
import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { serialNumberText, type Certificate } from '../../formats/x509/certificate.ts';
import { type FileSystem } from '../../ports/fileSystem.ts';
import { type NewDevice } from '../../stores/app-store-connect/appleDevices.ts';
import { withConnect, type ConnectAccount, type ConnectNetwork } from '../../stores/app-store-connect/connectAccess.ts';
import { renewProfile, type ProfileToRenew, type RenewalStep, type RenewedProfile } from '../../stores/app-store-connect/renewProfile.ts';

export interface RenewalWorld extends ConnectNetwork {
  readonly files: FileSystem;
  readonly trustedRoots?: readonly Certificate[];
}

export interface RenewalRequest {
  /** Absolute path of the profile; the new one takes its place. */
  readonly path: string;
  readonly devices: readonly NewDevice[];
  readonly onStep?: (step: RenewalStep) => void;
}

/** The new profile, which is in its place. */
export type RenewedProfileFile = Omit<RenewedProfile, 'content'>;

export async function renewProfileFile(
  world: RenewalWorld,
  account: ConnectAccount,
  { path, devices, onStep }: RenewalRequest,
): Promise<RenewedProfileFile> {
  const profile = profileToRenew(await world.files.readFile(path, { maxBytes: largestProfile }), world, path);
  return await withConnect(world, account, profile.appIdentifier, async (api) => {
    const { content, ...renewed } = await renewProfile(api, profile, devices, onStep);
    const inspection = inspectProfile(content, { now: world.clock.now(), trusted: world.trustedRoots ?? [] });
    const absent = devices.find(({ udid }) => !allowsDevice(inspection, udid));
    if (!inspection.profile || absent)
      throw Failure.of('store-answer-unexpected', { store: 'App Store Connect', what: absent ? `${path}: ${absent.udid}` : path });
    await world.files.writeFile(path, content);
    return renewed;
  });
}

/** Fails with `profile-not-renewable`. */
function profileToRenew(bytes: Uint8Array, { clock, trustedRoots = [] }: RenewalWorld, path: string): ProfileToRenew {
  const { name, kind, profile, applicationIdentifier, devices, certificates } = inspectProfile(bytes, {
    now: clock.now(),
    trusted: trustedRoots,
  });
  if (!profile || name === undefined || applicationIdentifier === undefined)
    throw Failure.of('profile-not-renewable', { path, reason: phrase('it is not a complete provisioning profile') });
  if (kind !== 'ad-hoc' && kind !== 'development')
    throw Failure.of('profile-not-renewable', { path, reason: phrase('profiles of its kind list no devices') });
  if (profile.isXcodeManaged) throw Failure.of('profile-not-renewable', { path, reason: phrase('Xcode manages it') });
  return {
    name,
    kind,
    appIdentifier: applicationIdentifier.replace(/^[^.]*\./, ''),
    devices,
    certificates: certificates.map(serialNumberText),
  };
}
