/** The rules on signatures, keys and certificates. */

import { certificateValidUntil } from '../assets/keystore/certificateFitness.ts';
import { isDebugSubject } from '../assets/keystore/debugKey.ts';
import { createIssue, type Issue } from '../base/issue.ts';
import { type AndroidInspection } from './androidInspection.ts';
import { type SignerSummary } from './signingSummary.ts';
import { targetOf, type ReadinessContext } from './readinessContext.ts';

export function signatureReadiness(inspection: AndroidInspection, context: ReadinessContext): readonly Issue[] {
  const { v1, v2, v3, v31, v32 } = inspection.signing.schemes;
  if (!v1 && !v2 && !v3 && !v31 && !v32) return [createIssue('store-unsigned', {})];
  const issues: Issue[] = [];
  const targetSdk = targetOf(inspection);
  if (inspection.format === 'apk' && targetSdk !== undefined && targetSdk >= 30 && !v2 && !v3)
    issues.push(createIssue('store-v2-signature-missing', { targetSdk }));
  for (const signer of inspection.signing.signers) issues.push(...signerReadiness(signer, context));
  return issues;
}

function signerReadiness(signer: SignerSummary, { isForStore, today }: ReadinessContext): readonly Issue[] {
  const { subject } = signer;
  const issues: Issue[] = [];
  const notAfter = signer.notAfter.slice(0, 10);
  if (new Date(signer.notAfter) < today) issues.push(createIssue('store-certificate-expired', { subject, notAfter }));
  if (!isForStore) return issues;
  if (isDebugSubject(subject)) issues.push(createIssue('store-debug-certificate', { subject }));
  if (notAfter <= certificateValidUntil)
    issues.push(createIssue('store-certificate-ends-early', { subject, notAfter, wanted: certificateValidUntil }));
  if (isWeakKey(signer)) issues.push(createIssue('store-weak-key', { subject, key: `${signer.keyAlgorithm} ${signer.keyBits}` }));
  return issues;
}

function isWeakKey({ keyAlgorithm, keyBits }: SignerSummary): boolean {
  if (keyAlgorithm.startsWith('ML-DSA')) return false;
  if (keyAlgorithm === 'EC') return keyBits < 224;
  return !['RSA', 'RSA-PSS'].includes(keyAlgorithm) || keyBits < 2048;
}
