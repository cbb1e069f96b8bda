/**
 * What a store reads of a package that is uploaded. An archive is read as the product reads any package: the reading of formats is no part of a
 * store's client. Tests that need no real package upload lines of text, see `packageText`.
 */

import { readFileSync } from 'node:fs';
import { bytesSource } from '../../../src/core/base/byteSource.ts';
import { inspectPackage } from '../../../src/core/packages/inspectPackage.ts';
import { type StoredFile } from './storedFile.ts';

export interface PackageFacts {
  readonly identifier: string;
  readonly versionCode: number;
  /** What people see; iOS: CFBundleShortVersionString. */
  readonly version: string;
}

/** Undefined for what is no package. */
export type ReadPackageFacts = (file: StoredFile) => Promise<PackageFacts | undefined>;

/** A file that stands for a package: a line that says what it is, and `size` bytes in all. */
export function packageText({ identifier, versionCode, version }: PackageFacts, size = 0): Buffer {
  const line = `stand-in package ${identifier} ${versionCode} ${version}\n`;
  return Buffer.concat([Buffer.from(line), Buffer.alloc(Math.max(0, size - line.length), '.')]);
}

export async function readPackageFacts({ head, path }: StoredFile): Promise<PackageFacts | undefined> {
  const line = /^stand-in package (\S+) (\d+) (\S+)\n/u.exec(head.subarray(0, 300).toString('latin1'));
  if (line !== null) return { identifier: line[1] ?? '', versionCode: Number(line[2]), version: line[3] ?? '' };
  if (path === null || head.subarray(0, 2).toString('latin1') !== 'PK') return undefined;
  const { inspection } = await inspectPackage(bytesSource(readFileSync(path)), { now: new Date() });
  if (inspection?.appIdentifier === undefined || inspection.versionCode === undefined) return undefined;
  const { appIdentifier, versionCode, version = '' } = inspection;
  return { identifier: appIdentifier, versionCode: Number(versionCode), version };
}
