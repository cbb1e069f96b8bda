import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { concatBytes, utf8 } from '../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { signCms } from '../../../../src/core/signing/cms/signCms.ts';
import { readPackageFile } from '../../../../src/releases/server/inspection/readPackageFile.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { ipaEntries } from '../../../support/ipaFiles.ts';
import { smallApkEntries, smallArchive, smallPng } from '../../../support/smallPackages.ts';
import { throwAwayIdentity } from '../../../support/throwAwayIdentity.ts';

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

  it('have the name, system, signer and icon of a Windows package, and the architectures of a bundle', async () => {
    const manifest = `<Package><Identity Name="Acme.Hello" Publisher="CN=Acme" Version="1.4.0.0" ProcessorArchitecture="x64"/>
      <Properties><DisplayName>Hello</DisplayName><Logo>Assets\\Logo.png</Logo></Properties>
      <Dependencies><TargetDeviceFamily Name="Windows.Desktop" MinVersion="10.0.17763.0" MaxVersionTested="10.0.26100.0"/></Dependencies></Package>`;
    const identity = throwAwayIdentity({ algorithm: 'rsa-2048' });
    const signer = { identity, hash: 'sha256', algorithmForm: 'combined' } as const;
    const cms = signCms({ content: utf8('x'), isDetached: false, signers: [signer] });
    const entries = [
      { name: 'AppxManifest.xml', bytes: utf8(manifest) },
      { name: 'Assets/Logo.scale-200.png', bytes: smallPng },
      { name: 'AppxSignature.p7x', bytes: concatBytes(utf8('PKCX'), cms) },
    ];
    const { facts, icon } = await readPackageFile(bytesSource(await smallArchive(entries)), 'msix', now);
    deepStrictEqual(
      [facts.name, facts.identifier, facts.shortVersion, facts.minimumOs, facts.publisher, facts.architectures, facts.signer],
      [
        'Hello',
        'Acme.Hello',
        '1.4.0.0',
        '10.0.17763.0',
        'CN=Acme',
        ['x64'],
        createHash('sha256').update(identity.certificates[0]).digest('hex'),
      ],
    );
    deepStrictEqual([icon?.mediaType, icon?.bytes], ['image/png', smallPng]);
    const wrapped = [
      { name: 'Hello_1.4.0.0_x64.msix', bytes: await smallArchive(entries), method: 'deflated' as const },
      { name: 'Hello_1.4.0.0_x64.appxsym', bytes: utf8('symbols') },
    ];
    const upload = await readPackageFile(bytesSource(await smallArchive(wrapped)), 'msixupload', now);
    deepStrictEqual(upload.facts, { ...facts, extension: 'msixupload' });
    const several = [...wrapped, { name: 'Other.msix', bytes: utf8('x') }];
    for (const content of [several, wrapped.slice(1), [{ name: 'a.msix', bytes: utf8('x') }]])
      strictEqual((await readPackageFile(bytesSource(await smallArchive(content)), 'appxupload', now)).facts.shortVersion, null);
    const bundle = `<Bundle><Identity Name="Acme.Hello" Publisher="CN=Acme" Version="2.0.0.0"/><Packages>
      <Package Type="application" Architecture="x64"/><Package Type="application" Architecture="arm64"/><Package Type="resource"/></Packages></Bundle>`;
    const others = [
      { name: 'AppxMetadata/AppxBundleManifest.xml', bytes: utf8(bundle) },
      { name: 'AppxSignature.p7x', bytes: utf8('PKCX and no signature') },
    ];
    const read = await readPackageFile(bytesSource(await smallArchive(others)), 'msixbundle', now);
    deepStrictEqual(
      [read.facts.architectures, read.facts.shortVersion, read.facts.signer, read.icon],
      [['x64', 'arm64'], '2.0.0.0', null, null],
    );
    const hidden = utf8(manifest.replace('>Hello<', '>ms-resource:Name<').replace('Logo.png', 'Logo.gif'));
    const resources = await readPackageFile(bytesSource(await smallArchive([{ name: 'AppxManifest.xml', bytes: hidden }])), 'appx', now);
    deepStrictEqual([resources.facts.name, resources.icon], [null, null]);
  });

  it('say why a file is not a package', async () => {
    const { problem } = await readPackageFile(bytesSource(Buffer.from('This is no package')), 'apk', now);
    match(problem ?? '', /\w/);
  });
});
