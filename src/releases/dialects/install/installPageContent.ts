/** What the install page says about a release: what was read of its package, and what its developer said of it. */

import { present } from '../../../core/base/present.ts';
import { installLink } from '../../../core/packages/ipa/installManifest.ts';
import { readFacts } from '../../model/storedJson.ts';
import { type Row } from '../../model/tables.ts';
import { type IosInstallFacts, type InstallPageContent, type PageIcon } from '../../pages/installPage.ts';
import { type Release } from '../../use-cases/releases.ts';
import { downloadAddress, manifestAddress, pageAddress } from '../addresses.ts';

interface ShownRelease {
  readonly release: Release;
  /** Of the app on the server, for packages that name none. */
  readonly appName: string;
  readonly icon: Row<'icon'> | undefined;
  readonly isMandatory: boolean;
  readonly baseUrl: string;
}

export function installPageContent({ release, appName, icon, isMandatory, baseUrl }: ShownRelease): InstallPageContent {
  const facts = readFacts(release.facts);
  const { extension } = facts;
  const format = extension === 'apk' || extension === 'aab' || extension === 'ipa' ? extension : 'other';
  const minSdk = format === 'apk' || format === 'aab' ? Number(facts.minimumOs ?? Number.NaN) : Number.NaN;
  return {
    name: facts.name ?? appName,
    format,
    appIdentifier: facts.identifier ?? '',
    version: release.shortVersion,
    versionCode: release.version,
    sizeBytes: release.sizeBytes,
    sha256: release.sha256,
    ...present('certificateSha256', facts.signer ?? undefined),
    createdAt: release.uploadedAt,
    createdBy: '',
    notes: release.notes,
    isMandatory,
    ...(Number.isSafeInteger(minSdk) && { minSdk }),
    ...(format === 'ipa' && { ios: iosFacts(facts.profileKind, facts.minimumOs) }),
    ...present('icon', icon && pageIcon(icon)),
    downloadPath: downloadAddress(baseUrl, release),
    pageAddress: pageAddress(baseUrl, release),
    ...(format === 'ipa' && present('installAddress', installLink(manifestAddress(baseUrl, release)))),
  };
}

function iosFacts(kind: string | null, minimumOs: string | null): IosInstallFacts {
  const profileKind = (['development', 'ad-hoc', 'app-store', 'in-house'] as const).find((known) => known === kind);
  return { ...present('profileKind', profileKind), ...present('minimumOs', minimumOs ?? undefined) };
}

function pageIcon({ mediaType, bytes }: Row<'icon'>): PageIcon | undefined {
  return mediaType === 'image/png' || mediaType === 'image/webp' ? { mediaType, bytes } : undefined;
}
