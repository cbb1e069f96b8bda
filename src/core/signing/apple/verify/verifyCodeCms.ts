/**
 * Checks the CMS of a code signature: that it signs the primary code directory with the certificate it names, and that Apple's two
 * attributes list all code directories (Security's StaticCode.cpp). Without them the others would be covered by nothing.
 */

import { createHash } from 'node:crypto';
import { equalBytes, type Bytes } from '../../../base/bytes.ts';
import { MalformedAsn1 } from '../../../formats/asn1/malformedAsn1.ts';
import { cmsOids, hashOfOid } from '../../../formats/cms/cmsOids.ts';
import { attributeOctets, type CmsAttributes, type SignerInfo } from '../../../formats/cms/signerInfo.ts';
import { inspectPlist } from '../../../formats/plist/inspectPlist.ts';
import { plistEntry, plistItems } from '../../../formats/plist/plistValue.ts';
import { nameValue } from '../../../formats/x509/distinguishedName.ts';
import { inspectCertificate } from '../../../formats/x509/inspectCertificate.ts';
import { findSignerCertificate } from '../../cms/findSignerCertificate.ts';
import { verifySignerInfo } from '../../cms/verifySignerInfo.ts';
import { cdDigestsAttribute, cdHashesAttribute, encodeCdDigest } from '../code/codeCms.ts';
import { cdHash } from '../code/pageHasher.ts';
import { type SliceContext, type VerifiedSlice } from './sliceContext.ts';

/** Signatures bring three. */
const mostCertificates = 32;

/** The signer, when the CMS names one, whatever else is wrong with it. */
export function verifyCodeCms(context: SliceContext): VerifiedSlice['signer'] {
  const { findings, demands, slice, signature } = context;
  const { architecture } = slice.file;
  const { cms, codeDirectories } = signature;
  const [primary] = codeDirectories;
  if (!cms) {
    findings.add(primary.isAdHoc ? 'seal-ad-hoc' : 'seal-cms-missing', { architecture }, demands.file);
    return undefined;
  }
  const [signerInfo, ...others] = cms.signerInfos;
  if (!signerInfo || others.length > 0) {
    findings.add('seal-cms-signers', { architecture, count: cms.signerInfos.length }, demands.file);
    return undefined;
  }
  const certificates = cms.certificates.slice(0, mostCertificates).flatMap((der) => inspectCertificate(der).certificate ?? []);
  const certificate = findSignerCertificate(certificates, signerInfo);
  if (!certificate) {
    findings.add('seal-cms-signer-missing', { architecture }, demands.file);
    return undefined;
  }
  const isDigestRight = hasDigestOf(signerInfo, primary.encoded);
  if (!isDigestRight) findings.add('seal-cms-digest-differs', { architecture }, demands.file);
  const verdict = verifySignerInfo({
    signer: signerInfo,
    certificate,
    content: isDigestRight ? primary.encoded : contentFree,
    contentType: cmsOids.data,
  });
  if (verdict.outcome === 'unusable') findings.add('seal-cms-unusable', { architecture, reason: verdict.reason }, demands.file);
  else if (verdict.outcome === 'invalid' && isDigestRight) findings.add('seal-cms-invalid', { architecture }, demands.file);
  checkTeam(context, nameValue(certificate.subject, 'OU'));
  checkAttributes(context, signerInfo.signedAttrs);
  return { certificate, issuers: certificates.filter((each) => each !== certificate) };
}

const contentFree = new Uint8Array(0);

/** Whether the digest in the attributes is that of the code directory; without attributes there is none to differ. */
function hasDigestOf({ signedAttrs, digestAlgorithm }: SignerInfo, content: Bytes): boolean {
  const hash = hashOfOid(digestAlgorithm.oid);
  if (!signedAttrs || !hash) return true;
  const digest = readAttribute(() => attributeOctets(signedAttrs, cmsOids.messageDigest));
  return digest === undefined || digest === 'malformed' || equalBytes(digest, createHash(hash).update(content).digest());
}

function readAttribute<Value>(read: () => Value): Value | 'malformed' {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedAsn1) return 'malformed';
    throw error;
  }
}

function checkTeam({ findings, demands, slice, signature }: SliceContext, certificateTeam: string | undefined): void {
  const [{ team }] = signature.codeDirectories;
  // Apple's own certificates have the name of a department there.
  if (certificateTeam === undefined || team === certificateTeam || !/^[A-Z0-9]{10}$/.test(certificateTeam)) return;
  if (team === undefined) findings.add('seal-team-missing', { architecture: slice.file.architecture, certificateTeam }, demands.file);
  else findings.add('ipa-team-differs', { team, certificateTeam }, demands.file);
}

function checkAttributes({ findings, demands, slice, signature }: SliceContext, attributes: CmsAttributes | undefined): void {
  const { architecture } = slice.file;
  const { codeDirectories } = signature;
  const valuesOf = (attrType: string) =>
    attributes?.list.filter((each) => each.attrType === attrType).flatMap(({ attrValues }) => attrValues) ?? [];
  if (valuesOf(cmsOids.signingTime).length === 0) findings.add('seal-signing-time-missing', { architecture }, demands.file);
  const isListedSomewhere = [cdHashesAttribute, cdDigestsAttribute].some((attrType) => valuesOf(attrType).length > 0);
  // With one code directory the signature over it is enough; another one is covered by the attributes alone.
  const missing = codeDirectories.length > 1 && !isListedSomewhere;

  const listed = attributes && readAttribute(() => attributeOctets(attributes, cdHashesAttribute));
  if (listed === undefined) {
    if (missing) findings.add('seal-cdhashes-differ', { architecture }, demands.file);
    else findings.add('seal-cdhashes-missing', { architecture }, demands.file);
  } else if (
    listed === 'malformed' ||
    !listsAll(
      listed,
      codeDirectories.map(({ hashType, encoded }) => cdHash(hashType, encoded)),
    )
  )
    findings.add('seal-cdhashes-differ', { architecture }, demands.file);

  const digests = valuesOf(cdDigestsAttribute).map(({ encoded }) => encoded);
  if (digests.length === 0) findings.add('seal-cd-digests-missing', { architecture }, demands.file);
  else {
    const right = codeDirectories.filter((directory) => digests.some((digest) => equalBytes(digest, encodeCdDigest(directory)))).length;
    if (right < codeDirectories.length || digests.length !== codeDirectories.length)
      findings.add('seal-cd-digests-differ', { architecture, listed: right, count: codeDirectories.length }, demands.file);
  }
}

function listsAll(list: Bytes, wanted: readonly Bytes[]): boolean {
  const items = plistItems(plistEntry(inspectPlist(list).value, 'cdhashes'));
  return (
    items.length === wanted.length &&
    items.every((item, index) => item.type === 'data' && equalBytes(item.value, wanted[index] ?? contentFree))
  );
}
