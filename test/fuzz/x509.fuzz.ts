/** Certificates, and with them the reading of ASN.1 that everything signed is on. */

import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAsn1Prefix, type Asn1Node } from '../../src/core/formats/asn1/asn1Node.ts';
import { textOf } from '../../src/core/formats/asn1/asn1Text.ts';
import { octetsOf } from '../../src/core/formats/asn1/asn1Value.ts';
import { derOctetString, derSequence, derObjectIdentifier } from '../../src/core/formats/asn1/derWriter.ts';
import { MalformedAsn1 } from '../../src/core/formats/asn1/malformedAsn1.ts';
import { inspectJavaKeystore } from '../../src/core/formats/java-keystore/inspectJavaKeystore.ts';
import { createCertificate } from '../../src/core/formats/x509/createCertificate.ts';
import { inspectCertificate } from '../../src/core/formats/x509/inspectCertificate.ts';
import { toIndefinite } from '../support/pkcs12Pieces.ts';
import { fixedIdentity } from '../support/throwAwayIdentity.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

function jksCertificate(bytes: Uint8Array): Uint8Array {
  const [entry] = inspectJavaKeystore(bytes).entries;
  return (entry?.kind === 'private-key' ? entry.certificates[0]?.der : undefined) ?? new Uint8Array(0);
}

function walk(node: Asn1Node): void {
  textOf(node);
  if (node.is('OCTET_STRING')) octetsOf(node);
  if (node.isConstructed) for (const child of node.children) walk(child);
}

export const target: FuzzTarget = {
  name: 'x509',
  seeds: async () => {
    const { privateKey: key, certificates } = fixedIdentity();
    const name = [
      { type: 'CN', value: 'Ünïcode' },
      { type: 'EMAILADDRESS', value: 'a@example.com' },
    ];
    const extended = createCertificate({
      subject: name,
      issuer: { name: [{ type: 'CN', value: 'Issuer' }], privateKey: key },
      publicKey: createPublicKey(key),
      notBefore: new Date('2026-01-01'),
      notAfter: new Date('2056-01-01'),
      serialNumber: Uint8Array.of(1),
      isCa: true,
      extensions: [
        { oid: '2.5.29.37', value: derSequence(derObjectIdentifier('1.3.6.1.5.5.7.3.3')) },
        { oid: '2.5.29.35', value: derSequence(Uint8Array.of(0x80, 1, 1)) },
        { oid: '1.2.3.4', isCritical: true, value: derOctetString(new Uint8Array(3)) },
      ],
    });
    const fixture = async (file: string): Promise<Uint8Array> =>
      new Uint8Array(await readFile(join(import.meta.dirname, '../fixtures/keystores', file)));
    // Certificates of RSA and DSA keys are in the open in these.
    const trusted = ['jks-dsa.jks', 'jks-rsa.jks'].map(async (file) => jksCertificate(await fixture(file)));
    return [extended, certificates[0], toIndefinite(extended), ...(await Promise.all(trusted))];
  },
  run: (bytes) => {
    inspectCertificate(bytes);
    try {
      walk(parseAsn1Prefix(bytes));
    } catch (error) {
      if (!(error instanceof MalformedAsn1)) throw error;
    }
  },
};
