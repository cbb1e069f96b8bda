import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFailure, type Failure } from '../../../../src/core/base/failure.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { type App } from '../../../../src/releases/use-cases/access.ts';
import { deleteApp } from '../../../../src/releases/use-cases/apps.ts';
import { addDestinations } from '../../../../src/releases/use-cases/destinations.ts';
import { cancelUpload, publishUpload } from '../../../../src/releases/use-cases/publishUpload.ts';
import { expireUploads } from '../../../../src/releases/use-cases/expireUploads.ts';
import { recoverStorage } from '../../../../src/releases/use-cases/recoverStorage.ts';
import { updateRelease } from '../../../../src/releases/use-cases/editRelease.ts';
import { deleteRelease, listReleases, type Release } from '../../../../src/releases/use-cases/releases.ts';
import { type Actor } from '../../../../src/releases/use-cases/releaseWorld.ts';
import { putSymbols } from '../../../../src/releases/use-cases/symbols.ts';
import { commitSymbolUpload, createSymbolUpload, fillSymbolUpload } from '../../../../src/releases/use-cases/symbolUploads.ts';
import {
  createUpload,
  describeUpload,
  finishUpload,
  openUpload,
  writeChunk,
  writeWhole,
} from '../../../../src/releases/use-cases/uploads.ts';
import { makeApp, once, openReleaseWorld, sha256Of, uploadPackage, type TestWorld } from '../../../support/releaseWorld.ts';
import { useReleaseWorld, type OpenedWorld } from '../../../support/useReleaseWorld.ts';

const version1 = Buffer.from('version 1 of a package');
const large = Uint8Array.from(Buffer.concat([Buffer.from('version 7 '), randomBytes(9_000_000)]));

function hasCode(code: Failure['code']) {
  return (error: unknown): boolean => isFailure(error, code);
}

