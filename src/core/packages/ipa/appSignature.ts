/** Who signed an app, as its signature says: certificate and chain. Neither the signature nor the hashes under it are checked here. */

import { findTrustChain, type TrustChain } from '../../assets/apple/trustChain.ts';
import { type CodeSignature } from '../../formats/code-signature/inspectCodeSignature.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { inspectCertificate } from '../../formats/x509/inspectCertificate.ts';
import { findSignerCertificate } from '../../signing/cms/findSignerCertificate.ts';

export interface AppSigner {
  readonly certificate: Certificate;
  /** The others that the signature brings. */
  readonly issuers: readonly Certificate[];
  readonly chain: TrustChain;
}

/** Signatures bring three. */
const mostCertificates = 32;

export function appSigner({ cms }: CodeSignature, trusted: readonly Certificate[]): AppSigner | undefined {
  const [signerInfo] = cms?.signerInfos ?? [];
  if (!cms || !signerInfo) return undefined;
  const certificates = cms.certificates.slice(0, mostCertificates).flatMap((der) => inspectCertificate(der).certificate ?? []);
  const certificate = findSignerCertificate(certificates, signerInfo);
  if (!certificate) return undefined;
  const issuers = certificates.filter((each) => each !== certificate);
  return { certificate, issuers, chain: findTrustChain(certificate, issuers, trusted) };
}
