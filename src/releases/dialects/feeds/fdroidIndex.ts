/**
 * A repository for F-Droid clients: `entry.jar`, signed, names the index of version 2 with its hash, and the index names packages with theirs. Where
 * an index has a name of its own time, a client that has fetched the entry finds the index that belongs to it.
 */

import { createHash } from 'node:crypto';
import { utf8, type Bytes } from '../../../core/base/bytes.ts';
import { type Row } from '../../model/tables.ts';
import { nameOf, type FeedRelease, type GroupFeed } from './groupFeed.ts';

const indexVersion = 20_002;
const locale = 'en-US';

/** Unknown facts that the format asks for keep a package out. */
export function isForFdroid({ facts: { extension, identifier }, release }: FeedRelease): boolean {
  return extension === 'apk' && identifier !== null && /^\d{1,10}$/.test(release.version);
}

/** Of its repository, which clients add names to. */
export function repositoryAddress({ address }: GroupFeed): string {
  return `${address}/fdroid/repo`;
}

function indexName(timestamp: number): string {
  return `/index-v2-${timestamp}.json`;
}

/** What is signed as `entry.json` of the archive. */
export function encodeEntry(index: Bytes, timestamp: number, count: number): Bytes {
  const sha256 = createHash('sha256').update(index).digest('hex');
  const file = { name: indexName(timestamp), sha256, size: index.length, numPackages: count };
  return utf8(JSON.stringify({ timestamp, version: indexVersion, index: file, diffs: {} }));
}

export async function encodeIndex(feed: GroupFeed, timestamp: number): Promise<{ readonly bytes: Bytes; readonly count: number }> {
  const found = feed.releases.filter(isForFdroid);
  const byIdentifier = Map.groupBy(found, ({ facts }) => facts.identifier ?? '');
  const icons = await feed.world.records.find('icon', { where: { sha256: [...new Set(found.map(({ release }) => release.sha256))] } });
  const iconOf = new Map(icons.map((icon) => [icon.sha256, icon]));
  const packages = [...byIdentifier].map(([identifier, releases]) => [identifier, packageOf(feed, releases, iconOf)]);
  const { displayName } = feed.app;
  const repo = {
    name: { [locale]: displayName },
    description: { [locale]: `Releases of ${displayName}` },
    address: repositoryAddress(feed),
    timestamp,
  };
  return { bytes: utf8(JSON.stringify({ repo, packages: Object.fromEntries(packages) })), count: byIdentifier.size };
}

function packageOf(feed: GroupFeed, releases: readonly FeedRelease[], icons: ReadonlyMap<string, Row<'icon'>>) {
  const [newest] = releases;
  const times = releases.map(({ release }) => Date.parse(release.uploadedAt));
  const icon = newest && icons.get(newest.release.sha256);
  const signer = newest?.facts.signer ?? null;
  return {
    metadata: {
      added: Math.min(...times),
      lastUpdated: Math.max(...times),
      name: { [locale]: newest ? nameOf(feed, newest.facts) : '' },
      ...(feed.app.description !== null && { summary: { [locale]: feed.app.description.slice(0, 80) } }),
      ...(icon && newest && { icon: { [locale]: iconFile(newest, icon) } }),
      ...(signer !== null && { preferredSigner: signer }),
    },
    versions: Object.fromEntries(releases.map((each) => [each.release.sha256, versionOf(each)])),
  };
}

function iconFile({ release }: FeedRelease, { bytes }: Row<'icon'>) {
  return { name: `/icon/${release.number}`, sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
}

function versionOf({ release, facts }: FeedRelease) {
  const { minimumOs, targetOs, signer, permissions, architectures } = facts;
  const levels = [minimumOs, targetOs].map((text) => (/^\d{1,5}$/.test(text ?? '') ? Number(text) : undefined));
  const [minSdkVersion, targetSdkVersion] = levels;
  return {
    added: Date.parse(release.uploadedAt),
    file: { name: `/${release.number}.apk`, sha256: release.sha256, size: release.sizeBytes },
    manifest: {
      versionName: release.shortVersion,
      versionCode: Number(release.version),
      ...(minSdkVersion !== undefined && targetSdkVersion !== undefined && { usesSdk: { minSdkVersion, targetSdkVersion } }),
      ...(signer !== null && { signer: { sha256: [signer] } }),
      ...(permissions && { usesPermission: permissions.map((name) => ({ name })) }),
      ...(architectures.length > 0 && { nativecode: [...architectures] }),
    },
    ...(release.notes !== '' && { whatsNew: { [locale]: release.notes } }),
  };
}
