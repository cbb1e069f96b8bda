/**
 * Looks into a package file for its viewer: what it says first, which takes some milliseconds, then whether it is what was signed, for which
 * every byte is read. Loads the heavy rooms when it runs.
 */

import { throwIfCancelled } from '../../../core/base/cancellation.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { type ContentDigester } from '../../../core/ports/contentDigester.ts';
import { type OpenFile } from '../../../core/ports/fileSystem.ts';
import { type ComparedPackage } from '../../../core/packages/comparison/comparePackages.ts';
import { type PackageViewInput } from './packageViewInput.ts';

/** Of a package that was read; `archive` is what comparing needs beside the inspection. */
export type ReadPackage = Pick<PackageViewInput, 'sizeBytes' | 'inspection' | 'sizes' | 'icon' | 'sha256' | 'verification' | 'issues'> &
  Partial<Pick<ComparedPackage, 'archive'>>;

const iconDensity = 320;

export async function readPackage(source: OpenFile, now: Date, signal: AbortSignal): Promise<ReadPackage> {
  const [{ inspectPackage }, { openPackageIcon }, { sizeTree }, { storeReadiness }] = await Promise.all([
    import('../../../core/packages/inspectPackage.ts'),
    import('../../../core/packages/openPackageIcon.ts'),
    import('../../../core/packages/sizes/sizeTree.ts'),
    import('../../../core/packages/storeReadiness.ts'),
  ]);
  throwIfCancelled(signal);
  const sizeBytes = source.size;
  const { inspection, archive, issues } = await inspectPackage(source, { now, signal });
  if (!inspection || !archive) return { sizeBytes, issues };
  const icon = await openPackageIcon(source, inspection.icon, iconDensity);
  const audience = inspection.format !== 'ipa' && inspection.debuggable ? 'phone' : 'store';
  return {
    sizeBytes,
    inspection,
    archive,
    sizes: sizeTree(inspection, archive),
    ...(icon && { icon: `data:${icon.mediaType};base64,${Buffer.from(icon.bytes).toString('base64')}` }),
    issues: [...issues, ...storeReadiness(inspection, { today: now, audience })],
  };
}

/** The same, with the digest of the file and, of an Android package that is signed, the verdict on its signatures. */
export async function checkPackage(
  source: OpenFile,
  known: ReadPackage,
  digester: ContentDigester,
  now: Date,
  signal: AbortSignal,
): Promise<ReadPackage> {
  const [{ storeReadiness }, { verifyPackage }, { uniqueIssues }, { toHex }] = await Promise.all([
    import('../../../core/packages/storeReadiness.ts'),
    import('../../../core/workflow/verifyPackage.ts'),
    import('../../../core/workflow/uniqueIssues.ts'),
    import('../../../core/base/bytes.ts'),
  ]);
  const ranges = [{ start: 0, end: source.size }];
  const { whole } = await digester.digest({ source, ranges, chunked: [], whole: ['sha256'], signal });
  throwIfCancelled(signal);
  const sha256 = toHex(whole[0] ?? new Uint8Array());
  const { inspection } = known;
  if (!inspection || inspection.format === 'ipa' || !Object.values(inspection.signing.schemes).some(Boolean)) return { ...known, sha256 };
  const verification = await verifyPackage(source, { digester, signal });
  const audience = inspection.debuggable ? 'phone' : 'store';
  const refusals: readonly Issue[] = storeReadiness(inspection, { today: now, audience, isVerified: verification.verified });
  return { ...known, sha256, verification, issues: uniqueIssues([...known.issues, ...refusals, ...verification.issues]) };
}
