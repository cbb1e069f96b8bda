/**
 * Checks who signed a provisioning profile: every signature over the content, the chain to Apple's root, and that the signer is one for
 * profiles. Certificates of developers chain to Apple's root as well, so the chain alone says nothing.
 */

import { type Bytes } from '../../base/bytes.ts';
import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { type SignedData } from '../../formats/cms/signedData.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { inspectCertificate } from '../../formats/x509/inspectCertificate.ts';
import { nameValue } from '../../formats/x509/distinguishedName.ts';
import { findSignerCertificate } from '../../signing/cms/findSignerCertificate.ts';
import { verifySignerInfo } from '../../signing/cms/verifySignerInfo.ts';
import { appleCertificateKind, certificateName } from '../apple/appleCertificateKind.ts';
import { findTrustChain } from '../apple/trustChain.ts';

export interface ProfileSignature {
  /** The signature fits the content, and so does every step of the chain that is there. Whose root it is, the issues say. */
  readonly isValid: boolean;
  readonly signer: Certificate | undefined;
  readonly issues: readonly Issue[];
}

/** Tools write one. */
const mostSigners = 4;
const mostCertificates = 32;
/** Marks the certificates that sign profiles for the Mac. */
const macProfileSigning = '1.2.840.113635.100.4.11';

export function verifyProfileSignature(signedData: SignedData, content: Bytes, trusted: readonly Certificate[] = []): ProfileSignature {
  const certificates = signedData.certificates.slice(0, mostCertificates).flatMap((der) => inspectCertificate(der).certificate ?? []);
  const broken = (reason: string, signer?: Certificate): ProfileSignature => ({
    isValid: false,
    signer,
    issues: [createIssue('profile-signature-broken', { reason })],
  });
  const { signerInfos } = signedData;
  if (signerInfos.length === 0) return broken('it is not signed');
  if (signerInfos.length > mostSigners) return broken(`it names ${signerInfos.length} signers`);
  let signer: Certificate | undefined;
  for (const signerInfo of signerInfos) {
    const certificate = findSignerCertificate(certificates, signerInfo);
    if (!certificate) return broken('it does not contain the certificate of its signer');
    const verdict = verifySignerInfo({ signer: signerInfo, certificate, content, contentType: signedData.eContentType });
    if (verdict.outcome === 'invalid') return broken('its content was changed after it was signed', certificate);
    if (verdict.outcome === 'unusable') return broken(verdict.reason, certificate);
    signer ??= certificate;
  }
  if (!signer) return broken('it is not signed');
  const issues = checkSigner(signer, certificates, trusted);
  return { isValid: !hasErrors(issues), signer, issues };
}

function checkSigner(signer: Certificate, certificates: readonly Certificate[], trusted: readonly Certificate[]): readonly Issue[] {
  const unexpected = createIssue('profile-signer-unexpected', { signer: certificateName(signer) });
  if (appleCertificateKind(signer) !== 'unknown') return [unexpected];
  const chain = findTrustChain(signer, certificates, trusted);
  if (!chain.anchor) return [createIssue('profile-issuer-unknown', { issuer: (chain.certificates.at(-1) ?? signer).issuer.text })];
  if (chain.anchor === 'trusted' || isProfileSigner(signer)) return [];
  return [unexpected];
}

function isProfileSigner(signer: Certificate): boolean {
  if (signer.extensions.some(({ oid }) => oid === macProfileSigning)) return true;
  const name = nameValue(signer.subject, 'CN') ?? '';
  return name.endsWith(' Provisioning Profile Signing') && nameValue(signer.subject, 'O') === 'Apple Inc.';
}
