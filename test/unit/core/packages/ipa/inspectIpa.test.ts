import assert from 'node:assert/strict';
import fc from 'fast-check';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { bytesSource, type ByteSource } from '../../../../../src/core/base/byteSource.ts';
import { type Issue } from '../../../../../src/core/base/issue.ts';
import { encodePng } from '../../../../../src/core/formats/image/encodePng.ts';
import { createImage } from '../../../../../src/core/formats/image/rgbaImage.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { inspectPackage } from '../../../../../src/core/packages/inspectPackage.ts';
import { type IpaInspection } from '../../../../../src/core/packages/ipa/ipaInspection.ts';
import { ApplePki, development, team } from '../../../../support/applePki.ts';
import { helloEntitlements, ipaApp, ipaEntries, plistWithout, type IpaSketch } from '../../../../support/ipaFiles.ts';
import { armv7, encodeCodeSignature, encodeFat, encodeMachO, x86_64 } from '../../../../support/machOFiles.ts';
import { smallArchive } from '../../../../support/smallPackages.ts';

const pki = new ApplePki();
const now = new Date('2026-11-21T10:00:00Z');
/** One certificate: each call makes another. */
const leaf = pki.leaf();
const access = { now, trusted: [pki.root] };

type Change = Omit<IpaSketch, 'pki'>;

async function inspect(change: Change = {}): Promise<{ readonly inspection: IpaInspection; readonly issues: readonly Issue[] }> {
  const { inspection, issues } = await inspectPackage(bytesSource(await smallArchive(ipaEntries({ pki, leaf, ...change }))), access);
  assert.equal(inspection?.format, 'ipa');
  return { inspection, issues };
}

async function check(change: Change, ...expected: readonly IssueCode[]): Promise<readonly Issue[]> {
  const { issues } = await inspect(change);
  assert.deepEqual(
    issues.map(({ code }) => code),
    expected,
  );
  return issues;
}

const signed = (change: NonNullable<Change['signature']> = {}): Parameters<typeof encodeCodeSignature>[0] => ({
  identity: leaf,
  entitlements: helloEntitlements,
  team,
  ...change,
});

