/** The rules of the settings file (`release.rules`): which groups get packages of a branch. Pure. */

import { matchesBranch } from '../model/branchPattern.ts';

/** Names of groups by branch; an asterisk in the branch stands for any characters, and commas separate several groups. */
export type ReleaseRules = Readonly<Record<string, string>>;

/** In the order of the rules, each once. None where the branch is not known. */
export function groupsByRules(rules: ReleaseRules, branch: string | undefined): readonly string[] {
  if (branch === undefined) return [];
  const matching = Object.entries(rules).filter(([pattern]) => matchesBranch(pattern, branch));
  const names = matching.flatMap(([, groups]) => groups.split(',').map((name) => name.trim()));
  return [...new Set(names)].filter((name) => name !== '');
}
