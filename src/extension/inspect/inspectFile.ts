/** Looks into a package file: facts, readiness for phones and stores, signatures, digest. Loads the heavy rooms when it runs. */

import { throwIfCancelled } from '../../core/base/cancellation.ts';
import { type Issue } from '../../core/base/issue.ts';
import { type ContentDigester } from '../../core/ports/contentDigester.ts';
import { type InspectionInput } from './inspectionReport.ts';
import { type InspectedFile } from './packageSource.ts';

export async function inspectFile(file: InspectedFile, digester: ContentDigester, signal: AbortSignal): Promise<InspectionInput> {
  const [{ inspectAndroidPackage }, { storeReadiness }, { verifyPackage }, { uniqueIssues }, { toHex }] = await Promise.all([
    import('../../core/packages/inspectAndroidPackage.ts'),
    import('../../core/packages/storeReadiness.ts'),
    import('../../core/workflow/verifyPackage.ts'),
    import('../../core/workflow/uniqueIssues.ts'),
    import('../../core/base/bytes.ts'),
  ]);
  throwIfCancelled(signal);
  const source = await file.open();
  try {
    const ranges = [{ start: 0, end: source.size }];
    const { whole } = await digester.digest({ source, ranges, chunked: [], whole: ['sha256'], signal });
    const known = { place: file.place, sizeBytes: source.size, sha256: toHex(whole[0] ?? new Uint8Array()) };
    const { inspection, issues } = await inspectAndroidPackage(source);
    if (!inspection) return { ...known, issues };
    throwIfCancelled(signal);
    const isSigned = Object.values(inspection.signing.schemes).some(Boolean);
    const verification = isSigned ? await verifyPackage(source, { digester, signal }) : undefined;
    const audience = inspection.debuggable ? 'phone' : 'store';
    const refusals: readonly Issue[] = storeReadiness(inspection, {
      today: new Date(),
      audience,
      ...(verification && { isVerified: verification.verified }),
    });
    return {
      ...known,
      inspection,
      ...(verification && { verification }),
      issues: uniqueIssues([...issues, ...refusals, ...(verification?.issues ?? [])]),
    };
  } finally {
    await source.close();
  }
}
