/**
 * Symbols that come for an app, as App Center's clients send them: the upload is begun, its file is sent, and it is committed. It belongs to every
 * release with its versions, also to one that comes later; a file for Apple's systems to the releases whose executable has one of its identifiers.
 */

import { createHash } from 'node:crypto';
import { utf8, type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type Secret } from '../../core/base/secret.ts';
import { textIn } from '../model/storedJson.ts';
import { type Json, type Row } from '../model/tables.ts';
import { type OpenBlob } from '../ports/blobs.ts';
import { type SymbolId } from '../ports/packageReader.ts';
import { requireWrite, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { removeUnused } from './blobUse.ts';
import { hashOfSecret, isSecretOf, newId, newSecret } from './identifiers.ts';
import { keepFile } from './keepFile.ts';
import { type Release } from './releases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';
import { largestSymbols, openSymbolBlocks, removeSymbolBlocks } from './symbolBlocks.ts';

export type SymbolUpload = Row<'symbolUpload'>;

/** App Center's. */
export const symbolKinds = ['Apple', 'JavaScript', 'Breakpad', 'AndroidProguard', 'UWP'] as const;
export type SymbolKind = (typeof symbolKinds)[number];

/** What a client that names no file sends. */
const usualNames: Readonly<Record<SymbolKind, string>> = {
  Apple: 'dSYMs.zip',
  JavaScript: 'sourcemaps.zip',
  Breakpad: 'breakpad.zip',
  AndroidProguard: 'mapping.txt',
  UWP: 'symbols.appxsym',
};

const mostUploads = 1000;
const longestVersion = 100;
const lifetimeMs = 24 * 60 * 60 * 1000;

export interface SymbolUploadInput {
  readonly kind: SymbolKind;
  readonly fileName?: string | undefined;
  readonly shortVersion?: string | undefined;
  readonly version?: string | undefined;
}

/** Fails with `release-refused`. */
export function requireSymbolName(fileName: string): void {
  if (fileName === '' || fileName.length > 255 || /[\p{Cc}/\\]/u.test(fileName) || /^\.+$/.test(fileName))
    throw Failure.of('release-refused', { reason: phrase('the file name cannot be used') });
}

export async function createSymbolUpload(
  world: ReleaseWorld,
  actor: Actor,
  app: App,
  { kind, fileName = usualNames[kind], shortVersion, version }: SymbolUploadInput,
): Promise<{ readonly upload: SymbolUpload; readonly token: Secret; readonly expiresAt: string }> {
  requireWrite(actor);
  requireSymbolName(fileName);
  if ([version, shortVersion].some((text) => text !== undefined && (text.length > longestVersion || /\p{Cc}/u.test(text))))
    throw Failure.of('release-refused', { reason: phrase('a version is longer than 100 characters or contains control characters') });
  const token = newSecret(world.random);
  const now = world.clock.now();
  const upload: SymbolUpload = {
    id: newId(world.random),
    appId: app.id,
    tokenHash: hashOfSecret(token),
    state: 'created',
    kind,
    fileName,
    shortVersion: shortVersion ?? null,
    version: version ?? null,
    sha256: null,
    sizeBytes: null,
    symbolIds: [],
    createdBy: actor.userId,
    createdAt: now.toISOString(),
    committedAt: null,
  };
  await world.records.transaction(async (transaction) => {
    if ((await transaction.count('symbolUpload', { appId: app.id })) >= mostUploads)
      throw Failure.of('release-refused', { reason: phrase('the app has too many symbol files; delete some of them') });
    await transaction.insert('symbolUpload', upload);
  });
  return { upload, token, expiresAt: new Date(now.getTime() + lifetimeMs).toISOString() };
}

/** The one that a token opens. Fails with `release-unauthorized`, also when there is none. */
export async function openSymbolUpload({ records, clock }: ReleaseWorld, id: string, token: Secret): Promise<SymbolUpload> {
  const upload = await records.one('symbolUpload', { id });
  if (!upload || !isSecretOf(upload.tokenHash, token) || isExpired(upload, clock.now())) throw Failure.of('release-unauthorized', {});
  return upload;
}

function isExpired({ state, createdAt }: SymbolUpload, now: Date): boolean {
  return state !== 'committed' && now.getTime() - Date.parse(createdAt) > lifetimeMs;
}

/** The file, whole. Sending it again replaces it. */
export async function fillSymbolUpload(world: ReleaseWorld, { id }: SymbolUpload, pieces: AsyncIterable<Bytes>): Promise<void> {
  const replaced = await keepFile(world, pieces, largestSymbols, async (transaction, { sha256, sizeBytes }) => {
    const current = await transaction.one('symbolUpload', { id, state: 'created' });
    if (!current) throw Failure.of('release-refused', { reason: phrase('the upload is finished') });
    await transaction.update('symbolUpload', { id }, { sha256, sizeBytes });
    return current.sha256;
  });
  if (replaced !== null) await removeUnused(world, [replaced]);
  await removeSymbolBlocks(world, [id]);
}

/** The file, of blocks that came before. Fails with `upload-incomplete` where one of them is missing. */
export async function joinSymbolUpload(world: ReleaseWorld, upload: SymbolUpload, blockIds: readonly string[]): Promise<void> {
  await fillSymbolUpload(world, upload, await openSymbolBlocks(world, upload.id, blockIds));
}

/** Committing it twice is committing it once. Fails with `upload-incomplete` where no file came. */
export async function commitSymbolUpload(world: ReleaseWorld, actor: Actor, { id }: SymbolUpload): Promise<SymbolUpload> {
  requireWrite(actor);
  const before = await world.records.one('symbolUpload', { id });
  if (before?.state === 'committed') return before;
  if (!before?.sha256) throw Failure.of('upload-incomplete', { missing: 1 });
  const symbolIds = before.kind === 'Apple' ? await world.packages.readSymbolIds(before.sha256) : [];
  const changes = { state: 'committed', symbolIds: symbolIds.map((each) => ({ ...each })), committedAt: world.clock.now().toISOString() };
  await world.records.transaction(async (transaction) => {
    const count = await transaction.update('symbolUpload', { id, state: 'created', sha256: before.sha256 }, changes);
    if (count === 0) throw Failure.of('release-refused', { reason: phrase('the upload is finished') });
    const details = { fileName: before.fileName, sha256: before.sha256 };
    await audit(world, transaction, actor, { action: 'symbols.put', subject: id, appId: before.appId, details });
  });
  return { ...before, ...changes };
}

/** Ends one that is not wanted. */
export async function abortSymbolUpload(world: ReleaseWorld, actor: Actor, { id, sha256 }: SymbolUpload): Promise<SymbolUpload> {
  requireWrite(actor);
  const changed = await world.records.transaction(async (transaction) => {
    const count = await transaction.update('symbolUpload', { id, state: ['created', 'aborted'] }, { state: 'aborted', sha256: null });
    if (count === 0) throw Failure.of('release-refused', { reason: phrase('the upload is finished') });
    return await transaction.one('symbolUpload', { id });
  });
  if (sha256 !== null) await removeUnused(world, [sha256]);
  await removeSymbolBlocks(world, [id]);
  if (!changed) throw new TypeError('the upload is gone');
  return changed;
}

/** Newest first. */
export async function listSymbolUploads(
  { records }: ReleaseWorld,
  app: Pick<App, 'id'>,
  { limit, ...where }: { readonly limit?: number; readonly kind?: string; readonly state?: string } = {},
): Promise<readonly SymbolUpload[]> {
  return await records.find('symbolUpload', {
    where: { appId: app.id, ...where },
    order: [
      ['createdAt', 'descending'],
      ['id', 'descending'],
    ],
    limit: limit ?? mostUploads,
  });
}

/** Fails with `release-not-found`. */
export async function findSymbolUpload({ records }: ReleaseWorld, app: App, id: string): Promise<SymbolUpload> {
  const upload = await records.one('symbolUpload', { id, appId: app.id });
  if (!upload) throw Failure.of('release-not-found', { what: phrase('Symbol upload'), name: id });
  return upload;
}

/** Fails with `release-not-found` where its file has not come. */
export async function openSymbolFile({ blobs }: ReleaseWorld, { sha256, fileName }: SymbolUpload): Promise<OpenBlob> {
  const blob = sha256 === null ? undefined : await blobs.open(sha256);
  if (!blob) throw Failure.of('release-not-found', { what: phrase('File'), name: fileName });
  return blob;
}

export async function deleteSymbolUpload(world: ReleaseWorld, actor: Actor, { id, sha256, appId, fileName }: SymbolUpload): Promise<void> {
  requireWrite(actor);
  await removeSymbolBlocks(world, [id]);
  await world.records.transaction(async (transaction) => {
    await transaction.remove('symbolUpload', { id });
    await audit(world, transaction, actor, { action: 'symbols.delete', subject: id, appId, details: { fileName } });
  });
  if (sha256 !== null) await removeUnused(world, [sha256]);
}

export interface KeptSymbolUpload extends SymbolUpload {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly committedAt: string;
}

/** Those that belong to a release, the oldest first. */
export async function symbolUploadsOf(
  world: ReleaseWorld,
  release: Pick<Release, 'appId' | 'version' | 'shortVersion' | 'packageHash'>,
): Promise<readonly KeptSymbolUpload[]> {
  const uploads = await listSymbolUploads(world, { id: release.appId }, { state: 'committed' });
  return uploads.toReversed().flatMap((upload) => {
    const { sha256, sizeBytes, committedAt } = upload;
    if (sha256 === null || sizeBytes === null || committedAt === null || !belongsTo(upload, release)) return [];
    return [{ ...upload, sha256, sizeBytes, committedAt }];
  });
}

function belongsTo(
  { shortVersion, version, symbolIds }: SymbolUpload,
  release: Pick<Release, 'version' | 'shortVersion' | 'packageHash'>,
): boolean {
  if (shortVersion !== null || version !== null)
    return (shortVersion ?? release.shortVersion) === release.shortVersion && (version ?? release.version) === release.version;
  // The hash of an iOS package is made of the identifier of its executable and the versions.
  return (
    release.packageHash !== null &&
    readSymbolIds(symbolIds).some(({ id }) => hashOf(`${id}:${release.shortVersion}:${release.version}`) === release.packageHash)
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(utf8(text)).digest('hex');
}

/** As rows contain them. */
export function readSymbolIds(stored: Json): readonly SymbolId[] {
  if (!Array.isArray(stored)) return [];
  return stored.map((each) => ({ id: textIn(each, 'id'), architecture: textIn(each, 'architecture') })).filter(({ id }) => id !== '');
}

/** Ends those whose file no one committed within a day. */
export async function expireSymbolUploads(world: ReleaseWorld): Promise<void> {
  const now = world.clock.now();
  const uploads = await world.records.find('symbolUpload', { where: { state: ['created', 'aborted'] } });
  const expired = uploads.filter((upload) => isExpired(upload, now));
  if (expired.length === 0) return;
  await removeSymbolBlocks(
    world,
    expired.map(({ id }) => id),
  );
  await world.records.transaction(async (transaction) => {
    for (const { id } of expired) await transaction.remove('symbolUpload', { id });
  });
  await removeUnused(
    world,
    expired.flatMap(({ sha256 }) => sha256 ?? []),
  );
}
