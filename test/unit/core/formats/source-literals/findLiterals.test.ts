import { deepStrictEqual } from 'node:assert/strict';
import { findLiterals } from '../../../../../src/core/formats/source-literals/findLiterals.ts';

function check(text: string, expected: readonly string[]): void {
  deepStrictEqual(
    findLiterals(text).objects.flatMap((object) => object.literals.map(({ path, value }) => `${path.join('.')}=${JSON.stringify(value)}`)),
    expected,
  );
}

describe('findLiterals', () => {
  it('reads JSON', () =>
    check('{"a": {"b": "c", "n": -1.5, "t": true}, "l": [{"x": "y"}]}', ['a.b="c"', 'a.n=-1.5', 'a.t=true', 'l.[].x="y"']));
  it('reads JavaScript and TypeScript', () => {
    check("export default { a: 'x', /* no */ b: `y`, } as const;", ['a="x"', 'b="y"']);
    check("const c: Config = { a: { 'b-c': 'it\\'s \\u0041' } }; // { d: 'e' }", ['a.b-c="it\'s A"']);
    check("export default ({ config }) => ({ ...config, name: 'x' })", ['name="x"']);
  });
  it('leaves out what is computed', () => {
    check("x = { a: 'b' + c, d: e ? 'f' : 'g', h: i('j'), k: `l${m}`, n: o, p: 'q' }", ['p="q"']);
    check("x = { a: `b${c ? `d` : 'e'}f`, g: 'h' }", ['g="h"']);
  });
  it('takes text that is not closed to the end of its line only', () => check("{ a: 'b,\n c: 'd' }", []));
  it('says where a value stands', () => {
    const [literal] = findLiterals('{ "key": "value" }').objects[0]?.literals ?? [];
    deepStrictEqual([literal?.keyOffset, literal?.offset, literal?.length], [2, 9, 7]);
  });
  it('takes little time for hostile text', () => {
    for (const piece of ['`\\', "'\\", '/*', '{a:', '[', '`${', '"', '{"a":"b",']) findLiterals(piece.repeat(100_000));
  });
});
