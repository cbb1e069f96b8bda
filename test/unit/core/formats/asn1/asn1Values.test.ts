/** The values inside ASN.1 that have their own rules: times, strings and object identifiers. */

import { strictEqual, throws } from 'node:assert/strict';
import { fromHex, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { parseAsn1 } from '../../../../../src/core/formats/asn1/asn1Node.ts';
import { textOf } from '../../../../../src/core/formats/asn1/asn1Text.ts';
import { parseTimeText, timeOf } from '../../../../../src/core/formats/asn1/asn1Time.ts';
import { derPrimitive } from '../../../../../src/core/formats/asn1/derWriter.ts';
import { MalformedAsn1 } from '../../../../../src/core/formats/asn1/malformedAsn1.ts';
import { decodeObjectIdentifier, encodeObjectIdentifier } from '../../../../../src/core/formats/asn1/objectIdentifier.ts';

const bytes = (hex: string): Bytes => fromHex(hex) ?? new Uint8Array(0);

describe('a time in ASN.1', () => {
  const times: Readonly<Record<string, string | undefined>> = {
    '20260131235959Z': '2026-01-31T23:59:59.000Z',
    '202601312359Z': '2026-01-31T23:59:00.000Z',
    '20260131235960Z': '2026-02-01T00:00:00.000Z',
    '20240229000000Z': '2024-02-29T00:00:00.000Z',
    '20260131120000.5Z': '2026-01-31T12:00:00.000Z',
    '20260131120000+0130': '2026-01-31T10:30:00.000Z',
    '20260131120000-0130': '2026-01-31T13:30:00.000Z',
    '00990101000000Z': '0099-01-01T00:00:00.000Z',
    '20260229000000Z': undefined,
    '20260431000000Z': undefined,
    '20260100000000Z': undefined,
    '20260001000000Z': undefined,
    '20261301000000Z': undefined,
    '20260101240000Z': undefined,
    '20260101006000Z': undefined,
    '20260101000061Z': undefined,
    '20260101000000': undefined,
    '2026010100Z': undefined,
    '20260101000000.Z': undefined,
    [`20260101000000.${'1'.repeat(30)}Z`]: undefined,
  };
  for (const [text, expected] of Object.entries(times))
    it(`is ${expected ?? 'refused'}: ${text}`, () => {
      strictEqual(parseTimeText(text)?.toISOString(), expected);
      const node = parseAsn1(derPrimitive('GeneralizedTime', utf8(text)));
      if (expected === undefined) throws(() => timeOf(node), MalformedAsn1);
      else strictEqual(timeOf(node).toISOString(), expected);
    });

  it('with a year of two digits belongs to 1950 to 2049', () => {
    const year = (text: string): number => timeOf(parseAsn1(derPrimitive('UTCTime', utf8(text)))).getUTCFullYear();
    strictEqual(year('500101000000Z'), 1950);
    strictEqual(year('490101000000Z'), 2049);
    throws(() => year('20260101000000Z'), MalformedAsn1);
    throws(() => timeOf(parseAsn1(derPrimitive('INTEGER', bytes('01')))), MalformedAsn1);
  });
});

describe('a string in ASN.1', () => {
  const texts: readonly (readonly [type: Parameters<typeof derPrimitive>[0], hex: string, expected: string | undefined])[] = [
    ['UTF8String', 'c3a9', 'é'],
    ['PrintableString', '41', 'A'],
    ['T61String', 'e9', 'é'],
    ['T61String', 'c3a9', 'é'],
    ['BMPString', '0041 00e9', 'Aé'],
    ['BMPString', 'd83d de00', '😀'],
    ['BMPString', '0041 00', 'A'],
    ['UniversalString', '00000041 0001f600', 'A😀'],
    ['UniversalString', '00000041 000000', 'A'],
    ['UniversalString', '00110000 0010ffff', '\ufffd\u{10ffff}'],
    ['UniversalString', 'ff000041', '\ufffd'],
    ['UniversalString', '', ''],
    ['OCTET_STRING', '41', undefined],
  ];
  for (const [type, hex, expected] of texts)
    it(`is ${JSON.stringify(expected)}: ${type} ${hex}`, () => {
      strictEqual(textOf(parseAsn1(derPrimitive(type, bytes(hex)))), expected);
    });

  it('is none in another class and in pieces', () => {
    strictEqual(textOf(parseAsn1(bytes('8c 01 41'))), undefined);
    strictEqual(textOf(parseAsn1(bytes('2c 03 0c 01 41'))), undefined);
  });
});

describe('an object identifier', () => {
  const identifiers: Readonly<Record<string, string | undefined>> = {
    '2a864886f70d': '1.2.840.113549',
    '00': '0.0',
    '27': '0.39',
    '28': '1.0',
    '4f': '1.39',
    '50': '2.0',
    '8837': '2.999',
    ['01'.repeat(128)]: `0.1${'.1'.repeat(127)}`,
    ['01'.repeat(129)]: undefined,
    '': undefined,
    '2a8048': undefined,
    '2a86': undefined,
    '2affffffffffffffff7f': undefined,
  };
  for (const [hex, expected] of Object.entries(identifiers))
    it(`is ${expected?.slice(0, 40) ?? 'refused'}: ${hex.slice(0, 40)}, ${hex.length / 2} bytes`, () => {
      strictEqual(decodeObjectIdentifier(bytes(hex)), expected);
      if (expected !== undefined) strictEqual(Buffer.from(encodeObjectIdentifier(expected)).toString('hex'), hex);
    });

  it('that is none is a defect of the writer', () => {
    for (const text of ['', '1', '3.1', '0.40', '1.40', '1.-2', '1.2.x', `1.2.${2 ** 53}`])
      throws(() => encodeObjectIdentifier(text), RangeError);
  });
});
