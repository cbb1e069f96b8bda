import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { inspectPng } from '../../../../src/core/formats/image/inspectPng.ts';
import { openSharedPackage, type ShareFacts } from '../../../../src/releases/share/openSharedPackage.ts';
import { applePng } from '../../../support/applePng.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { ipaEntries } from '../../../support/ipaFiles.ts';
import { smallApkEntries, smallArchive, smallPng } from '../../../support/smallPackages.ts';

/** One half transparent red pixel. */
const redPng = applePng(1, 1, Uint8Array.of(0, 0, 128, 128));

const facts: ShareFacts = { sha256: 'ab'.repeat(32), createdAt: '2026-11-21T00:00:00Z', createdBy: 'Ada', buildType: 'release' };

const now = new Date('2026-11-21T12:00:00Z');

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
    const { file, page } = await openSharedPackage(path, { ...facts, sha256 }, now);
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

  it('of iOS, says which devices install it, with pictures for the time of the installation', async () => {
    const path = join(folder, 'Hello.ipa');
    const bytes = await smallArchive(ipaEntries({ pki: new ApplePki(), change: { 'AppIcon60x60@2x.png': redPng } }));
    await writeFile(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { file, page, displayImages } = await openSharedPackage(path, { ...facts, sha256, buildType: 'ad-hoc' }, now);
    assert.equal(file.mediaType, 'application/octet-stream');
    assert.deepEqual(
      [page.name, page.format, page.appIdentifier, page.version, page.versionCode, page.minSdk],
      ['Hello Web', 'ipa', 'com.acme.hello', '1.4.0', '12', undefined],
    );
    assert.deepEqual(page.ios, { profileKind: 'ad-hoc', deviceCount: 2, minimumOs: '15.1' });
    assert.match(page.certificateSha256 ?? '', /^[0-9a-f]{64}$/);
    for (const [image, side] of [
      [displayImages?.small, 57],
      [displayImages?.large, 512],
    ] as const) {
      const { width, height, data } = inspectPng(image ?? new Uint8Array(0)).image ?? assert.fail('no picture');
      assert.deepEqual([width, height], [side, side]);
      // Half transparent red on white, out of Apple's form.
      assert.deepEqual([...data.subarray(0, 4)], [255, 127, 127, 255]);
    }
    const shown = inspectPng(page.icon?.bytes ?? new Uint8Array(0)).image;
    assert.deepEqual([...(shown?.data ?? [])], [255, 0, 0, 128]);
  });

  it('has the content that the facts are about', async () => {
    const path = join(folder, 'small-1.2.3.apk');
    await writeFile(path, await smallArchive(smallApkEntries()));
    await assert.rejects(openSharedPackage(path, facts, now), (error) => isFailure(error, 'package-file-changed'));
  });

  it('is a package', async () => {
    const path = join(folder, 'notes.txt');
    await writeFile(path, 'hello');
    await assert.rejects(openSharedPackage(path, facts, now), (error) => isFailure(error, 'issues-found'));
    await assert.rejects(openSharedPackage(join(folder, 'absent.apk'), facts, now), (error) => isFailure(error, 'file-not-found'));
  });
});
