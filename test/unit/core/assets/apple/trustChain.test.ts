import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createHash, createPublicKey } from 'node:crypto';
import { fromBase64 } from '../../../../../src/core/base/bytes.ts';
import { appleCertificateKind, fitsBuildType, teamOf } from '../../../../../src/core/assets/apple/appleCertificateKind.ts';
import { appleIntermediates, appleRoots } from '../../../../../src/core/assets/apple/appleCertificates.ts';
import { appleIntermediateData } from '../../../../../src/core/assets/apple/appleIntermediateData.ts';
import { appleRootData } from '../../../../../src/core/assets/apple/appleRootData.ts';
import { findTrustChain } from '../../../../../src/core/assets/apple/trustChain.ts';
import { parseCertificate, type Certificate } from '../../../../../src/core/formats/x509/certificate.ts';
import { nameValue } from '../../../../../src/core/formats/x509/distinguishedName.ts';
import { isIssuedBy } from '../../../../../src/core/formats/x509/isIssuedBy.ts';
import { createCertificate } from '../../../../../src/core/formats/x509/createCertificate.ts';
import { throwAwayIdentity, throwAwayKey } from '../../../../support/throwAwayIdentity.ts';
import { ApplePki, development, distribution } from '../../../../support/applePki.ts';

describe('Apple’s certificates', () => {
  it('have the fingerprints that Apple publishes', () => {
    for (const { name, sha256, base64 } of [...appleRootData, ...appleIntermediateData])
      strictEqual(createHash('sha256').update(fromBase64(base64)).digest('hex'), sha256, name);
    deepStrictEqual(
      appleRootData.map(({ sha256 }) => sha256),
      [
        'b0b1730ecbc7ff4505142c49f1295e6eda6bcaed7e2c68c5be91b5a11001f024',
        '63343abfb89a6a03ebb57e9b3f5fa7be7c4f5c756f3017b3a8c488c3653e9179',
      ],
    );
  });

  it('are roots that signed themselves, and intermediates that a root signed', () => {
    for (const root of appleRoots) ok(isIssuedBy(root, root));
    deepStrictEqual(
      appleIntermediates.map((certificate) => [
        nameValue(certificate.subject, 'OU'),
        appleCertificateKind(certificate),
        certificate.notAfter.toISOString().slice(0, 10),
        findTrustChain(certificate, []).anchor,
      ]),
      [
        ['Apple Certification Authority', 'intermediate', '2029-05-06', 'apple'],
        ['G3', 'intermediate', '2030-02-20', 'apple'],
        ['G4', 'intermediate', '2030-12-10', 'apple'],
        ['G5', 'intermediate', '2030-12-10', 'apple'],
        ['G6', 'intermediate', '2036-03-19', 'apple'],
      ],
    );
  });
});

