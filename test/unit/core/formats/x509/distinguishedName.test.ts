import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { parseAsn1 } from '../../../../../src/core/formats/asn1/asn1Node.ts';
import { derObjectIdentifier, derSequence, derSetOf, derUtf8String } from '../../../../../src/core/formats/asn1/derWriter.ts';
import { nameValue, parseDistinguishedName } from '../../../../../src/core/formats/x509/distinguishedName.ts';
import { encodeDistinguishedName, parseNameText } from '../../../../../src/core/formats/x509/distinguishedNameText.ts';

describe('names as people type them', () => {
  function check(text: string, expected: readonly (readonly [type: string, value: string])[] | undefined): void {
    deepStrictEqual(
      parseNameText(text)?.map(({ type, value }) => [type, value]),
      expected,
    );
  }

  it('are split into attributes', () => {
    check('CN=Upload key, O=Example, C=US', [
      ['CN', 'Upload key'],
      ['O', 'Example'],
      ['C', 'US'],
    ]);
    check('cn=a\\, b;O="Example, Inc."', [
      ['cn', 'a, b'],
      ['O', 'Example, Inc.'],
    ]);
    check('CN=\\c3\\a9\\2c, 1.2.3.4=x=y', [
      ['CN', 'é,'],
      ['1.2.3.4', 'x=y'],
    ]);
    check('CN=ends\\ , O=\\ begins', [
      ['CN', 'ends '],
      ['O', ' begins'],
    ]);
    check('CN = a\\\\ , O= " b " ', [
      ['CN', 'a\\'],
      ['O', ' b '],
    ]);
  });

  it('are refused when they are not names', () => {
    for (const text of ['', 'CN', 'CN=', '=x', 'NOPE=x', 'CN=a,,O=b', 'CN=a,']) check(text, undefined);
  });
});

describe('names in certificates', () => {
  it('show control characters escaped, several attributes joined, unknown types by number', () => {
    const attribute = (oid: string, value: string): Uint8Array => derSequence(derObjectIdentifier(oid), derUtf8String(value));
    const der = derSequence(
      derSetOf(attribute('2.5.4.10', 'A\u001b[31m')),
      derSetOf(attribute('2.5.4.3', 'x+y'), attribute('1.2.3', '#z')),
    );
    const name = parseDistinguishedName(parseAsn1(der));
    strictEqual(name.text, '1.2.3=\\#z+CN=x\\+y, O=A\\1b[31m');
    strictEqual(nameValue(name, 'O'), 'A\u001b[31m');
    strictEqual(nameValue(name, 'C'), undefined);
  });

  it('come back as typed', () => {
    const attribute = fc.record(
      {
        type: fc.constantFrom('CN', 'O', 'OU', 'C', 'UID', 'EMAILADDRESS'),
        value: fc.string({ minLength: 1, unit: 'grapheme' }),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(attribute, { maxLength: 5, minLength: 1 }), (input) => {
        const { text } = parseDistinguishedName(parseAsn1(encodeDistinguishedName(input)));
        deepStrictEqual(parseNameText(text), input);
      }),
      { numRuns: 200 },
    );
  });
});
