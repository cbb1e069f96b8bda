import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { concatBytes, toHex } from '../../../../../src/core/base/bytes.ts';
import { serialNumberText } from '../../../../../src/core/formats/x509/certificate.ts';
import { createCertificate } from '../../../../../src/core/formats/x509/createCertificate.ts';
import { inspectCertificate } from '../../../../../src/core/formats/x509/inspectCertificate.ts';
import { nameOfKey } from '../../../../../src/core/formats/x509/publicKeyInfo.ts';
import { throwAwayIdentity, throwAwayKey, type ThrowAwayAlgorithm } from '../../../../support/throwAwayIdentity.ts';
import { createPublicKey } from 'node:crypto';
import { withWholeTexts } from '../../../../support/assertFilled.ts';

describe('certificates that are made here', () => {
  function check(algorithm: ThrowAwayAlgorithm, key: string, signature: string): void {
    const der = throwAwayIdentity({ algorithm }).certificates[0];
    const { certificate, issues } = inspectCertificate(der);
    ok(certificate);
    deepStrictEqual(issues, []);
    strictEqual(nameOfKey(certificate.publicKey), key);
    strictEqual(certificate.signatureAlgorithm.name, signature);
    strictEqual(certificate.subject.text, `CN=Throw-away ${algorithm}, O=Tests, C=US`);
    deepStrictEqual(
      certificate.subject.attributes.map((attribute) => attribute.key),
      ['C', 'O', 'CN'],
    );
    strictEqual(certificate.isSelfIssued, true);
    strictEqual(certificate.isCa, false);
    strictEqual(serialNumberText(certificate), '123456');

    const other = new X509Certificate(der);
    ok(other.verify(other.publicKey));
    strictEqual(toHex(other.raw), toHex(certificate.der));
    strictEqual(other.fingerprint256.replaceAll(':', '').toLowerCase(), certificate.sha256);
    strictEqual(other.fingerprint.replaceAll(':', '').toLowerCase(), certificate.sha1);
    strictEqual(new Date(other.validFrom).getTime(), certificate.notBefore.getTime());
    strictEqual(new Date(other.validTo).getTime(), certificate.notAfter.getTime());
  }

  it('are read again, and node:crypto agrees', () => {
    check('rsa-2048', 'RSA 2048', 'SHA256withRSA');
    check('ec-p256', 'EC P-256', 'SHA256withECDSA');
    check('ec-p384', 'EC P-384', 'SHA256withECDSA');
    check('ec-p521', 'EC P-521', 'SHA256withECDSA');
    check('ec-secp256k1', 'EC secp256k1', 'SHA256withECDSA');
    check('dsa-1024', 'DSA 1024', 'SHA256withDSA');
    check('ed25519', 'Ed25519', 'Ed25519');
  });

  it('sign with the wanted hash', () => {
    const names = (['sha1', 'sha256', 'sha384', 'sha512'] as const).map(
      (hash) => inspectCertificate(throwAwayIdentity({ algorithm: 'ec-p384', hash }).certificates[0]).certificate?.signatureAlgorithm.name,
    );
    deepStrictEqual(names, ['SHA1withECDSA', 'SHA256withECDSA', 'SHA384withECDSA', 'SHA512withECDSA']);
  });

  it('can be issued by another, with extensions', () => {
    const root = throwAwayKey('ec-p256', 'root');
    const name = [{ type: 'CN', value: 'Root' }];
    const validity = { notBefore: new Date('2026-01-01'), notAfter: new Date('2060-01-01'), serialNumber: Uint8Array.of(0xff) };
    const issuer = { name, privateKey: root };
    const rootDer = createCertificate({ ...validity, subject: name, publicKey: createPublicKey(root), issuer, isCa: true });
    const leafDer = createCertificate({
      ...validity,
      subject: [{ type: 'CN', value: 'Leaf' }],
      publicKey: createPublicKey(throwAwayKey('ec-p256')),
      issuer,
      extensions: [{ oid: '2.5.29.37', isCritical: true, value: Uint8Array.of(0x30, 0x0a, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 3) }],
    });
    const leaf = inspectCertificate(leafDer).certificate;
    ok(leaf);
    ok(new X509Certificate(leafDer).checkIssued(new X509Certificate(rootDer)));
    strictEqual(inspectCertificate(rootDer).certificate?.isCa, true);
    strictEqual(leaf.isSelfIssued, false);
    strictEqual(serialNumberText(leaf), 'ff');
    deepStrictEqual(leaf.extendedKeyUsages, ['1.3.6.1.5.5.7.3.3']);
    deepStrictEqual(
      leaf.extensions.map(({ name, isCritical }) => [name, isCritical]),
      [
        ['subjectKeyIdentifier', false],
        ['extKeyUsage', true],
      ],
    );
  });
});

describe('inspectCertificate', () => {
  const der = throwAwayIdentity({ algorithm: 'ec-p256' }).certificates[0];

  function check(name: string, bytes: Uint8Array, codes: readonly string[]): void {
    it(name, () =>
      deepStrictEqual(
        withWholeTexts(inspectCertificate(bytes).issues).map((issue) => issue.code),
        codes,
      ),
    );
  }

  check('certificate-unreadable: empty', new Uint8Array(0), ['certificate-unreadable']);
  check('certificate-truncated', der.subarray(0, 200), ['certificate-truncated']);
  check('certificate-unreadable: text', Buffer.from('-----BEGIN'), ['certificate-unreadable']);
  check('certificate-trailing-bytes', concatBytes(der, Uint8Array.of(0, 0)), ['certificate-trailing-bytes']);

  it('is told how many bytes are too many, and where they are', () => {
    const [issue] = inspectCertificate(concatBytes(der, Uint8Array.of(0, 0))).issues;
    deepStrictEqual([issue?.params, issue?.place], [{ count: 2 }, { offset: der.length }]);
  });

  it('survives every single changed byte', () => {
    for (let index = 0; index < der.length; index++) {
      const changed = der.slice();
      changed[index] = (changed[index] ?? 0) ^ 0x41;
      inspectCertificate(changed);
    }
  });
});
