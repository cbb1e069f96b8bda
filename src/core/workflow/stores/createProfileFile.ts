/**
 * A provisioning profile from nothing, without Apple's website: the identifier is registered if it is not there, new devices are registered, the
 * certificate is found, the profile is made, checked and written. Killed in between, the same call goes on with what Apple has.
 */

import { inspectProfile } from '../../assets/provisioning-profile/inspectProfile.ts';
import { Failure } from '../../base/failure.ts';
import { type NewDevice, registerDevices } from '../../stores/app-store-connect/appleDevices.ts';
import { identifierName, onlyCertificate, registerIdentifier } from '../../stores/app-store-connect/appleCertificates.ts';
import { withConnect, type ConnectAccount } from '../../stores/app-store-connect/connectAccess.ts';
import { connectName } from '../../stores/app-store-connect/connectRefusal.ts';
import { renewProfile, type RenewalStep } from '../../stores/app-store-connect/renewProfile.ts';
import { type AssetWorld, requireFree } from '../assets/newAsset.ts';
import { type RenewalWorld, type RenewedProfileFile } from './renewProfileFile.ts';

export const creatableProfiles = ['ad-hoc', 'app-store', 'development'] as const;

export type CreatableProfile = (typeof creatableProfiles)[number];

export interface NewProfileRequest {
  /** Absolute path of the file. */
  readonly path: string;
  readonly mayReplace: boolean;
  readonly kind: CreatableProfile;
  /** Without the prefix of the team; `*` at its end for several apps. */
  readonly appIdentifier: string;
  /** By which Apple knows it; a profile of that name and kind is taken or made again. */
  readonly name: string;
  /** Of certificates, hexadecimal; the only valid one at Apple when it is empty. */
  readonly serialNumbers: readonly string[];
  /** Registered if they are new. */
  readonly devices: readonly NewDevice[];
  /** Only these, not all that are enabled at Apple. */
  readonly isForTheseOnly: boolean;
  readonly onStep?: (step: RenewalStep) => void;
}

export interface CreatedProfileFile extends RenewedProfileFile {
  /** Whether the identifier was registered now. */
  readonly isIdentifierNew: boolean;
}

export async function createProfileFile(
  world: RenewalWorld & AssetWorld,
  account: ConnectAccount,
  request: NewProfileRequest,
): Promise<CreatedProfileFile> {
  const { path, mayReplace, kind, appIdentifier, name, serialNumbers, isForTheseOnly, onStep } = request;
  await requireFree(world, path, mayReplace);
  return await withConnect(world, account, appIdentifier, async (api) => {
    const use = kind === 'development' ? 'development' : 'distribution';
    // Before anything is made: without a certificate there would be no profile.
    const certificates = serialNumbers.length > 0 ? serialNumbers : [await onlyCertificate(api, use, world.clock.now())];
    const identifier = await registerIdentifier(api, { identifier: appIdentifier, name: identifierName(appIdentifier), capabilities: [] });
    onStep?.('register');
    const newDevices = kind === 'app-store' ? [] : request.devices;
    const { devices, added } = await registerDevices(api, newDevices);
    const allowed = (isForTheseOnly ? newDevices : devices.filter(({ isEnabled }) => isEnabled)).map(({ udid }) => udid);
    if (kind !== 'app-store' && allowed.length === 0) throw Failure.of('store-no-devices', { store: connectName });
    const profile = { name, kind, appIdentifier, devices: kind === 'app-store' ? [] : allowed, certificates };
    const { content, ...made } = await renewProfile(api, profile, [], onStep);
    const inspection = inspectProfile(content, { now: world.clock.now(), trusted: world.trustedRoots ?? [] });
    if (!inspection.profile || inspection.kind !== kind) throw Failure.of('store-answer-unexpected', { store: connectName, what: path });
    await world.files.writeFile(path, content);
    return { ...made, added, isIdentifierNew: identifier.isNew };
  });
}