describe('what devices show badly and the App Store refuses', () => {
  const store = { profile: { kind: 'app-store' as const } };
  const png = (side: number): Promise<Uint8Array> => encodePng(createImage(side, side, 0xff00_0000));

  async function codesOn(day: string, change: Change): Promise<readonly string[]> {
    const archive = await smallArchive(ipaEntries({ pki, leaf, ...change }));
    const { issues } = await inspectPackage(bytesSource(archive), { ...access, now: new Date(`${day}T10:00:00Z`) });
    return issues.map(({ code }) => code).filter((code) => code.startsWith('ipa-'));
  }

  async function complete(change: Change = {}): Promise<Change> {
    const icons = { CFBundlePrimaryIcon: { CFBundleIconFiles: ['AppIcon60x60', 'AppIcon76x76'], CFBundleIconName: 'AppIcon' } };
    return {
      ...store,
      ...change,
      info: { CFBundleIcons: icons, ITSAppUsesNonExemptEncryption: false, UIApplicationSceneManifest: {}, ...change.info },
      change: {
        'AppIcon60x60@2x.png': await png(120),
        'AppIcon76x76@2x~ipad.png': await png(152),
        'Assets.car': utf8('catalog'),
        'PrivacyInfo.xcprivacy': utf8('<plist/>'),
        ...change.change,
      },
    };
  }

  it('SDK and minimum iOS, by the date', async () => {
    const sdk = (version: number, minimumOs = 15): Change => ({ machO: { sdk: version }, info: { MinimumOSVersion: `${minimumOs}.0` } });
    assert.deepEqual(await codesOn('2026-11-21', await complete(sdk(27))), []);
    assert.deepEqual(await codesOn('2026-11-21', await complete(sdk(26))), ['ipa-sdk-soon-too-old']);
    assert.deepEqual(await codesOn('2027-03-31', await complete(sdk(26, 14))), ['ipa-sdk-soon-too-old', 'ipa-minimum-os-soon-too-low']);
    assert.deepEqual(await codesOn('2027-04-01', await complete(sdk(26, 14))), ['ipa-sdk-too-old', 'ipa-minimum-os-too-low']);
    assert.deepEqual(await codesOn('2026-11-21', await complete(sdk(18))), ['ipa-sdk-too-old']);
    // What is not for the store may be older.
    assert.deepEqual(await codesOn('2027-04-01', { ...(await complete(sdk(18, 12))), profile: { kind: 'ad-hoc' } }), []);
  });

  it('life cycle, launch screen and icon, for every kind of package', async () => {
    const adHoc = { profile: { kind: 'ad-hoc' as const } };
    const scenes = { machO: { sdk: 27 }, info: { UIApplicationSceneManifest: undefined } };
    assert.deepEqual(await codesOn('2026-11-21', { ...(await complete(scenes)), ...adHoc }), ['ipa-scenes-missing']);
    assert.deepEqual(await codesOn('2026-11-21', { ...(await complete({ info: { UILaunchScreen: undefined } })), ...adHoc }), [
      'ipa-launch-screen-missing',
    ]);
    const noFiles = { 'AppIcon60x60@2x.png': undefined, 'AppIcon76x76@2x~ipad.png': undefined };
    assert.deepEqual(await codesOn('2026-11-21', { ...(await complete({ change: noFiles })), ...adHoc }), []);
    assert.deepEqual(await codesOn('2026-11-21', { ...(await complete({ change: { ...noFiles, 'Assets.car': undefined } })), ...adHoc }), [
      'ipa-icon-missing',
    ]);
  });

  it('icons, privacy manifest and export compliance, for the store', async () => {
    const machO = { sdk: 27 };
    const found = async (change: Change): Promise<readonly string[]> => codesOn('2026-11-21', await complete({ ...change, machO }));
    assert.deepEqual(await found({ change: { 'Assets.car': undefined } }), ['ipa-icon-catalog-missing']);
    assert.deepEqual(await found({ change: { 'AppIcon76x76@2x~ipad.png': await png(76) } }), ['ipa-icon-size-missing']);
    assert.deepEqual(await found({ change: { 'PrivacyInfo.xcprivacy': undefined } }), ['ipa-privacy-manifest-missing']);
    assert.deepEqual(await found({ info: { ITSAppUsesNonExemptEncryption: undefined } }), ['ipa-export-compliance-missing']);
  });
});

