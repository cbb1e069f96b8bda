import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { androidAttributeId } from '../../../../../src/core/formats/android-resources/attributeIds.ts';
import { childElements } from '../../../../../src/core/formats/android-resources/xmlAccess.ts';
import { androidNamespace, type XmlElement } from '../../../../../src/core/formats/android-resources/xmlModel.ts';
import { encodeAndroidXml } from '../../../../../src/core/formats/android-xml/encodeAndroidXml.ts';
import { inspectAndroidXml } from '../../../../../src/core/formats/android-xml/inspectAndroidXml.ts';
import { xmlElements } from '../../../../support/resourceArbitraries.ts';

const sample: XmlElement = {
  name: 'manifest',
  namespaces: [{ prefix: 'android', uri: androidNamespace }],
  attributes: [
    { name: 'versionCode', namespaceUri: androidNamespace, resourceId: 0x0101021b, value: { type: 'integer', value: 7 } },
    { name: 'package', value: { type: 'string', value: 'com.example' } },
  ],
  children: [
    {
      name: 'application',
      attributes: [
        { name: 'label', namespaceUri: androidNamespace, resourceId: 0x01010001, value: { type: 'string', value: 'Héllo 😀' } },
        { name: 'name', value: { type: 'string', value: 'plain' } },
      ],
      children: [{ text: 'some text' }],
    },
  ],
};

function codesOf(bytes: Uint8Array): string[] {
  return inspectAndroidXml(bytes).issues.map(({ code }) => code);
}

/** The sample's bytes, changed. */
function changed(change: (view: DataView, bytes: Uint8Array) => void): Uint8Array {
  const bytes = encodeAndroidXml(sample).slice();
  change(new DataView(bytes.buffer), bytes);
  return bytes;
}

/** Where the nth chunk of this type begins. */
function chunkAt(view: DataView, type: number, nth = 0): number {
  let left = nth;
  for (let offset = 8; offset < view.byteLength; offset += view.getUint32(offset + 4, true)) {
    if (view.getUint16(offset, true) === type && left-- === 0) return offset;
  }
  throw new Error(`no chunk ${type}`);
}

const startElement = 0x0102;

