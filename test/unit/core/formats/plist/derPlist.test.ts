import { deepStrictEqual, ok, strictEqual, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { fromHex, toHex } from '../../../../../src/core/base/bytes.ts';
import { MalformedAsn1 } from '../../../../../src/core/formats/asn1/malformedAsn1.ts';
import { encodeDerEntitlements, encodeDerProfile, parseDerPlist } from '../../../../../src/core/formats/plist/derPlist.ts';
import { createPlist, equalPlists, type PlainPlist, type PlistDictionary } from '../../../../../src/core/formats/plist/plistValue.ts';

function dictionary(value: { readonly [key: string]: PlainPlist }): PlistDictionary {
  const plist = createPlist(value);
  ok(plist.type === 'dictionary');
  return plist;
}

describe('property lists in DER', () => {
  const vectors: readonly (readonly [{ readonly [key: string]: PlainPlist }, string])[] = [
    [{}, '7005020101b000'],
    [{ 'get-task-allow': true }, '701a020101b01530130c0e6765742d7461736b2d616c6c6f770101ff'],
  ];
  for (const [value, expected] of vectors)
    it(`write ${JSON.stringify(value)} as Apple does`, () => {
      strictEqual(toHex(encodeDerEntitlements(dictionary(value))), expected);
    });

  it('sort keys, in entitlements by name and in profiles by encoding', () => {
    const value = dictionary({ bb: 1, c: 2, a: 3 });
    const keys = (bytes: Uint8Array): string[] => {
      const plist = parseDerPlist(bytes);
      return plist.type === 'dictionary' ? [...plist.entries.keys()] : [];
    };
    deepStrictEqual(keys(encodeDerEntitlements(value)), ['a', 'bb', 'c']);
    deepStrictEqual(keys(encodeDerProfile(value)), ['a', 'c', 'bb']);
  });

  it('come back as they were', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.uint8Array({ maxLength: 8 }),
      fc
        .date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)),
    );
    const { tree } = fc.letrec<{ tree: PlainPlist }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.string({ minLength: 1 }), tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), tree, { maxKeys: 4 }), (value) => {
        const plist = dictionary(value);
        ok(equalPlists(parseDerPlist(encodeDerEntitlements(plist)), plist));
        ok(equalPlists(parseDerPlist(encodeDerProfile(plist)), plist));
      }),
      { numRuns: 200 },
    );
  });

  it('refuse what is not a property list', () => {
    for (const hex of ['', '70', '7005020102b000', '310330010c', '0500', 'b0053003020101']) {
      throws(() => parseDerPlist(fromHex(hex) ?? new Uint8Array(0)), MalformedAsn1, hex);
    }
  });

  it('have no form for reals', () => {
    throws(() => encodeDerEntitlements(dictionary({ weight: 0.5 })), RangeError);
  });
});
