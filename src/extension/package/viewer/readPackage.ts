/**
 * Looks into a package file for its viewer: what it says first, which takes some milliseconds, then whether it is what was signed, for which
 * every byte is read. Loads the heavy rooms when it runs.
 */

import { throwIfCancelled } from '../../../core/base/cancellation.ts';
import { present } from '../../../core/base/present.ts';
import { type ContentDigester } from '../../../core/ports/contentDigester.ts';
import { type OpenFile } from '../../../core/ports/fileSystem.ts';
import { type ComparedPackage } from '../../../core/packages/comparison/comparePackages.ts';
import { type PackageViewInput } from './packageViewInput.ts';

/** Of a package that was read; `archive` is what comparing needs besides the inspection. */
export type ReadPackage = Pick<
  PackageViewInput,
  'sizeBytes' | 'inspection' | 'sizes' | 'icon' | 'sha256' | 'verification' | 'seal' | 'issues'
> &
  Partial<Pick<ComparedPackage, 'archive'>>;

const iconDensity = 320;

/** `allowedEntries`: of the settings of its app, names of entries that may look like secrets. */
export async function readPackage(
  source: OpenFile,
  now: Date,
  signal: AbortSignal,
  allowedEntries: readonly string[] = [],
): Promise<ReadPackage> {
  const [{ describePackage }, { openPackageIcon }, { sizeTree }] = await Promise.all([
    import('../../../core/packages/describePackage.ts'),
    import('../../../core/packages/openPackageIcon.ts'),
    import('../../../core/packages/sizes/sizeTree.ts'),
  ]);
  throwIfCancelled(signal);
  const sizeBytes = source.size;
  const { inspection, archive, issues } = await describePackage(source, { now, signal, allowedEntries });
  if (!inspection || !archive) return { sizeBytes, issues };
  const icon = await openPackageIcon(source, inspection.icon, iconDensity);
  return {
    sizeBytes,
    inspection,
    archive,
    sizes: sizeTree(inspection, archive),
    ...(icon && { icon: `data:${icon.mediaType};base64,${Buffer.from(icon.bytes).toString('base64')}` }),
    issues,
  };
}

/** The same, with the digest of the file and the verdict on its signatures: of an Android package that is signed, and on each bundle of an iOS package. */
export async function checkPackage(
  source: OpenFile,
  known: ReadPackage,
  digester: ContentDigester,
  now: Date,
  signal: AbortSignal,
  allowedEntries: readonly string[] = [],
): Promise<ReadPackage> {
  const { describePackage } = await import('../../../core/packages/describePackage.ts');
  const verify = { digester };
  const request = { now, signal, verify, seal: {}, hash: digester, allowedEntries };
  const { sha256, verification, seal, issues } = await describePackage(source, request);
  const { inspection } = known;
  const isSigned = inspection && inspection.format !== 'ipa' && Object.values(inspection.signing.schemes).some(Boolean);
  return {
    ...known,
    issues,
    ...present('sha256', sha256),
    ...present('seal', seal),
    ...(isSigned && present('verification', verification)),
  };
}
