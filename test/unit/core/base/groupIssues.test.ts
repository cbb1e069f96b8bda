import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { groupIssues } from '../../../../src/core/base/groupIssues.ts';
import { createIssue } from '../../../../src/core/base/issue.ts';

const missing = (count: number) => Array.from({ length: count }, (_, index) => createIssue('web-icon-not-found', { icon: `${index}.png` }));

describe('equal findings', () => {
  it('stay apart while they are few', () => deepStrictEqual(groupIssues(missing(3)), missing(3)));

  it('become one with their number and the first names, in the place of the first', () => {
    const other = createIssue('web-icon-missing', {});
    const [first, second, ...rest] = groupIssues([...missing(20), other]);
    strictEqual(first?.message, 'Icon not found: 0.png (and 19 more: 1.png, 2.png, 3.png, 4.png, 5.png, …)');
    deepStrictEqual([first?.others?.count, first?.params, second, rest], [19, { icon: '0.png' }, other, []]);
    deepStrictEqual(groupIssues(groupIssues(missing(20))), groupIssues(missing(20)));
  });

  it('stay apart where the problem differs, or where each has its place in a text', () => {
    const keys = ['a', 'b', 'c', 'd'].map((what) => createIssue('web-file-secret', { file: 'x', what }));
    deepStrictEqual(groupIssues(keys), keys);
    const range = { line: 1, column: 0, endLine: 1, endColumn: 1 };
    const placed = missing(9).map((issue) => ({ ...issue, place: { file: 'a.json', range } }));
    deepStrictEqual(groupIssues(placed), placed);
  });
});
