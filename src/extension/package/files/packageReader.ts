/** Reads what a package file says now, and compares it with what was recorded of it. The heavy rooms load when first used. */

import { stat } from 'node:fs/promises';
import { isFailure } from '../../../core/base/failure.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { sha256Of } from './contentHash.ts';
import { type PackageContent, type PackageFacts } from './packageFacts.ts';
import { type PackageSubject } from './packageSubject.ts';

/** `files` says whether a path that the ledger names may be read; a file without record was chosen by the person. */
export async function readPackageFacts({ path, recorded }: PackageSubject, files: Pick<FileSystem, 'stat'>): Promise<PackageFacts> {
  if (recorded) await files.stat(path);
  const known = { path, ...(recorded && { app: recorded.app, record: recorded.record }) };
  const content = await readContent(path);
  if (!content) return { ...known, file: 'missing' };
  const isRecorded = !recorded || recorded.record.sha256 === content.sha256;
  return { ...known, file: isRecorded ? 'present' : 'changed', content };
}

async function readContent(path: string): Promise<PackageContent | undefined> {
  const { NodeOpenFile } = await import('../../../node/nodeOpenFile.ts');
  const [{ describePackage }, { createIssue }] = await Promise.all([
    import('../../../core/packages/describePackage.ts'),
    import('../../../core/base/issue.ts'),
  ]);
  try {
    const { mtime } = await stat(path);
    const source = await NodeOpenFile.open(path);
    try {
      const { inspection, issues } = await describePackage(source, { now: new Date() });
      const android = inspection?.format === 'ipa' ? undefined : inspection;
      return {
        sizeBytes: source.size,
        modifiedAt: mtime,
        sha256: await sha256Of(source),
        ...(android && { inspection: android }),
        issues: inspection && !android ? [createIssue('package-not-android', {})] : issues,
      };
    } finally {
      await source.close();
    }
  } catch (error) {
    if (isFailure(error, 'file-not-found') || isAbsent(error)) return undefined;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
