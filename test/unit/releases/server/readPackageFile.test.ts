import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { readPackageFile } from '../../../../src/releases/server/inspection/readPackageFile.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { ipaEntries } from '../../../support/ipaFiles.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';

const now = new Date('2026-11-29T12:00:00Z');

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('the facts of a package on the release server', () => {
  it('have the hash of App Center’s SDK for Android: of identifier and versions', async () => {
    const { facts } = await readPackageFile(bytesSource(await smallArchive(smallApkEntries())), 'apk', now);
    strictEqual(facts.packageHash, sha256(`${facts.identifier}:${facts.shortVersion}:${facts.version}`));
    // A vector of the real client.
    strictEqual(sha256('com.x.demo:1.0:1'), 'df4716f1783e5397f804020fdb56af58b963e9caff120266974169df5abf6afa');
  });

  it('have the hash of App Center’s SDK for iOS: of the executable’s UUID in lower case, and versions', async () => {
    const devices = ['00008030-001A2B3C4D5E6F70'];
    const uuid = '0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0';
    const archive = await smallArchive(ipaEntries({ pki: new ApplePki(), machO: { uuid }, profile: { devices } }));
    const { facts, problem } = await readPackageFile(bytesSource(archive), 'ipa', now);
    deepStrictEqual([problem, facts.profileDevices, facts.profileKind], [null, devices, 'ad-hoc']);
    strictEqual(facts.packageHash, sha256(`${uuid.toLowerCase()}:1.4.0:12`));
  });

  it('say why a file is not a package', async () => {
    const { problem } = await readPackageFile(bytesSource(Buffer.from('This is no package')), 'apk', now);
    match(problem ?? '', /\w/);
  });
});
