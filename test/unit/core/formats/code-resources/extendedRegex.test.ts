import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileExtendedRegex } from '../../../../../src/core/formats/code-resources/extendedRegex.ts';

function check(pattern: string, expected: Readonly<Record<string, boolean>>): void {
  const matches = compileExtendedRegex(pattern);
  assert.ok(matches, pattern);
  for (const [text, isMatch] of Object.entries(expected)) assert.equal(matches(text), isMatch, `${pattern} on ${text}`);
}

describe('extended regular expressions', () => {
  it('find what Apple’s rules mean', () => {
    check('.*\\.dSYM($|/)', { 'a.dSYM': true, 'x/a.dSYM/b': true, 'a.dSYMs': false, adSYM: false });
    check('^(.*/)?\\.DS_Store$', { '.DS_Store': true, 'a/.DS_Store': true, 'a.DS_Store': false });
    check('^(Frameworks|SharedFrameworks|PlugIns)/', { 'Frameworks/a': true, 'a/Frameworks/a': false, PlugIns: false });
    check('^[^/]+$', { Info: true, 'a/b': false, '': false });
    check('[]a-c]x', { ']x': true, bx: true, dx: false });
    check('[a-]', { '-': true, b: false });
    check('a+b?$', { aa: true, xab: true, b: false, abb: false });
    check('^()$', { '': true, a: false });
  });

  it('refuse what is malformed or has forms that no rule has', () => {
    for (const pattern of [
      '(',
      '(a',
      'a)',
      '[a',
      '*a',
      '+',
      'a|*',
      'a{2}'.slice(1),
      '\\',
      '[[:alpha:]]',
      'a'.repeat(501),
      '('.repeat(60) + ')'.repeat(60),
    ])
      assert.equal(compileExtendedRegex(pattern), undefined, pattern);
  });

  it('agree with those of JavaScript', () => {
    const atom = fc.constantFrom('a', 'b', '/', '.', '[ab]', '[^/]', '(a|b)', '(ab)', '^', '$', '\\.');
    const piece = fc
      .tuple(atom, fc.constantFrom('', '', '*', '+', '?'))
      .map(([one, repeat]) => (one === '^' || one === '$' ? one : one + repeat));
    const pattern = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (expression, value) => {
        assert.equal(compileExtendedRegex(expression)?.(value), new RegExp(expression, 's').test(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('take no longer for expressions that are made to', () => {
    const matches = compileExtendedRegex('^(a*)*(a|a)*(aa?)+$');
    assert.equal(matches?.(`${'a'.repeat(5000)}b`), false);
  });
});
