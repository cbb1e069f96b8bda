/**
 * A provisioning profile with more devices. Apple's profiles cannot be changed: the old one is deleted and another one of the same name is made.
 * What it needs is read from the profile file, so that a run that was killed between the two is repeated as a whole.
 */

import { fromBase64, type Bytes } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { textField } from '../jsonObject.ts';
import { registerDevices, type AppleDevice, type NewDevice } from './appleDevices.ts';
import { type ConnectApi, type Resource } from './connectApi.ts';
import { connectName } from './connectRefusal.ts';

export interface ProfileToRenew {
  readonly name: string;
  /** The last one has no devices. */
  readonly kind: 'development' | 'ad-hoc' | 'app-store';
  /** Without the prefix of the team; `*` at its end for several apps. */
  readonly appIdentifier: string;
  /** UDIDs. */
  readonly devices: readonly string[];
  /** Serial numbers of its certificates, hexadecimal. */
  readonly certificates: readonly string[];
}

export interface RenewedProfile {
  /** The file. */
  readonly content: Bytes;
  readonly name: string;
  /** `false` when the profile at Apple has all devices already. */
  readonly isChanged: boolean;
  /** Registered at Apple by this run. */
  readonly added: readonly AppleDevice[];
  /** All at Apple. */
  readonly devices: readonly AppleDevice[];
  /** Of the profile. */
  readonly deviceCount: number;
}

export type RenewalStep = 'register' | 'profile' | 'download';

const types = { development: 'IOS_APP_DEVELOPMENT', 'ad-hoc': 'IOS_APP_ADHOC', 'app-store': 'IOS_APP_STORE' } as const;

/** Fails with `store-identifier-unknown`, `store-certificate-unknown` or what registering fails with. */
export async function renewProfile(
  api: ConnectApi,
  profile: ProfileToRenew,
  newDevices: readonly NewDevice[],
  onStep: (step: RenewalStep) => void = () => {},
): Promise<RenewedProfile> {
  onStep('register');
  const { devices, added } = await registerDevices(api, newDevices);
  const wanted = new Set([...profile.devices, ...newDevices.map(({ udid }) => udid)].map((udid) => udid.toLowerCase()));
  // A device that Apple disabled cannot be in a profile.
  const usable = devices.filter(({ udid, isEnabled }) => isEnabled && wanted.has(udid.toLowerCase()));
  onStep('profile');
  const profileType = types[profile.kind];
  const found = await api.list('/v1/profiles', { 'filter[name]': profile.name, 'filter[profileType]': profileType });
  const current = found.find(({ attributes }) => textField(attributes, 'name') === profile.name);
  const outcome = { name: profile.name, added, devices, deviceCount: usable.length };
  if (current && (await isComplete(api, current, profile, usable)))
    return { ...outcome, content: await contentOf(api, current, onStep), isChanged: false };
  // Before the old one is deleted: without these there would be no new one.
  const bundleId = await findBundleId(api, profile.appIdentifier);
  const certificates = await findCertificates(api, profile.certificates);
  if (current) await api.remove(`/v1/profiles/${encodeURIComponent(current.id)}`);
  const made = await api.create('/v1/profiles', {
    type: 'profiles',
    attributes: { name: profile.name, profileType },
    relationships: {
      bundleId: ['bundleIds', bundleId],
      certificates: ['certificates', certificates],
      ...(profile.kind !== 'app-store' && { devices: ['devices', usable.map(({ id }) => id)] as const }),
    },
  });
  return { ...outcome, content: await contentOf(api, made, onStep), isChanged: true };
}

async function isComplete(
  api: ConnectApi,
  { id, attributes }: Resource,
  { kind }: ProfileToRenew,
  usable: readonly AppleDevice[],
): Promise<boolean> {
  if (textField(attributes, 'profileState') !== 'ACTIVE') return false;
  if (kind === 'app-store') return true;
  const has = new Set((await api.list(`/v1/profiles/${encodeURIComponent(id)}/devices`)).map((each) => each.id));
  return usable.every((device) => has.has(device.id));
}

async function contentOf(api: ConnectApi, profile: Resource, onStep: (step: RenewalStep) => void): Promise<Bytes> {
  onStep('download');
  const text =
    textField(profile.attributes, 'profileContent') ??
    textField((await api.get(`/v1/profiles/${encodeURIComponent(profile.id)}`)).attributes, 'profileContent');
  if (text === undefined) throw Failure.of('store-answer-unexpected', { store: connectName, what: 'profileContent' });
  return fromBase64(text);
}

async function findBundleId(api: ConnectApi, identifier: string): Promise<string> {
  const found = await api.list('/v1/bundleIds', { 'filter[identifier]': identifier });
  const bundleId = found.find(({ attributes }) => textField(attributes, 'identifier') === identifier);
  if (!bundleId) throw Failure.of('store-identifier-unknown', { store: connectName, appIdentifier: identifier });
  return bundleId.id;
}

/** Serial numbers are compared without leading zeros: Apple writes them with and without. */
async function findCertificates(api: ConnectApi, serialNumbers: readonly string[]): Promise<readonly string[]> {
  const plain = (serial: string): string => serial.toLowerCase().replace(/^0+/, '');
  const wanted = new Set(serialNumbers.map(plain));
  const found = (await api.list('/v1/certificates')).filter(({ attributes }) =>
    wanted.has(plain(textField(attributes, 'serialNumber') ?? '')),
  );
  if (found.length === 0) throw Failure.of('store-certificate-unknown', { store: connectName, serialNumber: serialNumbers.join(', ') });
  return found.map(({ id }) => id);
}
