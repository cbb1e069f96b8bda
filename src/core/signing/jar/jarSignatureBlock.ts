/**
 * The signature block of a JAR signature (META-INF/*.RSA, .DSA, .EC): a CMS SignedData whose detached content is the
 * signature file. Checked by Android's rules: the certificate is found by issuer and serial number, its key usage must
 * allow signing, and before API level 24 only the first signer counts.
 */

import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { parseAsn1 } from '../../formats/asn1/asn1Node.ts';
import { MalformedAsn1 } from '../../formats/asn1/malformedAsn1.ts';
import { parseSignedData, type SignedData } from '../../formats/cms/signedData.ts';
import { type SignerInfo } from '../../formats/cms/signerInfo.ts';
import { parseCertificate, type Certificate } from '../../formats/x509/certificate.ts';
import { sdkKitKat, sdkNougat } from '../android/sdkVersions.ts';
import { findSignerCertificate } from '../cms/findSignerCertificate.ts';
import { verifySignerInfo, type SignerVerdict } from '../cms/verifySignerInfo.ts';
import { unsupportedLevels } from './jarAlgorithms.ts';
import { type SdkRange } from './jarDigests.ts';

export interface JarBlockNames {
  readonly block: string;
  readonly file: string;
}

export interface JarBlockResult {
  /** The signer's first, then its issuers as far as they are in the block. Absent when there are errors. */
  readonly certificates?: readonly [Certificate, ...Certificate[]];
  readonly issues: readonly Issue[];
}

/** Real chains have two or three certificates. */
const longestChain = 16;
/** Each signer costs a signature check; tools write one. */
const maxSignerInfos = 32;

export function inspectJarSignatureBlock(block: Bytes, signatureFile: Bytes, names: JarBlockNames, range: SdkRange): JarBlockResult {
  const refuse = (reason: string): JarBlockResult => ({ issues: [createIssue('jar-block-malformed', { block: names.block, reason })] });
  let signedData: SignedData;
  let certificates: readonly Certificate[];
  try {
    signedData = parseSignedData(block);
    if (signedData.signerInfos.length === 0) return { issues: [createIssue('jar-block-no-signers', { block: names.block })] };
    certificates = signedData.certificates.map((certificate) => parseCertificate(certificate));
  } catch (error) {
    if (error instanceof MalformedAsn1) return refuse(error.message);
    throw error;
  }
  if (signedData.signerInfos.length > maxSignerInfos) return refuse(`it has ${signedData.signerInfos.length} signers`);
  const signers = range.minSdk < sdkNougat ? signedData.signerInfos.slice(0, 1) : signedData.signerInfos;
  let verified: Certificate | undefined;
  for (const signer of signers) {
    const levels = unsupportedLevels(signer.digestAlgorithm.oid, signer.signatureAlgorithm.oid, range);
    if (levels !== '') {
      const digest = signer.digestAlgorithm.oid;
      const signature = signer.signatureAlgorithm.oid;
      return { issues: [createIssue('jar-algorithm-unsupported', { block: names.block, digest, signature, levels })] };
    }
    const certificate = findCertificate(certificates, signer);
    const verdict = verifyWithCertificate(signer, certificate, signatureFile, signedData.eContentType, range);
    if (verdict.outcome === 'unusable')
      return { issues: [createIssue('jar-block-unusable', { block: names.block, reason: verdict.reason })] };
    if (verdict.outcome === 'valid') verified ??= certificate;
  }
  if (!verified) return { issues: [createIssue('jar-signature-invalid', { ...names })] };
  return { certificates: chainOf(verified, certificates), issues: [] };
}

/** Android knows no other way to name a certificate than issuer and serial number. */
function findCertificate(certificates: readonly Certificate[], signer: SignerInfo): Certificate | undefined {
  return signer.sid.kind === 'issuerAndSerialNumber' ? findSignerCertificate(certificates, signer) : undefined;
}

function verifyWithCertificate(
  signer: SignerInfo,
  certificate: Certificate | undefined,
  content: Bytes,
  eContentType: string,
  range: SdkRange,
): SignerVerdict {
  if (!certificate) return { outcome: 'unusable', reason: 'it does not contain the certificate of its signer' };
  if (!mayBeUsed(certificate)) return { outcome: 'unusable', reason: 'its certificate is not meant for signing' };
  if (signer.signedAttrs && range.minSdk < sdkKitKat)
    return { outcome: 'unusable', reason: `signed attributes are not safe before API level ${sdkKitKat}` };
  const contentType = range.maxSdk >= sdkNougat ? eContentType : undefined;
  return verifySignerInfo({ signer, certificate, content, contentType });
}

/** Extensions that may be critical because a verifier knows what they mean. */
const knownExtensions = new Set([
  '2.5.29.14',
  '2.5.29.15',
  '2.5.29.17',
  '2.5.29.19',
  '2.5.29.30',
  '2.5.29.32',
  '2.5.29.33',
  '2.5.29.36',
  '2.5.29.37',
  '2.5.29.54',
  '2.5.29.31',
  '2.5.29.35',
  '2.5.29.18',
  '2.16.840.1.113730.1.1',
]);
const keyUsageOid = '2.5.29.15';

function mayBeUsed(certificate: Certificate): boolean {
  if (certificate.extensions.some(({ isCritical, oid }) => isCritical && !knownExtensions.has(oid))) return false;
  const keyUsage = certificate.extensions.find(({ oid }) => oid === keyUsageOid);
  if (!keyUsage) return true;
  let bits: Bytes;
  try {
    bits = parseAsn1(keyUsage.value).content;
  } catch (error) {
    if (error instanceof MalformedAsn1) return false;
    throw error;
  }
  // digitalSignature or nonRepudiation, the first two bits after the count of unused ones.
  return ((bits[1] ?? 0) & 0xc0) !== 0;
}

function chainOf(leaf: Certificate, certificates: readonly Certificate[]): readonly [Certificate, ...Certificate[]] {
  const unused = new Set(certificates);
  unused.delete(leaf);
  const chain: [Certificate, ...Certificate[]] = [leaf];
  let top = leaf;
  while (!top.isSelfIssued && chain.length < longestChain) {
    const { der } = top.issuer;
    const issuer = [...unused].find((candidate) => equalBytes(candidate.subject.der, der));
    if (!issuer) break;
    unused.delete(issuer);
    chain.push(issuer);
    top = issuer;
  }
  return chain;
}
