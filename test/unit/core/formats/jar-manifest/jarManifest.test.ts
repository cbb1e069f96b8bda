import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes, fromUtf8, utf8 } from '../../../../../src/core/base/bytes.ts';
import { encodeJarSection, isJarValue } from '../../../../../src/core/formats/jar-manifest/encodeJarManifest.ts';
import { getJarAttribute, parseJarManifest } from '../../../../../src/core/formats/jar-manifest/jarManifest.ts';

describe('JAR manifests', () => {
  it('are read as they were written, section by section, whatever the characters', () => {
    const attribute = fc.record(
      {
        name: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,40}$/),
        value: fc.string({ unit: 'grapheme', maxLength: 300 }).filter(isJarValue),
      },
      { noNullPrototype: true },
    );
    const sections = fc.array(fc.array(attribute, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sections, (written) => {
        const encoded = written.map(encodeJarSection);
        const bytes = concatBytes(...encoded);
        for (const line of fromUtf8(bytes).split('\r\n')) ok(utf8(line).length <= 72);
        const { main, sections } = parseJarManifest(bytes);
        const read = [main, ...sections];
        deepStrictEqual(
          read.map((section) => section?.attributes),
          written,
        );
        deepStrictEqual(
          read.map((section) => section?.length),
          encoded.map(({ length }) => length),
        );
      }),
      { numRuns: 150 },
    );
  });

  const texts: readonly (readonly [string, string, readonly (readonly string[])[]])[] = [
    [
      'with line feeds alone',
      'A: 1\nB: 2\n\nName: x\nC: 3\n\n',
      [
        ['A=1', 'B=2'],
        ['Name=x', 'C=3'],
      ],
    ],
    ['with carriage returns alone', 'A: 1\r\rName: x\rC: 3\r', [['A=1'], ['Name=x', 'C=3']]],
    ['without an end', 'A: 1\r\n\r\nName: x\r\nC: 3', [['A=1'], ['Name=x', 'C=3']]],
    ['with empty lines before and between', '\r\n\r\nA: 1\r\n\r\n\r\n\r\nName: x\r\n', [['A=1'], ['Name=x']]],
    ['with lines that go on', 'A: 1\r\n 2\r\n 3\r\nName: x\r\n y\r\n', [['A=123', 'Name=xy']]],
    ['with odd names and values', 'A : 1 \r\nB\r\nC:2\r\n', [['A =1 ', 'B=', 'C:2=']]],
    ['with a first line that begins with a space', ' A: 1\r\nB: 2\r\n', [[' A=1', 'B=2']]],
    ['that are empty', '', []],
    ['of empty lines', '\n\n\r\n', []],
  ];
  for (const [what, text, expected] of texts)
    it(`are read ${what}`, () => {
      const { main, sections } = parseJarManifest(utf8(text));
      const read = (main ? [main, ...sections] : sections).map(({ attributes }) => attributes.map(({ name, value }) => `${name}=${value}`));
      deepStrictEqual(read, expected);
    });

  it('name a section by its first attribute alone, and find attributes in any case', () => {
    const { sections } = parseJarManifest(utf8('A: 1\n\nname: x\nB: 2\n\nB: 1\nName: y\n'));
    deepStrictEqual(
      sections.map(({ name }) => name),
      ['x', undefined],
    );
    strictEqual(getJarAttribute(sections[0], 'b'), '2');
    strictEqual(getJarAttribute(undefined, 'b'), undefined);
  });
});
