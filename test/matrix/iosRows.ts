/** What can be wrong with what signs an iOS app: each row makes one wrong asset on the spot. */

import { type Bytes, utf8 } from '../../src/core/base/bytes.ts';
import { issueTable } from '../../src/core/base/issues/issueTable.ts';
import { createPlist } from '../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../src/core/formats/plist/xmlPlist.ts';
import { createCertificateRequest } from '../../src/core/formats/x509/certificateRequest.ts';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';
import { ApplePki, derForm, p12Of, profileContent } from '../support/applePki.ts';
import { xcodeProjectText } from '../support/xcodeProjects.ts';
import { type CheckRow } from './checkRow.ts';
import { arrangeIosApp, type IosRow, leaf, person, pki, stranger } from './iosApp.ts';

const expired = { notAfter: new Date('2026-11-20T00:00:00Z') };
const soon = { notAfter: new Date('2026-12-10T00:00:00Z') };
const certificateAt = '/ios/certificate';
const profileAt = '/ios/provisioningProfile';
const both = (identity: SigningIdentity): Pick<IosRow, 'certificate' | 'profile'> => ({
  certificate: () => p12Of([identity]),
  profile: { certificates: [identity] },
});
const project = (entitlements: string, named = 'Hello/Hello.entitlements'): Readonly<Record<string, string>> => ({
  '/app/ios/Hello.xcodeproj/project.pbxproj': xcodeProjectText({
    targets: [
      {
        name: 'Hello',
        settings: { PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.hello' },
        debug: { CODE_SIGN_ENTITLEMENTS: 'Hello/Debug.entitlements' },
        release: { CODE_SIGN_ENTITLEMENTS: named },
      },
    ],
  }),
  '/app/ios/Hello/Hello.entitlements': `<?xml version="1.0"?><plist version="1.0"><dict>${entitlements}</dict></plist>`,
});
const push = '<key>aps-environment</key><string>development</string>';
const keychain = (group: string): string => `<key>keychain-access-groups</key><array><string>${group}</string></array>`;

/** With another last byte of the checksum: the salt and the count of rounds follow it. */
function changed(bytes: Bytes): Bytes {
  const copy = new Uint8Array(bytes);
  const digest = copy.length - 40;
  copy[digest] = (copy[digest] ?? 0) ^ 1;
  return copy;
}

function brokenDer(): Bytes {
  const signed = pki.sign(derForm(profileContent({ certificates: [leaf] })));
  signed.set(utf8('Demx'), Buffer.from(signed).indexOf('Demo'));
  return signed;
}

const rows: readonly IosRow[] = [
  { name: 'nothing when all fits', expected: [] },
  { name: 'nothing when a wildcard covers the app', profile: { identifier: 'com.acme.*' }, expected: [] },
  {
    name: 'that nothing was compared without the password',
    password: undefined,
    certificate: () => p12Of([leaf]),
    expected: [['certificate-not-compared', certificateAt, '--certificate-password']],
  },
  {
    name: 'nothing when the entitlements are granted',
    profile: { entitlements: { 'aps-environment': 'production' } },
    files: project(push + keychain('$(AppIdentifierPrefix)$(CFBundleIdentifier:lower)')),
    expected: [],
  },
  // App
  {
    name: 'an underscore, which Android alone takes',
    settings: { appIdentifier: 'com.acme.my_app' },
    profile: { identifier: 'com.acme.*' },
    expected: [['identifier-character', '/ios/appIdentifier', 'hyphen']],
  },
  // Certificate
  {
    name: 'a certificate that is not set',
    settings: { certificate: undefined },
    expected: [['certificate-not-set', certificateAt, 'ios.certificate']],
  },
  { name: 'a certificate that is missing', certificate: () => undefined, expected: [['certificate-missing', certificateAt, 'Correct']] },
  {
    name: 'a certificate that is none',
    certificate: () => pki.profile(),
    expected: [['file-is-provisioning-profile', certificateAt, '.p12']],
  },
  {
    name: 'a wrong password',
    password: 'marker-wrong',
    expected: [['certificate-password-wrong', certificateAt, 'sure that the password']],
  },
  {
    name: 'a certificate that was cut off',
    certificate: () => leaf.certificates[0].subarray(0, 400),
    expected: [['certificate-truncated', certificateAt, 'again']],
  },
  {
    name: 'a certificate without its key',
    certificate: () => leaf.certificates[0],
    expected: [['certificate-no-private-key', certificateAt, 'Export certificate and key']],
  },
  {
    name: 'several identities',
    certificate: () => p12Of([person, leaf]),
    expected: [['certificate-several-identities', certificateAt, 'ios.certificateIdentity']],
  },
  {
    name: 'nothing of several identities when one is named',
    settings: { certificateIdentity: 'Apple Distribution: Lab Corp (TEAM123456)' },
    certificate: () => p12Of([person, leaf]),
    expected: [],
  },
  {
    name: 'a name that no identity has',
    settings: { certificateIdentity: 'Apple Distribution: Lab Corp' },
    certificate: () => p12Of([person, leaf]),
    expected: [['certificate-identity-missing', '/ios/certificateIdentity', 'SHA-1 fingerprint']],
  },
  {
    name: 'a name that several identities have',
    settings: { certificateIdentity: 'Apple Distribution: Lab Corp (TEAM123456)' },
    certificate: () => p12Of([pki.leaf({ label: 'of last year' }), leaf]),
    expected: [['certificate-several-identities', '/ios/certificateIdentity', 'to the one to use']],
  },
  {
    name: 'a certificate of another kind',
    ...both(person),
    expected: [['certificate-kind-differs', certificateAt, 'Choose an Apple Distribution certificate']],
  },
  {
    name: 'a certificate that has expired',
    ...both(pki.leaf(expired)),
    expected: [['certificate-expired', certificateAt, 'new certificate']],
  },
  {
    name: 'a certificate that expires soon',
    ...both(pki.leaf(soon)),
    expected: [['certificate-expires-soon', certificateAt, 'new certificate']],
  },
  {
    name: 'a certificate that is not yet valid',
    ...both(pki.leaf({ notBefore: new Date('2026-12-01T00:00:00Z') })),
    expected: [['certificate-not-yet-valid', certificateAt, 'date of this machine']],
  },
  {
    name: 'an issuer that is not known',
    ...both(new ApplePki('ec-p256', 'stranger').leaf()),
    expected: [['certificate-issuer-unknown', certificateAt, 'from Apple']],
  },
  {
    name: 'a chain without its intermediate',
    ...both({ ...leaf, certificates: [leaf.certificates[0]] }),
    expected: [['certificate-issuer-unknown', certificateAt, 'intermediate certificate']],
  },
  {
    name: 'an encryption that macOS refuses',
    certificate: () => p12Of([leaf], 'modern'),
    expected: [['certificate-encryption-new', certificateAt, 'compatible copy']],
  },
  {
    name: 'PEM named .p12',
    certificate: () =>
      Buffer.from(
        [
          ...leaf.certificates.map((der) => encodePem('CERTIFICATE', der)),
          encodePem('PRIVATE KEY', leaf.privateKey.export({ type: 'pkcs8', format: 'der' })),
        ].join(''),
      ),
    expected: [['certificate-is-pem', certificateAt, 'openssl pkcs12 -export']],
  },
  {
    name: 'a certificate of another team',
    certificate: () => p12Of([pki.leaf({ unit: 'OTHER12345', label: 'other team' })]),
    expected: [['certificate-team-differs', certificateAt, 'same team']],
  },
  {
    name: 'a certificate that is a folder',
    settings: { certificate: 'dist' },
    expected: [['certificate-is-folder', certificateAt, '.p12 file in it']],
  },
  {
    name: 'a certificate that nobody may read',
    unreadable: '.p12',
    expected: [['certificate-file-unreadable', certificateAt, 'permission']],
  },
  {
    name: 'a certificate far too large',
    certificate: () => new Uint8Array(5 * 1024 * 1024),
    expected: [['certificate-too-large', certificateAt, '.p12']],
  },
  { name: 'a certificate readable by everybody', mode: 0o644, expected: [['certificate-readable', certificateAt, 'chmod 600']] },
  {
    name: 'nothing of a certificate without a key that everybody reads',
    mode: 0o644,
    password: undefined,
    certificate: () => leaf.certificates[0],
    expected: [['certificate-no-private-key', certificateAt, '']],
  },
  {
    name: 'a certificate that git tracks',
    world: { sourceControl: { describe: async () => ({ author: 'Ada' }), isTracked: async (path) => path === '/app/signing/ios.p12' } },
    expected: [['certificate-tracked', certificateAt, 'history']],
  },
  {
    name: 'a certificate request instead of a certificate',
    certificate: () => createCertificateRequest([{ type: 'CN', value: 'Jane' }], leaf.privateKey),
    expected: [['file-is-certificate-request', certificateAt, '.p12']],
  },
  {
    name: 'the certificate of the authority',
    certificate: () => pki.wwdr,
    expected: [['certificate-of-authority', certificateAt, 'your certificate']],
  },
  {
    name: 'a key without its certificate',
    certificate: () => utf8(encodePem('PRIVATE KEY', leaf.privateKey.export({ type: 'pkcs8', format: 'der' }))),
    expected: [
      ['certificate-is-pem', certificateAt, ''],
      ['certificate-key-alone', certificateAt, 'certificate combine'],
    ],
  },
  {
    name: 'a certificate for the Mac',
    ...both(pki.leaf({ label: 'mac', name: 'Developer ID Application: Lab Corp', markers: ['1.13'] })),
    expected: [['certificate-kind-differs', certificateAt, 'Choose an Apple Distribution certificate']],
  },
  {
    name: 'a profile that is a folder',
    settings: { provisioningProfile: 'dist' },
    expected: [['profile-is-folder', profileAt, 'file in it']],
  },
  {
    name: 'a profile that nobody may read',
    unreadable: '.mobileprovision',
    expected: [['profile-file-unreadable', profileAt, 'permission']],
  },
  { name: 'a profile far too large', profile: () => new Uint8Array(9 * 1024 * 1024), expected: [['profile-too-large', profileAt, '']] },
  {
    name: 'a bare property list',
    profile: () => utf8(encodeXmlPlist(createPlist(profileContent({ certificates: [leaf] })))),
    expected: [['profile-unsigned', profileAt, 'Download']],
  },
  {
    name: 'a profile that is cut off',
    profile: () => pki.profile({ certificates: [leaf] }).subarray(0, 2000),
    expected: [['profile-truncated', profileAt, 'Download']],
  },
  {
    name: 'a profile signed by a developer',
    profile: () => pki.profile({ certificates: [leaf], signer: leaf }),
    expected: [['profile-signer-unexpected', profileAt, 'Download']],
  },
  {
    name: 'a profile of another authority',
    profile: () => stranger.profile({ certificates: [leaf] }),
    expected: [['profile-issuer-unknown', profileAt, 'Apple']],
  },
  { name: 'a .p12 without anything', certificate: () => p12Of([]), expected: [['certificate-empty', certificateAt, 'Export']] },
  {
    name: 'a .p12 that was changed after it was written',
    certificate: async () => changed(await p12Of([leaf])),
    expected: [['certificate-tampered', certificateAt, 'Export']],
  },
  // Profile
  {
    name: 'a DER form with a broken signature',
    profile: () => pki.profile({ certificates: [leaf], change: { 'DER-Encoded-Profile': brokenDer() } }),
    expected: [['profile-der-signature-broken', profileAt, 'Download']],
  },
  {
    name: 'a DER form that cannot be read',
    profile: { change: { 'DER-Encoded-Profile': Uint8Array.of(0x30, 0x80) } },
    expected: [['profile-der-unreadable', profileAt, 'Download']],
  },
  {
    name: 'a profile without its date',
    profile: { change: { ExpirationDate: undefined } },
    expected: [['profile-incomplete', profileAt, 'Download']],
  },
  {
    name: 'a profile with a certificate that is none',
    profile: { change: { DeveloperCertificates: [leaf.certificates[0], Uint8Array.of(1)] } },
    expected: [['profile-certificates-unreadable', profileAt, 'Download']],
  },
  {
    name: 'a profile that is not set',
    settings: { provisioningProfile: undefined },
    expected: [['profile-not-set', profileAt, 'ios.provisioningProfile']],
  },
  { name: 'a profile that is missing', profile: () => undefined, expected: [['profile-missing', profileAt, 'Correct']] },
  {
    name: 'a profile of an extension that is missing, at its place in the list',
    settings: { extensionProfiles: ['signing/share.mobileprovision', 'signing/none.mobileprovision'] },
    files: { '/app/signing/share.mobileprovision': pki.profile({ certificates: [leaf], identifier: 'com.acme.hello.share' }) },
    expected: [['profile-missing', '/ios/extensionProfiles/1', 'signing/none.mobileprovision']],
  },
  {
    name: 'a profile of an extension that is none',
    settings: { extensionProfiles: ['signing/share.mobileprovision'] },
    files: { '/app/signing/share.mobileprovision': leaf.certificates[0] },
    expected: [['file-is-certificate', '/ios/extensionProfiles/0', '.mobileprovision']],
  },
  {
    name: 'a profile that is none',
    profile: () => leaf.certificates[0],
    expected: [['file-is-certificate', profileAt, '.mobileprovision']],
  },
  {
    name: 'a profile whose signature is broken',
    profile: () => {
      const bytes = pki.profile({ certificates: [leaf] });
      bytes.set(Buffer.from('Demx'), Buffer.from(bytes).indexOf('Demo'));
      return bytes;
    },
    expected: [['profile-signature-broken', profileAt, 'Download']],
  },
  {
    name: 'a profile without certificates',
    profile: { certificates: [] },
    expected: [['profile-no-certificates', profileAt, 'Add a certificate']],
  },
  {
    name: 'a profile without devices',
    profile: { devices: [] },
    expected: [['profile-no-devices', profileAt, 'Add devices']],
  },
  {
    name: 'a profile with a date that is text',
    profile: { change: { ExpirationDate: 'tomorrow' } },
    expected: [['profile-values-wrong', profileAt, 'Download']],
  },
  {
    name: 'a profile that has expired',
    profile: { expiresAt: expired.notAfter },
    expected: [['profile-expired', profileAt, 'new profile']],
  },
  {
    name: 'a profile that expires soon',
    profile: { expiresAt: soon.notAfter },
    expected: [['profile-expires-soon', profileAt, 'new profile']],
  },
  {
    name: 'a profile for another build type',
    profile: { kind: 'app-store' },
    expected: [['profile-kind-differs', profileAt, 'Set ios.buildType to app-store']],
  },
  {
    name: 'a development profile with a distribution certificate',
    profile: { kind: 'development', certificates: [person] },
    expected: [['profile-kind-differs', profileAt, 'Set ios.buildType to development']],
  },
  {
    name: 'a profile for another app',
    profile: { identifier: 'com.acme.other' },
    expected: [['profile-identifier-differs', profileAt, 'Choose a profile for com.acme.hello']],
  },
  {
    name: 'a wildcard for other apps',
    profile: { identifier: 'com.other.*' },
    expected: [['profile-identifier-differs', profileAt, 'com.acme.hello']],
  },
  {
    name: 'a wildcard with a capability that needs an explicit App ID',
    profile: { identifier: '*' },
    files: project(push),
    expected: [['profile-wildcard-entitlement', profileAt, 'explicit App ID']],
  },
  {
    name: 'a profile without the certificate',
    profile: { certificates: [pki.leaf({ label: 'another' })] },
    expected: [['profile-certificate-missing', profileAt, 'Choose one of these certificates']],
  },
  {
    name: 'a profile without the certificate, named with those that it has',
    profile: { certificates: [pki.leaf({ label: 'another', name: 'Apple Distribution: Other' })] },
    expected: [['profile-certificate-missing', profileAt, 'it includes Apple Distribution: Other (until 2035-01-01, SHA-1 ']],
  },
  { name: 'a profile for another platform', profile: { platforms: ['tvOS'] }, expected: [['profile-platform-differs', profileAt, 'iOS']] },
  {
    name: 'a device that is not in the profile',
    settings: { devices: ['00008110-001a2b3c4d5e001e', 'ffffffffffffffffffffffffffffffffffffffff'] },
    expected: [['profile-device-missing', '/ios/devices/1', 'Register the device']],
  },
  {
    name: 'an entitlement that is not granted',
    files: project(push),
    expected: [['profile-entitlement-missing', profileAt, 'capability']],
  },
  {
    name: 'an entitlement that is granted for something else',
    files: project(keychain('OTHER12345.com.acme.hello')),
    expected: [['profile-entitlement-differs', profileAt, 'granted values']],
  },
  {
    name: 'an entitlement with a variable that only the build knows',
    files: project(keychain('$(GROUP_PREFIX)com.acme.hello')),
    expected: [['profile-entitlement-unchecked', profileAt, 'the build sets']],
  },
  {
    name: 'entitlements whose name only the build knows',
    files: project(push, '$(FLAVOR).entitlements'),
    expected: [['entitlements-not-found', '', 'Check']],
  },
  {
    name: 'entitlements that cannot be read',
    files: project('<key>aps-environment'),
    expected: [['plist-xml-malformed', '', 'plutil -lint']],
  },
  {
    name: 'a DER form that says something else',
    profile: () => pki.profile({ certificates: [leaf], derContent: { UUID: 'another' } }),
    expected: [['profile-der-differs', profileAt, 'Download']],
  },
  {
    name: 'a profile of Xcode that fits instead',
    profile: { identifier: 'com.acme.other' },
    files: {
      '/home/ada/Library/MobileDevice/Provisioning Profiles/a.mobileprovision': pki.profile({ identifier: 'com.acme.other' }),
      '/home/ada/Library/MobileDevice/Provisioning Profiles/b.mobileprovision': pki.profile({
        certificates: [leaf],
        name: 'Old folder',
        expiresAt: new Date('2028-01-01T00:00:00Z'),
      }),
      '/home/ada/Library/Developer/Xcode/UserData/Provisioning Profiles/c.mobileprovision': pki.profile({
        certificates: [leaf],
        name: 'New folder',
      }),
      '/home/ada/Library/Developer/Xcode/UserData/Provisioning Profiles/d.mobileprovision': 'rubbish',
    },
    expected: [
      ['profile-identifier-differs', profileAt, 'Choose a profile'],
      [
        'profile-match-found',
        profileAt,
        'Set ios.provisioningProfile to /home/ada/Library/Developer/Xcode/UserData/Provisioning Profiles/c.mobileprovision',
      ],
    ],
  },
];

export const iosRows: readonly CheckRow[] = rows.map(({ name, expected, ...row }) => ({
  title: name,
  platform: 'ios',
  expected: expected.map(([code, pointer]) => `${issueTable[code].severity} ${code} #${pointer}`),
  ...(expected[0] && { says: expected[0][2] }),
  arrange: async () => arrangeIosApp(row),
}));
