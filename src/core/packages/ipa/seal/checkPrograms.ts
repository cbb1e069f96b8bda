/**
 * Whether devices accept who signed an app and what its programs may do: certificate and chain, the profile of each program, identifiers,
 * entitlements against the profile, the device that is asked about, and that all code is of one team.
 */

import { appleCertificateKind, teamOf } from '../../../assets/apple/appleCertificateKind.ts';
import { findTrustChain } from '../../../assets/apple/trustChain.ts';
import { signingCertificateIssues } from '../../../assets/certificate/checkCertificate.ts';
import { checkProfile } from '../../../assets/provisioning-profile/checkProfile.ts';
import { inspectProfile, largestProfile, type ProfileAccess } from '../../../assets/provisioning-profile/inspectProfile.ts';
import { type ProfileInspection } from '../../../assets/provisioning-profile/profileInspection.ts';
import { createIssue, type Issue } from '../../../base/issue.ts';
import { type IssueCode } from '../../../base/issues/issueTable.ts';
import { plistBoolean, plistEntry, plistString, type PlistDictionary } from '../../../formats/plist/plistValue.ts';
import { type ProfileKind, withoutPrefix } from '../../../formats/provisioning-profile/provisioningProfile.ts';
import { type Certificate } from '../../../formats/x509/certificate.ts';
import { readDocument, type AppFiles } from '../../../signing/apple/bundle/appFiles.ts';
import { SealFindings, type SealFinding } from '../../../signing/apple/verify/sealFindings.ts';
import { type VerifiedBundle, type VerifiedSeal } from '../../../signing/apple/verify/verifyBundle.ts';
import { type VerifiedSlice } from '../../../signing/apple/verify/sliceContext.ts';
import { checkRequirements } from './checkRequirements.ts';
import { programBuildIssues } from './programBuild.ts';

export interface ProgramAccess extends ProfileAccess {
  /** UDID of a device that is to install the package. */
  readonly device?: string | undefined;
  /** How it counts that an authority is unknown. Default: an error, as devices refuse it; a signer may use a private one. */
  readonly unknownRoots?: 'error' | 'warning' | undefined;
}

export interface ProgramProfile {
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly kind: ProfileKind | undefined;
  readonly applicationIdentifier: string | undefined;
  readonly teamIdentifier: string | undefined;
  readonly expiresAt: Date | undefined;
  readonly devices: number;
}

export interface CheckedPrograms {
  readonly findings: readonly SealFinding[];
  /** Of the app itself. */
  readonly profile: ProgramProfile | undefined;
  /** By the path of the program, those inside the app first. */
  readonly profiles: ReadonlyMap<string, ProfileInspection>;
}

const unknownRootCodes: ReadonlySet<IssueCode> = new Set(['certificate-issuer-unknown', 'profile-issuer-unknown']);

/** Among signing assets it is a warning that devices will refuse something; here it is what was asked. */
function weighed(issue: Issue, { unknownRoots = 'error' }: ProgramAccess): Issue {
  if (unknownRootCodes.has(issue.code)) return { ...issue, severity: unknownRoots };
  return issue.code === 'profile-unsigned' ? { ...issue, severity: 'error' } : issue;
}

export async function checkPrograms(files: AppFiles, seal: VerifiedSeal, access: ProgramAccess): Promise<CheckedPrograms> {
  const { bundles, looseCode } = seal;
  const findings = new SealFindings();
  const app = bundles.at(-1);
  const profiles = new Map<string, ProfileInspection>();
  if (!app) return { findings: [], profile: undefined, profiles };
  for (const verified of bundles) {
    if (!verified.bundle.isProgram) continue;
    const found = await checkProgram(files, verified, app, access, findings);
    if (found) profiles.set(verified.bundle.path, found);
  }
  checkOtherCode(
    [...bundles.filter(({ bundle }) => !bundle.isProgram).map(({ bundle, code }) => ({ path: bundle.executable, code })), ...looseCode],
    app,
    access,
    findings,
  );
  checkRequirements(seal, access.trusted ?? [], findings);
  const profile = profiles.get(app.bundle.path);
  return { findings: findings.list, profile: profile?.profile && describe(profile), profiles };
}

function describe(inspection: ProfileInspection): ProgramProfile {
  const { name, uuid, kind, applicationIdentifier, teamIdentifier, expiresAt, devices } = inspection;
  return { name, uuid, kind, applicationIdentifier, teamIdentifier, expiresAt, devices: devices.length };
}

