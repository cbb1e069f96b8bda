import { deepStrictEqual } from 'node:assert/strict';
import { IgnoreBudget, IgnoreRules } from '../../../../src/core/projects/ignoreRules.ts';
import { withinProcessorTime } from '../../../support/processorTime.ts';

/** Folders, and whether each is ignored; `-` where no rule says anything. */
function check(text: string, expected: Readonly<Record<string, boolean | '-'>>): void {
  const rules = new IgnoreRules(text);
  const found = Object.fromEntries(Object.keys(expected).map((path) => [path, rules.verdict(path.split('/'), new IgnoreBudget()) ?? '-']));
  deepStrictEqual(found, expected);
}

describe('the rules of an ignore file', () => {
  it('match a name at any depth, and a path from the folder of the file', () => {
    check('generated\n', { generated: true, 'a/b/generated': true, generated2: '-', 'generated/a': '-' });
    check('/generated/\n', { generated: true, 'a/generated': '-' });
    check('a/generated', { 'a/generated': true, 'b/a/generated': '-' });
    check('a/**/z', { 'a/z': true, 'a/b/z': true, 'a/b/c/z': true, 'a/b': '-' });
    check('**/z', { z: true, 'a/z': true });
    check('a/**', { a: '-', 'a/b': true, 'a/b/c': true, b: '-' });
    check('**', { a: true, 'a/b': true });
  });

  it('know wildcards, sets and escapes', () => {
    check('temp*\n?x\n[a-c]d\n[!q]r\n\\!important\n\\#1\nend\\ ', {
      temporary: true,
      temp: true,
      attempt: '-',
      ax: true,
      axe: '-',
      bd: true,
      dd: '-',
      zr: true,
      qr: '-',
      '!important': true,
      '#1': true,
      'end ': true,
    });
    check('a*b*c', { abc: true, aXbYc: true, abcb: '-', ac: '-' });
    check('*', { anything: true });
    check('a*/b', { 'ax/b': true, 'ax/y/b': '-' });
    check('[\n[]a\n', { '[': true, b: '-' });
  });

  it('count the last one that matches, with lines of Windows, comments and blanks', () => {
    check('\uFEFF# all\r\n*\r\n!keep\r\n\r\nkeep/not   \r\n', { x: true, keep: false, 'keep/not': true });
  });

  it('take a bounded time for patterns that are made to last, and ignore nothing more after it', async () => {
    const rules = new IgnoreRules(`a\n${`${'*a'.repeat(400)}b\n${'**/a/'.repeat(150)}b\n`.repeat(900)}`);
    const budget = new IgnoreBudget();
    await withinProcessorTime(5000, () => {
      for (let folder = 0; folder < 4000; folder++) rules.verdict(['a'.repeat(255)], budget);
    });
    deepStrictEqual(budget.spend(), false);
    deepStrictEqual(rules.verdict(['a'], budget), undefined);
    deepStrictEqual(rules.verdict(['a'], new IgnoreBudget()), true);
  });
});
