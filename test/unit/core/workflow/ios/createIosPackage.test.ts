import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type Bytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { inspectIpa } from '../../../../../src/core/packages/ipa/inspectIpa.ts';
import { verifyIpa } from '../../../../../src/core/packages/ipa/seal/verifyIpa.ts';
import { type CreatePackageRequest } from '../../../../../src/core/workflow/createPackage.ts';
import { createIosPackage, distributor, iosApp, labPki } from '../../../../support/iosWorkflow.ts';
import { type MemoryFiles } from '../../../../support/memoryFiles.ts';
import { appContent, filesOf } from '../../../../support/sealedApps.ts';
import { writeNewArchive } from '../../../../../src/core/signing/apple/bundle/writePackage.ts';
import { MemorySink } from '../../../../support/memorySink.ts';

const now = new Date('2026-11-21T10:00:00Z');

async function facts(bytes: Bytes) {
  const source = bytesSource(bytes);
  const { archive } = await inspectZip(source);
  if (!archive) throw new Error('no archive');
  const trusted = [labPki.root];
  const { inspection, issues } = await inspectIpa(source, archive, { now, trusted });
  const verified = await verifyIpa(source, archive, { now, trusted });
  return { inspection, issues, verified, names: archive.entries.map(({ name }) => name) };
}

async function refused(files: MemoryFiles, request: Partial<CreatePackageRequest> = {}): Promise<readonly string[]> {
  let codes: readonly string[] = [];
  await rejects(createIosPackage(files, request), (error) => {
    ok(isFailure(error, 'issues-found'), String(error));
    codes = error.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    return true;
  });
  return codes;
}

/** An app with an extension and a framework, as Xcode leaves it. */
async function builtIpa(): Promise<Bytes> {
  const sink = new MemorySink();
  const none = { files: new Map(), removed: new Set<string>() };
  await writeNewArchive(filesOf(appContent()), new Map(), none, sink);
  return sink.bytes();
}

describe('an iOS package of a web app', () => {
  it('is built, signed, verified and recorded', async () => {
    const files = await iosApp();
    const { record, path, format } = await createIosPackage(files);
    strictEqual(format, 'ipa');
    deepStrictEqual(
      [record.platform, record.buildType, record.format, record.engine, record.minimumOs, record.version, record.versionCode],
      ['ios', 'ad-hoc', 'ipa', 'web', '15.0', '1.0.0', 1],
    );
    strictEqual(record.path, '.mobile-distribution/packages/hello-1.0.0-1-ad-hoc.ipa');
    const { inspection, verified } = await facts(await files.readFile(path));
    deepStrictEqual([verified.verified, verified.sealed, verified.findings], [true, true, []]);
    strictEqual(verified.signers[0]?.sha256, record.signerSha256);
    deepStrictEqual(inspection.builtFor, { platform: 'iOS', minimumOs: '15.0', sdk: '15.0' });
    deepStrictEqual([inspection.appIdentifier, inspection.label, inspection.architectures], ['com.acme.hello', 'Hello', ['arm64']]);
    strictEqual(inspection.entitlements?.['get-task-allow'], false);
  });

  it('for development may be debugged, and its pages inspected', async () => {
    const files = await iosApp(undefined, undefined, { buildType: 'development' });
    const { path, record } = await createIosPackage(files);
    strictEqual(record.buildType, 'development');
    const { inspection } = await facts(await files.readFile(path));
    strictEqual(inspection.entitlements?.['get-task-allow'], true);
  });

  it('is the same each time at the same time', async () => {
    const made = async () => (await createIosPackage(await iosApp())).record.sha256;
    strictEqual(await made(), await made());
  });

  it('counts its version code up, and keeps the record in the ledger', async () => {
    const files = await iosApp();
    await createIosPackage(files);
    const { record } = await createIosPackage(files);
    strictEqual(record.versionCode, 2);
  });

  it('is refused for the App Store, with the reason', async () => {
    const files = await iosApp(undefined, undefined, { buildType: 'app-store' });
    ok((await refused(files)).includes('web-app-store-refused'));
  });

  it('is refused without a profile, with a wrong password, or for another app', async () => {
    deepStrictEqual(await refused(await iosApp(undefined, undefined, { provisioningProfile: undefined })), ['profile-not-set']);
    const other = await iosApp(undefined, undefined, { appIdentifier: 'com.acme.other' });
    deepStrictEqual(await refused(other), ['profile-identifier-differs']);
    const silent = { passwords: { ask: async () => undefined } };
    await rejects(
      createIosPackage(await iosApp(), silent),
      (error) =>
        isFailure(error, 'secret-missing') &&
        error.message.includes('certificate password') &&
        error.hint.includes('--certificate-password'),
    );
  });
});

