/** Makes a release of a finished upload. The same bytes with the same versions are the same release, however often they are uploaded. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { packageKindOf } from '../model/releaseKinds.ts';
import { readFacts } from '../model/storedJson.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { requireWrite, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { removeUnused } from './blobUse.ts';
import { requireInstallable } from './destinations.ts';
import { settleByProfile } from './devices.ts';
import { makeInstallable } from './installablePackage.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';
import { insertRelease, packagesOf, type Release } from './releases.ts';
import { finishUpload, type Upload } from './uploads.ts';

export type Published =
  | { readonly kind: 'released'; readonly release: Release; readonly isNew: boolean }
  /** With the reason, for people. */
  | { readonly kind: 'refused'; readonly problem: string };

export async function publishUpload(world: ReleaseWorld, actor: Actor, app: App, upload: Upload): Promise<Published> {
  requireWrite(actor);
  const finished = await finishUpload(world, upload);
  if (finished.state === 'canceled') throw wasCanceled();
  const problem = problemOf(finished);
  if (problem !== undefined) return await refuse(world, finished, problem);
  await requireReplacing(world, app, finished);
  const { release, isNew, replaced } = await world.records.transaction(
    async (transaction) => await put(world, transaction, actor, app, finished),
  );
  if (replaced !== undefined) await removeUnused(world, replaced);
  // What its groups have is installable, also what takes its place.
  const isDistributed = replaced !== undefined && (await world.records.count('destination', { releaseId: release.id })) > 0;
  return { kind: 'released', release: isDistributed ? await makeInstallable(world, release) : release, isNew };
}

/** What testers have is replaced by an app bundle only when an APK can be made of it. */
async function requireReplacing(world: ReleaseWorld, app: App, { replacesNumber, sha256, facts }: Upload): Promise<void> {
  if (replacesNumber === null || sha256 === null || readFacts(facts).extension !== 'aab') return;
  const before = await world.records.one('release', { appId: app.id, number: replacesNumber, deletedAt: null });
  if (!before || (await world.records.count('destination', { releaseId: before.id })) === 0) return;
  await world.packages.withApk(sha256, async (made) => {
    if ('problem' in made) throw Failure.of('release-refused', { reason: made.problem });
    await Promise.resolve();
  });
}

function wasCanceled(): Failure {
  return Failure.of('release-refused', { reason: phrase('the upload was canceled') });
}

interface Versions {
  readonly version: string | null;
  readonly shortVersion: string | null;
}

/** What the file says counts, and what the request says fills in; the other way round for some kinds. */
function versionsOf(upload: Upload): Versions {
  const facts = readFacts(upload.facts);
  if (packageKindOf(upload.fileName ?? '')?.requestCounts === true) {
    const shortVersion = upload.shortVersion ?? facts.shortVersion;
    // A build number of the file belongs to its own version.
    const ofFile = shortVersion === facts.shortVersion ? facts.version : null;
    return { shortVersion, version: upload.version ?? ofFile ?? shortVersion };
  }
  const shortVersion = facts.shortVersion ?? upload.shortVersion;
  return { shortVersion, version: facts.version ?? upload.version ?? shortVersion };
}

function problemOf(upload: Upload): string | undefined {
  if (upload.problem !== null) return upload.problem;
  const { extension = '', asksFor = 'nothing' } = packageKindOf(upload.fileName ?? '') ?? {};
  const { version, shortVersion } = versionsOf(upload);
  if (shortVersion === null) return `a build version is required for .${extension} files`;
  if (version === null || (asksFor === 'version and build number' && readFacts(upload.facts).version === null && upload.version === null))
    return `a build number is required for .${extension} files`;
  return undefined;
}

async function refuse(world: ReleaseWorld, upload: Upload, problem: string): Promise<Published> {
  await world.records.transaction(
    async (transaction) => await transaction.update('upload', { id: upload.id }, { state: 'failed', problem, sha256: null }),
  );
  if (upload.sha256 !== null) await removeUnused(world, [upload.sha256]);
  return { kind: 'refused', problem };
}

