/**
 * Everything that a panel and a link show of a package file: what it is, its SHA-256 and the identity these belong to. One look into the
 * file and one pass over its bytes.
 */

import { type FileHandle } from 'node:fs/promises';
import { Failure } from '../../core/base/failure.ts';
import { type Issue } from '../../core/base/issue.ts';
import { present } from '../../core/base/present.ts';
import { describePackage, type DescribeRequest } from '../../core/packages/describePackage.ts';
import { type PackageInspection } from '../../core/packages/packageInspection.ts';
import { fileIdentity, identityOf } from '../fileIdentity.ts';
import { hashOpenFile, openRegularFile } from '../hashedFile.ts';
import { NodeOpenFile } from '../nodeOpenFile.ts';

/** Plain values, so that it may go from one process to another. */
export interface ReadPackageFile {
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Of the file when it was read (`fileIdentity.ts`). */
  readonly identity: string;
  /** Absent when the file is not a package that can be read. */
  readonly inspection?: PackageInspection;
  /** Of the file, and of what phones or stores demand. */
  readonly issues: readonly Issue[];
}

/** Fails with `file-not-found` and the like, and with `file-changed` when someone writes to it meanwhile. */
export async function readPackageFile(path: string, now: Date, allowedEntries: readonly string[] = []): Promise<ReadPackageFile> {
  const handle = await openRegularFile(path);
  if (!handle) throw Failure.of('file-not-found', { path });
  try {
    return await readOpen(path, handle, { now, allowedEntries });
  } finally {
    await handle.close();
  }
}

async function readOpen(path: string, handle: FileHandle, request: DescribeRequest): Promise<ReadPackageFile> {
  const found = await handle.stat({ bigint: true });
  const source = await NodeOpenFile.open(path, { identity: fileIdentity(found) });
  try {
    const { inspection, issues } = await describePackage(source, request);
    const identity = await identityOf(handle);
    const sha256 = await hashOpenFile(handle);
    if (identity !== fileIdentity(found)) throw Failure.of('file-changed', { path });
    return {
      path,
      sizeBytes: source.size,
      modifiedAt: found.mtime,
      sha256,
      identity,
      ...present('inspection', inspection),
      issues,
    };
  } finally {
    await source.close();
  }
}
