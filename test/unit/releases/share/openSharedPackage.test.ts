import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { openSharedPackage, type ShareFacts } from '../../../../src/releases/share/openSharedPackage.ts';
import { smallApkEntries, smallArchive, smallPng } from '../../../support/smallPackages.ts';

const facts: ShareFacts = { sha256: 'ab'.repeat(32), createdAt: '2026-11-21T00:00:00Z', createdBy: 'Ada', buildType: 'release' };

describe('a package to share', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shared-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('is described by what is in the file and in the ledger', async () => {
    const path = join(folder, 'small-1.2.3.apk');
    const bytes = await smallArchive(smallApkEntries());
    await writeFile(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { file, page } = await openSharedPackage(path, { ...facts, sha256 });
    assert.deepEqual(
      [file.fileName, file.sizeBytes, file.mediaType],
      ['small-1.2.3.apk', bytes.length, 'application/vnd.android.package-archive'],
    );
    assert.deepEqual(page, {
      name: 'Small',
      format: 'apk',
      appIdentifier: 'com.acme.small',
      version: '1.2.3',
      versionCode: 7,
      sizeBytes: bytes.length,
      sha256,
      createdAt: facts.createdAt,
      createdBy: 'Ada',
      buildType: 'release',
      minSdk: 24,
      icon: { path: 'res/mipmap-xxhdpi/icon.png', mediaType: 'image/png', bytes: smallPng },
    });
  });

  it('has the content that the facts are about', async () => {
    const path = join(folder, 'small-1.2.3.apk');
    await writeFile(path, await smallArchive(smallApkEntries()));
    await assert.rejects(openSharedPackage(path, facts), (error) => isFailure(error, 'package-file-changed'));
  });

  it('is a package', async () => {
    const path = join(folder, 'notes.txt');
    await writeFile(path, 'hello');
    await assert.rejects(openSharedPackage(path, facts), (error) => isFailure(error, 'issues-found'));
    await assert.rejects(openSharedPackage(join(folder, 'absent.apk'), facts), (error) => isFailure(error, 'file-not-found'));
  });
});
