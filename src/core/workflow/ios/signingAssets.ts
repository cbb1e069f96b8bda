/** Opens what signs an iOS package: the certificate with its key and chain, and the profiles, each once. */

import { type KeyObject } from 'node:crypto';
import { type FiledIdentity } from '../../assets/certificate/certificateFile.ts';
import { chooseIdentity } from '../../assets/certificate/chooseIdentity.ts';
import { largestCertificateFile, readCertificateFile } from '../../assets/certificate/readCertificateFile.ts';
import { findTrustChain } from '../../assets/apple/trustChain.ts';
import { inspectProfile, largestProfile, type ProfileAccess } from '../../assets/provisioning-profile/inspectProfile.ts';
import { coversIdentifier } from '../../assets/provisioning-profile/matchProfile.ts';
import { type ProfileInspection } from '../../assets/provisioning-profile/profileInspection.ts';
import { type Bytes } from '../../base/bytes.ts';
import { createIssue, hasErrors, issueInFile, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type ProvisioningProfile, withoutPrefix } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type FileSystem } from '../../ports/fileSystem.ts';
import { type SigningIdentity } from '../../signing/signingIdentity.ts';
import { type PasswordSource } from '../passwordSource.ts';

export interface OpenedProfile {
  readonly path: string;
  readonly bytes: Bytes;
  readonly inspection: ProfileInspection;
  readonly profile: ProvisioningProfile;
}

/** Fails for a file that is not a profile, or one that no device accepts any more. */
export async function openProfiles(
  files: FileSystem,
  paths: readonly string[],
  access: ProfileAccess,
): Promise<{ readonly profiles: readonly OpenedProfile[]; readonly issues: readonly Issue[] }> {
  const profiles: OpenedProfile[] = [];
  const issues: Issue[] = [];
  for (const path of paths) {
    const bytes = await files.readFile(path, { maxBytes: largestProfile });
    const inspection = inspectProfile(bytes, access);
    issues.push(...inspection.issues.map((issue) => issueInFile(issue, path)));
    if (inspection.profile) profiles.push({ path, bytes, inspection, profile: inspection.profile });
  }
  if (hasErrors(issues)) throw issuesFound(issues);
  return { profiles, issues };
}

/** The profile for exactly that app, else the wildcard that says most of it. */
export function profileFor(profiles: readonly OpenedProfile[], identifier: string): OpenedProfile | undefined {
  const patternOf = ({ profile }: OpenedProfile): string => withoutPrefix(profile.applicationIdentifier ?? '');
  const fitting = profiles.filter(
    ({ profile }) => profile.applicationIdentifier !== undefined && coversIdentifier(profile.applicationIdentifier, identifier),
  );
  const exact = fitting.find((profile) => patternOf(profile) === identifier);
  return exact ?? fitting.toSorted((a, b) => patternOf(b).length - patternOf(a).length)[0];
}

export interface OpenedCertificate {
  readonly filed: FiledIdentity;
  /** With the certificates of its chain as far as they are known. */
  readonly identity: SigningIdentity;
  readonly chain: readonly Certificate[];
  readonly issues: readonly Issue[];
}

export interface CertificateRequest {
  readonly path: string;
  readonly passwords: PasswordSource;
  /** Name or fingerprint of the one that signs, where the file contains several. */
  readonly wanted?: string | undefined;
  /** Of the app: it decides which of several signs. */
  readonly profile: ProfileInspection | undefined;
  readonly trusted: readonly Certificate[];
}

export async function openCertificate(files: FileSystem, request: CertificateRequest): Promise<OpenedCertificate> {
  const { path, passwords, wanted, profile, trusted } = request;
  const bytes = await files.readFile(path, { maxBytes: largestCertificateFile });
  const given = await passwords.ask({ purpose: 'certificate', file: path, isNeeded: false });
  let reading = await readCertificateFile(bytes, given);
  if (reading.password === 'missing')
    reading = await readCertificateFile(bytes, await passwords.ask({ purpose: 'certificate', file: path, isNeeded: true }));
  const demands = { buildType: profile?.kind ?? 'app-store', ...(wanted !== undefined && { wanted }), ...(profile && { profile }) };
  const { identity: filed, issues: choosing } = chooseIdentity(reading.identities, demands);
  const issues = [...reading.issues, ...choosing].map((issue) => issueInFile(issue, path));
  if (!filed?.privateKey || hasErrors(issues))
    throw issuesFound(issues.length > 0 ? issues : [createIssue('certificate-empty', {}, { file: path })]);
  return { ...withChain(filed, filed.privateKey, trusted), issues };
}

/** With the certificates up to the root, as far as they are known: a signature carries them all. */
export function withChain(filed: FiledIdentity, privateKey: KeyObject, trusted: readonly Certificate[]): OpenedCertificate {
  const { certificates: chain } = findTrustChain(filed.certificate, filed.issuers, trusted);
  const [leaf, ...issuers] = chain;
  return { filed, identity: { privateKey, certificates: [leaf.der, ...issuers.map(({ der }) => der)] }, chain, issues: [] };
}
