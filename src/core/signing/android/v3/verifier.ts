/**
 * Checks an APK Signature Scheme v3 or v3.1 block (https://source.android.com/docs/security/features/apksigning/v3,
 * "Verification"): signatures, certificates, key history, and that the signers cover the platforms the package runs on.
 * The content digests are compared by `contentVerifier.ts`.
 */

import { type Bytes } from '../../../base/bytes.ts';
import { createIssue, hasErrors, type Issue } from '../../../base/issue.ts';
import {
  inspectBlockSigner,
  inspectBlockSigners,
  schemeTitles,
  type BlockSigner,
  type BlockSignerResult,
  type SignerAttribute,
} from '../blockSigner.ts';
import { readI32 } from '../lengthPrefixed.ts';
import { sdkCinnamonBun, sdkTiramisu } from '../sdkVersions.ts';
import { hybridMaxSdkAttributeId, hybridMinSdkAttributeId } from '../v32/constants.ts';
import { proofOfRotationAttributeId, rotationMinSdkAttributeId, rotationOnDevReleaseAttributeId } from './constants.ts';
import { indexInLineage, inspectLineage, mergeLineages, type Lineage } from './lineage.ts';

export interface V3Request {
  readonly scheme: 'v3' | 'v31';
  readonly block: Bytes;
  /** The range that must be covered. */
  readonly minSdk: number;
  readonly maxSdk: number;
  /** For v3: from which API level on v3.1 takes over, when there is a v3.1 block. */
  readonly rotationMinSdk?: number | undefined;
  /** The platforms that go by a v3.2 block, when there is one. */
  readonly hybrid?: HybridRange | undefined;
}

export interface HybridRange {
  readonly minSdk: number;
  readonly maxSdk: number;
}

export interface V3Result {
  readonly signers: readonly BlockSigner[];
  readonly lineage?: Lineage;
  readonly issues: readonly Issue[];
}

export function inspectV3Block(request: V3Request): V3Result {
  const { scheme } = request;
  const lineages = new Map<BlockSigner, Lineage>();
  const { signers, issues } = inspectBlockSigners(scheme, request.block, (bytes, number) => {
    const result = inspectBlockSigner(scheme, bytes, number, { minSdk: 0, maxSdk: 0 });
    return result.signer ? inspectAttributes(request, result.signer, result.issues, lineages) : result;
  });
  if (hasErrors(issues)) return { signers, issues };
  const coverage = inspectCoverage(request, signers, lineages);
  return { signers, issues: [...issues, ...coverage.issues], ...(coverage.lineage && { lineage: coverage.lineage }) };
}

function inspectAttributes(
  request: V3Request,
  signer: BlockSigner,
  found: readonly Issue[],
  lineages: Map<BlockSigner, Lineage>,
): BlockSignerResult {
  const { scheme, rotationMinSdk } = request;
  const title = schemeTitles[scheme];
  const issues = [...found];
  const hybridStated = new Map<number, number>();
  let isRotationStated = false;
  for (const [index, attribute] of signer.attributes.entries()) {
    if (attribute.id === proofOfRotationAttributeId) {
      issues.push(...inspectRotation(scheme, signer, attribute, lineages));
    } else if (attribute.id === rotationMinSdkAttributeId) {
      isRotationStated = true;
      if (request.maxSdk < sdkTiramisu) continue;
      const declared = readI32(attribute.value);
      if (declared === undefined) {
        issues.push(createIssue(`apk-${scheme}-attribute-malformed`, { scheme: title, signer: signer.number, number: index + 1 }));
        return { signer, issues };
      }
      if (rotationMinSdk === undefined) issues.push(createIssue('apk-v31-stripped', { declared }));
      else if (declared !== rotationMinSdk) issues.push(createIssue('apk-v31-rotation-sdk-mismatch', { declared, actual: rotationMinSdk }));
    } else if (attribute.id === hybridMinSdkAttributeId || attribute.id === hybridMaxSdkAttributeId) {
      // Platforms before it ignore both.
      if (request.maxSdk < sdkCinnamonBun) continue;
      const declared = readI32(attribute.value);
      if (declared === undefined) {
        issues.push(createIssue(`apk-${scheme}-attribute-malformed`, { scheme: title, signer: signer.number, number: index + 1 }));
        return { signer, issues };
      }
      hybridStated.set(attribute.id, declared);
    } else if (attribute.id !== rotationOnDevReleaseAttributeId) {
      const id = `0x${attribute.id.toString(16)}`;
      issues.push(createIssue(`apk-${scheme}-attribute-unknown`, { scheme: title, signer: signer.number, attribute: id }));
    }
  }
  if (rotationMinSdk !== undefined && !isRotationStated)
    issues.push(createIssue('apk-v31-rotation-sdk-missing', { actual: rotationMinSdk }));
  issues.push(...inspectHybridProtection(request, hybridStated));
  return { signer, issues };
}

