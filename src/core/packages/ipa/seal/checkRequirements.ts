/**
 * Whether each code meets the requirement that its own signature states for later versions of it. Devices do not ask; Macs and Apple's
 * ingestion do, and a signature that was copied from another app or made for another certificate shows here.
 */

import { evaluateDesignatedRequirement, type RequirementSubject } from '../../../formats/code-signature/evaluateRequirement.ts';
import { MalformedSignature } from '../../../formats/code-signature/malformedSignature.ts';
import { requirementsText } from '../../../formats/code-signature/requirementText.ts';
import { blobSlots } from '../../../formats/code-signature/superBlob.ts';
import { inspectPlist } from '../../../formats/plist/inspectPlist.ts';
import { type PlistDictionary } from '../../../formats/plist/plistValue.ts';
import { type Certificate } from '../../../formats/x509/certificate.ts';
import { findTrustChain } from '../../../assets/apple/trustChain.ts';
import { cdHash } from '../../../signing/apple/code/pageHasher.ts';
import { type SealFindings } from '../../../signing/apple/verify/sealFindings.ts';
import { type VerifiedSlice } from '../../../signing/apple/verify/sliceContext.ts';
import { type VerifiedSeal } from '../../../signing/apple/verify/verifyBundle.ts';

const requirementsSlot = -blobSlots.requirements;
const longestText = 400;

export function checkRequirements({ bundles, looseCode }: VerifiedSeal, trusted: readonly Certificate[], findings: SealFindings): void {
  for (const { bundle, code } of bundles)
    for (const slice of code.slices) checkRequirement(slice, bundle.info, bundle.executable, trusted, findings);
  for (const { path, code } of looseCode) {
    for (const slice of code.slices) {
      const info = slice.embeddedInfo && inspectPlist(slice.embeddedInfo).value;
      checkRequirement(slice, info?.type === 'dictionary' ? info : undefined, path, trusted, findings);
    }
  }
}

function checkRequirement(
  slice: VerifiedSlice,
  info: PlistDictionary | undefined,
  path: string,
  trusted: readonly Certificate[],
  findings: SealFindings,
): void {
  const { architecture, signature } = slice;
  const subject = subjectOf(slice, info, trusted);
  const encoded = signature.blobs.find(({ slot }) => slot === blobSlots.requirements)?.encoded;
  if (!subject || !encoded) return;
  try {
    const verdict = evaluateDesignatedRequirement(encoded, subject);
    if (verdict?.outcome === 'unmet') {
      const text = requirementsText(encoded).find((line) => line.startsWith(designated)) ?? '';
      const requirement = text.slice(designated.length, designated.length + longestText);
      findings.add('seal-requirement-unmet', { architecture, requirement }, path, requirementsSlot);
    } else if (verdict?.outcome === 'unknown' && subject.isApples !== undefined) {
      // That the authority is unknown is a separate finding, and explains this one.
      findings.add('seal-requirement-not-checked', { architecture, reason: verdict.reason }, path, requirementsSlot);
    }
  } catch (error) {
    // What cannot be read is found where the slots are checked.
    if (!(error instanceof MalformedSignature)) throw error;
  }
}

const designated = 'designated => ';

/** Code that no one signed has no chain to ask about. */
function subjectOf(
  { signature, signer, entitlements }: VerifiedSlice,
  info: PlistDictionary | undefined,
  trusted: readonly Certificate[],
): RequirementSubject | undefined {
  if (!signer) return undefined;
  const [primary] = signature.codeDirectories;
  const { certificates, anchor } = findTrustChain(signer.certificate, signer.issuers, trusted);
  return {
    identifier: primary.identifier,
    cdHashes: signature.codeDirectories.map(({ hashType, encoded }) => cdHash(hashType, encoded)),
    platform: primary.platform,
    info,
    entitlements,
    chain: certificates,
    isChainWhole: certificates.at(-1)?.isSelfIssued === true,
    isApples: anchor ? true : undefined,
  };
}
