/**
 * Checks the JAR signature of an Android App Bundle: every entry outside META-INF is signed by the same signers and
 * unchanged. Whom they are is for the store to judge.
 */

import { type ByteSource } from '../../base/byteSource.ts';
import { hasErrors, type Issue } from '../../base/issue.ts';
import { sdkTiramisu } from '../android/sdkVersions.ts';
import { inspectArchiveSections } from '../archive/archiveSections.ts';
import { verifyJar, type JarSigner } from '../jar/jarVerifier.ts';

export interface AppBundleVerification {
  readonly verified: boolean;
  /** Empty unless verified. */
  readonly signers: readonly JarSigner[];
  readonly issues: readonly Issue[];
}

export interface VerifyAppBundleOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export async function verifyAppBundle(source: ByteSource, options: VerifyAppBundleOptions = {}): Promise<AppBundleVerification> {
  const { sections, issues } = await inspectArchiveSections(source);
  if (!sections) return { verified: false, signers: [], issues };
  const result = await verifyJar({
    source,
    sections,
    // A bundle is never installed, so the rules of one current platform stand for all algorithms that are good today.
    range: { minSdk: sdkTiramisu, maxSdk: sdkTiramisu },
    schemes: { known: new Set(), found: new Set() },
    signal: options.signal,
    onProgress: options.onProgress,
  });
  return { verified: result.signers.length > 0 && !hasErrors(result.issues), signers: result.signers, issues: result.issues };
}