/** What the signer says of a v3.2 block must be so: the block could have been taken out. */
function inspectHybridProtection({ scheme, hybrid }: V3Request, stated: ReadonlyMap<number, number>): readonly Issue[] {
  const title = schemeTitles[scheme];
  const min = stated.get(hybridMinSdkAttributeId);
  const max = stated.get(hybridMaxSdkAttributeId);
  if (min === undefined && max === undefined) return hybrid ? [createIssue('apk-v32-not-protected', { scheme: title })] : [];
  const declared = `${min ?? 'none'} to ${max ?? 'any'}`;
  if (!hybrid) return [createIssue('apk-v32-stripped', { scheme: title, declared: min ?? declared })];
  if (min === hybrid.minSdk && (max === undefined || max === hybrid.maxSdk)) return [];
  return [createIssue('apk-v32-sdk-mismatch', { scheme: title, declared, actual: `${hybrid.minSdk} to ${hybrid.maxSdk}` })];
}

function inspectRotation(
  scheme: 'v3' | 'v31',
  signer: BlockSigner,
  attribute: SignerAttribute,
  lineages: Map<BlockSigner, Lineage>,
): readonly Issue[] {
  const params = { scheme: schemeTitles[scheme], signer: signer.number };
  const result = inspectLineage(attribute.value);
  if (result.outcome !== 'valid') return [createIssue(`apk-${scheme}-lineage-${result.outcome}`, params)];
  lineages.set(signer, result.lineage);
  if (indexInLineage(result.lineage, signer.certificates[0]) === result.lineage.length - 1) return [];
  return [createIssue(`apk-${scheme}-lineage-certificate-mismatch`, params)];
}

/** The signers in the order of their platforms must follow each other without gaps, with histories that only grow. */
function inspectCoverage(
  request: V3Request,
  signers: readonly BlockSigner[],
  lineages: ReadonlyMap<BlockSigner, Lineage>,
): { readonly issues: readonly Issue[]; readonly lineage?: Lineage } {
  const scheme = schemeTitles[request.scheme];
  const issues: Issue[] = [];
  // Signers with the same upper end replace each other, so that the last one counts.
  const byMaxSdk = new Map(signers.map((signer) => [signer.maxSdk, signer]));
  const sorted = [...byMaxSdk.values()].sort((a, b) => a.maxSdk - b.maxSdk);
  let firstMin = 0;
  let lastMax = 0;
  let consolidated: Lineage | undefined;
  let longest = 0;
  for (const signer of sorted) {
    const mayShareLevel = signer.minSdk === lastMax && signer.attributes.some(({ id }) => id === rotationOnDevReleaseAttributeId);
    if (firstMin === 0) firstMin = signer.minSdk;
    else if (signer.minSdk !== lastMax + 1 && !mayShareLevel) {
      issues.push(createIssue(`apk-${request.scheme}-sdk-ranges-inconsistent`, { scheme }));
      break;
    }
    lastMax = signer.maxSdk;
    const lineage = lineages.get(signer);
    if (!lineage) continue;
    const merged = consolidated ? mergeLineages(consolidated, lineage) : lineage;
    if (lineage.length < longest || !merged) {
      issues.push(createIssue(`apk-${request.scheme}-lineages-inconsistent`, { scheme }));
      break;
    }
    longest = lineage.length;
    consolidated = merged;
  }
  const lastNeeded = Math.min(
    request.rotationMinSdk === undefined ? request.maxSdk : request.rotationMinSdk - 1,
    // Where v3.2 counts up to the last platform, the older ones are needed before it alone.
    request.hybrid && request.hybrid.maxSdk >= request.maxSdk ? request.hybrid.minSdk - 1 : request.maxSdk,
  );
  if (firstMin > request.minSdk || lastMax < lastNeeded)
    issues.push(createIssue(`apk-${request.scheme}-sdk-versions-missing`, { scheme, minSdk: firstMin, maxSdk: lastMax }));
  return { issues, ...(consolidated && { lineage: consolidated }) };
}
