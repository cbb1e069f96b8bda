import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { toHex, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { parseAsn1 } from '../../../../../src/core/formats/asn1/asn1Node.ts';
import { textOf } from '../../../../../src/core/formats/asn1/asn1Text.ts';
import { timeOf } from '../../../../../src/core/formats/asn1/asn1Time.ts';
import { bitStringBytesOf, booleanOf, integerOf, objectIdentifierOf, octetsOf } from '../../../../../src/core/formats/asn1/asn1Value.ts';
import {
  derBitString,
  derBmpString,
  derBoolean,
  derContext,
  derContextPrimitive,
  derDirectoryString,
  derInteger,
  derNull,
  derObjectIdentifier,
  derOctetString,
  derPrimitive,
  derSequence,
  derSetOf,
  derTime,
  derUnsignedInteger,
  derUtf8String,
} from '../../../../../src/core/formats/asn1/derWriter.ts';

const runs = { numRuns: 200 };

describe('the DER writer', () => {
  function check(value: Bytes, hex: string): void {
    strictEqual(toHex(value), hex.replaceAll(' ', ''));
  }

  it('writes what X.690 shows', () => {
    check(derInteger(0), '02 01 00');
    check(derInteger(127), '02 01 7f');
    check(derInteger(128), '02 02 0080');
    check(derInteger(-128), '02 01 80');
    check(derInteger(-129), '02 02 ff7f');
    check(derUnsignedInteger(Uint8Array.of(0, 0, 0x80)), '02 02 0080');
    check(derUnsignedInteger(new Uint8Array(0)), '02 01 00');
    check(derBoolean(true), '01 01 ff');
    check(derNull(), '05 00');
    check(derObjectIdentifier('1.2.840.113549'), '06 06 2a864886f70d');
    check(derObjectIdentifier('2.999.3'), '06 03 883703');
    check(derBitString(Uint8Array.of(0x80), 7), '03 02 0780');
    check(derContext(0, derNull()), 'a0 02 0500');
    check(derContextPrimitive(0, Uint8Array.of(1)), '80 01 01');
    check(derSetOf(derInteger(2), derInteger(1)), '31 06 020101 020102');
    check(derSequence(), '30 00');
    check(derDirectoryString('Example Inc.'), '13 0c 4578616d706c6520496e632e');
    check(derDirectoryString('a@b'), '0c 03 614062');
    check(derBmpString('aé'), '1e 04 006100e9');
    strictEqual(toHex(derOctetString(new Uint8Array(200))).slice(0, 6), '0481c8');
    strictEqual(toHex(derOctetString(new Uint8Array(70_000))).slice(0, 10), '0483011170');
  });

  it('changes to GeneralizedTime in 2050', () => {
    check(derTime(new Date('2049-12-31T23:59:59Z')), `17 0d ${toHex(Buffer.from('491231235959Z'))}`);
    check(derTime(new Date('2050-01-01T00:00:00Z')), `18 0f ${toHex(Buffer.from('20500101000000Z'))}`);
    throws(() => derTime(new Date(Number.NaN)), RangeError);
  });

  it('refuses malformed identifiers', () => {
    for (const text of ['', '1', '3.1', '1.40', '1.x', '1.-2']) throws(() => derObjectIdentifier(text), RangeError);
  });
});

describe('values written and read again', () => {
  it('are the same', () => {
    fc.assert(
      fc.property(fc.bigInt(), (value) => integerOf(parseAsn1(derInteger(value))) === value),
      runs,
    );
    fc.assert(
      fc.property(fc.boolean(), (value) => booleanOf(parseAsn1(derBoolean(value))) === value),
      runs,
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (value) => {
        deepStrictEqual(toHex(octetsOf(parseAsn1(derOctetString(value)))), toHex(value));
        deepStrictEqual(toHex(bitStringBytesOf(parseAsn1(derBitString(value)))), toHex(value));
      }),
      runs,
    );
    fc.assert(
      fc.property(fc.nat({ max: 2 }), fc.nat({ max: 39 }), fc.array(fc.maxSafeNat(), { maxLength: 6 }), (root, second, rest) => {
        const text = [root, second, ...rest].join('.');
        strictEqual(objectIdentifierOf(parseAsn1(derObjectIdentifier(text))), text);
      }),
      runs,
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        strictEqual(textOf(parseAsn1(derUtf8String(value))), value);
        strictEqual(textOf(parseAsn1(derBmpString(value))), value);
        strictEqual(textOf(parseAsn1(derDirectoryString(value))), value);
      }),
      runs,
    );
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
        (value) => {
          strictEqual(timeOf(parseAsn1(derTime(value))).getTime(), Math.floor(value.getTime() / 1000) * 1000);
        },
      ),
      runs,
    );
  });
});

describe('times in BER', () => {
  function check(type: 'UTCTime' | 'GeneralizedTime', text: string, expected: string | undefined): void {
    const node = parseAsn1(derPrimitive(type, Buffer.from(text)));
    if (expected === undefined) throws(() => timeOf(node), /malformed/);
    else strictEqual(timeOf(node).toISOString(), expected);
  }

  it('are read with zones, without seconds and with fractions', () => {
    check('UTCTime', '4912312359Z', '2049-12-31T23:59:00.000Z');
    check('UTCTime', '500101000000Z', '1950-01-01T00:00:00.000Z');
    check('UTCTime', '260101000000+0130', '2025-12-31T22:30:00.000Z');
    check('GeneralizedTime', '20260101000000.5Z', '2026-01-01T00:00:00.000Z');
    check('GeneralizedTime', '20260101000000-0100', '2026-01-01T01:00:00.000Z');
  });

  it('are refused when they are not a date', () => {
    check('UTCTime', '261301000000Z', undefined);
    check('UTCTime', '260230000000Z', undefined);
    check('UTCTime', '260101250000Z', undefined);
    check('UTCTime', '', undefined);
    check('GeneralizedTime', '260101000000Z', undefined);
  });
});
