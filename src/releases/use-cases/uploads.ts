/**
 * Bringing a package to the server: an upload is made, told its name and size, filled in parts that may come in any order and more than
 * once, and finished. What was acknowledged stays when the server ends at any moment; the parts that are missing are named.
 */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type Bytes } from '../../core/base/bytes.ts';
import { type Secret } from '../../core/base/secret.ts';
import { packageKindOf, takesPackage } from '../model/releaseKinds.ts';
import { type Row } from '../model/tables.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { requireWrite, type App } from './access.ts';
import { whileUsing } from './blobUse.ts';
import { hashOfSecret, isSecretOf, newId, newSecret } from './identifiers.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

export type Upload = Row<'upload'>;

/** App Center's; its clients ask for none else. */
const chunkBytes = 4 * 1024 * 1024;
/** As App Center's documentation said: less than 4 GB. */
const largestPackage = 4 * 1024 * 1024 * 1024 - 1;
const longestFileName = 255;
const uploadLifetimeMs = 24 * 60 * 60 * 1000;
const mostOpenUploads = 100;

export interface UploadInput {
  readonly version?: string | undefined;
  readonly shortVersion?: string | undefined;
  /** The number of the release whose package is replaced. */
  readonly replacesNumber?: number | undefined;
}

export async function createUpload(
  world: ReleaseWorld,
  actor: Actor,
  app: App,
  { version, shortVersion, replacesNumber }: UploadInput,
): Promise<{ readonly upload: Upload; readonly token: Secret }> {
  requireWrite(actor);
  const reason = [version, shortVersion].some((text) => text !== undefined && !isVersion(text))
    ? phrase('a version is longer than 100 characters or contains control characters')
    : undefined;
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  const token = newSecret(world.random);
  const upload: Upload = {
    id: newId(world.random),
    appId: app.id,
    tokenHash: hashOfSecret(token),
    state: 'started',
    fileName: null,
    sizeBytes: null,
    chunkBytes,
    version: version ?? null,
    shortVersion: shortVersion ?? null,
    replacesNumber: replacesNumber ?? null,
    sha256: null,
    md5: null,
    facts: null,
    problem: null,
    releaseNumber: null,
    createdBy: actor.userId,
    createdAt: world.clock.now().toISOString(),
  };
  await world.records.transaction(async (transaction) => {
    if (
      replacesNumber !== undefined &&
      !(Number.isSafeInteger(replacesNumber) && (await transaction.one('release', { appId: app.id, number: replacesNumber })))
    )
      throw Failure.of('release-not-found', { what: phrase('Release'), name: String(replacesNumber) });
    if ((await transaction.count('upload', { appId: app.id, state: 'started' })) >= mostOpenUploads)
      throw Failure.of('release-refused', { reason: phrase('the app has too many unfinished uploads') });
    await transaction.insert('upload', upload);
  });
  return { upload, token };
}

function isVersion(text: string): boolean {
  return text.length <= 100 && !/\p{Cc}/u.test(text);
}

/** The upload that a token opens. Fails with `release-unauthorized`, also when there is no such upload. */
export async function openUpload({ records, clock }: ReleaseWorld, id: string, token: Secret): Promise<Upload> {
  const upload = await records.one('upload', { id });
  const isOpen = upload && isSecretOf(upload.tokenHash, token) && !isExpired(upload, clock.now());
  if (!upload || isOpen !== true) throw Failure.of('release-unauthorized', {});
  return upload;
}

export function isExpired({ createdAt }: Upload, now: Date): boolean {
  return now.getTime() - Date.parse(createdAt) > uploadLifetimeMs;
}

/** Fails with `release-not-found`. */
export async function findUpload({ records }: ReleaseWorld, app: App, id: string): Promise<Upload> {
  const upload = await records.one('upload', { id, appId: app.id });
  if (!upload) throw Failure.of('release-not-found', { what: phrase('Upload'), name: id });
  return upload;
}