describe('uploads', () => {
  let opened: OpenedWorld;
  let folder: string;
  let world: TestWorld;
  let actor: Actor;
  let app: App;
  useReleaseWorld((each) => {
    opened = each;
    ({ folder, world, actor, app } = each);
  });

  async function release(bytes: Uint8Array, input = {}): Promise<Release> {
    const { published } = await uploadPackage(world, actor, app, bytes, input);
    ok(published.kind === 'released');
    return published.release;
  }

  async function filesLeft(): Promise<readonly string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('releases.sqlite')).map(({ name }) => name);
  }

  it('become releases that are numbered per app', async () => {
    const other = await makeApp(world, actor, 'Other');
    const first = await release(version1);
    const { number, version, shortVersion, sizeBytes, sha256, fileName, isEnabled, notes } = await release(large);
    deepStrictEqual([first.number, number], [1, 2]);
    deepStrictEqual([version, shortVersion, sizeBytes, sha256], ['7', '1.7', large.length, sha256Of(large)]);
    deepStrictEqual([fileName, isEnabled, notes], ['app.apk', true, '']);
    const { published } = await uploadPackage(world, actor, other, version1);
    strictEqual(published.kind === 'released' && published.release.number, 1);
  });

  it('go on where they ended, in a new process', async () => {
    const { upload, token } = await createUpload(world, actor, app, {});
    const described = await describeUpload(world, upload, { fileName: 'app.apk', sizeBytes: large.length });
    deepStrictEqual(described.missing, [1, 2, 3]);
    await writeChunk(world, described.upload, 2, once(large.subarray(4_194_304, 8_388_608)));
    await world.records.close();
    opened.world = world = await openReleaseWorld(folder);
    await recoverStorage(world);
    const again = await openUpload(world, upload.id, token);
    const { missing } = await describeUpload(world, again, { fileName: 'app.apk', sizeBytes: large.length });
    deepStrictEqual(missing, [1, 3]);
    await rejects(finishUpload(world, again), /2 parts are missing/);
    await writeChunk(world, again, 1, once(large.subarray(0, 4_194_304)));
    await writeChunk(world, again, 3, once(large.subarray(8_388_608)));
    const published = await publishUpload(world, actor, app, again);
    strictEqual(published.kind === 'released' && published.release.sha256, sha256Of(large));
  });

  it('survive an end between the hash and the place of the package', async () => {
    const { upload } = await createUpload(world, actor, app, {});
    const described = await describeUpload(world, upload, { fileName: 'app.apk', sizeBytes: version1.length });
    await writeChunk(world, described.upload, 1, once(version1));
    const sha256 = sha256Of(version1);
    // As the process leaves it when it ends after the rename and before the next record.
    await world.records.transaction(async (transaction) => await transaction.update('upload', { id: upload.id }, { sha256, md5: 'x' }));
    await world.blobs.placeUpload(upload.id, sha256);
    await recoverStorage(world);
    const published = await publishUpload(world, actor, app, described.upload);
    strictEqual(published.kind, 'released');
    deepStrictEqual(await filesLeft(), [sha256]);
  });

  it('finish once, however many ask', async () => {
    const { upload } = await createUpload(world, actor, app, {});
    const described = await describeUpload(world, upload, { fileName: 'app.apk', sizeBytes: version1.length });
    await writeChunk(world, described.upload, 1, once(version1));
    await Promise.all([1, 2, 3, 4].map(async () => await publishUpload(world, actor, app, upload)));
    deepStrictEqual(
      (await listReleases(world, app)).map(({ number }) => number),
      [1],
    );
  });

  it('keep the content that was hashed, regardless of who still writes to it', async () => {
    const { upload } = await createUpload(world, actor, app, {});
    const described = await describeUpload(world, upload, { fileName: 'app.apk', sizeBytes: large.length });
    const sent = Promise.withResolvers<void>();
    const finished = Promise.withResolvers<void>();
    // A second copy of the first part, half of which comes after the package has its place.
    const late = writeChunk(
      world,
      described.upload,
      1,
      (async function* () {
        yield large.subarray(0, 2_000_000);
        sent.resolve();
        await finished.promise;
        yield new Uint8Array(2_194_304);
      })(),
    );
    await sent.promise;
    for (const number of described.missing)
      await writeChunk(world, described.upload, number, once(large.subarray((number - 1) * 4_194_304, number * 4_194_304)));
    const published = await publishUpload(world, actor, app, upload);
    finished.resolve();
    await rejects(late, hasCode('release-refused'));
    ok(published.kind === 'released');
    const path = world.blobs.blobPath(published.release.sha256);
    strictEqual(sha256Of(await readFile(path)), sha256Of(large));
    await rejects(writeWhole(world, upload, 'app.apk', once(version1)), hasCode('release-refused'));
    await rejects(writeChunk(world, described.upload, 1, once(large.subarray(0, 4_194_304))));
    strictEqual(sha256Of(await readFile(path)), sha256Of(large));
  });

  it('that are canceled while they are read become no release without a package', async () => {
    const { upload } = await createUpload(world, actor, app, {});
    await writeWhole(world, upload, 'app.apk', once(version1));
    const slow = {
      ...world,
      packages: {
        ...world.packages,
        read: async (sha256: string, extension: string) => {
          const read = await world.packages.read(sha256, extension);
          await cancelUpload(world, actor, upload);
          return read;
        },
      },
    };
    await rejects(publishUpload(slow, actor, app, upload), hasCode('release-refused'));
    deepStrictEqual([await listReleases(world, app), await filesLeft()], [[], []]);
  });

  it('are refused when they are published again after their release was deleted', async () => {
    const { upload, published } = await uploadPackage(world, actor, app, version1);
    ok(published.kind === 'released');
    await deleteRelease(world, actor, published.release);
    await rejects(publishUpload(world, actor, app, upload), hasCode('release-refused'));
    const { upload: canceled } = await createUpload(world, actor, app, {});
    await cancelUpload(world, actor, canceled);
    await rejects(publishUpload(world, actor, app, canceled), hasCode('release-refused'));
  });

  it('of the same bytes are the same release', async () => {
    const first = await release(version1);
    const second = await release(version1);
    deepStrictEqual(second, first);
    deepStrictEqual(await filesLeft(), [sha256Of(version1)]);
  });

  it('are refused when the package is broken, and leave nothing', async () => {
    const { published, upload } = await uploadPackage(world, actor, app, Buffer.from('broken'));
    deepStrictEqual(published, { kind: 'refused', problem: 'it is broken' });
    deepStrictEqual(await publishUpload(world, actor, app, upload), published);
    deepStrictEqual(await filesLeft(), []);
  });

  it('take the versions of the request first for kinds that App Center did not read, and a build number with its version', async () => {
    const windows = await makeApp(world, actor, 'Windows', 'Windows');
    const versionsOf = async (word: string, input: object, fileName = 'a.msi'): Promise<readonly string[]> => {
      const { published } = await uploadPackage(world, actor, windows, Buffer.from(`version 7 ${word}`), { fileName, ...input });
      ok(published.kind === 'released');
      return [published.release.shortVersion, published.release.version];
    };
    deepStrictEqual(await versionsOf('one', {}), ['1.7', '7']);
    deepStrictEqual(await versionsOf('two', { shortVersion: '2.0' }), ['2.0', '2.0']);
    deepStrictEqual(await versionsOf('three', { shortVersion: '1.7' }), ['1.7', '7']);
    deepStrictEqual(await versionsOf('four', { shortVersion: '2.0', version: '9' }), ['2.0', '9']);
    deepStrictEqual(await versionsOf('five', { shortVersion: '2.0', version: '9' }, 'a.msix'), ['1.7', '7']);
  });

  it('take the versions of the request where the file does not say', async () => {
    const windows = await makeApp(world, actor, 'Windows', 'Windows');
    const zip = async (input: object): Promise<unknown> => {
      const { published } = await uploadPackage(world, actor, windows, Buffer.from('zip'), { fileName: 'App.zip', ...input });
      return published.kind === 'refused' ? published.problem : [published.release.version, published.release.shortVersion];
    };
    strictEqual(await zip({}), 'a build version is required for .zip files');
    deepStrictEqual(await zip({ shortVersion: '1.2' }), ['1.2', '1.2']);
    deepStrictEqual(await zip({ shortVersion: '1.2', version: '34' }), ['34', '1.2']);
    const mac = await makeApp(world, actor, 'Mac', 'macOS');
    const { published } = await uploadPackage(world, actor, mac, Buffer.from('dmg'), { fileName: 'App.dmg', shortVersion: '1.2' });
    deepStrictEqual(published, { kind: 'refused', problem: 'a build number is required for .dmg files' });
  });

  it('refuse names, sizes, parts and tokens that are wrong', async () => {
    const { upload } = await createUpload(world, actor, app, {});
    const describe = async (fileName: string, sizeBytes: number) => await describeUpload(world, upload, { fileName, sizeBytes });
    for (const name of ['app.exe', '../app.apk', 'a\r\nb.apk', 'app.ipa', `${'x'.repeat(300)}.apk`])
      await rejects(describe(name, 1), hasCode('release-refused'), name);
    for (const size of [0, -1, 1.5, Number.NaN, 5_000_000_000]) await rejects(describe('app.apk', size), hasCode('release-refused'));
    const described = await describe('app.apk', 5_000_000);
    for (const number of [0, 3, 1.5, Number.NaN])
      await rejects(writeChunk(world, described.upload, number, once(version1)), hasCode('release-refused'));
    await rejects(writeChunk(world, described.upload, 2, once(version1)), hasCode('release-refused'));
    await rejects(writeChunk(world, described.upload, 2, once(large)), hasCode('upload-part-too-large'));
    await rejects(openUpload(world, upload.id, new Secret('guess')), hasCode('release-unauthorized'));
    await rejects(openUpload(world, 'none', new Secret('guess')), hasCode('release-unauthorized'));
  });

  it('end after a day', async () => {
    const { upload, token } = await createUpload(world, actor, app, {});
    await describeUpload(world, upload, { fileName: 'app.apk', sizeBytes: 10 });
    world.now = new Date(world.now.getTime() + 25 * 3_600_000);
    await rejects(openUpload(world, upload.id, token), hasCode('release-unauthorized'));
    const { upload: fresh } = await createUpload(world, actor, app, {});
    await expireUploads(world);
    deepStrictEqual(
      (await world.records.find('upload', {})).map(({ id }) => id),
      [fresh.id],
    );
    await world.records.transaction(async (transaction) => await transaction.remove('upload', {}));
    deepStrictEqual([await filesLeft(), await world.records.count('upload', {})], [[], 0]);
  });

  it('may come whole, and replace the package of a release', async () => {
    const before = await release(version1);
    const { upload } = await createUpload(world, actor, app, { replacesNumber: 1 });
    await writeWhole(world, upload, 'new.apk', once(large));
    await writeWhole(world, upload, 'new.apk', once(Buffer.from('version 2')));
    const published = await publishUpload(world, actor, app, upload);
    ok(published.kind === 'released');
    deepStrictEqual([published.release.id, published.release.version, published.isNew], [before.id, '2', false]);
    deepStrictEqual(await filesLeft(), [sha256Of(Buffer.from('version 2'))]);
  });

  it('replace no package that testers have with one that they cannot install', async () => {
    const before = await release(version1);
    const quietly = { isMandatory: false, notifiesTesters: false };
    await addDestinations(world, actor, app, before, [{ kind: 'group', group: 'Collaborators' }], quietly);
    const { upload } = await createUpload(world, actor, app, { replacesNumber: 1 });
    await writeWhole(world, upload, 'new.aab', once(Buffer.from('version 13')));
    await rejects(publishUpload(world, actor, app, upload), /no APK can be made/);
    const shown = async () => (await listReleases(world, app)).map(({ fileName, version }) => `${fileName} ${version}`);
    deepStrictEqual(await shown(), ['app.apk 1']);
    const { upload: other } = await createUpload(world, actor, app, { replacesNumber: 1 });
    await writeWhole(world, other, 'new.aab', once(Buffer.from('version 2')));
    await publishUpload(world, actor, app, other);
    deepStrictEqual(await shown(), ['new.apk 2']);
  });

  it('leave nothing when they are canceled, or what came of them is deleted', async () => {
    const { upload } = await createUpload(world, actor, app, {});
    await writeWhole(world, upload, 'app.apk', once(version1));
    await cancelUpload(world, actor, upload);
    deepStrictEqual(await filesLeft(), []);
    const made = await release(version1);
    await release(large);
    await deleteRelease(world, actor, made);
    deepStrictEqual(await filesLeft(), [sha256Of(large)]);
    const last = await release(version1);
    strictEqual(last.number, 3);
    // What belongs to it: symbols of a release, of the app, and an upload under way.
    await putSymbols(world, actor, last, 'mapping.txt', once(Buffer.from('a.b -> c:')));
    const { upload: symbols } = await createSymbolUpload(world, actor, app, { kind: 'AndroidProguard' });
    await fillSymbolUpload(world, symbols, once(Buffer.from('d.e -> f:')));
    await commitSymbolUpload(world, actor, symbols);
    const { upload: begun } = await createUpload(world, actor, app, {});
    await writeWhole(world, begun, 'begun.apk', once(Buffer.from('begun')));
    ok((await filesLeft()).length >= 5);
    await deleteApp(world, actor, app);
    deepStrictEqual(await filesLeft(), []);
  });

  it('of another app that has the same package keep it', async () => {
    const made = await release(version1);
    await uploadPackage(world, actor, await makeApp(world, actor, 'Other'), version1);
    await deleteRelease(world, actor, made);
    deepStrictEqual(await filesLeft(), [sha256Of(version1)]);
  });

  it('leave no file that no record knows, after the next start', async () => {
    await release(version1);
    const orphan = 'ab'.repeat(32);
    await world.blobs.beginUpload('orphan');
    await world.blobs.beginUpload('placed');
    await world.blobs.placeUpload('placed', orphan);
    await writeFile(join(folder, 'uploads', 'leftover'), 'x');
    // What file managers write is left alone, and does not keep the server from starting.
    for (const place of ['uploads', 'blobs']) await writeFile(join(folder, place, '.DS_Store'), 'x');
    await recoverStorage(world);
    deepStrictEqual((await filesLeft()).toSorted(), ['.DS_Store', '.DS_Store', sha256Of(version1)]);
  });

  it('are not open to a token that only reads', async () => {
    const reader: Actor = { ...actor, scope: 'read-only' };
    const made = await release(version1);
    await rejects(createUpload(world, reader, app, {}), hasCode('release-forbidden'));
    await rejects(updateRelease(world, reader, made, { notes: 'x' }), hasCode('release-forbidden'));
    await rejects(
      addDestinations(world, reader, app, made, [{ kind: 'group', group: 'Collaborators' }], { isMandatory: false, notifiesTesters: true }),
      hasCode('release-forbidden'),
    );
    await rejects(deleteRelease(world, reader, made), hasCode('release-forbidden'));
  });
});
