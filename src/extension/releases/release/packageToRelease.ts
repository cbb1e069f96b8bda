/** Which file Release Package… is about, and what it says of itself: packages of phones are read, of others only their size is known. */

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type PackageInspection } from '../../../core/packages/packageInspection.ts';
import { buildOf, type BuildInput } from '../../../releases/client/buildInput.ts';
import { type ReleaseCandidate } from '../../../releases/client/preflight.ts';
import { type ReleaseRules } from '../../../releases/client/releaseRules.ts';
import { packageKindOf } from '../../../releases/model/releaseKinds.ts';
import { type PackageReader } from '../../package/files/packageReader.ts';
import { type PackageSubject } from '../../package/files/packageSubject.ts';
import { isPackageUri, type PackageSubjects } from '../../package/files/packageSubjects.ts';
import { activeFile } from '../../shared/workspace/activeFile.ts';

export interface PackageToRelease {
  readonly path: string;
  readonly fileName: string;
  /** As people know the app. */
  readonly label: string;
  /** Folder of the app it was created from. */
  readonly appFolder: string | undefined;
  /** As its record has it. */
  readonly build: BuildInput;
  /** Of the app's settings. */
  readonly rules: ReleaseRules;
  readonly shortVersion: string | undefined;
  readonly candidate: ReleaseCandidate;
}

export interface PackageSources {
  readonly subjects: PackageSubjects;
  readonly reader: PackageReader;
}

export async function packageToRelease(sources: PackageSources, argument: unknown): Promise<PackageToRelease> {
  const open = argument === undefined ? activeFile() : argument;
  const uri = open instanceof vscode.Uri && packageKindOf(open.path) ? open : undefined;
  if (uri && !isPackageUri(uri)) return await otherPackage(uri);
  const subject = await sources.subjects.resolve(uri ?? argument);
  return await mobilePackage(sources.reader, subject);
}

async function otherPackage({ fsPath: path, scheme, path: shown }: vscode.Uri): Promise<PackageToRelease> {
  if (scheme !== 'file') throw Failure.of('package-not-on-disk', { address: shown });
  const { size } = await stat(path);
  const fileName = basename(path);
  return {
    path,
    fileName,
    label: fileName.replace(/\.[^.]*$/, ''),
    appFolder: undefined,
    build: {},
    rules: {},
    shortVersion: undefined,
    candidate: { ...nothingKnown, extension: packageKindOf(fileName)?.extension ?? '', sizeBytes: size },
  };
}

async function mobilePackage(reader: PackageReader, subject: PackageSubject): Promise<PackageToRelease> {
  const { path, recorded } = subject;
  const { file, content } = await reader.facts(subject);
  if (!content) throw Failure.of('package-file-missing', { path });
  const fileName = basename(path);
  const { inspection } = content;
  if (!inspection) throw Failure.of('package-refused', { reason: content.issues[0]?.message ?? '' });
  return {
    path,
    fileName,
    label: inspection.label ?? recorded?.record.name ?? fileName,
    appFolder: recorded?.app.folder,
    build: recorded ? buildOf(recorded.record) : {},
    rules: recorded?.app.opened.inspected.settings.release?.rules ?? {},
    shortVersion: inspection.version,
    candidate: {
      ...factsOf(inspection),
      ...(await profileDevices(path, inspection)),
      isChanged: file === 'changed',
      sizeBytes: content.sizeBytes,
    },
  };
}

/** Only profiles for chosen devices list any. */
async function profileDevices(path: string, inspection: PackageInspection): Promise<Pick<ReleaseCandidate, 'profileDevices'>> {
  const none = { profileDevices: undefined };
  const kind = inspection.format === 'ipa' ? inspection.profile?.kind : undefined;
  if (inspection.format !== 'ipa' || (kind !== 'ad-hoc' && kind !== 'development')) return none;
  const [{ NodeOpenFile }, { inspectZip }, { readEntry }, { inspectProvisioningProfile }] = await Promise.all([
    import('../../../node/nodeOpenFile.ts'),
    import('../../../core/formats/zip/inspectZip.ts'),
    import('../../../core/formats/zip/readEntry.ts'),
    import('../../../core/formats/provisioning-profile/inspectProvisioningProfile.ts'),
  ]);
  const file = await NodeOpenFile.open(path);
  try {
    const { archive } = await inspectZip(file);
    const entry = archive.entries.find(({ name }) => name === `${inspection.appFolder}/embedded.mobileprovision`);
    const { bytes } = entry ? await readEntry(file, entry, { maxBytes: largestProfile }) : {};
    return { profileDevices: bytes && inspectProvisioningProfile(bytes).profile?.devices };
  } finally {
    await file.close();
  }
}

const largestProfile = 8 * 1024 * 1024;

const nothingKnown: Omit<ReleaseCandidate, 'extension' | 'sizeBytes'> = {
  version: undefined,
  appIdentifier: undefined,
  isSigned: undefined,
  isDebug: undefined,
  permissions: undefined,
  signerSha256: undefined,
  profileKind: undefined,
  profileDevices: undefined,
  isChanged: false,
};

function factsOf(inspection: PackageInspection): Omit<ReleaseCandidate, 'sizeBytes'> {
  const { format: extension, appIdentifier } = inspection;
  if (inspection.format === 'ipa') {
    const { versionCode: version, signing, profile } = inspection;
    return {
      ...nothingKnown,
      extension,
      version,
      appIdentifier,
      isSigned: signing.state === undefined ? undefined : signing.state === 'certificate',
      signerSha256: signing.signer?.sha256,
      profileKind: profile?.kind,
    };
  }
  const { versionCode, signing, debuggable, permissions } = inspection;
  return {
    ...nothingKnown,
    extension,
    version: versionCode === undefined ? undefined : String(versionCode),
    appIdentifier,
    isSigned: signing.signers.length > 0,
    isDebug: debuggable,
    permissions,
    signerSha256: signing.signers[0]?.sha256,
  };
}
