import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { type Bytes, toHex } from '../../../../src/core/base/bytes.ts';
import {
  derBitString,
  derInteger,
  derNull,
  derObjectIdentifier,
  derOctetString,
  derPrimitive,
  derSequence,
} from '../../../../src/core/formats/asn1/derWriter.ts';
import { type Certificate, parseCertificate } from '../../../../src/core/formats/x509/certificate.ts';
import { soundPublicKey } from '../../../../src/core/signing/soundPublicKey.ts';
import { throwAwayIdentity } from '../../../support/throwAwayIdentity.ts';

const rsa = derSequence(derObjectIdentifier('1.2.840.113549.1.1.1'), derNull());
const info = (key: Bytes): Bytes => derSequence(rsa, derBitString(key));
const modulus = (...bytes: readonly number[]): Bytes => derPrimitive('INTEGER', Uint8Array.from(bytes));

describe('the public key of a certificate as verifiers use it', () => {
  const certificate = parseCertificate(throwAwayIdentity({ algorithm: 'ec-p256' }).certificates[0]);
  const withKey = (algorithm: string, der: Bytes): Certificate => ({
    ...certificate,
    publicKey: { ...certificate.publicKey, algorithm: algorithm as Certificate['publicKey']['algorithm'], der },
  });

  function check(der: Bytes, expected: Bytes, algorithm = 'RSA'): void {
    strictEqual(toHex(soundPublicKey(withKey(algorithm, der))), toHex(expected));
  }

  const negative = derSequence(modulus(0x80, 1), derInteger(65537));
  const positive = derSequence(modulus(0, 0x80, 1), derInteger(65537));

  it('has a modulus that is positive', () => check(info(negative), info(positive)));
  it('has the exponent as it is written', () => {
    const exponent = modulus(0, 1);
    check(info(derSequence(modulus(0xff), exponent)), info(derSequence(modulus(0, 0xff), exponent)));
  });
  it('keeps the algorithm as it is written', () => {
    const bare = derSequence(derObjectIdentifier('1.2.840.113549.1.1.1'));
    check(derSequence(bare, derBitString(negative)), derSequence(bare, derBitString(positive)));
  });

  const kept: readonly (readonly [string, Bytes])[] = [
    ['a positive modulus', info(positive)],
    ['the largest that needs no zero', info(derSequence(modulus(0x7f, 0xff), derInteger(3)))],
    ['an empty modulus', info(derSequence(modulus(), derInteger(3)))],
    ['another type in its place', info(derSequence(derOctetString(Uint8Array.of(0x80)), derInteger(3)))],
    ['no exponent', info(derSequence(modulus(0x80)))],
    ['no numbers', info(derSequence())],
    ['a key that is no sequence', info(modulus(0x80, 1))],
    ['no key', derSequence(rsa)],
    ['bytes that are no DER', Uint8Array.of(0x30, 0x05, 1)],
  ];
  for (const [what, der] of kept) it(`is left alone with ${what}`, () => check(der, der));

  it('is left alone for other algorithms', () => check(info(negative), info(negative), 'EC'));

  it('is what the certificate says for a key that was just made', () => {
    const { publicKey } = parseCertificate(throwAwayIdentity().certificates[0]);
    deepStrictEqual(soundPublicKey(withKey('RSA', publicKey.der)), publicKey.der);
  });
});
