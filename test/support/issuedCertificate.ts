/** What stands for Apple's authority: a certificate of the key of a request. */

import { ok } from 'node:assert/strict';
import forge from 'node-forge';

let authority: forge.pki.rsa.KeyPair | undefined;

/** As Apple does: the key of the request under a name of its own. */
export function writeCertificate(request: string, serial: string): Uint8Array {
  authority ??= forge.pki.rsa.generateKeyPair(1024);
  const asked = forge.pki.certificationRequestFromPem(request);
  ok(asked.verify(), 'the request is not signed by its key');
  const certificate = forge.pki.createCertificate();
  ok(asked.publicKey);
  certificate.publicKey = asked.publicKey;
  certificate.serialNumber = `00${serial}`;
  certificate.validity.notBefore = new Date('2026-01-01T00:00:00Z');
  certificate.validity.notAfter = new Date('2030-01-01T00:00:00Z');
  certificate.setSubject([{ name: 'commonName', value: 'Apple Distribution: Ada (TEAM123456)' }]);
  certificate.setIssuer([{ name: 'commonName', value: 'Lab' }]);
  certificate.sign(authority.privateKey, forge.md.sha256.create());
  return Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'binary');
}
