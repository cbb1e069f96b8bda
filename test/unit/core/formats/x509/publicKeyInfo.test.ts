/** Keys are named by their identifiers and numbers, also those that no crypto library takes. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { parseAsn1 } from '../../../../../src/core/formats/asn1/asn1Node.ts';
import { derBitString, derInteger, derNull, derObjectIdentifier, derSequence } from '../../../../../src/core/formats/asn1/derWriter.ts';
import { encodeAlgorithmIdentifier } from '../../../../../src/core/formats/x509/algorithmIdentifier.ts';
import { nameOfKey, parsePublicKeyInfo } from '../../../../../src/core/formats/x509/publicKeyInfo.ts';

const ec = '1.2.840.10045.2.1';
const number = (hex: string): Bytes => derInteger(BigInt(`0x${hex}`));
const rsa = (modulus: string): Bytes => derSequence(number(modulus), derInteger(65_537));
const prime = (hex: string): Bytes => derSequence(derInteger(1), derSequence(derObjectIdentifier('1.2.840.10045.1.1'), number(hex)));

const keys: readonly (readonly [name: string, oid: string, parameters: Bytes, key: Bytes, facts: object])[] = [
  ['RSA 2048', '1.2.840.113549.1.1.1', derNull(), rsa(`80${'00'.repeat(255)}`), { algorithm: 'RSA', bits: 2048 }],
  ['RSA 2047', '1.2.840.113549.1.1.1', derNull(), rsa(`7f${'00'.repeat(255)}`), { algorithm: 'RSA', bits: 2047 }],
  ['RSA 1', '1.2.840.113549.1.1.1', derNull(), rsa('01'), { algorithm: 'RSA', bits: 1 }],
  ['RSA 0', '1.2.840.113549.1.1.1', derNull(), rsa('00'), { algorithm: 'RSA', bits: 0 }],
  ['RSA-PSS 2048', '1.2.840.113549.1.1.10', derSequence(), rsa(`ff${'00'.repeat(255)}`), { algorithm: 'RSA-PSS', bits: 2048 }],
  ['EC P-256', ec, derObjectIdentifier('1.2.840.10045.3.1.7'), derNull(), { algorithm: 'EC', bits: 256, curve: 'P-256' }],
  ['EC 1.2.3', ec, derObjectIdentifier('1.2.3'), derNull(), { algorithm: 'EC', bits: 0, curve: '1.2.3' }],
  ['EC explicit', ec, prime(`ff${'ff'.repeat(31)}`), derNull(), { algorithm: 'EC', bits: 256, curve: 'explicit' }],
  ['EC explicit', ec, derSequence(derInteger(1), derInteger(2)), derNull(), { algorithm: 'EC', bits: 0, curve: 'explicit' }],
  ['EC explicit', ec, derSequence(), derNull(), { algorithm: 'EC', bits: 0, curve: 'explicit' }],
  ['EC explicit', ec, derNull(), derNull(), { algorithm: 'EC', bits: 0, curve: 'explicit' }],
  ['DSA 1024', '1.2.840.10040.4.1', derSequence(number(`80${'00'.repeat(127)}`)), derNull(), { algorithm: 'DSA', bits: 1024 }],
  ['DSA 0', '1.2.840.10040.4.1', derNull(), derNull(), { algorithm: 'DSA', bits: 0 }],
  ['Ed25519', '1.3.101.112', derNull(), derNull(), { algorithm: 'Ed25519', bits: 255 }],
  ['X448', '1.3.101.111', derNull(), derNull(), { algorithm: 'X448', bits: 448 }],
  ['ML-DSA-65', '2.16.840.1.101.3.4.3.18', derNull(), derNull(), { algorithm: 'ML-DSA-65', bits: 0 }],
  ['1.2.3.4', '1.2.3.4', derNull(), derNull(), { algorithm: 'unknown', bits: 0 }],
];

describe('a public key', () => {
  for (const [index, [name, oid, parameters, key, facts]] of keys.entries())
    it(`is ${name} (${index + 1})`, () => {
      const encoded = derSequence(encodeAlgorithmIdentifier(oid, parameters), derBitString(key));
      const { der, ...described } = parsePublicKeyInfo(parseAsn1(encoded));
      deepStrictEqual([described, nameOfKey(described)], [{ oid, ...facts }, name]);
      strictEqual(Buffer.from(der).equals(encoded), true);
    });
});