describe('a chain of certificates', () => {
  const pki = new ApplePki();
  const leaf = parseCertificate(pki.leaf().certificates[0]);
  const wwdr = parseCertificate(pki.wwdr);

  it('ends in a root that is trusted, through the intermediate that signed', () => {
    const other = parseCertificate(new ApplePki('ec-p256', 'other').wwdr);
    // Both intermediates have the same name.
    const { anchor, certificates } = findTrustChain(leaf, [other, wwdr], [pki.root]);
    deepStrictEqual([anchor, certificates.map(({ sha256 }) => sha256)], ['trusted', [leaf.sha256, wwdr.sha256, pki.root.sha256]]);
  });

  it('ends where the issuer is not known, or did not sign', () => {
    const other = parseCertificate(new ApplePki('ec-p256', 'other').wwdr);
    deepStrictEqual(
      [findTrustChain(leaf, [], [pki.root]).certificates.length, findTrustChain(leaf, [other], [pki.root]).anchor],
      [1, undefined],
    );
    strictEqual(findTrustChain(leaf, [wwdr]).anchor, undefined);
  });

  it('ends at the certificate itself when that is a root, and not at one that only signed itself', () => {
    const self = parseCertificate(throwAwayIdentity({ label: 'self-signed' }).certificates[0]);
    deepStrictEqual(
      [findTrustChain(pki.root, [], [pki.root]), findTrustChain(pki.root, []), findTrustChain(self, [self])].map(
        ({ anchor, certificates }) => [anchor, certificates.length],
      ),
      [
        ['trusted', 1],
        [undefined, 1],
        [undefined, 1],
      ],
    );
  });

  /** Authorities below each other, the root first. */
  function authorities(count: number): readonly Certificate[] {
    const dates = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') };
    return Array.from({ length: count }, (_, index) => {
      const [own, above] = [index, Math.max(0, index - 1)].map((level) => ({
        name: [{ type: 'CN', value: `Level ${level}` }],
        privateKey: throwAwayKey('ec-p256', `level ${level}`),
      }));
      if (!own || !above) throw new TypeError('there are two');
      const serialNumber = Uint8Array.of(index + 1);
      const publicKey = createPublicKey(own.privateKey);
      return parseCertificate(createCertificate({ ...dates, subject: own.name, serialNumber, publicKey, issuer: above, isCa: true }));
    });
  }

  it('goes on for six certificates and no further', () => {
    const levels = authorities(8);
    const root = levels[0];
    const chainOf = (length: number) => findTrustChain(levels[length - 1] ?? leaf, levels, root ? [root] : []);
    deepStrictEqual(
      [2, 5, 6, 7, 8].map((length) => [chainOf(length).anchor, chainOf(length).certificates.length]),
      [
        ['trusted', 2],
        ['trusted', 5],
        ['trusted', 6],
        [undefined, 6],
        [undefined, 6],
      ],
    );
  });

  it('looks at the first issuers of a file that brings many', () => {
    const [root, middle, below] = authorities(3);
    if (!root || !middle || !below) throw new TypeError('there are three');
    const others = Array.from({ length: 40 }, () => pki.root);
    const chain = (before: number) => findTrustChain(below, [...others.slice(0, before), middle], [root]).anchor;
    deepStrictEqual([chain(0), chain(31), chain(32)], ['trusted', 'trusted', undefined]);
  });

  it('is not made with a certificate that is not an authority', () => {
    const signer = pki.leaf({ label: 'no authority' });
    strictEqual(findTrustChain(leaf, [parseCertificate(signer.certificates[0])], []).certificates.length, 1);
  });
});

describe('the kind of a certificate', () => {
  const pki = new ApplePki();
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['apple-development', development],
    ['ios-development', ['1.2']],
    ['mac-development', ['1.12']],
    ['apple-distribution', distribution],
    ['ios-distribution', ['1.4']],
    ['mac-app-distribution', ['1.7']],
    ['mac-installer-distribution', ['1.8']],
    ['app-store', ['1.3']],
    ['app-store', ['1.25.1']],
    ['developer-id-application', ['1.13', '1.33']],
    ['developer-id-installer', ['1.14']],
    ['unknown', []],
  ];
  for (const [kind, markers] of kinds)
    it(`${kind} follows from ${markers.join(' and ') || 'no marker'}`, () => {
      strictEqual(appleCertificateKind(parseCertificate(pki.leaf({ markers }).certificates[0])), kind);
    });

  it('decides which build types it signs', () => {
    const signs = (kind: Parameters<typeof fitsBuildType>[0]): string[] =>
      ['development', 'ad-hoc', 'app-store', 'in-house'].filter((buildType) => fitsBuildType(kind, buildType));
    deepStrictEqual(
      [signs('apple-development'), signs('ios-distribution'), signs('developer-id-application')],
      [['development'], ['ad-hoc', 'app-store', 'in-house'], []],
    );
  });

  it('says nothing of the team, which the organizational unit does', () => {
    const person = pki.leaf({ name: 'Apple Development: Jane Doe (USERID1234)', markers: development });
    strictEqual(teamOf(parseCertificate(person.certificates[0])), 'TEAM123456');
  });
});
