/**
 * What a provisioning profile says, who signed it, and what is wrong with it by itself. Whether it fits an app and a certificate is
 * `checkProfile.ts`. Never throws.
 */

import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { inspectProvisioningProfile } from '../../formats/provisioning-profile/inspectProvisioningProfile.ts';
import { plistEntry } from '../../formats/plist/plistValue.ts';
import { type ProvisioningProfile } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { encodingIssues, fileIssue } from '../../formats/recognition/fileIssue.ts';
import { type FileKind } from '../../formats/recognition/fileKind.ts';
import { recognizeFile } from '../../formats/recognition/recognizeFile.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { inspectCertificate } from '../../formats/x509/inspectCertificate.ts';
import { validityOf } from '../validity.ts';
import { compareDerProfile } from './compareDerProfile.ts';
import { type ProfileInspection } from './profileInspection.ts';
import { verifyProfileSignature } from './verifyProfileSignature.ts';

export interface ProfileAccess {
  readonly now: Date;
  /** Roots that are trusted besides Apple's. */
  readonly trusted?: readonly Certificate[];
}

/** A profile with a thousand devices and certificates has some hundred kilobytes. */
export const largestProfile = 8 * 1024 * 1024;
/** Apple allows a few certificates a team. */
const mostCertificates = 500;

/** Signed data without a property list says so itself; a bare property list may be a profile that lost its signature. */
const profileKinds: ReadonlySet<FileKind> = new Set<FileKind>(['provisioning-profile', 'property-list', 'signed-data']);

const nothing: Omit<ProfileInspection, 'issues'> = {
  name: undefined,
  uuid: undefined,
  kind: undefined,
  teamIdentifier: undefined,
  applicationIdentifier: undefined,
  expiresAt: undefined,
  devices: [],
  certificates: [],
  signatureValid: false,
  profile: undefined,
};

export function inspectProfile(bytes: Bytes, { now, trusted = [] }: ProfileAccess): ProfileInspection {
  const file = recognizeFile(bytes);
  if (!profileKinds.has(file.kind)) return { ...nothing, issues: [fileIssue(file, 'profile')] };
  const { profile, signedData, issues } = inspectProvisioningProfile(file.bytes);
  const content = signedData?.eContent;
  const signature = signedData && content && verifyProfileSignature(signedData, content, trusted);
  if (!profile) return { ...nothing, signatureValid: signature?.isValid ?? false, issues };
  const certificates = readCertificates(profile);
  return {
    name: profile.name,
    uuid: profile.uuid,
    kind: profile.kind,
    teamIdentifier: profile.teamIdentifiers[0],
    applicationIdentifier: profile.applicationIdentifier,
    expiresAt: profile.expiresAt,
    devices: profile.devices ?? [],
    certificates: certificates.certificates,
    signatureValid: signature?.isValid ?? false,
    profile,
    issues: [
      ...encodingIssues(file),
      ...issues,
      ...(signature?.issues ?? []),
      ...certificates.issues,
      ...compareDerProfile(profile, trusted),
      ...emptinessIssues(profile),
      ...validityIssues(profile, now),
    ],
  };
}

function readCertificates({ developerCertificates }: ProvisioningProfile): {
  certificates: readonly Certificate[];
  issues: readonly Issue[];
} {
  const certificates: Certificate[] = [];
  let unreadable = Math.max(0, developerCertificates.length - mostCertificates);
  for (const der of developerCertificates.slice(0, mostCertificates)) {
    const { certificate } = inspectCertificate(der);
    if (certificate) certificates.push(certificate);
    else unreadable++;
  }
  return { certificates, issues: unreadable > 0 ? [createIssue('profile-certificates-unreadable', { count: unreadable })] : [] };
}

/** Lists that are there and empty; a missing list was reported where the profile was read. */
function emptinessIssues({ name = '', kind, plist, devices, provisionsAllDevices }: ProvisioningProfile): readonly Issue[] {
  const certificates = plistEntry(plist, 'DeveloperCertificates');
  const hasNoCertificate = certificates?.type === 'array' && certificates.items.length === 0;
  const hasNoDevice = devices?.length === 0 && !provisionsAllDevices;
  return [
    ...(hasNoCertificate ? [createIssue('profile-no-certificates', { name })] : []),
    ...(hasNoDevice ? [createIssue('profile-no-devices', { name, kind })] : []),
  ];
}

function validityIssues({ name = '', expiresAt }: ProvisioningProfile, now: Date): readonly Issue[] {
  const state = expiresAt && validityOf(expiresAt, now);
  if (state?.kind === 'expired') return [createIssue('profile-expired', { name, date: state.date })];
  return state?.kind === 'expires-soon' ? [createIssue('profile-expires-soon', { name, date: state.date, days: state.days })] : [];
}
