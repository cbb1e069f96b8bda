import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { parseProperties } from '../../../../../src/core/formats/java-properties/parseProperties.ts';

function check(text: string, expected: Readonly<Record<string, string>>): void {
  deepStrictEqual(Object.fromEntries(parseProperties(text).map(({ key, value }) => [key, value])), expected);
}

describe('parseProperties', () => {
  it('reads keys and values as Java does', () => {
    check('a=b\nc : d\ne f\n\tg=  h \n', { a: 'b', c: 'd', e: 'f', g: 'h ' });
    check('# no=no\n!no=no\n\n  # no\na=b#c', { a: 'b#c' });
    check('a=\nb', { a: '', b: '' });
    check('a=b\r\nc=d\r\n', { a: 'b', c: 'd' });
  });
  it('reads escapes and continued lines', () => {
    check('a\\ b\\=c=d\\te\\u0041\\x', { 'a b=c': 'd\teAx' });
    check('path=C:\\\\keys\\\\up.jks', { path: 'C:\\keys\\up.jks' });
    check('a=b\\\n   c\\\r\n\td\ne=f\\\\\ng=h', { a: 'bcd', e: 'f\\', g: 'h' });
    check('a=b\\', { a: 'b' });
    check('# comment \\\na=b', { a: 'b' });
  });
  it('says where a value and its line stand', () => {
    const text = '# x\n  a = b\nc=d';
    const [property] = parseProperties(text);
    ok(property);
    strictEqual(text.slice(property.offset, property.offset + property.length), 'b');
    strictEqual(text.slice(property.lineOffset, property.lineOffset + property.lineLength), '  a = b\n');
  });
  it('takes little time for hostile text', () => {
    for (const piece of ['\\\n', '\\', 'a', '#\\\n', '=', ' ']) parseProperties(piece.repeat(200_000));
  });
});