/** Numbers of the parts that are missing, which begin with 1. */
export async function describeUpload(
  world: ReleaseWorld,
  upload: Upload,
  { fileName, sizeBytes }: { readonly fileName: string; readonly sizeBytes: number },
): Promise<{ readonly upload: Upload; readonly missing: readonly number[] }> {
  requireOpen(upload);
  await requirePackageName(world, upload, fileName);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 1 || sizeBytes > largestPackage)
    throw Failure.of('release-refused', { reason: phrase('the size must be from 1 byte to less than 4 GB') });
  const isOther = upload.sizeBytes !== null && upload.sizeBytes !== sizeBytes;
  if (isOther) await world.blobs.discardUpload(upload.id);
  await world.blobs.beginUpload(upload.id);
  await world.records.transaction(async (transaction) => {
    // Parts of another size are not parts of this file.
    if (isOther) await transaction.remove('chunk', { uploadId: upload.id });
    await changeOpen(transaction, upload, { fileName, sizeBytes });
  });
  const described = { ...upload, fileName, sizeBytes };
  return { upload: described, missing: await missingChunks(world, described) };
}

async function requirePackageName({ records }: ReleaseWorld, upload: Upload, fileName: string): Promise<void> {
  const kind = packageKindOf(fileName);
  if (fileName.length > longestFileName || /[\p{Cc}/\\]/u.test(fileName))
    throw Failure.of('release-refused', { reason: phrase('the file name cannot be used') });
  if (!kind) throw Failure.of('release-refused', { reason: phrase('the end of the file name is not one of a package') });
  const app = await records.one('app', { id: upload.appId });
  if (app && !takesPackage(app.os, kind))
    throw Failure.of('release-refused', {
      reason: `.${kind.extension} ${phrase('is not a package for the operating system of the app')}: ${app.os}`,
    });
}

function requireOpen({ state }: Upload): void {
  if (state !== 'started') throw isFinished();
}

function isFinished(): Failure {
  return Failure.of('release-refused', { reason: phrase('the upload is finished') });
}

/** It may have been finished, canceled or deleted since it was looked up. */
async function changeOpen(transaction: RecordTransaction, { id }: Upload, changes: Partial<Upload>): Promise<void> {
  if ((await transaction.update('upload', { id, state: 'started' }, changes)) === 0) throw isFinished();
}

export async function missingChunks({ records }: ReleaseWorld, upload: Upload): Promise<readonly number[]> {
  const there = new Set((await records.find('chunk', { where: { uploadId: upload.id } })).map(({ number }) => number));
  const missing: number[] = [];
  for (let number = 1; number <= chunkCount(upload); number++) if (!there.has(number)) missing.push(number);
  return missing;
}

function chunkCount({ sizeBytes, chunkBytes: size }: Upload): number {
  return Math.ceil((sizeBytes ?? 0) / size);
}

/** One part. It is acknowledged when it is on the disk; a part that is too short is as if it had never come. */
export async function writeChunk(world: ReleaseWorld, upload: Upload, number: number, pieces: AsyncIterable<Bytes>): Promise<void> {
  requireOpen(upload);
  if (!Number.isSafeInteger(number) || number < 1 || number > chunkCount(upload))
    throw Failure.of('release-refused', { reason: phrase('the upload has no part of this number') });
  const offset = (number - 1) * upload.chunkBytes;
  const length = Math.min(upload.chunkBytes, (upload.sizeBytes ?? 0) - offset);
  const written = await world.blobs.writeUpload(upload.id, offset, pieces, length);
  if (written !== length) throw Failure.of('release-refused', { reason: phrase('the part is shorter than it must be') });
  await world.records.transaction(async (transaction) => {
    if (!(await transaction.one('upload', { id: upload.id, state: 'started', sizeBytes: upload.sizeBytes }))) throw isFinished();
    await transaction.insert('chunk', { uploadId: upload.id, number });
  });
}

