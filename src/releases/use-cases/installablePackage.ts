/**
 * App bundles, which no device installs: the first time that a release of one goes to a group or a tester, an APK for all devices is made of
 * it. From then on it is the package of the release, and the bundle stays for stores.
 */

import { Failure } from '../../core/base/failure.ts';
import { readFacts } from '../model/storedJson.ts';
import { whileUsing } from './blobUse.ts';
import { newId } from './identifiers.ts';
import { type ReleaseWorld } from './releaseWorld.ts';
import { type Release } from './releases.ts';

/** What stores take of a release: its app bundle, or the package itself. */
export function storePackageOf(release: Release): { readonly sha256: string; readonly extension: string } {
  const { sha256, bundleSha256, facts } = release;
  return bundleSha256 === null ? { sha256, extension: readFacts(facts).extension } : { sha256: bundleSha256, extension: 'aab' };
}

/**
 * The release with a package that devices install. Asked at the same time, also of several servers, one makes the APK. Fails with
 * `release-refused` where none can be made.
 */
export async function makeInstallable(world: ReleaseWorld, release: Release): Promise<Release> {
  if (readFacts(release.facts).extension !== 'aab' || release.externalUrl !== null) return release;
  return await world.records.exclusive(`apk ${release.sha256}`, async () => {
    const current = (await world.records.one('release', { id: release.id })) ?? release;
    if (current.bundleSha256 !== null || current.sha256 !== release.sha256) return current;
    // The same bundle in another release: its APK is there already.
    const [same] = await world.records.find('release', { where: { bundleSha256: current.sha256 }, limit: 1 });
    if (same) {
      const content = { sha256: same.sha256, md5: same.md5, sizeBytes: same.sizeBytes, facts: same.facts };
      const changed = await whileUsing(world, same.sha256, async () => {
        const blob = await world.blobs.open(same.sha256);
        await blob?.close();
        return blob && (await replacePackage(world, current, content));
      });
      if (changed) return changed;
    }
    return await world.packages.withApk(current.sha256, async (made) => {
      if ('problem' in made) throw Failure.of('release-refused', { reason: made.problem });
      const uploadId = newId(world.random);
      try {
        await world.blobs.beginUpload(uploadId);
        await world.blobs.writeUpload(uploadId, 0, made.pieces(), made.sizeBytes);
        return await world.blobs.holdUpload(uploadId, async () => {
          const digest = await world.blobs.digestUpload(uploadId);
          if (!digest) throw new TypeError('what was just written is gone');
          return await whileUsing(world, digest.sha256, async () => {
            // A package that no record names yet is removed by no one but a server that starts; the next order makes it again.
            await world.blobs.placeUpload(uploadId, digest.sha256);
            const changed = await replacePackage(world, current, { ...digest, facts: made.facts });
            await world.records.transaction(async (transaction) => {
              if (made.icon) await transaction.insert('icon', { sha256: digest.sha256, ...made.icon });
            });
            return changed;
          });
        });
      } finally {
        await world.blobs.discardUpload(uploadId);
      }
    });
  });
}

async function replacePackage(
  world: ReleaseWorld,
  release: Release,
  content: Pick<Release, 'sha256' | 'md5' | 'sizeBytes' | 'facts'>,
): Promise<Release> {
  const fileName = release.fileName.replace(/\.aab$/i, '.apk');
  const changes = { ...content, fileName, bundleSha256: release.sha256 };
  await world.records.transaction(
    async (transaction) => await transaction.update('release', { id: release.id, sha256: release.sha256 }, changes),
  );
  return { ...release, ...changes };
}
