/**
 * Checks an APK Signature Scheme v3.2 block (https://source.android.com/docs/security/features/apksigning/v3-2), the hybrid of a classical and
 * a post-quantum signature: exactly one signer of each kind, for the same platforms, with the same history of earlier keys. The post-quantum key
 * is the newest identity of the app, the classical one comes before it. No other tool was here to compare with: this follows the specification
 * and the verifier of the platform alone. Making such signatures is not offered.
 */

import { equalBytes, type Bytes } from '../../../base/bytes.ts';
import { createIssue, hasErrors, type Issue } from '../../../base/issue.ts';
import { type Certificate } from '../../../formats/x509/certificate.ts';
import { inspectBlockSigner, inspectBlockSigners, schemeTitles, type BlockSigner } from '../blockSigner.ts';
import { proofOfRotationAttributeId, rotationOnDevReleaseAttributeId } from '../v3/constants.ts';
import { indexInLineage, inspectLineage, type LineageResult } from '../v3/lineage.ts';

export interface V32Result {
  /** The classical one first. */
  readonly signers: readonly BlockSigner[];
  /** Oldest first: the shared history, the classical key, the post-quantum key. */
  readonly lineage: readonly Certificate[];
  /** For which platforms it counts; absent with errors. */
  readonly range?: { readonly minSdk: number; readonly maxSdk: number };
  readonly issues: readonly Issue[];
}

type ValidLineage = Extract<LineageResult, { readonly outcome: 'valid' }>;

const scheme = schemeTitles.v32;

export function inspectV32Block(block: Bytes, hasMlDsa: boolean): V32Result {
  const {
    signers,
    count,
    issues: found,
  } = inspectBlockSigners('v32', block, (bytes, number) => inspectBlockSigner('v32', bytes, number, { minSdk: 0, maxSdk: 0, hasMlDsa }));
  const issues: Issue[] = [...found];
  const none = { signers, lineage: [], issues };
  if (hasErrors(issues)) return none;
  const classical = signers.filter((signer) => !isPostQuantum(signer));
  const [first, second] = [classical[0], signers.find(isPostQuantum)];
  if (count !== 2 || !first || !second) {
    issues.push(
      createIssue('apk-v32-signers-not-hybrid', { count, classical: classical.length, postQuantum: signers.length - classical.length }),
    );
    return none;
  }
  const { minSdk, maxSdk } = first;
  if (minSdk !== second.minSdk || maxSdk !== second.maxSdk) issues.push(createIssue('apk-v32-sdk-ranges-inconsistent', { scheme }));
  const histories = [first, second].map((signer) => inspectHistory(signer, hasMlDsa, issues));
  if (hasErrors(issues)) return none;
  const [one, other] = histories;
  if (!isSameHistory(one, other)) issues.push(createIssue('apk-v32-lineages-inconsistent', { scheme }));
  if ([first, second].some(({ isUnchecked }) => isUnchecked) || histories.some((history) => history?.isUnchecked))
    issues.push(createIssue('apk-v32-not-checked', { minSdk }));
  const lineage = [...(one?.lineage ?? [first.certificates[0]]), second.certificates[0]];
  return { signers: [first, second], lineage, range: { minSdk, maxSdk }, issues };
}

function isPostQuantum({ certificates: [certificate] }: BlockSigner): boolean {
  return certificate.publicKey.algorithm.startsWith('ML-DSA');
}

function inspectHistory(signer: BlockSigner, hasMlDsa: boolean, issues: Issue[]): ValidLineage | undefined {
  let history: ValidLineage | undefined;
  const params = { scheme, signer: signer.number };
  for (const { id, value } of signer.attributes) {
    if (id !== proofOfRotationAttributeId) {
      if (id !== rotationOnDevReleaseAttributeId)
        issues.push(createIssue('apk-v32-attribute-unknown', { ...params, attribute: `0x${id.toString(16)}` }));
      continue;
    }
    const result = inspectLineage(value, hasMlDsa);
    // Of two histories, a platform takes neither.
    if (history || result.outcome !== 'valid')
      issues.push(createIssue(`apk-v32-lineage-${history || result.outcome === 'valid' ? 'malformed' : result.outcome}`, params));
    else if (indexInLineage(result.lineage, signer.certificates[0]) !== result.lineage.length - 1)
      issues.push(createIssue('apk-v32-lineage-certificate-mismatch', params));
    if (result.outcome === 'valid') history = result;
  }
  return history;
}

/** Both or neither; the certificates and what they may do are the same up to the signers' own. */
function isSameHistory(one: ValidLineage | undefined, other: ValidLineage | undefined): boolean {
  if (!one || !other) return one === other;
  if (one.lineage.length !== other.lineage.length) return false;
  return one.lineage.slice(0, -1).every((certificate, index) => {
    const counterpart = other.lineage[index];
    return counterpart !== undefined && equalBytes(certificate.der, counterpart.der) && one.flags[index] === other.flags[index];
  });
}