interface Put {
  readonly release: Release;
  readonly isNew: boolean;
  /** Hashes of the packages that a release no longer has. */
  readonly replaced?: readonly string[];
}

async function put(world: ReleaseWorld, transaction: RecordTransaction, actor: Actor, app: App, { id }: Upload): Promise<Put> {
  const upload = await transaction.one('upload', { id });
  // It may have been canceled, or its release deleted, since it was finished: then its package may be gone.
  if (!upload || upload.state === 'canceled') throw wasCanceled();
  if (upload.releaseNumber !== null) {
    const release = await transaction.one('release', { appId: app.id, number: upload.releaseNumber, deletedAt: null });
    if (release) return { release, isNew: false };
    throw Failure.of('release-refused', { reason: phrase('the release of the upload was deleted') });
  }
  const { sha256, md5, sizeBytes, fileName } = upload;
  const { version, shortVersion } = versionsOf(upload);
  if (sha256 === null || md5 === null || sizeBytes === null || fileName === null || version === null || shortVersion === null)
    throw new TypeError('the upload is not finished');
  const content = { version, shortVersion, fileName, sha256, md5, sizeBytes, facts: upload.facts };
  const done = async (put: Put, action: string): Promise<Put> => {
    await transaction.update('upload', { id: upload.id }, { state: 'published', releaseNumber: put.release.number });
    const details = { number: put.release.number, sha256 };
    await audit(world, transaction, actor, { action, subject: put.release.id, appId: app.id, details });
    await settleByProfile(transaction, app.id, readFacts(put.release.facts), world.clock.now().toISOString());
    return put;
  };
  if (upload.replacesNumber !== null) {
    const before = await transaction.one('release', { appId: app.id, number: upload.replacesNumber, deletedAt: null });
    if (!before) throw Failure.of('release-not-found', { what: phrase('Release'), name: String(upload.replacesNumber) });
    if ((await transaction.count('destination', { releaseId: before.id })) > 0) requireInstallable(upload.facts);
    await transaction.update('upload', { appId: app.id, releaseNumber: before.number }, { sha256: null });
    // A release that was elsewhere is here now.
    const changed = { ...content, externalUrl: null, bundleSha256: null, packageHash: readFacts(upload.facts).packageHash };
    await transaction.update('release', { id: before.id }, changed);
    return await done({ release: { ...before, ...changed }, isNew: false, replaced: packagesOf(before) }, 'release.replace');
  }
  const there = { appId: app.id, version, shortVersion, deletedAt: null };
  const [same] = [
    ...(await transaction.find('release', { where: { ...there, sha256 }, limit: 1 })),
    ...(await transaction.find('release', { where: { ...there, bundleSha256: sha256 }, limit: 1 })),
  ];
  if (same) return await done({ release: same, isNew: false }, 'release.upload-again');
  return await done({ release: await insertRelease(world, transaction, actor, app, content), isNew: true }, 'release.create');
}

/** Ends an upload that is not wanted any more. */
export async function cancelUpload(world: ReleaseWorld, actor: Actor, upload: Upload): Promise<void> {
  requireWrite(actor);
  // First, as on a full disk nothing else could be written. Without its bytes an upload is incomplete, whatever its records say.
  if ((await world.records.one('upload', { id: upload.id }))?.state === 'started') await world.blobs.discardUpload(upload.id);
  const sha256 = await world.records.transaction(async (transaction) => {
    const current = await transaction.one('upload', { id: upload.id });
    if (current?.state === 'published') throw Failure.of('release-refused', { reason: phrase('the upload is a release already') });
    await transaction.update('upload', { id: upload.id }, { state: 'canceled', sha256: null });
    await transaction.remove('chunk', { uploadId: upload.id });
    return current?.sha256 ?? null;
  });
  await world.blobs.discardUpload(upload.id);
  if (sha256 !== null) await removeUnused(world, [sha256]);
}