/** The whole package at once, whose size shows at its end. */
export async function writeWhole(world: ReleaseWorld, upload: Upload, fileName: string, pieces: AsyncIterable<Bytes>): Promise<void> {
  requireOpen(upload);
  await requirePackageName(world, upload, fileName);
  // An earlier attempt may have been longer.
  await world.blobs.discardUpload(upload.id);
  await world.records.transaction(async (transaction) => {
    await transaction.remove('chunk', { uploadId: upload.id });
    await changeOpen(transaction, upload, { fileName, sizeBytes: null });
  });
  await world.blobs.beginUpload(upload.id);
  const sizeBytes = await world.blobs.writeUpload(upload.id, 0, pieces, largestPackage);
  if (sizeBytes === 0) throw Failure.of('release-refused', { reason: phrase('the package is empty') });
  await world.records.transaction(async (transaction) => {
    await changeOpen(transaction, upload, { sizeBytes });
    const count = chunkCount({ ...upload, sizeBytes });
    for (let number = 1; number <= count; number++) await transaction.insert('chunk', { uploadId: upload.id, number });
  });
}

/** Fills in what a finished package does not say. */
export async function nameVersions(
  world: ReleaseWorld,
  actor: Actor,
  upload: Upload,
  versions: Pick<UploadInput, 'version' | 'shortVersion'>,
): Promise<Upload> {
  requireWrite(actor);
  const { version = upload.version, shortVersion = upload.shortVersion } = versions;
  if ([version, shortVersion].some((text) => text !== null && !isVersion(text)))
    throw Failure.of('release-refused', { reason: phrase('a version is longer than 100 characters or contains control characters') });
  await world.records.transaction(async (transaction) => {
    await transaction.update('upload', { id: upload.id, state: 'finished' }, { version, shortVersion });
  });
  return { ...upload, version, shortVersion };
}

/**
 * Reads the complete package, so that it is ready when the client asks next. Finishing twice, also at the same time and by two servers, is
 * finishing once. Fails with `upload-incomplete`.
 */
export async function finishUpload(world: ReleaseWorld, { id }: Upload): Promise<Upload> {
  return await world.records.exclusive(`upload ${id}`, async () => await finish(world, id));
}

async function finish(world: ReleaseWorld, id: string): Promise<Upload> {
  const upload = await world.records.one('upload', { id });
  if (!upload) throw Failure.of('release-unauthorized', {});
  if (upload.state !== 'started') return upload;
  const missing = await missingChunks(world, upload);
  if (upload.sizeBytes === null || missing.length > 0) throw Failure.of('upload-incomplete', { missing: missing.length });
  const placed = await world.blobs.holdUpload(id, async () => await place(world, upload));
  const extension = packageKindOf(placed.fileName ?? '')?.extension ?? '';
  const { facts, icon, problem } = await world.packages.read(placed.sha256, extension);
  const changes = { state: 'finished', facts, problem };
  await world.records.transaction(async (transaction) => {
    await changeOpen(transaction, upload, changes);
    if (icon) await transaction.insert('icon', { sha256: placed.sha256, ...icon });
  });
  return { ...placed, ...changes };
}

/** The hash is recorded before the file takes its place: whenever the server ends, the next finishing finds one or the other. */
async function place(world: ReleaseWorld, upload: Upload): Promise<Upload & { readonly sha256: string }> {
  const digest = await world.blobs.digestUpload(upload.id);
  if (!digest) {
    const { sha256 } = upload;
    const blob = sha256 === null ? undefined : await world.blobs.open(sha256);
    await blob?.close();
    if (sha256 !== null && blob) return { ...upload, sha256 };
    await world.records.transaction(async (transaction) => await transaction.remove('chunk', { uploadId: upload.id }));
    throw Failure.of('upload-incomplete', { missing: chunkCount(upload) });
  }
  const { sha256, md5, sizeBytes } = digest;
  if (sizeBytes !== upload.sizeBytes)
    throw Failure.of('release-refused', { reason: phrase('the package does not have the announced size') });
  await whileUsing(world, sha256, async () => {
    await world.records.transaction(async (transaction) => await changeOpen(transaction, upload, { sha256, md5 }));
    await world.blobs.placeUpload(upload.id, sha256);
  });
  return { ...upload, sha256, md5 };
}
