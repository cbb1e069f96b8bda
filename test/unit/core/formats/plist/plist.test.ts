import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { encodeBinaryPlist } from '../../../../../src/core/formats/plist/binaryPlist.ts';
import { inspectPlist } from '../../../../../src/core/formats/plist/inspectPlist.ts';
import { createPlist, equalPlists, type PlistValue } from '../../../../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../../../../src/core/formats/plist/xmlPlist.ts';

const xml = (body: string) => utf8(`<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">${body}</plist>`);

function check(body: string, expected: PlistValue) {
  deepStrictEqual(inspectPlist(xml(body)), { form: 'xml', value: expected, issues: [] });
}

function checkIssue(bytes: Uint8Array, code: string) {
  deepStrictEqual(
    inspectPlist(bytes).issues.map((issue) => issue.code),
    [code],
  );
}

const text = fc.string({ unit: 'grapheme' }).filter((value) => !/[\0-\x08\x0b-\x1f\uFFFE\uFFFF]/.test(value));
const { value: anyPlist } = fc.letrec<{ value: PlistValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.record({ type: fc.constant('string' as const), value: text }),
    fc.record({ type: fc.constant('integer' as const), value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }) }),
    fc.record({ type: fc.constant('real' as const), value: fc.double() }),
    fc.record({ type: fc.constant('boolean' as const), value: fc.boolean() }),
    fc.record({
      type: fc.constant('date' as const),
      value: fc
        .date({ min: new Date('0100-01-01'), max: new Date('9999-01-01'), noInvalidDate: true })
        .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)),
    }),
    fc.record({ type: fc.constant('data' as const), value: fc.uint8Array() }),
    fc.record({ type: fc.constant('array' as const), items: fc.array(tie('value'), { maxLength: 20 }) }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 20 }).map((pairs): PlistValue => ({ type: 'dictionary', entries: new Map(pairs) })),
  ),
}));

