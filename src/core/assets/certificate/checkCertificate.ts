/**
 * Whether a certificate file signs iOS packages of a build type: key, kind, dates, issuer, and the team of the profile. Pure. When one
 * thing keeps the rest from being known or makes it follow, only that one is reported.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { appleCertificateKind, certificateName, describeCertificateKind, fitsBuildType, teamOf } from '../apple/appleCertificateKind.ts';
import { findTrustChain } from '../apple/trustChain.ts';
import { type ProfileInspection } from '../provisioning-profile/profileInspection.ts';
import { dayOf, validityOf } from '../validity.ts';
import { type CertificateReading, type FiledIdentity } from './certificateFile.ts';
import { chooseIdentity, type IdentityDemands } from './chooseIdentity.ts';

/** The profile is the one it is to be used with, when that could be read. */
export interface CertificateDemands extends IdentityDemands {
  readonly now: Date;
  readonly trusted?: readonly Certificate[];
}

export interface CheckedCertificate {
  /** The identity that would sign; `undefined` when there is none that could. */
  readonly identity: FiledIdentity | undefined;
  readonly issues: readonly Issue[];
}

export function checkCertificate(reading: CertificateReading, demands: CertificateDemands): CheckedCertificate {
  const { format, password, identities } = reading;
  // What opens and is there need not be reported as missing a password, and the other way round.
  if (!format || password === 'wrong' || password === 'missing') return { identity: undefined, issues: reading.issues };
  const { identity, issues: choosing } = chooseIdentity(identities, demands);
  const issues: Issue[] = [...reading.issues, ...choosing];
  if (!identity) return { identity, issues: issues.length > 0 ? issues : [createIssue('certificate-empty', {})] };
  const { certificate, issuers } = identity;
  issues.push(...signingCertificateIssues(certificate, issuers, demands));
  return { identity, issues };
}

/** Of the certificate that signs, or has signed. */
export function signingCertificateIssues(
  certificate: Certificate,
  issuers: readonly Certificate[],
  { buildType, now, trusted, profile }: CertificateDemands,
): readonly Issue[] {
  return [
    ...kindIssues(certificate, buildType),
    ...certificateValidityIssues(certificate, now),
    ...certificateTrustIssues(certificate, issuers, trusted),
    ...teamIssues(certificate, profile),
  ];
}

function kindIssues(certificate: Certificate, buildType: string): readonly Issue[] {
  const kind = appleCertificateKind(certificate);
  if (fitsBuildType(kind, buildType)) return [];
  const wanted = describeCertificateKind(buildType === 'development' ? 'apple-development' : 'apple-distribution');
  const params = { subject: certificateName(certificate), kind: describeCertificateKind(kind), buildType, wanted };
  return [createIssue('certificate-kind-differs', params)];
}

export function certificateValidityIssues(certificate: Certificate, now: Date): readonly Issue[] {
  const subject = certificateName(certificate);
  if (certificate.notBefore > now) return [createIssue('certificate-not-yet-valid', { subject, date: dayOf(certificate.notBefore) })];
  const { kind, date, days } = validityOf(certificate.notAfter, now);
  if (kind === 'expired') return [createIssue('certificate-expired', { subject, date })];
  return kind === 'expires-soon' ? [createIssue('certificate-expires-soon', { subject, date, days })] : [];
}

export function certificateTrustIssues(
  certificate: Certificate,
  issuers: readonly Certificate[],
  trusted: readonly Certificate[] = [],
): readonly Issue[] {
  const { anchor, certificates } = findTrustChain(certificate, issuers, trusted);
  if (anchor) return [];
  const end = certificates.at(-1) ?? certificate;
  return [createIssue('certificate-issuer-unknown', { subject: certificateName(certificate), issuer: end.issuer.text })];
}

function teamIssues(certificate: Certificate, profile: ProfileInspection | undefined): readonly Issue[] {
  if (!profile?.profile || !hasOtherTeam(certificate, profile)) return [];
  const params = {
    subject: certificateName(certificate),
    team: teamOf(certificate) ?? 'unknown',
    profile: profile.name ?? '',
    profileTeam: profile.teamIdentifier ?? 'unknown',
  };
  return [createIssue('certificate-team-differs', params)];
}

export function hasOtherTeam(certificate: Certificate, { profile }: ProfileInspection): boolean {
  const team = teamOf(certificate);
  return profile !== undefined && profile.teamIdentifiers.length > 0 && (team === undefined || !profile.teamIdentifiers.includes(team));
}
