/**
 * Says what any package is: APK, app bundle or iOS package, made by any tool. Reads what it needs and no more, and never throws for
 * what the bytes are.
 */

import { type ByteSource } from '../base/byteSource.ts';
import { type Issue } from '../base/issue.ts';
import { type ZipArchive } from '../formats/zip/zipEntry.ts';
import { inspectAndroidArchive } from './inspectAndroidPackage.ts';
import { type InspectedIpa, type IpaAccess } from './ipa/inspectIpa.ts';
import { type PackageInspection } from './packageInspection.ts';
import { findPackedSecrets, type SecretSearch } from './packedSecrets.ts';
import { recognizePackage } from './recognizePackage.ts';

export interface InspectedPackage {
  /** Absent when it is not a package that this product reads. */
  readonly inspection?: PackageInspection;
  /** What is in it, for sizes; absent with the inspection. */
  readonly archive?: ZipArchive;
  readonly issues: readonly Issue[];
}

export type PackageAccess = IpaAccess & SecretSearch;

export async function inspectPackage(source: ByteSource, access: PackageAccess): Promise<InspectedPackage> {
  const recognized = await recognizePackage(source);
  const { format, issues } = recognized;
  if (format === undefined) return { issues };
  const { archive } = recognized;
  const inspected =
    format === 'ipa' ? await inspectIosPackage(source, archive, access) : await inspectAndroidArchive(source, archive, format);
  const secrets = await findPackedSecrets(source, archive.entries, access);
  return { inspection: inspected.inspection, archive, issues: [...issues, ...inspected.issues, ...secrets] };
}

/** Loaded when it is needed: signing an Android package starts faster without plists, profiles and Mach-O. */
async function inspectIosPackage(source: ByteSource, archive: ZipArchive, access: IpaAccess): Promise<InspectedIpa> {
  const { inspectIpa } = await import('./ipa/inspectIpa.ts');
  return await inspectIpa(source, archive, access);
}
