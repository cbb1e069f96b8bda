import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { inspectProfile } from '../../../../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { type ProfileInspection } from '../../../../../src/core/assets/provisioning-profile/profileInspection.ts';
import { ApplePki, devices, inPieces, profileContent, team } from '../../../../support/applePki.ts';

const now = new Date('2026-11-21T10:00:00Z');
const pki = new ApplePki();
const rsa = new ApplePki('rsa-2048', 'rsa');
const leaf = pki.leaf();
const other = pki.leaf({ label: 'another' });

function inspect(bytes: Bytes, trusted = [pki.root, rsa.root]): ProfileInspection {
  return inspectProfile(bytes, { now, trusted });
}

function checkCodes(bytes: Bytes, codes: readonly string[], signatureValid: boolean): void {
  const inspection = inspect(bytes);
  deepStrictEqual([inspection.issues.map(({ code }) => code), inspection.signatureValid], [codes, signatureValid]);
}

/** One byte of a text inside the profile, changed after it was signed. */
function altered(bytes: Bytes, from: string, to: string): Bytes {
  const at = Buffer.from(bytes).indexOf(from);
  ok(at >= 0);
  const copy = bytes.slice();
  copy.set(utf8(to), at);
  return copy;
}

describe('inspecting a provisioning profile', () => {
  it('says what it allows', () => {
    const inspection = inspect(pki.profile({ certificates: [leaf, other] }));
    const { name, uuid, kind, teamIdentifier, applicationIdentifier, expiresAt, signatureValid, issues } = inspection;
    deepStrictEqual(
      { name, uuid, kind, teamIdentifier, applicationIdentifier, expiresAt, signatureValid, issues, devices: inspection.devices },
      {
        name: 'Lab ad-hoc',
        uuid: '0a1b2c3d-0000-4000-8000-000000000000',
        kind: 'ad-hoc',
        teamIdentifier: team,
        applicationIdentifier: `${team}.com.acme.hello`,
        expiresAt: new Date('2035-01-01T00:00:00Z'),
        signatureValid: true,
        issues: [],
        devices,
      },
    );
    deepStrictEqual(
      inspection.certificates.map(({ subject }) => subject.text.includes('CN=Apple Distribution: Lab Corp')),
      [true, true],
    );
  });

  it('verifies signatures with RSA and EC, in DER and BER', () => {
    for (const authority of [pki, rsa]) {
      checkCodes(authority.profile({ certificates: [leaf], hasDer: true }), [], true);
      checkCodes(inPieces(authority.profile({ certificates: [leaf] })), [], true);
    }
  });

  it('says when the root is not Apple’s, and takes the profile', () => {
    const inspection = inspect(pki.profile({ certificates: [leaf] }), []);
    deepStrictEqual([inspection.issues.map(({ code }) => code), inspection.signatureValid], [['profile-issuer-unknown'], true]);
  });

  const good = pki.profile({ certificates: [leaf], hasDer: true });
  const der = (change: Parameters<typeof profileContent>[0]): Bytes =>
    pki.profile({ certificates: [leaf], derContent: profileContent({ certificates: [leaf], ...change }) });
  const mutations: readonly (readonly [name: string, bytes: Bytes, codes: readonly string[], isValid: boolean])[] = [
    ['its digest', altered(good, 'Lab Demo', 'Lab Dama'), ['profile-signature-broken', 'profile-der-differs'], false],
    ['its expiry', altered(good, '2035-01-01', '2099-01-01'), ['profile-signature-broken', 'profile-der-differs'], false],
    [
      'its devices',
      altered(good, devices[0] ?? '', `${(devices[0] ?? '').slice(0, -1)}F`),
      ['profile-signature-broken', 'profile-der-differs'],
      false,
    ],
    ['its entitlements', altered(good, '<false/>', '<true/> '), ['profile-signature-broken', 'profile-der-differs'], false],
    ['the expiry in its DER form', der({ expiresAt: new Date('2034-01-01T00:00:00Z') }), ['profile-der-differs'], true],
    ['the devices in its DER form', der({ devices: [] }), ['profile-der-differs'], true],
    ['the certificate in its DER form', der({ certificates: [other] }), ['profile-der-differs'], true],
    ['the entitlements in its DER form', der({ entitlements: { 'aps-environment': 'production' } }), ['profile-der-differs'], true],
    [
      'the signature of its DER form',
      pki.profile({
        certificates: [leaf],
        change: { 'DER-Encoded-Profile': altered(pki.profile({ certificates: [leaf], hasDer: true }), 'Lab Demo', 'Lab Dama') },
      }),
      ['profile-der-unreadable'],
      true,
    ],
    [
      'its DER form altogether',
      pki.profile({ certificates: [leaf], change: { 'DER-Encoded-Profile': utf8('nothing') } }),
      ['profile-der-unreadable'],
      true,
    ],
    [
      'one certificate to rubbish',
      pki.profile({ change: { DeveloperCertificates: [leaf.certificates[0], utf8('rubbish')] } }),
      ['profile-certificates-unreadable'],
      true,
    ],
    ['its date to the past', pki.profile({ certificates: [leaf], expiresAt: new Date('2026-11-20T00:00:00Z') }), ['profile-expired'], true],
    [
      'its date to the next month',
      pki.profile({ certificates: [leaf], expiresAt: new Date('2026-12-10T00:00:00Z') }),
      ['profile-expires-soon'],
      true,
    ],
    ['its signer to a developer', pki.profile({ certificates: [leaf], signer: leaf }), ['profile-signer-unexpected'], false],
  ];
  for (const [name, bytes, codes, isValid] of mutations)
    it(`notices a change of ${name}`, () => {
      checkCodes(bytes, codes, isValid);
    });

  it('takes keys of the DER form alone for what they are', () => {
    const derContent = { ...profileContent({ certificates: [leaf] }), ProfileDistributionType: 'ADHOC' };
    checkCodes(pki.profile({ certificates: [leaf], derContent }), [], true);
    const without = Object.fromEntries(Object.entries(derContent).filter(([key]) => key !== 'ProvisionedDevices'));
    checkCodes(pki.profile({ certificates: [leaf], derContent: without }), ['profile-der-differs'], true);
  });

  it('names what differs in the DER form', () => {
    const issue = inspect(der({ expiresAt: new Date('2034-01-01T00:00:00Z'), devices: [] })).issues[0];
    strictEqual(issue?.params['keys'], 'ExpirationDate, ProvisionedDevices');
  });

  it('says what another file is', () => {
    const files: readonly (readonly [string, Bytes])[] = [
      ['file-empty', new Uint8Array(0)],
      ['file-is-certificate', leaf.certificates[0]],
      ['file-web-page', utf8('<!DOCTYPE html><html></html>')],
      ['file-lfs-pointer', utf8('version https://git-lfs.github.com/spec/v1\n')],
      ['file-is-other', utf8('hello')],
    ];
    for (const [code, bytes] of files) {
      deepStrictEqual(
        inspect(bytes).issues.map((issue) => issue.code),
        [code],
      );
    }
  });
});
