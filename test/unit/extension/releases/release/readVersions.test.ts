import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PackageToRelease } from '../../../../../src/extension/releases/release/packageToRelease.ts';
import { withReadVersions } from '../../../../../src/extension/releases/release/readVersions.ts';
import { hello } from '../../../../support/desktopPackages.ts';
import { hfsVolume, udif } from '../../../../support/diskImages.ts';
import { macApp } from '../../../../support/macApps.ts';

const inspectionWorker = new URL('../../../../../src/releases/server/inspection/inspectionWorker.ts', import.meta.url);

describe('versions of a package that is released from the editor', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'versions-'));
  });
  after(async () => await rm(folder, { recursive: true, force: true }));

  async function read(fileName: string, bytes: Uint8Array, shortVersion?: string): Promise<PackageToRelease> {
    const path = join(folder, fileName);
    await writeFile(path, bytes);
    const candidate = {
      extension: '',
      sizeBytes: bytes.length,
      version: undefined,
      appIdentifier: undefined,
      isSigned: undefined,
      isDebug: undefined,
      permissions: undefined,
      signerSha256: undefined,
      profileKind: undefined,
      profileDevices: undefined,
      isChanged: false,
    };
    const chosen = { path, fileName, label: '', appFolder: undefined, build: {}, rules: {}, shortVersion, candidate };
    return await withReadVersions(chosen, inspectionWorker);
  }

  it('are read of what the file says, so that no one is asked', async () => {
    const image = await read('hello.dmg', udif(hfsVolume(macApp)));
    deepStrictEqual([image.shortVersion, image.candidate.version, image.candidate.appIdentifier], ['1.4.0', '12', 'com.example.hello']);
    strictEqual((await read('hello.flatpak', hello('flatpak'))).shortVersion, '1.4.0');
  });

  it('stay unknown where the file says nothing, and are not read of phone packages or twice', async () => {
    for (const name of ['hello.zip', 'hello.dmg', 'hello.pkg'])
      strictEqual((await read(name, Buffer.from('nothing'))).shortVersion, undefined, name);
    strictEqual((await read('hello.apk', Buffer.from('nothing'))).shortVersion, undefined);
    strictEqual((await read('hello.flatpak', hello('flatpak'), '9')).shortVersion, '9');
  });
});
