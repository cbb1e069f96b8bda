/** Each check of what signs iOS packages: the wrong asset is made on the spot, and `validate --json` tells exactly that. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../../src/core/base/bytes.ts';
import { SessionCache } from '../../../../src/core/assets/sessionCache.ts';
import { encodePem } from '../../../../src/core/formats/pem/pem.ts';
import { type SigningIdentity } from '../../../../src/core/signing/signingIdentity.ts';
import { ApplePki, development, p12Of, p12Password, type ProfileOptions } from '../../../support/applePki.ts';
import { commandLine } from '../../../support/commandLine.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { fakeEngine } from '../../../support/workflowWorld.ts';
import { withinProcessorTime } from '../../../support/processorTime.ts';

const pki = new ApplePki();
const leaf = pki.leaf();
const person = pki.leaf({ label: 'person', name: 'Apple Development: Jane Doe (USERID1234)', markers: development });

interface Row {
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** `undefined`: there is no file. */
  readonly certificate?: () => Promise<Bytes | undefined> | Bytes | undefined;
  readonly profile?: ProfileOptions | (() => Bytes | undefined);
  readonly files?: Readonly<Record<string, string | Bytes>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Code, place in the settings, and a part of the remedy. */
  readonly expected: readonly (readonly [code: string, pointer: string, remedy: string])[];
}

const settingsOf = (change: Row['settings'] = {}): string =>
  JSON.stringify(
    {
      name: 'Hello',
      version: '1.0.0',
      engine: 'web',
      web: { webDir: 'dist' },
      ios: {
        appIdentifier: 'com.acme.hello',
        buildType: 'ad-hoc',
        certificate: 'signing/ios.p12',
        provisioningProfile: 'signing/ios.mobileprovision',
        ...change,
      },
    },
    null,
    2,
  );

interface FoundIssue {
  readonly code: string;
  readonly pointer: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly remedy: string;
  readonly severity: string;
}

async function validate(row: Omit<Row, 'name' | 'expected'>, cache?: SessionCache): Promise<readonly FoundIssue[]> {
  const text = settingsOf(row.settings);
  const files = new MemoryFiles({ '/app/dist/index.html': '', '/app/mobile-distribution.json': text, ...row.files });
  const certificate = row.certificate ? await row.certificate() : await p12Of([leaf]);
  const profile = typeof row.profile === 'function' ? row.profile() : pki.profile({ certificates: [leaf], ...row.profile });
  if (certificate) await files.writeFile('/app/signing/ios.p12', certificate);
  if (profile) await files.writeFile('/app/signing/ios.mobileprovision', profile);
  const args = ['validate', '--platform', 'ios', '--certificate-password', 'env:P', '--json'];
  const world = {
    engines: [{ ...fakeEngine, platforms: ['android', 'ios'] as const }],
    trustedRoots: [pki.root],
    homeFolder: '/home/ada',
    ...(cache && { sessionCache: cache }),
  };
  const { out } = await commandLine(files, args, { environment: row.environment ?? { P: p12Password }, world });
  const { issues }: { issues: readonly FoundIssue[] } = JSON.parse(out);
  const lines = text.split('\n');
  for (const { code, file, line, column, pointer } of issues) {
    deepStrictEqual([code, file], [code, '/app/mobile-distribution.json']);
    // The place is the value of the settings, or the key of the object that it is missing in.
    const isThere = typeof line === 'number' && typeof column === 'number';
    ok(isThere && (lines[line - 1] ?? '').slice(column - 1).startsWith('"'), `${code} at ${pointer} ${line}:${column}`);
  }
  return issues;
}

