/**
 * Prepares a package file for sharing: what its page says of the app is read from the file itself; who made it, when and
 * with what the ledger says.
 */

import { basename } from 'node:path';
import { type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { issuesFound } from '../../core/base/issuesFound.ts';
import { present } from '../../core/base/present.ts';
import { inspectPackage } from '../../core/packages/inspectPackage.ts';
import { createDisplayImages } from '../../core/packages/ipa/displayImages.ts';
import { type IpaInspection } from '../../core/packages/ipa/ipaInspection.ts';
import { openPackageIcon } from '../../core/packages/openPackageIcon.ts';
import { type PackageInspection } from '../../core/packages/packageInspection.ts';
import { NodeOpenFile } from '../../node/nodeOpenFile.ts';
import { hashOpenFile, openRegularFile, type FileIdentity } from '../http/offeredContent.ts';
import { packageMediaTypes } from '../http/packageMediaType.ts';
import { type IosInstallFacts } from '../pages/installPage.ts';
import { type SharedPackage } from './sharedPackage.ts';

/** As a line of the ledger has it. */
export interface ShareFacts {
  /** Of the file, lower-case hexadecimal. */
  readonly sha256: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly buildType?: string;
  /** `web 1` */
  readonly engine?: string;
  /** Of the signer's certificate; the file's own is taken when absent. */
  readonly certificateSha256?: string;
}

/** Shown with 72 pixels, on screens of three pixels for one. */
const iconDensity = 240;
/** More than any icon has: the largest one is taken. */
const largestDensity = 2000;

/**
 * Fails with `file-not-found` and the like, with `issues-found` when the file is not a package, and with
 * `package-file-changed` when its content is not the one the facts are about.
 */
export async function openSharedPackage(path: string, facts: ShareFacts, now: Date): Promise<SharedPackage> {
  const source = await NodeOpenFile.open(path);
  try {
    const { inspection, issues } = await inspectPackage(source, { now });
    if (!inspection) throw issuesFound(issues);
    const icon = await openPackageIcon(source, inspection.icon, iconDensity);
    const verified = await verifiedIdentity(path, facts.sha256);
    const { sha256, createdAt, createdBy, buildType, engine, certificateSha256 = signerOf(inspection) } = facts;
    const name = inspection.label ?? '';
    return {
      file: {
        path,
        sizeBytes: source.size,
        sha256,
        ...present('verified', verified),
        mediaType: packageMediaTypes[inspection.format],
        fileName: basename(path),
      },
      page: {
        name,
        format: inspection.format,
        appIdentifier: inspection.appIdentifier ?? '',
        version: inspection.version ?? '',
        versionCode: inspection.versionCode ?? 0,
        sizeBytes: source.size,
        sha256,
        createdAt,
        createdBy,
        ...present('buildType', buildType),
        ...present('engine', engine),
        ...present('certificateSha256', certificateSha256),
        ...(inspection.format === 'ipa' ? { ios: iosFacts(inspection) } : present('minSdk', inspection.minSdk)),
        ...present('icon', icon),
      },
      ...(inspection.format === 'ipa' && { displayImages: await createDisplayImages(await largestIcon(source, inspection), name) }),
    };
  } finally {
    await source.close();
  }
}

function signerOf(inspection: PackageInspection): string | undefined {
  return inspection.format === 'ipa' ? inspection.signing.signer?.sha256 : inspection.signing.signers[0]?.sha256;
}

function iosFacts({ profile, minimumOs, builtFor }: IpaInspection): IosInstallFacts {
  const isForDevices = profile?.kind === 'ad-hoc' || profile?.kind === 'development';
  return {
    ...present('profileKind', profile?.kind),
    ...(isForDevices && { deviceCount: profile.devices }),
    ...present('minimumOs', minimumOs ?? builtFor?.minimumOs),
  };
}

async function largestIcon(source: NodeOpenFile, { icon }: IpaInspection): Promise<Bytes | undefined> {
  return (await openPackageIcon(source, icon, largestDensity))?.bytes;
}

/** Absent where the file was written a moment ago: then its content is checked again when somebody downloads it. */
async function verifiedIdentity(path: string, expected: string): Promise<FileIdentity | undefined> {
  const handle = await openRegularFile(path);
  if (!handle) throw Failure.of('file-not-found', { path });
  try {
    const { sha256, settledIdentity } = await hashOpenFile(handle);
    if (sha256 !== expected) throw Failure.of('package-file-changed', { path });
    return settledIdentity;
  } finally {
    await handle.close();
  }
}
