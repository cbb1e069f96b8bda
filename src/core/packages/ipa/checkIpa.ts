/** What a device or the App Store would refuse in an iOS package, as far as it shows without hashing anything. Pure. */

import { signingCertificateIssues } from '../../assets/certificate/checkCertificate.ts';
import { appleCertificateKind, teamOf } from '../../assets/apple/appleCertificateKind.ts';
import { type ProfileAccess } from '../../assets/provisioning-profile/inspectProfile.ts';
import { checkProfile } from '../../assets/provisioning-profile/checkProfile.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { type OpenedIpa } from './openedIpa.ts';
import { storeDemandIssues } from './checkStoreDemands.ts';
import { entitlementsIssues } from './checkEntitlements.ts';

export function checkIpa(opened: OpenedIpa, access: ProfileAccess): readonly Issue[] {
  return [
    ...buildIssues(opened),
    ...storeDemandIssues(opened, access.now),
    ...nestedIssues(opened),
    ...signatureIssues(opened),
    ...differenceIssues(opened),
    ...certificateIssues(opened, access),
    ...profileIssues(opened),
    ...entitlementsIssues(opened),
  ];
}

const deviceArchitectures: ReadonlySet<string> = new Set(['arm64', 'arm64e']);

function buildIssues({ facts, slices }: OpenedIpa): readonly Issue[] {
  const builds = slices.flatMap(({ file }) => file.buildVersion ?? []);
  const simulator = builds.find(({ platform }) => platform.endsWith('Simulator'))?.platform ?? simulatorOf(facts);
  const issues: Issue[] = simulator === undefined ? [] : [createIssue('ipa-simulator', { platform: simulator })];
  if (slices.length === 0) return issues;
  const architectures = slices.map(({ file }) => file.architecture);
  if (simulator === undefined && !architectures.some((name) => deviceArchitectures.has(name)))
    issues.push(createIssue('ipa-64-bit-missing', { architectures: architectures.join(', ') }));
  if (slices.some(({ file }) => file.isEncrypted)) issues.push(createIssue('ipa-encrypted', {}));
  return issues;
}

/** What Info.plist says, when the executable says nothing. */
function simulatorOf({ supportedPlatforms }: OpenedIpa['facts']): string | undefined {
  const isForDevices = supportedPlatforms.includes('iPhoneOS');
  return supportedPlatforms.includes('iPhoneSimulator') && !isForDevices ? 'iOS Simulator' : undefined;
}

const mostNestedIssues = 20;

function nestedIssues({ nested, facts: { appIdentifier } }: OpenedIpa): readonly Issue[] {
  if (appIdentifier === '') return [];
  return nested
    .filter(({ kind, appIdentifier: own }) => kind !== 'framework' && own !== undefined && !own.startsWith(`${appIdentifier}.`))
    .slice(0, mostNestedIssues)
    .map(({ path, appIdentifier: own = '' }) =>
      createIssue('ipa-nested-identifier', { nested: path, identifier: own, appIdentifier }, { entry: path }),
    );
}

function signatureIssues({ slices, facts, signer }: OpenedIpa): readonly Issue[] {
  const issues: Issue[] = [];
  // A signature that is there and cannot be read is reported where it was read.
  for (const { file } of slices) if (!file.codeSignature) issues.push(createIssue('ipa-not-signed', { architecture: file.architecture }));
  const signature = slices.find((slice) => slice.signature)?.signature;
  if (!signature) return issues;
  const [{ identifier, team }] = signature.codeDirectories;
  if (facts.appIdentifier !== '' && identifier !== facts.appIdentifier)
    issues.push(createIssue('ipa-identifier-differs', { signed: identifier, appIdentifier: facts.appIdentifier }));
  if (!signature.cms) issues.push(createIssue('ipa-signed-ad-hoc', {}));
  else if (!signer) issues.push(createIssue('ipa-signer-unknown', {}));
  else {
    const certificateTeam = teamOf(signer.certificate);
    if (team !== undefined && team !== certificateTeam)
      issues.push(createIssue('ipa-team-differs', { team, certificateTeam: certificateTeam ?? 'unknown' }));
  }
  return issues;
}

/** Each architecture has its own signature, and all of them are made with one certificate. */
function differenceIssues({ slices }: OpenedIpa): readonly Issue[] {
  const [first, ...others] = slices.flatMap(({ file, signature }) => (signature ? [{ architecture: file.architecture, signature }] : []));
  if (!first) return [];
  return others.flatMap(({ architecture: other, signature }) => {
    const [one, two] = [first.signature.codeDirectories[0], signature.codeDirectories[0]];
    const differing = [
      ['identifier', one.identifier === two.identifier],
      ['team', one.team === two.team],
      ['certificate', Boolean(first.signature.cms) === Boolean(signature.cms)],
    ] as const;
    const what = differing.filter(([, isSame]) => !isSame).map(([name]) => name);
    if (what.length === 0) return [];
    return [createIssue('ipa-architectures-differ', { architecture: first.architecture, other, what: what.join(', ') })];
  });
}

/** The App Store signs again with its own certificate and takes the profile out. */
function isOfAppStore({ signer }: OpenedIpa): boolean {
  return signer !== undefined && signer.chain.anchor === 'apple' && appleCertificateKind(signer.certificate) === 'app-store';
}

function certificateIssues(opened: OpenedIpa, { now, trusted = [] }: ProfileAccess): readonly Issue[] {
  const { signer, profile } = opened;
  if (!signer || isOfAppStore(opened)) return [];
  const buildType = profile?.kind ?? (appleCertificateKind(signer.certificate).endsWith('development') ? 'development' : 'app-store');
  return signingCertificateIssues(signer.certificate, signer.issuers, { buildType, now, trusted, ...(profile && { profile }) });
}

function profileIssues(opened: OpenedIpa): readonly Issue[] {
  const { profile, isProfileThere, facts, signer, slices } = opened;
  const isSigned = slices.some(({ signature }) => signature?.cms);
  // One that cannot be read was reported where it was read.
  if (!profile) return isSigned && !isProfileThere && !isOfAppStore(opened) ? [createIssue('ipa-profile-missing', {})] : [];
  const signature = slices.find((slice) => slice.signature)?.signature;
  const value = signature?.entitlements ?? signature?.derEntitlements;
  return checkProfile(profile, {
    buildType: profile.kind ?? '',
    ...(facts.appIdentifier !== '' && { appIdentifier: facts.appIdentifier }),
    ...(signer && { certificate: signer.certificate }),
    ...(value && { entitlements: { value, file: facts.executable ?? '' } }),
  });
}