const expired = { notAfter: new Date('2026-11-20T00:00:00Z') };
const soon = { notAfter: new Date('2026-12-10T00:00:00Z') };
const certificateAt = '/ios/certificate';
const profileAt = '/ios/provisioningProfile';
const both = (identity: SigningIdentity): Pick<Row, 'certificate' | 'profile'> => ({
  certificate: () => p12Of([identity]),
  profile: { certificates: [identity] },
});
const project = (entitlements: string): Readonly<Record<string, string>> => ({
  '/app/ios/Hello.xcodeproj/project.pbxproj':
    'buildSettings = {\n CODE_SIGN_ENTITLEMENTS = Hello/Hello.entitlements;\n PRODUCT_BUNDLE_IDENTIFIER = com.acme.hello;\n};',
  '/app/ios/Hello/Hello.entitlements': `<?xml version="1.0"?><plist version="1.0"><dict>${entitlements}</dict></plist>`,
});
const push = '<key>aps-environment</key><string>development</string>';
const keychain = (group: string): string => `<key>keychain-access-groups</key><array><string>${group}</string></array>`;

const rows: readonly Row[] = [
  { name: 'nothing when all fits', expected: [] },
  { name: 'nothing when a wildcard covers the app', profile: { identifier: 'com.acme.*' }, expected: [] },
  { name: 'nothing without the password', environment: {}, certificate: () => p12Of([leaf]), expected: [] },
  {
    name: 'nothing when the entitlements are granted',
    profile: { entitlements: { 'aps-environment': 'production' } },
    files: project(push + keychain('$(AppIdentifierPrefix)com.acme.hello')),
    expected: [],
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
    expected: [['certificate-not-a-certificate', certificateAt, '.p12']],
  },
  { name: 'a wrong password', environment: { P: 'wrong' }, expected: [['certificate-password-wrong', certificateAt, 'Give the password']] },
  {
    name: 'a certificate without its key',
    certificate: () => leaf.certificates[0],
    expected: [['certificate-no-private-key', certificateAt, 'Export certificate and key']],
  },
  {
    name: 'several identities',
    certificate: () => p12Of([person, leaf]),
    expected: [['certificate-several-identities', certificateAt, 'Export only']],
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
    expected: [['certificate-issuer-unknown', certificateAt, 'Apple issued']],
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
    expected: [['certificate-team-differs', certificateAt, 'one team']],
  },
  // Profile
  {
    name: 'a profile that is not set',
    settings: { provisioningProfile: undefined },
    expected: [['profile-not-set', profileAt, 'ios.provisioningProfile']],
  },
  { name: 'a profile that is missing', profile: () => undefined, expected: [['profile-missing', profileAt, 'Correct']] },
  {
    name: 'a profile that is none',
    profile: () => leaf.certificates[0],
    expected: [['profile-not-a-profile', profileAt, '.mobileprovision']],
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

describe('what signs iOS packages', () => {
  for (const { name, expected, ...row } of rows)
    it(`is checked: ${name}`, async () => {
      const issues = await validate(row);
      deepStrictEqual(
        issues.map(({ code, pointer, remedy }, index) => [code, pointer, remedy.includes(expected[index]?.[2] ?? '\0')]),
        expected.map(([code, pointer]) => [code, pointer, true]),
      );
    });

  it('names the certificates that a profile allows', async () => {
    const [issue] = await validate({ profile: { certificates: [pki.leaf({ label: 'another', name: 'Apple Distribution: Other' })] } });
    const { message } = JSON.parse(JSON.stringify(issue)) as { message: string };
    ok(message.includes('it allows Apple Distribution: Other (until 2035-01-01, SHA-1 '), message);
  });

  it('takes less than 200 ms once the key is derived', async () => {
    const cache = new SessionCache();
    // As Xcode's folder of an old machine.
    const old = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `/home/ada/Library/MobileDevice/Provisioning Profiles/${index}.mobileprovision`,
        pki.profile({ identifier: `com.acme.old${index}` }),
      ]),
    );
    const bytes = await p12Of([leaf], 'modern');
    const row = { certificate: () => bytes, profile: { identifier: 'com.acme.other', hasDer: true }, files: old };
    await validate(row, cache);
    // What it takes on the clock is for the bench; here only that nothing is derived or parsed anew without need.
    await withinProcessorTime(1000, async () => await validate(row, cache));
  });

  it('is told by warnings and errors that decide the exit code', async () => {
    const issues = await validate({ profile: { expiresAt: soon.notAfter } });
    strictEqual(issues[0]?.severity, 'warning');
  });
});
