/** A release server without HTTP, on the embedded storage in a folder, with a package reader that believes the file. */

import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { utf8 } from '../../src/core/base/bytes.ts';
import { type Actor, type ReleaseWorld } from '../../src/releases/use-cases/releaseWorld.ts';
import { unknownFacts } from '../../src/releases/model/packageFacts.ts';
import { type App } from '../../src/releases/use-cases/access.ts';
import { ensureOwner } from '../../src/releases/use-cases/accounts.ts';
import { createApp } from '../../src/releases/use-cases/apps.ts';
import { publishUpload, type Published } from '../../src/releases/use-cases/publishUpload.ts';
import { createUpload, describeUpload, writeChunk, type Upload, type UploadInput } from '../../src/releases/use-cases/uploads.ts';
import { DiskBlobs } from '../../src/releases/storage/blobs-disk/diskBlobs.ts';
import { SqliteRecords } from '../../src/releases/storage/sqlite/sqliteRecords.ts';

export interface TestWorld extends ReleaseWorld {
  readonly blobs: DiskBlobs;
  now: Date;
}

export async function openReleaseWorld(folder: string): Promise<TestWorld> {
  const blobs = await DiskBlobs.open(folder);
  const world: TestWorld = {
    records: SqliteRecords.open(join(folder, 'releases.sqlite')),
    blobs,
    now: new Date('2026-11-29T12:00:00Z'),
    clock: { now: () => world.now },
    random: { bytes: (count) => Uint8Array.from(randomBytes(count)) },
    packages: {
      read: async (sha256, extension) => {
        const blob = await blobs.open(sha256);
        const text = blob ? Buffer.from(await blob.read(0, Math.min(blob.size, 100))).toString('latin1') : '';
        await blob?.close();
        const [, version = null] = /^version (\d+)/.exec(text) ?? [];
        const facts = { ...unknownFacts(extension), version, shortVersion: version && `1.${version}` };
        return { facts, icon: null, problem: text.startsWith('broken') ? 'it is broken' : null };
      },
      readSymbolIds: async () => await Promise.resolve([{ id: '0f0e0d0c-0b0a-0908-0706-050403020100', architecture: 'arm64' }]),
      withApk: async (sha256, work) => {
        const { facts } = await world.packages.read(sha256, 'apk');
        const bytes = utf8(`APK of ${sha256}`);
        return facts.version === '13'
          ? await work({ problem: 'no APK can be made' })
          : await work({ facts, icon: null, sizeBytes: bytes.length, pieces: () => once(bytes) });
      },
    },
  };
  return world;
}

export async function ownerOf(world: ReleaseWorld): Promise<Actor> {
  return { userId: (await ensureOwner(world, 'Olivia')).id, scope: 'full', appId: null };
}

export async function makeApp(world: ReleaseWorld, actor: Actor, displayName = 'Demo', os = 'Android'): Promise<App> {
  return await createApp(world, actor, { displayName, os, platform: 'Java' });
}

export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface Uploaded {
  readonly upload: Upload;
  readonly published: Published;
}

/** From nothing to a release. */
export async function uploadPackage(
  world: ReleaseWorld,
  actor: Actor,
  app: App,
  bytes: Uint8Array,
  { fileName = 'app.apk', ...input }: UploadInput & { readonly fileName?: string } = {},
): Promise<Uploaded> {
  const { upload: made } = await createUpload(world, actor, app, input);
  const { upload, missing } = await describeUpload(world, made, { fileName, sizeBytes: bytes.length });
  for (const number of missing.toReversed()) {
    const start = (number - 1) * upload.chunkBytes;
    await writeChunk(world, upload, number, once(bytes.subarray(start, start + upload.chunkBytes)));
  }
  return { upload, published: await publishUpload(world, actor, app, upload) };
}
