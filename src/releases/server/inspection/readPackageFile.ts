/**
 * Reads the facts of a release from its package: Android and iOS packages by the readers of the core, Windows packages by
 * `readWindowsPackage.ts`, others by `readDesktopPackage.ts`.
 */

import { createHash } from 'node:crypto';
import { utf8 } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { type AndroidInspection } from '../../../core/packages/androidInspection.ts';
import { describePackage } from '../../../core/packages/describePackage.ts';
import { type IpaInspection } from '../../../core/packages/ipa/ipaInspection.ts';
import { openPackageIcon } from '../../../core/packages/openPackageIcon.ts';
import { unknownFacts, type PackageFacts } from '../../model/packageFacts.ts';
import { type ReadPackage } from '../../ports/packageReader.ts';
import { readIosUpdateFacts } from './iosUpdateFacts.ts';
import { readDesktopPackage } from './readDesktopPackage.ts';
import { readWindowsPackage } from './readWindowsPackage.ts';
import { largestIcon } from './shownIcon.ts';

/** Shown with 72 pixels, on screens of three pixels for one. */
const iconDensity = 240;
/** More than any app asks for; each is shown to people. */
const mostPermissions = 500;

export async function readPackageFile(source: ByteSource, extension: string, now: Date): Promise<ReadPackage> {
  if (extension === 'apk' || extension === 'aab' || extension === 'ipa') return await readMobilePackage(source, extension, now);
  if (/^(?:appx|msix)/.test(extension)) return await readWindowsPackage(source, extension);
  return await readDesktopPackage(source, extension);
}

async function readMobilePackage(source: ByteSource, extension: string, now: Date): Promise<ReadPackage> {
  const { inspection, archive, isSound, issues } = await describePackage(source, { now, trusted: [] });
  const unknown = unknownFacts(extension);
  const refused = (problem: string): ReadPackage => ({ facts: unknown, icon: null, problem });
  const first = issues.find(({ severity }) => severity === 'error')?.message ?? 'it cannot be read';
  if (!inspection || !isSound) return refused(first);
  if (inspection.format !== extension) return refused(`it is .${inspection.format}, not .${extension}`);
  const image = await openPackageIcon(source, inspection.icon, iconDensity);
  return {
    facts:
      inspection.format === 'ipa'
        ? { ...iosFacts(inspection, unknown), ...(archive && (await readIosUpdateFacts(source, archive, inspection))) }
        : androidFacts(inspection, unknown),
    icon: image && image.bytes.length <= largestIcon ? { mediaType: image.mediaType, bytes: image.bytes } : null,
    problem: null,
  };
}

function androidFacts(inspection: AndroidInspection, unknown: PackageFacts): PackageFacts {
  const { appIdentifier = null, version = null, versionCode, label, minSdk, targetSdk, abis, permissions, signing } = inspection;
  const code = versionCode === undefined ? null : String(versionCode);
  return {
    ...unknown,
    name: label ?? null,
    identifier: appIdentifier,
    version: code,
    shortVersion: version ?? code,
    minimumOs: minSdk === undefined ? null : String(minSdk),
    targetOs: targetSdk === undefined ? null : String(targetSdk),
    architectures: abis,
    permissions: permissions?.slice(0, mostPermissions) ?? null,
    signer: signing.signers[0]?.sha256 ?? null,
    packageHash: appIdentifier === null || code === null ? null : sha256(`${appIdentifier}:${version ?? ''}:${code}`),
  };
}

function iosFacts(inspection: IpaInspection, unknown: PackageFacts): PackageFacts {
  const { appIdentifier, version, versionCode, label, architectures = [], signing, profile, deviceFamilies = [] } = inspection;
  return {
    ...unknown,
    name: label ?? null,
    identifier: appIdentifier ?? null,
    version: versionCode ?? null,
    shortVersion: version ?? versionCode ?? null,
    minimumOs: inspection.minimumOs ?? inspection.builtFor?.minimumOs ?? null,
    deviceFamily: deviceFamilies.length === 0 ? null : deviceFamilies.join('/'),
    architectures,
    signer: signing.signer?.sha256 ?? null,
    profileName: profile?.name ?? null,
    profileKind: profile?.kind ?? null,
    profileExpiresAt: profile?.expiresAt ?? null,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(utf8(text)).digest('hex');
}
