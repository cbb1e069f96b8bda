/** The npm package `plist` judges our property lists: what one writes, the other reads, XML and binary. */

import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { build, buildBinary, parse, parseBinary, type PlistValue as TheirValue } from 'plist';
import { fromUtf8, utf8 } from '../../src/core/base/bytes.ts';
import { encodeBinaryPlist } from '../../src/core/formats/plist/binaryPlist.ts';
import { inspectPlist } from '../../src/core/formats/plist/inspectPlist.ts';
import { createPlist, type PlainPlist, type PlistValue } from '../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../src/core/formats/plist/xmlPlist.ts';

/**
 * XML keeps no control characters, and no package agrees with another on halves of surrogate pairs. The package reads the separators of lines
 * and paragraphs as line feeds, which XML 1.1 says and XML 1.0 does not.
 */
const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((value) => !/[\0-\x08\x0B\x0C\x0E-\x1F\r\x7F-\x9F\u2028\u2029\uFFFE\uFFFF]/.test(value));
/** The package trims text and takes an empty one for none. */
const kept = text.filter((value) => value === value.trim() && value !== '');
const { tree } = fc.letrec<{ tree: PlainPlist }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    kept,
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.boolean(),
    fc
      .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)),
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      kept.filter((key) => key !== '__proto__'),
      tie('tree'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));
const root = fc.dictionary(
  kept.filter((key) => key !== '__proto__'),
  tree,
  { maxKeys: 5, noNullPrototype: true },
);

/** As the package gives it: data as plain bytes, in a form that can be compared. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return `date ${value.toISOString()}`;
  if (ArrayBuffer.isView(value)) return `data ${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function theirs(value: PlainPlist): TheirValue {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(theirs);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, theirs(item)]));
}

function ours(value: PlistValue | undefined): unknown {
  switch (value?.type) {
    case 'dictionary':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, ours(item)]));
    case 'array':
      return value.items.map(ours);
    default:
      return plain(value?.value);
  }
}

describe('property lists compared with the package plist', () => {
  it('are read by it as we write them', () => {
    fc.assert(
      fc.property(root, (value) => {
        deepStrictEqual(plain(parse(encodeXmlPlist(createPlist(value)))), plain(value));
        deepStrictEqual(plain(parseBinary(encodeBinaryPlist(createPlist(value)))), plain(value));
      }),
      { numRuns: 60 },
    );
  });

  it('are read by us as it writes them', () => {
    fc.assert(
      fc.property(root, (value) => {
        deepStrictEqual(ours(inspectPlist(utf8(build(theirs(value)))).value), plain(value));
        deepStrictEqual(ours(inspectPlist(new Uint8Array(buildBinary(theirs(value)))).value), plain(value));
      }),
      { numRuns: 60 },
    );
  });

  it('keep what XML must escape', () => {
    const value = { 'a<b>&"\'': '<!-- ]]> & &amp; -->' };
    deepStrictEqual(plain(parse(fromUtf8(utf8(encodeXmlPlist(createPlist(value)))))), value);
  });
});
