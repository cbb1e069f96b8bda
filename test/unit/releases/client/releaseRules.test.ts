import { deepStrictEqual } from 'node:assert/strict';
import { groupsByRules } from '../../../../src/releases/client/releaseRules.ts';

const rules = { main: 'Beta', 'release/*': 'QA, Beta ,', '*': 'Everyone' };

describe('release rules of the settings', () => {
  const cases: readonly (readonly [branch: string | undefined, groups: readonly string[]])[] = [
    ['main', ['Beta', 'Everyone']],
    ['release/1.4', ['QA', 'Beta', 'Everyone']],
    ['feature/main', ['Everyone']],
    [undefined, []],
  ];
  for (const [branch, groups] of cases)
    it(`bring packages of ${branch ?? 'an unknown branch'} to ${groups.join(', ') || 'no group'}`, () =>
      deepStrictEqual(groupsByRules(rules, branch), groups));
});