describe('an app that its own tools built for iOS', () => {
  const extension = { extensionProfiles: ['signing/share.mobileprovision'] };

  async function archived(ipa: Bytes, ios: Readonly<Record<string, unknown>> = {}): Promise<MemoryFiles> {
    const share = labPki.profile({ identifier: 'com.acme.hello.share', certificates: [distributor], name: 'Share' });
    const files = { '/app/build/Hello.ipa': ipa, '/app/signing/share.mobileprovision': share };
    return await iosApp(files, { name: undefined }, { archive: 'build/Hello.ipa', ...extension, ...ios });
  }

  it('is signed with the profile of each program, and recorded with what it says of itself', async () => {
    const files = await archived(await builtIpa());
    const { record, path } = await createIosPackage(files);
    deepStrictEqual([record.engine, record.version, record.versionCode, record.appIdentifier], ['archive', '1.0.0', 1, 'com.acme.hello']);
    const { verified, names } = await facts(await files.readFile(path));
    deepStrictEqual([verified.verified, verified.findings], [true, []]);
    ok(names.includes('Payload/Hello.app/PlugIns/Share.appex/embedded.mobileprovision'));
  });

  it('gets the next version code, a new version and a new name', async () => {
    const files = await archived(await builtIpa());
    await createIosPackage(files);
    const { record, path } = await createIosPackage(files, { overrides: { version: '2.0.0' } });
    deepStrictEqual([record.version, record.versionCode], ['2.0.0', 2]);
    const { inspection } = await facts(await files.readFile(path));
    deepStrictEqual([inspection.version, inspection.versionCode], ['2.0.0', '2']);
  });

  it('is named for this one package, too', async () => {
    const files = await archived(await builtIpa(), { archive: undefined });
    const { record } = await createIosPackage(files, { overrides: { archive: '/app/build/Hello.ipa' } });
    strictEqual(record.engine, 'archive');
  });

  it('comes as a folder or as an archive of Xcode', async () => {
    const content = Object.entries(appContent()).flatMap(([path, bytes]): (readonly [string, Bytes])[] =>
      typeof bytes === 'string' ? [] : [[path.replace('Payload/', '/app/build/Hello.xcarchive/Products/Applications/'), bytes]],
    );
    const files = await archived(utf8(''), { archive: 'build/Hello.xcarchive' });
    for (const [path, bytes] of content) await files.writeFile(path, bytes);
    const { path } = await createIosPackage(files);
    deepStrictEqual((await facts(await files.readFile(path))).verified.findings, []);
  });

  it('is refused when it is not there, is none, or has a program without a profile', async () => {
    deepStrictEqual(await refused(await archived(await builtIpa(), { archive: 'build/Other.ipa' })), ['archive-missing']);
    deepStrictEqual(await refused(await archived(await builtIpa(), { archive: undefined, engine: 'archive' })), ['archive-not-set']);
    deepStrictEqual(await refused(await archived(utf8('nothing'))), ['file-is-other']);
    deepStrictEqual(await refused(await archived(await builtIpa(), { extensionProfiles: [] })), ['ipa-profile-for-bundle-missing']);
    deepStrictEqual(await refused(await archived(await builtIpa(), { extensionProfiles: ['signing/none.mobileprovision'] })), [
      'profile-missing',
    ]);
  });
});
