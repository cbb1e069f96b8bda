import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { concatBytes, toHex, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { createPlist } from '../../../../../src/core/formats/plist/plistValue.ts';
import { encodeBinaryPlist } from '../../../../../src/core/formats/plist/binaryPlist.ts';
import { encodeXmlPlist } from '../../../../../src/core/formats/plist/xmlPlist.ts';
import { inspectProvisioningProfile } from '../../../../../src/core/formats/provisioning-profile/inspectProvisioningProfile.ts';
import { type ProfileKind } from '../../../../../src/core/formats/provisioning-profile/provisioningProfile.ts';
import { ApplePki, devices, inPieces, profileContent, type ProfileOptions, team } from '../../../../support/applePki.ts';
import { withWholeTexts } from '../../../../support/assertFilled.ts';

const pki = new ApplePki();
const leaf = pki.leaf();
const bare = (options: ProfileOptions = {}): Bytes => utf8(encodeXmlPlist(createPlist(profileContent(options))));

function codes(bytes: Bytes): readonly string[] {
  return withWholeTexts(inspectProvisioningProfile(bytes).issues).map(({ code }) => code);
}

describe('a provisioning profile', () => {
  it('is read with all its keys', () => {
    const { profile, signedData, issues } = inspectProvisioningProfile(pki.profile({ certificates: [leaf], hasDer: true }));
    deepStrictEqual(issues, []);
    ok(profile && signedData);
    const { plist, entitlements, developerCertificates, derEncodedProfile, ...values } = profile;
    deepStrictEqual(values, {
      name: 'Lab ad-hoc',
      uuid: '0a1b2c3d-0000-4000-8000-000000000000',
      appIdName: 'Lab Demo',
      teamName: 'Lab Corp',
      teamIdentifiers: [team],
      applicationIdentifierPrefixes: [team],
      platforms: ['iOS', 'xrOS', 'visionOS'],
      createdAt: new Date('2025-01-01T00:00:00Z'),
      expiresAt: new Date('2035-01-01T00:00:00Z'),
      timeToLiveDays: 365,
      version: 1,
      isXcodeManaged: false,
      isLocal: false,
      provisionsAllDevices: false,
      devices,
      applicationIdentifier: `${team}.com.acme.hello`,
      kind: 'ad-hoc',
    });
    strictEqual(toHex(developerCertificates[0] ?? new Uint8Array(0)), toHex(leaf.certificates[0]));
    deepStrictEqual([plist.entries.has('Name'), entitlements.entries.size, derEncodedProfile !== undefined], [true, 4, true]);
  });

  for (const kind of ['development', 'ad-hoc', 'app-store', 'in-house'] satisfies ProfileKind[])
    it(`for ${kind} is told by who may run the app`, () => {
      strictEqual(inspectProvisioningProfile(pki.profile({ kind })).profile?.kind, kind);
    });

  it('is read in BER with indefinite lengths, as a binary list, and bare with an issue', () => {
    deepStrictEqual(codes(inPieces(pki.profile())), []);
    deepStrictEqual(codes(pki.sign(encodeBinaryPlist(createPlist(profileContent())))), []);
    deepStrictEqual(codes(bare()), ['profile-unsigned']);
    deepStrictEqual(codes(concatBytes(utf8('junk before '), bare(), utf8(' and after'))), ['profile-unsigned']);
  });

  const signed = pki.profile();
  const damaged: readonly (readonly [string, Bytes])[] = [
    ['profile-truncated', signed.subarray(0, signed.length - 300)],
    ['profile-unreadable', pki.sign(utf8('no list'))],
    ['profile-unreadable', pki.sign(utf8('<?xml version="1.0"?><plist version="1.0"><dict><key>a</key></dict></plist>'))],
    ['profile-unreadable', Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x01)],
    ['profile-not-a-profile', pki.sign(utf8(encodeXmlPlist(createPlist({ CFBundleName: 'Hello' }))))],
    ['profile-incomplete', pki.profile({ change: { UUID: undefined, ExpirationDate: undefined } })],
    ['profile-incomplete', pki.profile({ change: { Entitlements: {} } })],
  ];
  for (const [index, [code, bytes]] of damaged.entries())
    it(`that is damaged is reported: ${code} (${index + 1})`, () => {
      strictEqual(codes(bytes)[0], code);
    });

  const values: readonly (readonly [title: string, change: NonNullable<ProfileOptions['change']>, issues: readonly string[]])[] = [
    ['a number for a name', { Name: 1 }, ['profile-values-wrong: Name (string)']],
    [
      'texts for lists',
      { TeamIdentifier: team, ProvisionedDevices: 'all' },
      ['profile-values-wrong: TeamIdentifier (array), ProvisionedDevices (array)'],
    ],
    [
      'an identifier that is no text',
      { Entitlements: { 'application-identifier': 1 } },
      ['profile-values-wrong: application-identifier (string)'],
    ],
    ['no identifier', { Entitlements: { 'get-task-allow': true } }, ['profile-incomplete: application-identifier']],
    ['no name and no UUID', { Name: undefined, UUID: undefined }, ['profile-incomplete: Name, UUID']],
    [
      'one key that is missing and one that is wrong',
      { Name: undefined, UUID: 1, Entitlements: {} },
      ['profile-incomplete: Name', 'profile-values-wrong: UUID (string)'],
    ],
    ['the identifier of a Mac', { Entitlements: { 'com.apple.application-identifier': `${team}.com.acme.hello` } }, []],
  ];
  for (const [title, change, expected] of values)
    it(`with ${title} is reported by its keys`, () => {
      const { issues } = inspectProvisioningProfile(pki.profile({ change }));
      deepStrictEqual(
        withWholeTexts(issues).map(({ code, params }) => `${code}: ${params['keys']}`),
        expected,
      );
    });

  it('says what is left of a truncated one', () => {
    strictEqual(inspectProvisioningProfile(signed.subarray(0, signed.length - 300)).profile?.name, 'Lab ad-hoc');
  });
});
