/**
 * Which identity of a certificate file signs. A .p12 of Keychain Access often contains several, of a team or of the years: the settings name
 * the one that its certificate's name or fingerprint selects. Pure.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { appleCertificateKind, certificateName, fitsBuildType, isAuthority } from '../apple/appleCertificateKind.ts';
import { type ProfileInspection } from '../provisioning-profile/profileInspection.ts';
import { type FiledIdentity } from './certificateFile.ts';

export interface IdentityDemands {
  readonly buildType: string;
  /** Name or fingerprint, as the settings have it. */
  readonly wanted?: string;
  readonly profile?: ProfileInspection;
}

export interface IdentityChoice {
  /** `undefined` when there is none that could sign. */
  readonly identity: FiledIdentity | undefined;
  readonly issues: readonly Issue[];
}

export function chooseIdentity(identities: readonly FiledIdentity[], demands: IdentityDemands): IdentityChoice {
  const signing = identities.filter(({ hasPrivateKey }) => hasPrivateKey);
  const { wanted } = demands;
  const meant = wanted === undefined ? signing : signing.filter(({ certificate }) => isCalled(certificate, wanted));
  const identity = bestIdentity(meant, demands);
  if (identity) return { identity, issues: meant.length > 1 ? [severalIssue(meant, signing, identity)] : [] };
  const keyless = identities.filter(({ certificate }) => signing.length === 0 || isCalled(certificate, wanted ?? ''));
  const meantKeyless = keyless.find(({ certificate }) => !certificate.isCa) ?? keyless[0];
  if (meantKeyless) {
    const code = isAuthority(meantKeyless.certificate) ? 'certificate-of-authority' : 'certificate-no-private-key';
    return none(createIssue(code, { subject: certificateName(meantKeyless.certificate) }));
  }
  if (wanted === undefined || signing.length === 0) return { identity: undefined, issues: [] };
  return none(createIssue('certificate-identity-missing', { identity: wanted, identities: listed(identityNames(signing)) }));
}

function none(issue: Issue): IdentityChoice {
  return { identity: undefined, issues: [issue] };
}

/** Between the names of a list: names of companies have commas in them. */
const separator = '; ';

/** What the settings can call each: its name, or where that does not distinguish it from the others, its fingerprint. */
export function identityNames(identities: readonly FiledIdentity[]): readonly string[] {
  const names = identities.map(({ certificate }) => certificateName(certificate));
  return identities.map(({ certificate }, index) => {
    const name = names[index] ?? '';
    const isPlain = name !== '' && name === name.trim() && !name.includes(separator) && !/[\p{Cc}\p{Cf}]/u.test(name);
    return isPlain && names.indexOf(name) === names.lastIndexOf(name) ? name : certificate.sha1;
  });
}

function isCalled(certificate: Certificate, wanted: string): boolean {
  const fingerprint = wanted.replaceAll(/[\s:]/g, '').toLowerCase();
  return certificateName(certificate) === wanted.trim() || fingerprint === certificate.sha1 || fingerprint === certificate.sha256;
}

/** The one the profile allows; then one of a kind that fits; then the first. */
function bestIdentity(meant: readonly FiledIdentity[], { buildType, profile }: IdentityDemands): FiledIdentity | undefined {
  const allowed = new Set(profile?.certificates.map(({ sha256 }) => sha256));
  return (
    meant.find(({ certificate }) => allowed.has(certificate.sha256)) ??
    meant.find(({ certificate }) => fitsBuildType(appleCertificateKind(certificate), buildType)) ??
    meant[0]
  );
}

function severalIssue(meant: readonly FiledIdentity[], signing: readonly FiledIdentity[], chosen: FiledIdentity): Issue {
  const names = identityNames(signing).filter((_, index) => meant.some((identity) => identity === signing[index]));
  const params = { count: meant.length, identities: listed(names), chosen: names[meant.indexOf(chosen)] ?? '' };
  return createIssue('certificate-several-identities', params);
}

const mostNamed = 10;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).join(separator);
  return names.length > mostNamed ? `${shown}${separator}…` : shown;
}
