/** What the install page says about a release: what was read of its package, and what its developer said of it. */

import { present } from '../../../core/base/present.ts';
import { installLink, isInstalledFromWeb } from '../../../core/packages/ipa/installManifest.ts';
import { type PackageFacts } from '../../model/packageFacts.ts';
import { readFacts, readOrigin } from '../../model/storedJson.ts';
import { type Row } from '../../model/tables.ts';
import { deviceNotices, type InstallDemands } from '../../pages/deviceNotices.ts';
import { type EarlierRelease, type InstallPageContent, type IosInstallFacts, type PageIcon } from '../../pages/installPage.ts';
import { type Visitor, type VisitorSystem } from '../../pages/visitor.ts';
import { type Release } from '../../use-cases/releases.ts';
import { downloadAddress, manifestAddress, pageAddress } from '../addresses.ts';

interface ShownRelease {
  readonly release: Release;
  /** Of the app on the server, for packages that name none. */
  readonly appName: string;
  readonly icon: Row<'icon'> | undefined;
  readonly isMandatory: boolean;
  readonly baseUrl: string;
  readonly visitor: Visitor;
  /** Whether the profile lists the device that asks; `null` when it is not known which one that is. */
  readonly isProvisioned: boolean | null;
  readonly earlier: readonly EarlierRelease[];
  /** Whether anyone would see feedback and devices that register. */
  readonly isAttended: boolean;
  /** Of the page that explains how to trust the server; absent where devices do so by themselves. */
  readonly trustPath: string | undefined;
}

export function installPageContent(shown: ShownRelease): InstallPageContent {
  const { release, appName, icon, isMandatory, baseUrl, visitor, isProvisioned, earlier, isAttended, trustPath } = shown;
  const facts = readFacts(release.facts);
  const { extension } = facts;
  const { createdAt, createdBy, buildType, engine } = readOrigin(release.build);
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
    ...present('signingKey', facts.signingKey ?? undefined),
    createdAt: createdAt ?? release.uploadedAt,
    createdBy: createdBy ?? '',
    ...present('buildType', buildType ?? undefined),
    ...present('engine', engine ?? undefined),
    notes: release.notes,
    isMandatory,
    ...(Number.isSafeInteger(minSdk) && { minSdk }),
    ...(format === 'ipa' && { ios: iosFacts(facts) }),
    ...present('icon', icon && pageIcon(icon)),
    downloadPath: downloadAddress(baseUrl, release),
    pageAddress: pageAddress(baseUrl, release),
    ...(isInstalledFromWeb(profileKindOf(facts)) && present('installAddress', installLink(manifestAddress(baseUrl, release)))),
    notices: deviceNotices(demandsOf(facts, isProvisioned), visitor),
    earlier,
    ...(isAttended && { feedbackPath: `${pageAddress(baseUrl, release)}/feedback` }),
    ...(isAttended && needsRegistration(facts, visitor, isProvisioned) && { registerPath: `${pageAddress(baseUrl, release)}/register` }),
    ...present('webAddress', webAddressOf(release)),
    ...(isInstalledFromWeb(profileKindOf(facts)) && visitor.system !== 'Android' && present('trustPath', trustPath)),
  };
}

const systems: Readonly<Record<string, VisitorSystem>> = {
  apk: 'Android',
  aab: 'Android',
  ipa: 'iOS',
  'app.zip': 'macOS',
  pkg: 'macOS',
  dmg: 'macOS',
};

function demandsOf(facts: PackageFacts, isProvisioned: boolean | null): InstallDemands {
  const { extension, minimumOs, architectures } = facts;
  const level = Number(minimumOs ?? Number.NaN);
  const system =
    systems[extension] ?? (/^(?:appx|msi)/.test(extension) ? 'Windows' : /^(?:appimage|deb|rpm|flatpak)$/.test(extension) ? 'Linux' : null);
  return {
    system,
    minSdk: system === 'Android' && Number.isSafeInteger(level) ? level : undefined,
    minimumIos: system === 'iOS' ? (minimumOs ?? undefined) : undefined,
    abis: system === 'Android' ? architectures : [],
    profileKind: profileKindOf(facts),
    isProvisioned,
  };
}

/** Only where the device can answer: an iPad may say that it is a Mac. */
function needsRegistration({ extension, profileKind }: PackageFacts, { system }: Visitor, isProvisioned: boolean | null): boolean {
  const isListed = profileKind === 'ad-hoc' || profileKind === 'development';
  return extension === 'ipa' && isListed && isProvisioned === null && (system === 'iOS' || system === null);
}

/** The custom field that names the same app as a web app. */
function webAddressOf({ fields }: Release): string | undefined {
  const address = typeof fields === 'object' && fields !== null && 'webUrl' in fields ? fields['webUrl'] : undefined;
  return typeof address === 'string' ? address : undefined;
}

const profileKinds = ['development', 'ad-hoc', 'app-store', 'in-house'] as const;

function profileKindOf({ profileKind }: PackageFacts): IosInstallFacts['profileKind'] {
  return profileKinds.find((known) => known === profileKind);
}

function iosFacts(facts: PackageFacts): IosInstallFacts {
  const { minimumOs, profileDevices } = facts;
  const profileKind = profileKindOf(facts);
  const isForDevices = profileKind === 'ad-hoc' || profileKind === 'development';
  return {
    ...present('profileKind', profileKind),
    ...(isForDevices && present('deviceCount', profileDevices?.length)),
    ...present('minimumOs', minimumOs ?? undefined),
  };
}

function pageIcon({ mediaType, bytes }: Row<'icon'>): PageIcon | undefined {
  return mediaType === 'image/png' || mediaType === 'image/webp' ? { mediaType, bytes } : undefined;
}
