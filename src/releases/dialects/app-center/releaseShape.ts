/** A release as App Center's API shows it, with the fields that its command line and its SDKs read (`app-center.md` 2.2). */

import { installLink } from '../../../core/packages/ipa/installManifest.ts';
import { type PackageFacts } from '../../model/packageFacts.ts';
import { readFacts, readOrigin } from '../../model/storedJson.ts';
import { downloadAddress, iconAddress, manifestAddress, pageAddress } from '../addresses.ts';
import { type App } from '../../use-cases/access.ts';
import { destinationsOf, type Destination } from '../../use-cases/destinations.ts';
import { newestFor } from '../../use-cases/groupReleases.ts';
import { type Release } from '../../use-cases/releases.ts';
import { type ReleaseWorld } from '../../use-cases/releaseWorld.ts';

type Shape = Readonly<Record<string, unknown>>;

/** For lists. */
export async function releaseList(world: ReleaseWorld, app: App, releases: readonly Release[]) {
  const destinations = await destinationsOf(world, releases);
  const newest = await newestOf(world, app, destinations);
  return releases.map((release) => basicShape(app, release, destinations.get(release.id) ?? [], newest));
}

async function newestOf(world: ReleaseWorld, app: App, destinations: ReadonlyMap<string, readonly Destination[]>) {
  return await newestFor(
    world,
    app.id,
    [...destinations.values()].flatMap((each) => each.map(({ id }) => id)),
  );
}

function basicShape(app: App, release: Release, destinations: readonly Destination[], newest: ReadonlyMap<string, string>) {
  const { extension } = readFacts(release.facts);
  const shown = destinations.map((destination) => ({
    ...destinationShape(destination),
    is_latest: newest.get(destination.id) === release.id,
  }));
  return {
    id: release.number,
    origin: 'appcenter',
    version: release.version,
    short_version: release.shortVersion,
    enabled: release.isEnabled,
    uploaded_at: release.uploadedAt,
    destinations: shown,
    distribution_groups: shown.filter(({ destination_type: type }) => type === 'group'),
    distribution_stores: shown.filter(({ destination_type: type }) => type === 'store'),
    destination_type: shown[0]?.destination_type ?? null,
    build: buildShape(release),
    is_external_build: release.externalUrl !== null,
    file_extension: extension,
    app_name: app.name,
  };
}

function destinationShape({ id, name, displayName, kind, isMandatory }: Destination) {
  return { id, name, display_name: displayName, destination_type: kind, type: kind, mandatory_update: isMandatory };
}

function buildShape(release: Release): Shape {
  const { branch, commit, message } = readOrigin(release.build);
  return {
    ...(branch !== null && { branch_name: branch }),
    ...(commit !== null && { commit_hash: commit }),
    ...(message !== null && { commit_message: message }),
  };
}

/** Everything about one. */
export async function releaseDetails(world: ReleaseWorld, app: App, release: Release, baseUrl: string): Promise<Shape> {
  const destinationsByRelease = await destinationsOf(world, [release]);
  const destinations = destinationsByRelease.get(release.id) ?? [];
  const facts = readFacts(release.facts);
  const isAndroid = facts.extension === 'apk' || facts.extension === 'aab';
  return {
    ...basicShape(app, release, destinations, await newestOf(world, app, destinationsByRelease)),
    app_display_name: app.displayName,
    app_os: app.os,
    app_icon_url: iconAddress(baseUrl, release),
    release_notes: release.notes,
    size: release.externalUrl === null ? release.sizeBytes : null,
    min_os: isAndroid ? null : facts.minimumOs,
    android_min_api_level: isAndroid ? facts.minimumOs : null,
    device_family: facts.deviceFamily,
    bundle_identifier: facts.identifier,
    provisioning_profile_name: facts.profileName,
    provisioning_profile_type: profileType(facts.profileKind),
    provisioning_profile_expiry_date: facts.profileExpiresAt,
    is_provisioning_profile_syncing: false,
    package_hashes: facts.packageHash === null ? [] : [facts.packageHash],
    fingerprint: release.md5 === '' ? null : release.md5,
    fileExtension: facts.extension,
    download_url: downloadAddress(baseUrl, release),
    install_url: installUrl(release, facts.extension, baseUrl),
    status: 'available',
    can_resign: false,
    mandatory_update: destinations.some(({ isMandatory }) => isMandatory),
  };
}

/** What an SDK opens: the installer of iOS, else the page. */
function installUrl(release: Release, extension: string, baseUrl: string): string {
  const link = extension === 'ipa' ? installLink(manifestAddress(baseUrl, release)) : undefined;
  return link ?? pageAddress(baseUrl, release);
}

/** Of an iOS package. What its extensions have is not read. */
export function profileShape({ profileKind, profileName, profileDevices, identifier }: PackageFacts): Shape {
  return {
    provisioning_profile_type: profileType(profileKind) ?? 'other',
    ...(profileName !== null && { provisioning_profile_name: profileName }),
    ...(identifier !== null && { provisioning_bundle_id: identifier }),
    udids: profileDevices ?? [],
  };
}

function profileType(kind: string | null): string | null {
  if (kind === null) return null;
  return kind === 'ad-hoc' ? 'adhoc' : kind === 'in-house' ? 'enterprise' : 'other';
}
