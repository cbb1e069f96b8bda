/**
 * Which issue has which remedies that one click does, best first: the one table behind quick fixes in the text, buttons in the form and
 * titles on the command line. Pure: it proposes, and touches nothing.
 */

import { type Issue } from '../../base/issue.ts';
import { appleFixes } from './appleFixes.ts';
import { engineFixes } from './engineFixes.ts';
import { fileFixes } from './fileFixes.ts';
import { type Fix, type FixFacts } from './fix.ts';
import { type FixTable, rowOf } from './fixRows.ts';
import { identityFixes } from './identityFixes.ts';
import { keystoreFixes } from './keystoreFixes.ts';
import { settingsFixes } from './settingsFixes.ts';

const table: FixTable = { ...settingsFixes, ...identityFixes, ...keystoreFixes, ...appleFixes, ...engineFixes, ...fileFixes };

export function issueFixes(issue: Issue, facts: FixFacts): readonly Fix[] {
  const row = rowOf(issue, facts);
  const here = row.path?.join('.');
  // To set what is set already fixes nothing.
  const isVain = ({ action }: Fix): boolean => action.kind === 'set' && action.path.join('.') === here && action.value === facts.written;
  return (table[issue.code]?.(row) ?? []).filter((each) => !isVain(each));
}

/** The codes that have fixes, for the test that holds them to the table of issues. */
export function fixableCodes(): readonly string[] {
  return Object.keys(table);
}
