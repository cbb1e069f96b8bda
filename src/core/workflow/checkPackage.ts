/** Compares a package that was just made with what was asked for. What is recorded later is what was read here. */

import { createIssue, type Issue, issueInFile } from '../base/issue.ts';
import { type BuildSpec } from '../engines/engine/engine.ts';
import { type DescribedPackage, type PackageFacts, type SignatureFacts } from './packageTools.ts';

/** The facts as far as they are there for certain once nothing differs. */
export interface CheckedPackage {
  readonly facts: PackageFacts;
  readonly signature: SignatureFacts;
  readonly issues: readonly Issue[];
}

export function checkPackage(
  spec: BuildSpec,
  { facts, signature, issues: found }: DescribedPackage,
  signerSha256: string,
  file: string,
): CheckedPackage {
  const issues = found.map((issue) => issueInFile(issue, file));
  const compare = (field: string, actual: string | number | undefined, expected: string | number): void => {
    if (actual !== expected) issues.push(createIssue('package-differs', { field, actual: actual ?? 'none', expected }, { file }));
  };
  compare('app identifier', facts.appIdentifier, spec.appIdentifier);
  compare('version', facts.version, spec.version);
  compare('version code', facts.versionCode, spec.versionCode);
  if (spec.platform === 'ios') compare('build type', facts.buildType, spec.buildType);
  if (spec.buildType !== 'debug' && spec.buildType !== 'development') {
    if (facts.debuggable === true) issues.push(createIssue('package-debuggable', { buildType: spec.buildType }, { file }));
    if (facts.debuggable === undefined)
      issues.push(createIssue('package-differs', { field: 'debuggable', actual: 'unknown', expected: 'no' }, { file }));
  }
  if (!signature.verified) issues.push(createIssue('package-not-verified', {}, { file }));
  else if (!signature.signers.some(({ sha256 }) => sha256 === signerSha256))
    compare('signer', signature.signers.map(({ sha256 }) => sha256).join(', '), signerSha256);
  return { facts, signature, issues };
}
