/** The rules by which a provisioning profile covers an app, a device and a platform (Apple TN3125). */

import { type Certificate } from '../../formats/x509/certificate.ts';
import { isWildcardIdentifier, withoutPrefix } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { type ProfileInspection } from './profileInspection.ts';

/** `com.example.*` covers all that begins with `com.example.`, `*` everything; all else itself alone. */
export function coversIdentifier(applicationIdentifier: string, appIdentifier: string): boolean {
  const pattern = withoutPrefix(applicationIdentifier);
  return isWildcardIdentifier(pattern) ? appIdentifier.startsWith(pattern.slice(0, -1)) : pattern === appIdentifier;
}

/** Byte for byte: the fingerprint is of the whole certificate. */
export function allowsCertificate({ certificates }: ProfileInspection, certificate: Certificate): boolean {
  return certificates.some(({ sha256 }) => sha256 === certificate.sha256);
}

/** Old profiles name no platform; all of them were for iOS. */
export function isForIos({ profile }: ProfileInspection): boolean {
  return !profile || profile.platforms.length === 0 || profile.platforms.includes('iOS');
}

/** Profiles without a list of devices are for all devices, or for the App Store only: no device is missing from them. */
export function allowsDevice({ profile }: ProfileInspection, udid: string): boolean {
  if (!profile?.devices || profile.provisionsAllDevices) return true;
  const wanted = plainUdid(udid);
  return profile.devices.some((device) => plainUdid(device) === wanted);
}

/** 40 hexadecimal digits, or 8 and 16 with a hyphen between, which some tools leave out or write in lower case. */
export function plainUdid(udid: string): string {
  return udid.replace(/[-\s]/g, '').toLowerCase();
}

export function isWholeUdid(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{24})$/.test(plainUdid(text));
}
