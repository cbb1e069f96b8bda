/** What a certificate file contains and what is wrong with it by itself, as `certificate inspect` and the editor show it. Never throws, never tells a key. */

import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { type Secret } from '../../base/secret.ts';
import { type Certificate, serialNumberText } from '../../formats/x509/certificate.ts';
import { nameOfKey } from '../../formats/x509/publicKeyInfo.ts';
import { appleCertificateKind, certificateName, isAuthority, teamOf } from '../apple/appleCertificateKind.ts';
import { type CertificateIdentity, type CertificateInspection, type CertificateReading, type FiledIdentity } from './certificateFile.ts';
import { certificateTrustIssues, certificateValidityIssues } from './checkCertificate.ts';
import { readCertificateFile } from './readCertificateFile.ts';

export interface CertificateSurroundings {
  /** Without it nothing is said about expiry. */
  readonly now?: Date;
  /** Roots that are trusted besides Apple's. */
  readonly trusted?: readonly Certificate[];
}

export interface CertificateAccess extends CertificateSurroundings {
  readonly password?: Secret;
}

export async function inspectCertificateFile(bytes: Bytes, access: CertificateAccess = {}): Promise<CertificateInspection> {
  const reading = await readCertificateFile(bytes, access.password);
  const { format, identities } = reading;
  return { format, identities: identities.map(describeIdentity), issues: certificateFileIssues(reading, access) };
}

/** Everything that is wrong with a certificate file by itself. */
export function certificateFileIssues(
  { format, password, identities, issues }: CertificateReading,
  { now, trusted = [] }: CertificateSurroundings,
): readonly Issue[] {
  const found: Issue[] = [...issues];
  const isOpen = password !== 'wrong' && password !== 'missing';
  const [first] = identities;
  if (!first && format && isOpen && issues.length === 0) found.push(createIssue('certificate-empty', {}));
  // A plain certificate is not expected to have its key with it; a .p12 is.
  const isOfAuthorities = identities.every(({ certificate, hasPrivateKey }) => isAuthority(certificate) && !hasPrivateKey);
  if (first && isOpen && isOfAuthorities)
    found.push(createIssue('certificate-of-authority', { subject: certificateName(first.certificate) }, undefined, 'info'));
  else if (first && isOpen && identities.every(({ hasPrivateKey }) => !hasPrivateKey))
    found.push(
      createIssue(
        'certificate-no-private-key',
        { subject: certificateName(first.certificate) },
        undefined,
        format === 'pkcs12' ? 'error' : 'info',
      ),
    );
  for (const { certificate, issuers, hasPrivateKey } of identities) {
    // Next to or without a key, a certificate of an authority only completes a chain.
    if (certificate.isCa && !hasPrivateKey) continue;
    found.push(...certificateTrustIssues(certificate, issuers, trusted));
    if (now) found.push(...certificateValidityIssues(certificate, now));
  }
  return found;
}

function describeIdentity({ certificate, hasPrivateKey }: FiledIdentity): CertificateIdentity {
  return {
    subject: certificate.subject.text,
    team: teamOf(certificate),
    kind: appleCertificateKind(certificate),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    sha1: certificate.sha1,
    sha256: certificate.sha256,
    hasPrivateKey,
    name: certificateName(certificate),
    issuer: certificate.issuer.text,
    serialNumber: serialNumberText(certificate),
    key: nameOfKey(certificate.publicKey),
  };
}
