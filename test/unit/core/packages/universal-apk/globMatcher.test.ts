import { strictEqual } from 'node:assert/strict';
import { globMatcher } from '../../../../../src/core/packages/universal-apk/globMatcher.ts';
import { withinProcessorTime } from '../../../../support/processorTime.ts';

function check(glob: string, name: string, expected: boolean): void {
  strictEqual(globMatcher([glob])(name), expected, `${glob} ${name}`);
}

describe('globs of a bundle configuration', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['a.txt', ['a.txt'], ['a.txt2', 'xa.txt', 'a-txt', '']],
    ['assets/*', ['assets/a', 'assets/'], ['assets/a/b', 'assets']],
    ['assets/**', ['assets/a', 'assets/a/b'], ['asset/a']],
    ['**.[pP][nN][gG]', ['a.png', 'x/y.PNG', '.png'], ['a.jpg', 'a.png/b']],
    ['**/x*/*.bin', ['a/xy/1.bin', 'a/b/x/1.bin', 'x/xx/.bin'], ['x/1.bin', 'a/xy/z/1.bin']],
    ['res/{raw,xml}/?', ['res/raw/a', 'res/xml/b'], ['res/values/a', 'res/raw/ab']],
    ['a[!b-d]', ['aa', 'ae'], ['ab', 'ac', 'a']],
    ['\\*[-x]', ['*-', '*x'], ['a-', '**']],
    ['', [''], ['a']],
    // Malformed ones match nothing, themselves included.
    ...['a]', '[', '[]', '[a/b]', '{a', 'a}', '{a{b}}', 'a\\'].map((glob) => [glob, [], [glob, 'a', '']] as const),
  ];
  for (const [glob, matching, others] of cases)
    it(glob === '' ? 'nothing' : glob, () => {
      for (const name of matching) check(glob, name, true);
      for (const name of others) check(glob, name, false);
    });

  it('takes no time for what would make a regular expression try everything', async () => {
    await withinProcessorTime(1500, () => {
      check(`${'*a'.repeat(200)}b`, 'a'.repeat(2000), false);
      check(`${'**/*a'.repeat(90)}b`, 'a/'.repeat(2000), false);
      check('{a,b}'.repeat(90), 'ab', false);
    });
  });
});
