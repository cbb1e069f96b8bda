/**
 * Prepares a package file for sharing: what its page says of the app is read from the file itself; who made it, when and
 * with what the ledger says.
 */

import { basename } from 'node:path';
import { Failure } from '../../core/base/failure.ts';
import { issuesFound } from '../../core/base/issuesFound.ts';
import { present } from '../../core/base/present.ts';
import { type IpaInspection } from '../../core/packages/ipa/ipaInspection.ts';
import { type PackageInspection } from '../../core/packages/packageInspection.ts';
import { readPackageFile, type ReadPackageFile } from '../../node/packageWorker/readPackageFile.ts';
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

/** Reads the file and prepares it. Fails as `readPackageFile` and `sharePackage` do. */
export async function openSharedPackage(path: string, facts: ShareFacts, now: Date): Promise<SharedPackage> {
  return sharePackage(await readPackageFile(path, now), facts);
}

/**
 * Fails with `issues-found` when the file is not a package, and with `package-file-changed` when its content is not the one the facts are
 * about. A file that was written a moment ago is checked again when someone downloads it.
 */
export function sharePackage(read: ReadPackageFile, facts: ShareFacts): SharedPackage {
  const { path, sizeBytes, inspection, issues, icon, displayImages } = read;
  if (!inspection) throw issuesFound(issues);
  if (read.sha256 !== facts.sha256) throw Failure.of('package-file-changed', { path });
  const { sha256, createdAt, createdBy, buildType, engine, certificateSha256 = signerOf(inspection) } = facts;
  return {
    file: {
      path,
      sizeBytes,
      sha256,
      ...(read.isSettled && { verified: read.identity }),
      mediaType: packageMediaTypes[inspection.format],
      fileName: basename(path),
    },
    page: {
      name: inspection.label ?? '',
      format: inspection.format,
      appIdentifier: inspection.appIdentifier ?? '',
      version: inspection.version ?? '',
      versionCode: inspection.versionCode ?? 0,
      sizeBytes,
      sha256,
      createdAt,
      createdBy,
      ...present('buildType', buildType),
      ...present('engine', engine),
      ...present('certificateSha256', certificateSha256),
      ...(inspection.format === 'ipa' ? { ios: iosFacts(inspection) } : present('minSdk', inspection.minSdk)),
      ...present('icon', icon),
    },
    ...present('displayImages', displayImages),
  };
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
