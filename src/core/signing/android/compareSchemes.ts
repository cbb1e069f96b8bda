/**
 * When several schemes verified, they must name the same signers: v1 and v2 the same set, v3 the same one or a successor
 * whose history begins with it.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type JarSigner } from '../jar/jarVerifier.ts';
import { type SchemeSigners } from './contentVerifier.ts';

export interface SchemesToCompare {
  readonly blocks: readonly SchemeSigners[];
  readonly v1: readonly JarSigner[];
  readonly isV1Verified: boolean;
  readonly lineage: readonly Certificate[];
  readonly hybridLineage: readonly Certificate[];
}

export function compareSchemes({ blocks, v1, isV1Verified, lineage, hybridLineage }: SchemesToCompare): readonly Issue[] {
  const signersOf = (scheme: SchemeSigners['scheme']): SchemeSigners['signers'] =>
    blocks.find((block) => block.scheme === scheme)?.signers ?? [];
  const v2 = signersOf('v2');
  const v3 = signersOf('v3');
  const issues: Issue[] = [];
  if (isV1Verified && v2.length > 0) {
    const inV1 = new Set(v1.map(({ certificates }) => certificates[0].sha256));
    const inV2 = new Set(v2.map(({ certificates }) => certificates[0].sha256));
    const onlyV1 = v1.find(({ certificates }) => !inV2.has(certificates[0].sha256));
    const onlyV2 = v2.find(({ certificates }) => !inV1.has(certificates[0].sha256));
    if (onlyV1) issues.push(createIssue('apk-v2-missing-v1-signer', { signer: onlyV1.name }));
    if (onlyV2) issues.push(createIssue('apk-v1-missing-v2-signer', { signer: onlyV2.number }));
  }
  issues.push(...compareHybrid(hybridLineage, { v31: signersOf('v31'), v3 }, lineage));
  const older = isV1Verified ? v1 : v2;
  const [olderSigner] = older;
  const [v3Signer] = v3;
  if (!olderSigner || !v3Signer) return issues;
  if (older.length !== 1) issues.push(createIssue('apk-v3-several-older-signers', {}));
  const root = olderSigner.certificates[0].sha256;
  if (lineage.length === 0) {
    if (v3.length !== 1) issues.push(createIssue('apk-v3-several-signers', {}));
    if (v3Signer.certificates[0].sha256 !== root) issues.push(createIssue('apk-v3-older-signer-differs', {}));
  } else if (lineage[0]?.sha256 !== root) issues.push(createIssue('apk-v3-older-signer-differs', {}));
  return issues;
}

/** A phone that is updated to the platform of v3.2 has the app by the signer of v3 or v3.1: the new history must know that signer. */
function compareHybrid(
  hybrid: readonly Certificate[],
  { v31, v3 }: Readonly<Record<'v31' | 'v3', SchemeSigners['signers']>>,
  lineage: readonly Certificate[],
): readonly Issue[] {
  const [root] = hybrid;
  const before = v31.at(-1) ?? v3.at(-1);
  if (!root || !before) return [];
  const known = new Set(hybrid.map(({ sha256 }) => sha256));
  const isKnown = known.has(before.certificates[0].sha256) && (lineage[0] === undefined || lineage[0].sha256 === root.sha256);
  return isKnown ? [] : [createIssue('apk-v32-history-apart', { scheme: v31.length > 0 ? 'v3.1' : 'v3' })];
}