describe('iOS package', () => {
  it('says everything', async () => {
    const { inspection, issues } = await inspect();
    assert.deepEqual(issues, []);
    const { sizes, signing, profile, ...rest } = inspection;
    assert.deepEqual(rest, {
      format: 'ipa',
      isInfoReadable: true,
      isProfileThere: true,
      appIdentifier: 'com.acme.hello',
      label: 'Hello Web',
      version: '1.4.0',
      versionCode: '12',
      executable: 'Hello',
      minimumOs: '15.1',
      deviceFamilies: ['iPhone', 'iPad'],
      capabilities: ['arm64'],
      usageDescriptions: { NSCameraUsageDescription: 'To take pictures' },
      backgroundModes: [],
      urlSchemes: [],
      sdk: 'iphoneos26.2',
      supportedPlatforms: [],
      allowsArbitraryLoads: false,
      iconNames: ['AppIcon60x60'],
      hasLaunchScreen: true,
      hasSceneManifest: false,
      sizeBytes: rest.sizeBytes,
      appFolder: ipaApp,
      icon: { files: [{ path: `${ipaApp}/AppIcon60x60@2x.png`, density: 320 }] },
      architectures: ['arm64'],
      builtFor: { platform: 'iOS', minimumOs: '15.1', sdk: '26.2.1' },
      isEncrypted: false,
      nested: [
        { kind: 'extension', path: `${ipaApp}/PlugIns/Share.appex`, appIdentifier: 'com.acme.hello.share', version: '1.4.0' },
        { kind: 'framework', path: `${ipaApp}/Frameworks/Core.framework`, appIdentifier: 'com.acme.core' },
        { kind: 'library', path: `${ipaApp}/Frameworks/libloose.dylib` },
      ],
      entitlements: helloEntitlements,
    });
    const { signer, ...seal } = signing;
    assert.deepEqual(seal, { state: 'certificate', seal: 'not-checked', identifier: 'com.acme.hello', team, hashes: ['sha256'] });
    assert.deepEqual([signer?.kind, signer?.team, signer?.anchor, signer?.chain.length], ['apple-distribution', team, 'trusted', 3]);
    assert.deepEqual(
      [profile?.name, profile?.kind, profile?.expiresAt, profile?.devices, profile?.certificates.length, profile?.signatureValid],
      ['Lab ad-hoc', 'ad-hoc', '2035-01-01T00:00:00.000Z', 2, 1, true],
    );
    assert.deepEqual(
      Object.entries(sizes.parts).map(([part, { entries }]) => `${part} ${entries}`),
      ['executable 1', 'frameworks 2', 'extensions 1', 'catalogs 0', 'signature 2', 'resources 3', 'other 0'],
    );
    assert.deepEqual(JSON.parse(JSON.stringify(inspection)), inspection, 'is plain data');
  });

  it('reads universal executables, and long load commands', async () => {
    const executable = encodeFat([
      encodeMachO({ bits: 32, cpu: armv7, signature: encodeCodeSignature(signed()), codeBytes: 100 }),
      encodeMachO({ signature: encodeCodeSignature(signed()), otherCommands: 1000, codeBytes: 200_000 }),
    ]);
    const { inspection, issues } = await inspect({ executable });
    assert.deepEqual([inspection.architectures, inspection.signing.signer?.team, issues], [['armv7', 'arm64'], team, []]);
  });

  it('reads the signature at the end of a large executable without the rest', async () => {
    const executable = encodeMachO({ signature: encodeCodeSignature(signed()), codeBytes: 5_000_000 });
    const entries = ipaEntries({ pki, leaf, executable }).map((entry) => ({ ...entry, method: 'stored' as const }));
    const inner = bytesSource(await smallArchive(entries));
    let read = 0;
    const source: ByteSource = {
      size: inner.size,
      read: async (offset, length) => {
        read += length;
        return await inner.read(offset, length);
      },
    };
    const { inspection } = await inspectPackage(source, access);
    assert.ok(inspection?.format === 'ipa' && inspection.signing.signer);
    assert.ok(read < 200_000, `${read} bytes were read`);
  });

  it('takes what the App Store gives out without a profile', async () => {
    // Apple's own certificate cannot be made here: one of a private authority is reported as such, and as none of the App Store.
    await check({ change: { 'embedded.mobileprovision': undefined } }, 'ipa-profile-missing');
  });

  it('keeps what a hostile list says plain and short', async () => {
    const long = 'x'.repeat(100_000);
    const { inspection, issues } = await inspect({
      info: {
        CFBundleIdentifier: long,
        CFBundleDisplayName: long,
        UIDeviceFamily: ['constructor', '__proto__', 1, long],
        UIBackgroundModes: [long],
        CFBundleURLTypes: [{ CFBundleURLSchemes: [long] }],
      },
    });
    assert.deepEqual(inspection.deviceFamilies?.slice(0, 3), ['family constructor', 'family __proto__', 'iPhone']);
    assert.deepEqual(structuredClone(inspection), inspection);
    assert.ok(JSON.stringify(inspection).length < 10_000);
    assert.ok(issues.every(({ message }) => message.length < 2000));
  });

  describe('issues', () => {
    it('ipa-several-apps', async () => {
      const entries = [...ipaEntries({ pki, leaf }), { name: 'Payload/Other.app/Info.plist', bytes: utf8('x') }];
      const { issues } = await inspectPackage(bytesSource(await smallArchive(entries)), access);
      assert.deepEqual([issues.length, issues[0]?.message.includes(ipaApp)], [1, true]);
    });
    it('ipa-info-missing', async () => {
      const issues = await check({ change: { 'Info.plist': undefined } }, 'ipa-info-missing');
      assert.equal(issues[0]?.params['app'], ipaApp);
    });
    it('plist-not-a-plist', async () => {
      const issues = await check({ change: { 'Info.plist': utf8('what') } }, 'plist-not-a-plist');
      assert.equal(issues[0]?.place?.entry, `${ipaApp}/Info.plist`);
    });
    it('ipa-key-missing', async () => {
      const issues = await check({ info: { CFBundleVersion: undefined } }, 'ipa-key-missing');
      assert.equal(issues[0]?.params['key'], 'CFBundleVersion');
    });
    it('ipa-key-wrong-type', async () => {
      const issues = await check({ info: { CFBundleVersion: 42 } }, 'ipa-key-wrong-type');
      assert.deepEqual(issues[0]?.params, { key: 'CFBundleVersion', actual: 'integer' });
    });
    it('ipa-executable-missing', async () => void (await check({ change: { Hello: undefined } }, 'ipa-executable-missing')));
    it('macho-not-an-executable', async () => {
      const issues = await check({ executable: utf8('#!/bin/sh') }, 'macho-not-an-executable');
      assert.equal(issues[0]?.place?.entry, `${ipaApp}/Hello`);
    });
    it('ipa-nested-identifier', async () => {
      const info = plistWithout({ CFBundleIdentifier: 'com.other.share' });
      await check({ change: { 'PlugIns/Share.appex/Info.plist': info } }, 'ipa-nested-identifier');
    });
    it('ipa-simulator', async () => void (await check({ machO: { platform: 7, cpu: x86_64 } }, 'ipa-simulator')));
    it('ipa-encrypted', async () => void (await check({ machO: { cryptid: 1 } }, 'ipa-encrypted')));
    it('ipa-64-bit-missing', async () => void (await check({ machO: { bits: 32, cpu: armv7 } }, 'ipa-64-bit-missing')));
    it('ipa-sdk-too-old', async () => {
      const others = ['ipa-icon-catalog-missing', 'ipa-privacy-manifest-missing', 'ipa-export-compliance-missing'] as const;
      await check({ machO: { sdk: 18 }, profile: { kind: 'app-store' } }, 'ipa-sdk-too-old', ...others);
      await check({ machO: { sdk: 18 } });
    });
    it('ipa-not-signed', async () => void (await check({ executable: encodeMachO() }, 'ipa-not-signed')));
    it('ipa-signed-ad-hoc', async () => {
      const signature = encodeCodeSignature({ flags: 2 });
      await check({ executable: encodeMachO({ signature }), change: { 'embedded.mobileprovision': undefined } }, 'ipa-signed-ad-hoc');
    });
    it('code-signature-malformed', async () => {
      await check({ executable: encodeMachO({ signature: new Uint8Array(100) }) }, 'code-signature-malformed');
    });
    it('code-signature-outside', async () => {
      const executable = encodeMachO({ signature: encodeCodeSignature(signed()) });
      await check({ executable: executable.subarray(0, -40) }, 'code-signature-outside');
    });
    it('ipa-architectures-differ', async () => {
      const executable = encodeFat([
        encodeMachO({ signature: encodeCodeSignature(signed()) }),
        encodeMachO({ signature: encodeCodeSignature(signed({ identifier: 'com.acme.other' })), cpu: armv7, bits: 32 }),
      ]);
      const [issue] = await check({ executable }, 'ipa-architectures-differ');
      assert.deepEqual(issue?.params, { architecture: 'arm64', other: 'armv7', what: 'identifier' });
    });
    it('ipa-identifier-differs', async () => void (await check({ signature: { identifier: 'com.acme.old' } }, 'ipa-identifier-differs')));
    it('ipa-team-differs', async () => void (await check({ signature: { team: 'OTHER12345' } }, 'ipa-team-differs')));
    it('ipa-der-entitlements-missing', async () => {
      await check({ signature: { derEntitlements: null } }, 'ipa-der-entitlements-missing');
    });
    it('ipa-entitlements-differ', async () => {
      await check({ signature: { derEntitlements: { ...helloEntitlements, 'beta-reports-active': true } } }, 'ipa-entitlements-differ');
    });
    it('ipa-application-identifier-differs', async () => {
      const entitlements = { ...helloEntitlements, 'application-identifier': `${team}.com.acme.other` };
      await check({ signature: { entitlements } }, 'ipa-application-identifier-differs');
    });
    it('ipa-debuggable', async () => {
      const entitlements = { ...helloEntitlements, 'get-task-allow': true };
      const [issue] = await check({ signature: { entitlements } }, 'ipa-debuggable');
      assert.equal(issue?.params['kind'], 'ad-hoc');
      const other = pki.leaf({ markers: development, name: 'Apple Development: Ada (ABC)', label: 'dev' });
      await check({ leaf: other, signature: { entitlements }, profile: { kind: 'development', certificates: [other] } });
    });
  });

  describe('issues of profile and certificate', () => {
    it('profile-expired', async () => {
      const issues = await check({ profile: { certificates: [leaf], expiresAt: new Date('2026-01-01') } }, 'profile-expired');
      assert.equal(issues[0]?.place?.entry, `${ipaApp}/embedded.mobileprovision`);
    });
    it('profile-identifier-differs', async () => {
      await check({ profile: { certificates: [leaf], identifier: 'com.acme.other' } }, 'profile-identifier-differs');
    });
    it('profile-certificate-missing', async () => {
      const other = pki.leaf({ label: 'another' });
      await check({ leaf: other, profile: { certificates: [leaf] } }, 'profile-certificate-missing');
    });
    it('profile-entitlement-missing', async () => {
      const entitlements = { ...helloEntitlements, 'aps-environment': 'production' };
      await check({ signature: { entitlements } }, 'profile-entitlement-missing');
    });
    it('file-is-other', async () => {
      await check({ change: { 'embedded.mobileprovision': utf8('no') } }, 'file-is-other');
    });
    it('certificate-expired', async () => {
      const other = pki.leaf({ label: 'old', notAfter: new Date('2026-01-01') });
      await check({ leaf: other, profile: { certificates: [other] } }, 'certificate-expired');
    });
    it('certificate-kind-differs', async () => {
      const other = pki.leaf({ label: 'dev', markers: development });
      await check({ leaf: other, profile: { certificates: [other] } }, 'certificate-kind-differs');
    });
    it('certificate-team-differs', async () => {
      const other = pki.leaf({ label: 'team', unit: 'OTHER12345' });
      await check({ leaf: other, signature: { team: 'OTHER12345' }, profile: { certificates: [other] } }, 'certificate-team-differs');
    });
    it('certificate-issuer-unknown, profile-issuer-unknown', async () => {
      const other = new ApplePki('ec-p256', 'other');
      const { issues } = await inspectPackage(bytesSource(await smallArchive(ipaEntries({ pki: other }))), access);
      assert.deepEqual(
        issues.map(({ code }) => code),
        ['profile-issuer-unknown', 'certificate-issuer-unknown'],
      );
    });
  });

  it('stops when it is cancelled', async () => {
    const executable = encodeMachO({ signature: encodeCodeSignature(signed()), codeBytes: 5_000_000 });
    const abort = new AbortController();
    abort.abort();
    const source = bytesSource(await smallArchive(ipaEntries({ pki, leaf, executable })));
    await assert.rejects(inspectPackage(source, { ...access, signal: abort.signal }), { code: 'cancelled' });
  });

  it('takes any bytes', async () => {
    const stored = ipaEntries({ pki, leaf }).map((entry) => ({ ...entry, method: 'stored' as const }));
    const seed = await smallArchive(stored, () => 1);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), async (changes) => {
        const bytes = seed.slice();
        for (const [offset, value] of changes) bytes[offset] = value;
        await inspectPackage(bytesSource(bytes), access);
      }),
      { numRuns: 40 },
    );
  });
});
