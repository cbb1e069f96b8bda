/**
 * What Apple issued a certificate for, by the marker extensions in its arc 1.2.840.113635.100.6.1 (Apple's Certification Practice
 * Statement for developer certificates; Security's SecPolicy.c), and whose team it is. Names prove nothing: the bracket in the common
 * name of a development certificate is the person's, so the team is read from the organizational unit.
 */

import { phrases } from '../../base/phrase.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { nameValue } from '../../formats/x509/distinguishedName.ts';
import { appleRoots } from './appleCertificates.ts';

const kinds = phrases({
  'apple-development': 'an Apple Development certificate',
  'ios-development': 'an iOS Development certificate',
  'mac-development': 'a Mac Development certificate',
  'apple-distribution': 'an Apple Distribution certificate',
  'ios-distribution': 'an iOS Distribution certificate',
  'mac-app-distribution': 'a Mac App Distribution certificate',
  'mac-installer-distribution': 'a Mac Installer Distribution certificate',
  'app-store': 'a certificate of the App Store or TestFlight itself',
  'developer-id-application': 'a Developer ID Application certificate',
  'developer-id-installer': 'a Developer ID Installer certificate',
  intermediate: 'an intermediate certificate of Apple',
  unknown: 'not a certificate that Apple issues for signing apps',
});

export type AppleCertificateKind = keyof typeof kinds;

const leafArc = '1.2.840.113635.100.6.1.';
const issuerArc = '1.2.840.113635.100.6.2.';

export function appleCertificateKind({ extensions, isCa }: Certificate): AppleCertificateKind {
  const markers = new Set(extensions.map(({ oid }) => oid));
  const has = (marker: number | string): boolean => markers.has(`${leafArc}${marker}`);
  if (isCa) return [...markers].some((oid) => oid.startsWith(issuerArc)) ? 'intermediate' : 'unknown';
  if (has(2)) return has(12) ? 'apple-development' : 'ios-development';
  if (has(12)) return 'mac-development';
  if (has(4)) return has(7) ? 'apple-distribution' : 'ios-distribution';
  if (has(7)) return 'mac-app-distribution';
  if (has(8)) return 'mac-installer-distribution';
  // TestFlight signs again as the store does.
  if (has(3) || has('25.1')) return 'app-store';
  if (has(13)) return 'developer-id-application';
  return has(14) ? 'developer-id-installer' : 'unknown';
}

/** With its article, to be in a sentence. */
export function describeCertificateKind(kind: AppleCertificateKind): string {
  return kinds[kind];
}

/** Which certificates sign packages of a build type. */
export function fitsBuildType(kind: AppleCertificateKind, buildType: string): boolean {
  const wanted: readonly AppleCertificateKind[] =
    buildType === 'development' ? ['apple-development', 'ios-development'] : ['apple-distribution', 'ios-distribution'];
  return wanted.includes(kind);
}

/** Whether the certificate issues others. Many tools mark self-signed certificates so, which sign all the same. */
export function isAuthority({ isCa, isSelfIssued, sha256 }: Certificate): boolean {
  return isCa && (!isSelfIssued || appleRoots.some((root) => root.sha256 === sha256));
}

/** The team's identifier of ten characters; the organizational unit as Apple writes it. */
export function teamOf(certificate: Certificate): string | undefined {
  // The units of authorities count their generations: `G3`.
  return isAuthority(certificate) ? undefined : nameValue(certificate.subject, 'OU');
}

/** As people know a certificate: its common name, else the whole subject. */
export function certificateName({ subject }: Certificate): string {
  return nameValue(subject, 'CN') ?? subject.text;
}
