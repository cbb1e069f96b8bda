/**
 * Whether a provisioning profile fits a package: build type, platform, app identifier, certificate, devices and entitlements. Pure. When
 * one mismatch makes another follow, such as a development profile that does not allow a distribution certificate, only the first is reported.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type PlistDictionary } from '../../formats/plist/plistValue.ts';
import { isWildcardIdentifier, withoutPrefix } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { appleCertificateKind, certificateName, fitsBuildType } from '../apple/appleCertificateKind.ts';
import { hasOtherTeam } from '../certificate/checkCertificate.ts';
import { needsExplicitIdentifier, uncoveredEntitlements } from './matchEntitlements.ts';
import { allowsCertificate, allowsDevice, coversIdentifier, isForIos } from './matchProfile.ts';
import { type ProfileInspection } from './profileInspection.ts';

export interface ProfileDemands {
  readonly buildType: string;
  readonly appIdentifier?: string;
  /** The certificate that would sign. */
  readonly certificate?: Certificate;
  /** What the project asks for, and the file it asks in, as people know it. */
  readonly entitlements?: {
    readonly value: PlistDictionary;
    readonly file: string;
    /** Fills in variables of the project's build; `undefined` where one is unknown. */
    readonly expand?: (text: string) => string | undefined;
  };
  /** UDIDs of devices that must be able to install the package. */
  readonly devices?: readonly string[];
}

export function checkProfile(inspection: ProfileInspection, demands: ProfileDemands): readonly Issue[] {
  if (!inspection.profile) return [];
  return [
    ...kindIssues(inspection, demands),
    ...platformIssues(inspection),
    ...identifierIssues(inspection, demands),
    ...certificateIssues(inspection, demands),
    ...deviceIssues(inspection, demands),
    ...entitlementIssues(inspection, demands),
  ];
}

function hasOtherKind({ kind }: ProfileInspection, { buildType }: ProfileDemands): boolean {
  return kind !== undefined && kind !== buildType;
}

function kindIssues(inspection: ProfileInspection, demands: ProfileDemands): readonly Issue[] {
  const { name = '', kind } = inspection;
  if (kind === undefined || !hasOtherKind(inspection, demands)) return [];
  return [createIssue('profile-kind-differs', { name, kind, buildType: demands.buildType })];
}

function platformIssues(inspection: ProfileInspection): readonly Issue[] {
  const { name = '', profile } = inspection;
  if (isForIos(inspection)) return [];
  return [createIssue('profile-platform-differs', { name, platforms: profile?.platforms.join(', ') ?? '' })];
}

function identifierIssues(inspection: ProfileInspection, { appIdentifier }: ProfileDemands): readonly Issue[] {
  const { name = '', applicationIdentifier } = inspection;
  if (appIdentifier === undefined || applicationIdentifier === undefined) return [];
  if (coversIdentifier(applicationIdentifier, appIdentifier)) return [];
  const params = { name, profileIdentifier: withoutPrefix(applicationIdentifier), appIdentifier };
  return [createIssue('profile-identifier-differs', params)];
}

const mostNamed = 6;

function certificateIssues(inspection: ProfileInspection, demands: ProfileDemands): readonly Issue[] {
  const { certificate, buildType } = demands;
  if (!certificate || allowsCertificate(inspection, certificate)) return [];
  // Without any certificate it is the profile alone that is wrong, and devices that it lacks need not be named one by one.
  if (inspection.profile?.developerCertificates.length === 0) return [];
  const follows =
    hasOtherKind(inspection, demands) ||
    hasOtherTeam(certificate, inspection) ||
    !fitsBuildType(appleCertificateKind(certificate), buildType);
  if (follows) return [];
  const { name = '', certificates } = inspection;
  const named = certificates.slice(0, mostNamed).map(describeAllowed).join('; ');
  return [createIssue('profile-certificate-missing', { name, certificate: certificateName(certificate), certificates: named || 'none' })];
}

/** Certificates of one team share their name, so the date and the fingerprint tell them apart. */
function describeAllowed(certificate: Certificate): string {
  return `${certificateName(certificate)} (until ${certificate.notAfter.toISOString().slice(0, 10)}, SHA-1 ${certificate.sha1.slice(0, 8)}…)`;
}

const mostDevices = 50;

function deviceIssues(inspection: ProfileInspection, { devices = [] }: ProfileDemands): readonly Issue[] {
  const { name = '', profile } = inspection;
  if (profile?.devices?.length === 0) return [];
  return devices
    .filter((device) => !allowsDevice(inspection, device))
    .slice(0, mostDevices)
    .map((device) => createIssue('profile-device-missing', { name, device }));
}

function entitlementIssues(inspection: ProfileInspection, { entitlements, appIdentifier }: ProfileDemands): readonly Issue[] {
  const { name = '', profile, applicationIdentifier } = inspection;
  if (!entitlements || !profile) return [];
  const { file, value, expand } = entitlements;
  const variables = { prefix: applicationIdentifier?.split('.')[0], team: profile.teamIdentifiers[0], appIdentifier, expand };
  return uncoveredEntitlements(value, profile.entitlements, variables).map((uncovered) => {
    const entitlement = uncovered.key;
    if (applicationIdentifier !== undefined && isWildcardIdentifier(applicationIdentifier) && needsExplicitIdentifier(entitlement))
      return createIssue('profile-wildcard-entitlement', { name, profileIdentifier: withoutPrefix(applicationIdentifier), entitlement });
    if (uncovered.verdict === 'unknown')
      return createIssue('profile-entitlement-unchecked', { name, entitlement, file, wanted: uncovered.wanted });
    if (uncovered.verdict === 'missing') return createIssue('profile-entitlement-missing', { name, entitlement, file });
    const { wanted, granted } = uncovered;
    return createIssue('profile-entitlement-differs', { name, entitlement, file, wanted, granted });
  });
}
