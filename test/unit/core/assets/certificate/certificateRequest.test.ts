import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { combineCertificate, createAppleRequest } from '../../../../../src/core/assets/certificate/certificateRequest.ts';
import { readCertificateFile } from '../../../../../src/core/assets/certificate/readCertificateFile.ts';
import { encodePrivateKeyFile, openPrivateKeys } from '../../../../../src/core/assets/certificate/privateKeyFile.ts';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { parseCertificate } from '../../../../../src/core/formats/x509/certificate.ts';
import { createCertificateRequest, inspectCertificateRequest } from '../../../../../src/core/formats/x509/certificateRequest.ts';
import { nameOfKey } from '../../../../../src/core/formats/x509/publicKeyInfo.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import { countingRandom } from '../../../../support/fixedWorld.ts';
import { throwAwayKey } from '../../../../support/throwAwayIdentity.ts';

const random = countingRandom();
const password = new Secret('of the file');

describe('a certificate request', () => {
  it('is made with a key of 2048 bits and signed with it', async () => {
    const { privateKey, request } = await createAppleRequest({ commonName: 'Ada', emailAddress: 'ada@example.com' });
    const inspected = inspectCertificateRequest(request);
    ok(inspected.request);
    const { subject, publicKey, isSignatureValid } = inspected.request;
    deepStrictEqual(
      [subject.text, nameOfKey(publicKey), isSignatureValid, inspected.issues],
      ['CN=Ada, EMAILADDRESS=ada@example.com', 'RSA 2048', true, []],
    );
    strictEqual(Buffer.compare(publicKey.der, createPublicKey(privateKey).export({ type: 'spki', format: 'der' })), 0);
  });

  it('is made with every kind of key', () => {
    for (const algorithm of ['rsa-2048', 'ec-p256', 'ed25519'] as const)
      strictEqual(
        inspectCertificateRequest(createCertificateRequest([{ type: 'CN', value: 'Ada' }], throwAwayKey(algorithm))).request
          ?.isSignatureValid,
        true,
      );
  });

  it('that was changed or is none is reported', () => {
    const request = createCertificateRequest([{ type: 'CN', value: 'Ada' }], throwAwayKey('ec-p256'));
    const at = Buffer.from(request).indexOf('Ada');
    request.set(utf8('Eve'), at);
    strictEqual(inspectCertificateRequest(request).issues[0]?.code, 'certificate-request-signature-invalid');
    strictEqual(inspectCertificateRequest(request.subarray(0, 40)).issues[0]?.code, 'certificate-request-unreadable');
  });

  it('becomes a .p12 together with the certificate', async () => {
    const pki = new ApplePki();
    const { privateKey, certificates } = pki.leaf();
    const certificate = parseCertificate(certificates[0]);
    const issuers = [parseCertificate(pki.wwdr), pki.root];
    for (const form of ['modern', 'compatible'] as const) {
      const bytes = await combineCertificate({ certificate, privateKey, password, form, random, issuers });
      const { identities, issues } = await readCertificateFile(bytes, password);
      const [identity] = identities;
      deepStrictEqual(
        [identity?.certificate.sha256, identity?.issuers.length, identity?.privateKey?.equals(privateKey), issues.map(({ code }) => code)],
        [certificate.sha256, 2, true, form === 'modern' ? ['certificate-encryption-new'] : []],
      );
    }
    await rejects(
      combineCertificate({ certificate, privateKey: throwAwayKey('rsa-2048', 'another'), password, form: 'modern', random }),
      (error) => isFailure(error, 'signing-key-mismatch'),
    );
  });

  it('keeps its key under a password', async () => {
    const privateKey = throwAwayKey('rsa-2048');
    const text = utf8(await encodePrivateKeyFile(privateKey, password, random));
    const opened = await openPrivateKeys(text, password);
    deepStrictEqual([opened.keys.map((key) => key.equals(privateKey)), opened.issues], [[true], []]);
    for (const wrong of [undefined, new Secret('wrong')])
      deepStrictEqual(
        (await openPrivateKeys(text, wrong)).issues.map(({ code }) => code),
        ['private-key-closed'],
      );
    const flawed = await openPrivateKeys(text, new Secret('"wrong"'));
    deepStrictEqual(
      flawed.issues.map(({ code }) => code),
      ['private-key-closed', 'password-flaw'],
    );
  });
});