describe('binary Android XML', () => {
  it('gives back what was encoded, in both encodings', () => {
    for (const encoding of ['utf-8', 'utf-16'] as const) {
      fc.assert(
        fc.property(xmlElements, (root) => deepStrictEqual(inspectAndroidXml(encodeAndroidXml(root, { encoding })), { root, issues: [] })),
        { numRuns: 60 },
      );
    }
  });

  it('sorts attributes by resource id, and those without one behind them', () => {
    const attribute = (name: string, resourceId?: number) => ({
      name,
      ...(resourceId !== undefined && { resourceId, namespaceUri: androidNamespace }),
      value: { type: 'string' as const, value: '' },
    });
    const root: XmlElement = {
      name: 'view',
      attributes: [
        attribute('style'),
        attribute('label', 0x01010001),
        attribute('class'),
        attribute('id', 0x010100d0),
        attribute('theme', 0x01010000),
      ],
      children: [],
    };
    const bytes = encodeAndroidXml(root);
    deepStrictEqual(
      inspectAndroidXml(bytes).root?.attributes.map(({ name }) => name),
      ['theme', 'label', 'id', 'class', 'style'],
    );
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const indices = chunkAt(view, startElement) + 16 + 14;
    deepStrictEqual(
      [0, 2, 4].map((at) => view.getUint16(indices + at, true)),
      [3, 4, 5],
      'id, class and style, counted from 1',
    );
  });

  it('resolves names that were emptied by their resource ids', () => {
    const root: XmlElement = {
      name: 'application',
      attributes: [
        { name: '', resourceId: androidAttributeId('debuggable') ?? 0, value: { type: 'boolean', value: true } },
        { name: '', resourceId: 0x7f010002, value: { type: 'null' } },
      ],
      children: [],
    };
    deepStrictEqual(
      inspectAndroidXml(encodeAndroidXml(root)).root?.attributes.map(({ name, namespaceUri }) => [name, namespaceUri]),
      [
        ['debuggable', androidNamespace],
        ['attr_0x7f010002', undefined],
      ],
    );
  });

  describe('malformed input', () => {
    it('android-xml-not-binary', () => {
      deepStrictEqual(codesOf(new Uint8Array()), ['android-xml-not-binary']);
      deepStrictEqual(codesOf(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)), ['android-xml-not-binary']);
    });
    it('android-xml-is-text', () => {
      deepStrictEqual(codesOf(utf8('\n <?xml version="1.0"?><manifest/>')), ['android-xml-is-text']);
      deepStrictEqual(codesOf(utf8('\uFEFF<manifest/>')), ['android-xml-is-text']);
    });
    it('android-xml-truncated, at every length, with what was read so far', () => {
      const whole = encodeAndroidXml(sample);
      for (let length = 44; length < whole.length; length += 4)
        ok(codesOf(whole.subarray(0, length)).includes('android-xml-truncated'), `${length}`);
      const { root } = inspectAndroidXml(whole.subarray(0, whole.length - 24));
      strictEqual(root && childElements(root, 'application').length, 1);
    });
    it('android-xml-no-root', () => {
      deepStrictEqual(codesOf(changed((view) => view.setUint32(4, 8, true))), ['android-xml-no-root']);
    });
    it('android-xml-too-deep', () => {
      let root: XmlElement = { name: 'x', attributes: [], children: [] };
      for (let depth = 0; depth < 600; depth += 1) root = { name: 'x', attributes: [], children: [root] };
      ok(codesOf(encodeAndroidXml(root)).includes('android-xml-too-deep'));
    });
    it('android-xml-odd-chunk: unknown ones are passed over, impossible ones end the document', () => {
      const whole = encodeAndroidXml(sample);
      const junk = Uint8Array.of(0x34, 0x12, 8, 0, 12, 0, 0, 0, 1, 2, 3, 4);
      const withJunk = concatBytes(whole.subarray(0, 8), junk, whole.subarray(8));
      new DataView(withJunk.buffer).setUint32(4, withJunk.length, true);
      deepStrictEqual(codesOf(withJunk), ['android-xml-odd-chunk']);
      deepStrictEqual(inspectAndroidXml(withJunk).root, sample);
      const endless = changed((view) => view.setUint32(chunkAt(view, startElement, 1) + 4, 0, true));
      ok(codesOf(endless).includes('android-xml-odd-chunk'));
    });
    it('android-xml-odd-header: a falsified document type', () => {
      const bytes = changed((view) => view.setUint16(0, 0x0000, true));
      deepStrictEqual(inspectAndroidXml(bytes).root, sample);
      deepStrictEqual(codesOf(bytes), ['android-xml-odd-header']);
    });
    it('android-xml-odd-attributes: another size, and more than there are', () => {
      deepStrictEqual(codesOf(changed((view) => view.setUint16(chunkAt(view, startElement) + 26, 0, true))), [
        'android-xml-odd-attributes',
      ]);
      const bytes = changed((view) => view.setUint16(chunkAt(view, startElement) + 28, 0xffff, true));
      deepStrictEqual(codesOf(bytes), ['android-xml-odd-attributes']);
      deepStrictEqual(inspectAndroidXml(bytes).root, sample);
    });
    it('android-xml-bad-string', () => {
      deepStrictEqual(codesOf(changed((view) => view.setUint32(chunkAt(view, startElement) + 20, 999, true))), ['android-xml-bad-string']);
    });
    it('android-xml-string-count', () => {
      ok(codesOf(changed((view) => view.setUint32(16, 0x7fffffff, true))).includes('android-xml-string-count'));
    });
    it('android-xml-unbalanced: two roots, and an end without a start', () => {
      const whole = encodeAndroidXml(sample);
      const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
      const nodes = whole.subarray(chunkAt(view, startElement));
      const twice = concatBytes(whole, nodes);
      new DataView(twice.buffer).setUint32(4, twice.length, true);
      deepStrictEqual(codesOf(twice), ['android-xml-unbalanced']);
      deepStrictEqual(inspectAndroidXml(twice).root, sample);
      const closed = concatBytes(whole, whole.subarray(whole.length - 48, whole.length - 24));
      new DataView(closed.buffer).setUint32(4, closed.length, true);
      deepStrictEqual(codesOf(closed), ['android-xml-unbalanced']);
    });
  });
});