async function checkProgram(
  files: AppFiles,
  { bundle, code }: VerifiedBundle,
  app: VerifiedBundle,
  access: ProgramAccess,
  findings: SealFindings,
): Promise<ProfileInspection | undefined> {
  const add = (issues: readonly Issue[], file: string): void => {
    for (const issue of issues) findings.addIssue(weighed(issue, access), file);
  };
  const appIdentifier = app.bundle.identifier;
  const { identifier } = bundle;
  if (bundle !== app.bundle && identifier !== undefined && appIdentifier !== undefined && !identifier.startsWith(`${appIdentifier}.`))
    add([createIssue('ipa-nested-identifier', { nested: bundle.path, identifier, appIdentifier })], `${bundle.path}/Info.plist`);
  add(programBuildIssues(code.slices, bundle === app.bundle), bundle.executable);
  const slice = code.slices.find(({ signer }) => signer) ?? code.slices[0];
  const profileFile = `${bundle.path}/embedded.mobileprovision`;
  const bytes = files.has(profileFile) ? await readProfile(files, profileFile) : undefined;
  const inspection = bytes && inspectProfile(bytes, access);
  if (inspection) add(inspection.issues, profileFile);
  // Code without a signer does not run on devices, whatever its profile says.
  if (!slice || slice.signature.codeDirectories[0].isAdHoc) return inspection;
  const { signer, entitlements } = slice;
  if (signer && isOfAppStore(signer, access)) return inspection;
  if (signer) add(certificateIssues(signer, inspection, access), bundle.executable);
  if (!inspection) {
    // A profile that cannot be read is reported with the other files.
    if (!files.has(profileFile)) add([createIssue('ipa-profile-missing', {})], bundle.path);
    return undefined;
  }
  add(
    checkProfile(inspection, {
      buildType: inspection.kind ?? '',
      ...(identifier !== undefined && { appIdentifier: identifier }),
      ...(signer && { certificate: signer.certificate }),
      ...(entitlements && { entitlements: { value: entitlements, file: bundle.executable.slice(bundle.path.length + 1) } }),
      ...(access.device !== undefined && { devices: [access.device] }),
    }),
    profileFile,
  );
  add(entitlementIssues(slice, identifier, inspection), bundle.executable);
  return inspection;
}

async function readProfile(files: AppFiles, path: string): Promise<Uint8Array | undefined> {
  const entry = files.get(path);
  return entry?.kind === 'file' && entry.content.size <= largestProfile ? await readDocument(files, path) : undefined;
}

type Signer = NonNullable<VerifiedSlice['signer']>;

/** The App Store signs with its own certificate and takes the profile out. */
function isOfAppStore({ certificate, issuers }: Signer, { trusted }: ProgramAccess): boolean {
  return appleCertificateKind(certificate) === 'app-store' && findTrustChain(certificate, issuers, trusted).anchor === 'apple';
}

function certificateIssues(
  { certificate, issuers }: Signer,
  profile: ProfileInspection | undefined,
  access: ProgramAccess,
): readonly Issue[] {
  const isDevelopment = appleCertificateKind(certificate).endsWith('development');
  const buildType = profile?.kind ?? (isDevelopment ? 'development' : 'app-store');
  const { now, trusted = [] } = access;
  return signingCertificateIssues(certificate, issuers, { buildType, now, trusted, ...(profile && { profile }) });
}

function entitlementIssues({ entitlements }: VerifiedSlice, identifier: string | undefined, profile: ProfileInspection): readonly Issue[] {
  const issues: Issue[] = [];
  const claimed = plistString(plistEntry(entitlements, 'application-identifier'));
  if (identifier !== undefined && claimed === undefined)
    issues.push(createIssue('ipa-application-identifier-differs', { claimed: 'missing', appIdentifier: identifier }));
  else if (claimed !== undefined && identifier !== undefined && withoutPrefix(claimed) !== identifier)
    issues.push(createIssue('ipa-application-identifier-differs', { claimed, appIdentifier: identifier }));
  if (isDebuggable(entitlements) && !isDebuggable(profile.profile?.entitlements))
    issues.push(createIssue('ipa-debuggable', { kind: profile.kind ?? '', name: profile.name ?? '' }));
  return issues;
}

function isDebuggable(entitlements: PlistDictionary | undefined): boolean {
  return plistBoolean(plistEntry(entitlements, 'get-task-allow')) === true;
}

interface OtherCode {
  readonly path: string;
  readonly code: VerifiedBundle['code'];
}

/** Frameworks and libraries: no profile, and the certificate may be another one, but not the team; Apple's own code fits everywhere. */
function checkOtherCode(others: readonly OtherCode[], app: VerifiedBundle, access: ProgramAccess, findings: SealFindings): void {
  const appSigner = app.code.slices.find(({ signer }) => signer)?.signer;
  const appTeam = appSigner && teamOf(appSigner.certificate);
  const checked = new Set<string>();
  for (const { path, code } of others) {
    for (const { signer, signature } of code.slices) {
      if (!signer) continue;
      const { sha256 } = signer.certificate;
      const team = signature.codeDirectories[0].team ?? teamOf(signer.certificate);
      if (appTeam !== undefined && team !== appTeam && !isApples(signer, access.trusted))
        findings.add('ipa-nested-team-differs', { team: team ?? 'unknown', appTeam }, path);
      if (sha256 === appSigner?.certificate.sha256 || checked.has(sha256)) continue;
      checked.add(sha256);
      for (const issue of certificateIssues(signer, undefined, access))
        if (nestedCodes.has(issue.code)) findings.addIssue(weighed(issue, access), path);
    }
  }
}

/** What counts for a certificate that signs no program: whose it is, and that it is valid. */
const nestedCodes: ReadonlySet<IssueCode> = new Set(['certificate-issuer-unknown', 'certificate-expired', 'certificate-not-yet-valid']);

function isApples({ certificate, issuers }: Signer, trusted: readonly Certificate[] | undefined): boolean {
  return appleCertificateKind(certificate) === 'unknown' && findTrustChain(certificate, issuers, trusted).anchor === 'apple';
}
