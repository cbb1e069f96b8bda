/** The npm package `node-forge` judges what we write of PKCS #12, CMS and PKCS #10, and we read what it writes. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import forge from 'node-forge';
import { utf8 } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { inspectCertificateRequest, createCertificateRequest } from '../../src/core/formats/x509/certificateRequest.ts';
import { cmsOids } from '../../src/core/formats/cms/cmsOids.ts';
import { encodePkcs12 } from '../../src/core/formats/pkcs12/encodePkcs12.ts';
import { readKeystore } from '../../src/core/assets/keystore/readKeystore.ts';
import { signCms } from '../../src/core/signing/cms/signCms.ts';
import { throwAwayIdentity } from '../support/throwAwayIdentity.ts';

const identity = throwAwayIdentity({ algorithm: 'rsa-2048' });
const password = 'pässwörd 1';
/** PKCS #12 has passwords in UTF-16; forge takes a string of characters. */
const secret = new Secret(password);

function asn1Of(bytes: Uint8Array): forge.asn1.Asn1 {
  return forge.asn1.fromDer(Buffer.from(bytes).toString('binary'));
}
const derOf = (asn1: forge.asn1.Asn1): Uint8Array => Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');

describe('PKCS #12 compared with the package node-forge', () => {
  it('opens the compatible form that we write', async () => {
    const entries = [{ alias: 'upload', privateKey: identity.privateKey, certificates: identity.certificates }];
    const bytes = await encodePkcs12({ entries, password: secret, form: 'compatible', randomBytes: (count) => randomBytes(count) });
    const read = forge.pkcs12.pkcs12FromAsn1(asn1Of(bytes), password);
    const oid = forge.pki.oids['pkcs8ShroudedKeyBag'] ?? '';
    const [bag] = read.getBags({ bagType: oid })[oid] ?? [];
    ok(bag?.key);
    const pem = forge.pki.privateKeyInfoToPem(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)));
    strictEqual(pem.replaceAll('\r', ''), identity.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    deepStrictEqual(bag.attributes['friendlyName'], ['upload']);
  });

  for (const algorithm of ['3des', 'aes128', 'aes256'] as const) {
    it(`is opened by us when it wrote it with ${algorithm}`, async () => {
      const key = forge.pki.privateKeyFromPem(identity.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
      const certificate = forge.pki.certificateFromAsn1(asn1Of(identity.certificates[0]));
      const file = forge.pkcs12.toPkcs12Asn1(key, [certificate], 'secret 1', { algorithm, friendlyName: 'theirs' });
      const reading = await readKeystore(derOf(file), { password: new Secret('secret 1') });
      strictEqual(reading.password, 'right');
      deepStrictEqual(
        reading.issues.filter(({ severity }) => severity === 'error'),
        [],
      );
      strictEqual(reading.contents.length, 1);
      strictEqual((await readKeystore(derOf(file), { password: new Secret('secret 2') })).password, 'wrong');
    });
  }
});

describe('CMS compared with the package node-forge', () => {
  it('is read by it as we write it', () => {
    const content = utf8('the content');
    const bytes = signCms({
      content,
      contentType: cmsOids.data,
      isDetached: false,
      signers: [{ identity, hash: 'sha256', algorithmForm: 'combined', signedAttributes: [] }],
    });
    const message = forge.pkcs7.messageFromAsn1(asn1Of(bytes));
    ok('certificates' in message);
    deepStrictEqual(
      message.certificates.map((certificate) => certificate.subject.getField('O').value),
      ['Tests'],
    );
    // Its signature is checked with its own RSA, over the attributes as RFC 5652 has them hashed.
    const capture: unknown = Reflect.get(message, 'rawCapture');
    ok(typeof capture === 'object' && capture !== null);
    const attributes: unknown = Reflect.get(capture, 'authenticatedAttributes');
    const signature: unknown = Reflect.get(capture, 'signature');
    ok(Array.isArray(attributes) && typeof signature === 'string');
    const set = forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.SET, true, attributes);
    const digest = forge.md.sha256.create();
    digest.update(forge.asn1.toDer(set).getBytes());
    const key = forge.pki.publicKeyFromPem(forge.pki.publicKeyToPem(message.certificates[0]?.publicKey ?? forge.pki.publicKeyFromPem('')));
    ok(key.verify(digest.digest().getBytes(), signature));
  });
});

describe('certificate requests compared with the package node-forge', () => {
  it('are verified by it as we write them', () => {
    const request = createCertificateRequest(
      [
        { type: 'CN', value: 'Müller' },
        { type: 'C', value: 'DE' },
      ],
      identity.privateKey,
    );
    const read = forge.pki.certificationRequestFromAsn1(asn1Of(request));
    ok(read.verify());
    strictEqual(forge.util.decodeUtf8(String(read.subject.getField('CN').value)), 'Müller');
  });

  it('are read by us as it writes them', () => {
    const key = forge.pki.privateKeyFromPem(identity.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const request = forge.pki.createCertificationRequest();
    request.publicKey = forge.pki.rsa.setPublicKey(key.n, key.e);
    request.setSubject([{ name: 'commonName', value: 'Theirs' }]);
    request.sign(key, forge.md.sha256.create());
    const { request: read, issues } = inspectCertificateRequest(derOf(forge.pki.certificationRequestToAsn1(request)));
    deepStrictEqual(issues, []);
    ok(read?.isSignatureValid);
  });
});