describe('property lists', () => {
  it('keeps integers and reals apart, and integers of 64 bits exact', () => {
    check('<array><integer>1</integer><real>1</real><integer>-9223372036854775808</integer><integer>0x10</integer></array>', {
      type: 'array',
      items: [
        { type: 'integer', value: 1n },
        { type: 'real', value: 1 },
        { type: 'integer', value: -9223372036854775808n },
        { type: 'integer', value: 16n },
      ],
    });
  });

  it('resolves references and CDATA, and nothing else', () => {
    check('<string>a &lt;b&gt; &#x1F600;&#65; <![CDATA[<raw> & ]]>&amp;</string>', { type: 'string', value: 'a <b> 😀A <raw> & &' });
    check('<string/>', { type: 'string', value: '' });
  });

  it('skips comments, processing instructions and the DOCTYPE', () => {
    const bytes = utf8('<!-- x --><?xml version="1.0"?><!DOCTYPE plist PUBLIC "a" "b"><plist><!-- y --><true/><?z?></plist>');
    deepStrictEqual(inspectPlist(bytes).value, { type: 'boolean', value: true });
  });

  it('reads UTF-16 by its byte order mark', () => {
    const bytes = Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><plist><string>é</string></plist>', 'utf16le');
    deepStrictEqual(inspectPlist(bytes).value, { type: 'string', value: 'é' });
  });

  it('writes what Apple’s writer writes', () => {
    const value = createPlist({
      b: [1, 1.5, true],
      a: { 'x<y': new Uint8Array([1, 2, 3]) },
      empty: {},
      none: [],
      when: new Date('2026-11-21T10:00:00Z'),
    });
    strictEqual(
      encodeXmlPlist(value).split('<plist version="1.0">\n')[1],
      '<dict>\n\t<key>a</key>\n\t<dict>\n\t\t<key>x&lt;y</key>\n\t\t<data>\n\t\tAQID\n\t\t</data>\n\t</dict>\n\t<key>b</key>\n\t<array>\n\t\t<integer>1</integer>\n\t\t<real>1.5</real>\n\t\t<true/>\n\t</array>\n\t<key>empty</key>\n\t<dict/>\n\t<key>none</key>\n\t<array/>\n\t<key>when</key>\n\t<date>2026-11-21T10:00:00Z</date>\n</dict>\n</plist>\n'.replace(
        '\t<dict>\n\t\t<key>x&lt;y</key>\n\t\t<data>\n\t\tAQID\n\t\t</data>\n\t</dict>',
        '\t<dict>\n\t\t<key>x&lt;y</key>\n\t\t<data>\n\t\tAQID\n\t\t</data>\n\t</dict>',
      ),
    );
  });

  for (const [form, encode] of [
    ['XML', (value: PlistValue) => utf8(encodeXmlPlist(value))],
    ['binary', encodeBinaryPlist],
  ] as const) {
    it(`reads back every value it wrote as ${form}`, () => {
      fc.assert(
        fc.property(anyPlist, (value) => {
          const { value: again, issues } = inspectPlist(encode(value));
          ok(again && equalPlists(value, again), JSON.stringify(issues));
        }),
        { numRuns: 200 },
      );
    });
  }

  it('writes the same bytes for dictionaries in another order', () => {
    const a = createPlist({ one: 1, two: 2 });
    const b = createPlist({ two: 2, one: 1 });
    strictEqual(encodeXmlPlist(a), encodeXmlPlist(b));
    deepStrictEqual(encodeBinaryPlist(a), encodeBinaryPlist(b));
  });

  it('reports a key that is there twice', () =>
    checkIssue(xml('<dict><key>a</key><true/><key>a</key><false/></dict>'), 'plist-duplicate-key'));

  const malformed: Readonly<Record<string, string>> = {
    'an unknown element': '<number>1</number>',
    'an unclosed element': '<array><string>x</string>',
    'two values': '<true/><true/>',
    'an unknown reference': '<string>&who;</string>',
    'an integer that is none': '<integer>1.5</integer>',
    'an integer beyond 64 bits': '<integer>18446744073709551616</integer>',
    'a date that is none': '<date>yesterday</date>',
    'data that is not base64': '<data>***</data>',
    'a number that every object of JavaScript has': '<real>constructor</real>',
    'a dictionary without a key': '<dict><true/></dict>',
    'nesting without end': '<array>'.repeat(5000),
  };
  for (const [what, body] of Object.entries(malformed))
    it(`plist-xml-malformed: ${what}`, () => checkIssue(xml(body), 'plist-xml-malformed'));

  it('plist-xml-malformed: entities that it declares (billion laughs)', () =>
    checkIssue(utf8('<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "b">]><plist><string>&a;</string></plist>'), 'plist-xml-malformed'));

  it('plist-not-a-plist: something else', () => checkIssue(utf8('{"a": 1}'), 'plist-not-a-plist'));

  it('plist-binary-malformed: cut, cyclic, or a tree of shared arrays', () => {
    const good = encodeBinaryPlist(createPlist([1, 2]));
    checkIssue(good.subarray(0, 20), 'plist-binary-malformed');
    const cyclic = Uint8Array.from([...utf8('bplist00'), 0xa1, 0x00, 8, 0, 0, 0, 0, 0, 0, 1, 1, ...u64(1), ...u64(0), ...u64(10)]);
    checkIssue(cyclic, 'plist-binary-malformed');
    // Thirty arrays, each holding the next one twice: 2^30 values in 130 bytes.
    const levels = 30;
    const bodies = Array.from({ length: levels }, (_, level) => (level === levels - 1 ? [0xa0] : [0xa2, level + 1, level + 1]));
    const offsets = bodies.map((_, level) => 8 + level * 3);
    const table = 8 + bodies.flat().length;
    const shared = Uint8Array.from([
      ...utf8('bplist00'),
      ...bodies.flat(),
      ...offsets,
      0,
      0,
      0,
      0,
      0,
      0,
      1,
      1,
      ...u64(levels),
      ...u64(0),
      ...u64(table),
    ]);
    checkIssue(shared, 'plist-binary-malformed');
  });

  for (const [kind, marker] of Object.entries({ data: 0x4f, text: 0x5f }))
    it(`plist-binary-malformed: ${kind} that is shared until it fills the memory`, () => {
      // A thousand times the same hundred kilobytes.
      const [times, size] = [1000, 100_000];
      const items = [0xaf, 0x11, times >> 8, times & 0xff, ...Array.from({ length: times }, () => 1)];
      const content = [marker, 0x12, 0, size >> 16, (size >> 8) & 0xff, size & 0xff, ...Array.from({ length: size }, () => 65)];
      const second = 8 + items.length;
      const table = second + content.length;
      const offsets = [0, 0, 8, 0, second >> 8, second & 0xff];
      const trailer = [0, 0, 0, 0, 0, 0, 3, 1, ...u64(2), ...u64(0), 0, 0, 0, 0, 0, table >> 16, (table >> 8) & 0xff, table & 0xff];
      const bytes = Uint8Array.from([...utf8('bplist00'), ...items, ...content, ...offsets, ...trailer]);
      checkIssue(bytes, 'plist-binary-malformed');
      const once = Uint8Array.from(bytes);
      once[11] = 0;
      once[10] = 0;
      strictEqual(inspectPlist(once).issues.length, 0, 'the bytes are right but for their number');
    });
});

function u64(value: number): number[] {
  return [0, 0, 0, 0, 0, 0, value >> 8, value & 0xff];
}
